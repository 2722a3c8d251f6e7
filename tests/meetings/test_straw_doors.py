"""The ways to a straw poll: from the screen without being signed in, without a seat, and after the evening."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.meetings import actions, queries
from regiodialoog.meetings.models import StrawPoll, StrawScale, StrawWay
from tests.accounts.people import become, someone
from tests.groups.conftest import Table, laid_out, small, table, talk
from tests.meetings.test_meetings import moderator, text_of
from tests.meetings.test_straw_polls import AGREE, QUESTION, asked, room, say, tonight
from tests.support.client import HouseClient
from tests.support.pages import check_page

__all__ = ["laid_out", "small", "table", "talk"]
FORM = {"question": QUESTION, "scale": "agree", "way": "hands"}


def flat(answer) -> str:
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def test_whoever_scans_the_screen_reads_to_what_they_sign_in(table: Table, client: HouseClient) -> None:
    poll = asked(tonight(table), StrawWay.PHONE)
    to = client.get(f"/p/{poll.code}")
    assert (to.status_code, to.location) == (303, f"/inloggen?verder=/p/{poll.code}")
    text = flat(client.get(to.location))
    assert f"Log in om mee te doen aan de peiling: {QUESTION}" in text
    assert "Ik heb geen plek in de groep" in text
    assert 'href="/themas/fietspaden/bijeenkomsten/1"' in text
    assert re.search(rf'action="/inloggen\?verder=(%2F|/)p(%2F|/){poll.code}"', text), "and back after signing in"
    wrong = client.submit(to.location, {"address": "geen adres"})
    assert wrong.status_code == 422
    assert "Log in om mee te doen" in flat(wrong)


@pytest.mark.parametrize(
    "onward", ["", "/mijn", "/p/", "/p/zzzzz", "/p/../mijn", "/p/%00", "//p/elders", "/p/" + "a" * 300]
)
def test_signing_in_for_anything_else_says_nothing_of_it(table: Table, client: HouseClient, onward: str) -> None:
    asked(tonight(table), StrawWay.PHONE)
    answer = client.get("/inloggen", query_string={"verder": onward})
    assert answer.status_code == 200
    assert "peiling" not in flat(answer).partition('id="inhoud"')[2].partition("<footer")[0]


def test_what_is_not_asked_yet_is_told_to_nobody_outside(table: Table, client: HouseClient) -> None:
    poll = actions.prepare_straw_poll(
        tonight(table), QUESTION, options=AGREE, scale=StrawScale.AGREE, way=StrawWay.PHONE
    )  # fmt: skip
    text = flat(client.get(f"/inloggen?verder=/p/{poll.code}"))
    assert "Log in om mee te doen aan de peiling" in text
    assert QUESTION not in text
    become(client, someone())
    answer = client.get(f"/p/{poll.code}")
    assert answer.status_code == 403
    assert QUESTION not in flat(answer)


def test_after_the_closing_nobody_is_sent_to_sign_in_for_nothing(table: Table, client: HouseClient) -> None:
    table.fill(0, 0)
    poll = asked(tonight(table), StrawWay.PHONE)
    actions.close_by_phone(poll)
    text = flat(client.get(f"/inloggen?verder=/p/{poll.code}"))
    assert "u kunt niet meer antwoorden" in text
    assert 'href="/themas/fietspaden/bijeenkomsten/1"' in text


def test_who_has_no_seat_reads_what_to_do(table: Table, client: HouseClient) -> None:
    poll = asked(tonight(table), StrawWay.PHONE)
    for person in (someone(), moderator(table.theme.id)):
        become(client, person)
        answer = client.get(f"/p/{poll.code}")
        assert answer.status_code == 403
        text = flat(answer)
        assert "Alleen wie een plek heeft in deze groep doet mee" in text
        assert QUESTION in text
        assert 'name="answer"' not in text
        assert client.post(f"/p/{poll.code}", data={"answer": str(poll.options[0].id)}).status_code in (403, 422)
    assert queries.turnout_of(poll) == 0
    member = table.fill(0, 0)
    assert member.person_id is not None
    say(poll, member.person_id, 0)
    assert queries.turnout_of(poll) == 1


def test_nothing_is_prepared_for_an_evening_that_is_over(table: Table, client: HouseClient) -> None:
    row = tonight(table)
    ready = actions.prepare_straw_poll(row, QUESTION, options=AGREE, scale=StrawScale.AGREE, way=StrawWay.HANDS)
    person = moderator(table.theme.id)
    become(client, person)
    assert "Nog een peiling maken" in text_of(client, room(row))
    form = client.get(room(row, "/nieuw"))
    with clock.at(row.ends_at + actions.DOOR):
        assert not actions.is_over(row), "people can still be there"
        assert client.get(room(row, "/nieuw")).status_code == 200
    with clock.at(row.ends_at + actions.DOOR + timedelta(minutes=1)):
        for call in (
            lambda: actions.prepare_straw_poll(
                row, "En nu?", options=AGREE, scale=StrawScale.AGREE, way=StrawWay.HANDS
            ),
            lambda: actions.change_straw_poll(ready, options=AGREE, question="Anders?"),
            lambda: actions.open_straw_poll(ready),
        ):
            with pytest.raises(Conflict, match="Deze bijeenkomst is voorbij"):
                call()
        here = room(row)
        late = client.send(form, FORM)
        assert late.status_code == 409
        assert "Deze bijeenkomst is voorbij" in flat(late)
        db.session.expunge_all()  # the requests that follow find their own rows
        assert client.get(f"{here}/nieuw").location == here
        assert client.get(f"{here}/1/wijzigen").location == f"{here}/1"
        listed = text_of(client, here)
        assert "Deze bijeenkomst is voorbij" in listed
        assert "peiling maken" not in listed
        one = text_of(client, f"{here}/1")
        assert "Deze bijeenkomst is voorbij" in one
        assert "/nieuw" not in one
        assert "/wijzigen" not in one
        assert client.submit(f"{here}/1/laten-vervallen", {"reason": "Niet gevraagd."}).status_code == 303
    assert [poll.question for poll in db.session.scalars(select(StrawPoll))] == [QUESTION]
