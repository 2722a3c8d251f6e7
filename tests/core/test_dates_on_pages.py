"""A date on a page is not broken between the day and the month; a mail has plain spaces."""

from datetime import UTC, date, datetime

from flask import Flask, render_template_string
from sqlalchemy.orm import Session

DAY, MOMENT = date(2027, 1, 18), datetime(2027, 1, 18, 18, 30, tzinfo=UTC)
SAID = "{{ format_date(day) }}, {{ format_moment(moment) }}{{ format_date(none) }}"


def test_on_a_page_the_day_and_the_month_stay_on_one_line(session: Session) -> None:
    said = render_template_string(SAID, day=DAY, moment=MOMENT)
    assert said == "18\N{NO-BREAK SPACE}januari 2027, 18\N{NO-BREAK SPACE}januari 2027 om 19:30"


def test_a_mail_has_plain_spaces(app: Flask, session: Session) -> None:
    mail = app.jinja_env.overlay(autoescape=False).from_string(SAID)
    assert mail.render(day=DAY, moment=MOMENT) == "18 januari 2027, 18 januari 2027 om 19:30"
