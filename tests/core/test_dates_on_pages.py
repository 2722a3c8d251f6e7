"""A date on a page is not broken between the day and the month; a mail has plain spaces."""

from datetime import UTC, date, datetime

from flask import Flask, render_template_string
from sqlalchemy.orm import Session

from regiodialoog.core.i18n import date_on_page
from regiodialoog.core.mails import compose

DAY, MOMENT = date(2027, 1, 18), datetime(2027, 1, 18, 18, 30, tzinfo=UTC)
SAID = "{{ format_date(day) }}, {{ format_moment(moment) }}{{ format_date(none) }}"


def test_on_a_page_the_day_and_the_month_stay_on_one_line(session: Session) -> None:
    said = render_template_string(SAID, day=DAY, moment=MOMENT)
    assert said == "18\N{NO-BREAK SPACE}januari 2027, 18\N{NO-BREAK SPACE}januari 2027 om 19:30"


def test_a_mail_has_plain_spaces(app: Flask, session: Session) -> None:
    mail = app.jinja_env.overlay(autoescape=False).from_string(SAID)
    assert mail.render(day=DAY, moment=MOMENT) == "18 januari 2027, 18 januari 2027 om 19:30"


def test_a_sentence_that_a_page_and_a_mail_have_is_plain_in_the_mail(session: Session) -> None:
    days = [(date_on_page(DAY), "Eerste avond")]
    _subject, body = compose("emails/groups/seat_ended.txt", "nl", **_about(days[0][0]))
    assert "18 januari 2027" in body


def _about(said: str) -> dict[str, object]:
    return {"person": {"name": "Ada"}, "theme": {"title": "Fietspaden", "slug": "fietspaden"}, "reason": said}
