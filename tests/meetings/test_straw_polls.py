"""Straw polls in the hall: made in a minute, counted or answered by phone, binding nobody and naming nobody."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.own_data import collect
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock, tidying
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.groups import queries as groups_of
from regiodialoog.groups.models import Registration
from regiodialoog.meetings import actions, labels, queries, shapes
from regiodialoog.meetings.models import (
    Meeting,
    MeetingState,
    Presence,
    StrawAnswer,
    StrawPoll,
    StrawScale,
    StrawState,
    StrawWay,
)
from tests.accounts.people import become, someone
from tests.groups.conftest import Table, laid_out, small, table, talk
from tests.groups.standing import representative, stands_in
from tests.meetings.test_meetings import moderator, text_of
from tests.support.client import HouseClient

__all__ = ["laid_out", "small", "table", "talk"]
QUESTION = "Gaan we verder met de brug?"
AGREE = ["Eens", "Neutraal", "Oneens"]


def tonight(table: Table, title: str = "Avond") -> Meeting:
    start = clock.now() - timedelta(minutes=30)
    return actions.plan_meeting(table.theme, title, starts_at=start, ends_at=start + timedelta(hours=2))


def asked(row: Meeting, way: StrawWay = StrawWay.HANDS, *, by_interest: bool = False, **more: Any) -> StrawPoll:
    given = {"options": AGREE, "scale": StrawScale.AGREE, "way": way, "by_interest": by_interest, **more}
    made = actions.prepare_straw_poll(row, QUESTION, **given)
    actions.open_straw_poll(made)
    return made


def whole(row: StrawPoll, *numbers: int) -> dict[tuple[int, int | None], int]:
    return {(each.id, None): number for each, number in zip(row.options, numbers, strict=True)}


def four(table: Table) -> Sequence[Registration]:
    return [table.fill(interest, place) for interest in (0, 1) for place in (0, 1)]


def say(row: StrawPoll, person_id: int, option: int) -> None:
    place = queries.place_of(row.meeting, person_id)
    actions.answer_straw_poll(row, place, person_id, row.options[option])


def room(row: Meeting, what: str = "") -> str:
    return f"/beheer/bijeenkomsten/fietspaden/{row.number}/peilingen{what}"


def screen(row: StrawPoll) -> str:
    return f"/themas/fietspaden/bijeenkomsten/{row.meeting.number}/peilingen/{row.number}"


def test_the_moderator_makes_asks_and_counts_one_in_a_minute(table: Table, client: HouseClient) -> None:
    row = tonight(table)
    become(client, moderator(table.theme.id))
    answer = client.submit(room(row, "/nieuw"), {"question": QUESTION, "scale": "agree", "way": "hands", "now": "1"})
    assert answer.location == room(row, "/1")
    assert QUESTION in text_of(client, screen(queries.straw_poll(row, 1)))
    poll = queries.straw_poll(row, 1)
    assert [each.title for each in poll.options] == AGREE
    fields = {f"count_{each.id}_all": number for each, number in zip(poll.options, ("7", "2", ""), strict=True)}
    assert client.submit(room(row, "/1/tellen"), dict.fromkeys(fields, "")).status_code == 422
    assert client.submit(room(row, "/1/tellen"), dict.fromkeys(fields, "-1")).status_code == 422
    assert client.submit(room(row, "/1/tellen"), dict.fromkeys(fields, "99999999999")).status_code == 422
    client.submit(room(row, "/1/tellen"), fields)
    assert shapes.shown([queries.straw_poll(row, 1)], inside=True)[0].bars == [
        ("Eens", 7, "for"),
        ("Neutraal", 2, "neutral"),
        ("Oneens", 0, "against"),
    ]
    with client.session_transaction() as cookie:
        cookie.clear()
    html = text_of(client, f"/themas/fietspaden/bijeenkomsten/{row.number}")
    assert "9 antwoorden" in html
    assert "telt niet als besluit" in html


@pytest.mark.parametrize("options", [[], ["Ja"], ["Ja", "JA"], [str(n) for n in range(9)]])
def test_there_are_two_to_eight_different_options(table: Table, options: list[str]) -> None:
    with pytest.raises(Invalid):
        asked(tonight(table), options=options, scale=StrawScale.OWN)


def test_own_words_stand_as_they_were_written_and_too_long_ones_are_refused(table: Table, client: HouseClient) -> None:
    row = tonight(table)
    become(client, moderator(table.theme.id))
    given = {"question": "q" * 300, "scale": "own", "own": "=1+1\n<b>Groen</b>", "way": "cards"}
    for wrong in ({"own": "een"}, {"own": "x" * 300 + "\ny"}, {"question": "q" * 301}, {"way": "post"}):
        assert client.submit(room(row, "/nieuw"), given | wrong).status_code == 422
    client.submit(room(row, "/nieuw"), given)
    made = queries.straw_poll(row, 1)
    assert [each.title for each in made.options] == ["=1+1", "<b>Groen</b>"]
    assert made.state is StrawState.PREPARED
    assert "&lt;b&gt;Groen&lt;/b&gt;" in text_of(client, screen(made))
    client.submit(room(row, "/1/wijzigen"), {"own": "Ja\nNee\nMisschien"})
    assert [each.title for each in queries.straw_poll(row, 1).options] == ["Ja", "Nee", "Misschien"]
    actions.open_straw_poll(queries.straw_poll(row, 1))
    with pytest.raises(Conflict):
        actions.change_straw_poll(queries.straw_poll(row, 1), options=AGREE)


def test_it_is_asked_only_while_people_are_together(table: Table) -> None:
    row = tonight(table)
    for moment in (row.starts_at - timedelta(hours=3), row.ends_at + timedelta(hours=3)):
        with clock.at(moment), pytest.raises(Conflict):
            asked(row)
    actions.cancel_meeting(tonight(table, "Andere avond"), reason="Het stormt.")
    with pytest.raises(Conflict):
        asked(queries.meeting(table.theme, 2))


def test_a_count_is_corrected_with_a_reason_and_the_first_one_stays(table: Table) -> None:
    poll = asked(tonight(table))
    actions.count_straw_poll(poll, whole(poll, 4, 1, 1))
    actions.count_straw_poll(poll, whole(poll, 4, 1, 1))  # sent twice
    with pytest.raises(Invalid):
        actions.count_straw_poll(poll, whole(poll, 5, 1, 1))
    actions.count_straw_poll(poll, whole(poll, 5, 1, 1), reason="Mo stond achteraan.")
    seen = shapes.shown([poll], inside=True)[0]
    assert [tally.number for tally in poll.tallies] == [1, 2]
    assert seen.total == 7
    assert [(reason, said) for _tally, reason, said in seen.before] == [
        ("Mo stond achteraan.", "Eens 4, Neutraal 1, Oneens 1")
    ]
    assert [said for _tally, _reason, said in shapes.shown([poll], inside=False)[0].before] == [""]


def test_a_count_that_does_not_fit_who_came_is_kept_with_a_warning(table: Table, client: HouseClient) -> None:
    with clock.at(clock.now() - timedelta(hours=1)):
        people = [table.fill(*each).person for each in ((0, 0), (0, 1), (1, 0))]
    row = tonight(table)
    actions.note_attendance(row, {each.id: Presence.CAME for each in people})
    poll = asked(row, by_interest=True)
    first, second = table.interests
    counts = {(each.id, group.id): 0 for group in (first, second) for each in poll.options}
    counts |= {(poll.options[0].id, first.id): 2, (poll.options[0].id, second.id): 3}
    become(client, moderator(table.theme.id))
    fields = {f"count_{option}_{group}": str(n) for (option, group), n in counts.items()}
    page = client.submit(room(row, "/1/tellen"), fields, follow=True).get_data(as_text=True)
    assert "U telde 5 antwoorden, maar er staan 3 mensen als aanwezig genoteerd." in page
    assert f"{second.name}: 3 antwoorden, 1 aanwezig." in page
    assert queries.straw_poll(row, 1).state is StrawState.CLOSED


def test_of_fewer_than_five_answers_only_the_group_sees_numbers(table: Table, client: HouseClient) -> None:
    member, row = table.fill().person, tonight(table)
    few, many = asked(row), asked(row)
    actions.count_straw_poll(few, whole(few, 3, 1, 0))
    actions.count_straw_poll(many, whole(many, 3, 1, 1))
    paths = (f"/themas/fietspaden/bijeenkomsten/{row.number}", screen(few))
    for path in paths:
        html = text_of(client, path)
        assert "inder dan vijf" in html
        assert "4 antwoorden" not in html
    assert "5 antwoorden" in text_of(client, paths[0])
    become(client, member)
    for path in paths:
        assert "4 antwoorden" in text_of(client, path)


def test_others_see_no_interest_of_fewer_than_five_also_not_by_subtraction(table: Table) -> None:
    poll = asked(tonight(table), by_interest=True)
    first, second = table.interests
    counts: dict[tuple[int, int | None], int] = {}
    counts |= {(each.id, group.id): 0 for group in (first, second) for each in poll.options}
    counts |= {(poll.options[0].id, first.id): 9, (poll.options[2].id, second.id): 2}
    actions.count_straw_poll(poll, counts)
    assert [name for name, _row in shapes.shown([poll], inside=True)[0].grid] == [first.name, second.name]
    assert shapes.shown([poll], inside=False)[0].grid == []
    actions.count_straw_poll(poll, counts | {(poll.options[2].id, second.id): 5}, reason="Beter geteld.")
    assert len(shapes.shown([poll], inside=False)[0].grid) == 2


def summed(poll: StrawPoll) -> list[int]:
    """How often each option was answered, in their order."""
    assert poll.tally is not None
    return [sum(each.count for each in poll.tally.counts if each.option_id == option.id) for option in poll.options]


def test_by_phone_the_last_answer_of_a_place_counts_and_nobody_sees_how_it_stands(
    table: Table, client: HouseClient
) -> None:
    people = [each.person for each in four(table)]
    row = tonight(table)
    poll = asked(row, StrawWay.PHONE, by_interest=True)
    code = f"/p/{poll.code}"
    assert client.get(code).status_code in (302, 303)
    become(client, people[0])
    page = client.get(code)
    client.send(page, {"answer": str(poll.options[0].id)})
    client.send(page, {"answer": str(poll.options[0].id)})  # sent twice
    client.submit(code, {"answer": str(poll.options[2].id)})
    assert client.submit(code, {"answer": "999999"}).status_code == 422
    for each in people[1:]:
        say(poll, each.id, 0)
    assert queries.turnout_of(poll) == len(people)
    become(client, moderator(table.theme.id))
    for path in (screen(poll), room(row, "/1"), f"/themas/fietspaden/bijeenkomsten/{row.number}"):
        assert "rd-beamer__bars" not in text_of(client, path)
        assert "<table" not in text_of(client, path)
    assert client.get(room(row, "/1/tellen")).status_code == 409
    client.submit(room(row, "/1"))
    poll = queries.straw_poll(row, 1)
    assert summed(poll) == [3, 0, 1]
    assert not {each.interest_id for each in poll.tally.counts} - {None}, "none of fewer than five is counted apart"
    assert shapes.shown([poll], inside=True)[0].hidden, "who runs the meeting sees no answers of fewer than five either"
    assert client.get(room(row, "/1/tellen")).status_code == 409, "nobody counts by hand what was answered by phone"
    assert db.session.scalar(select(func.count()).select_from(StrawAnswer)) == 0


def test_the_button_to_ask_sent_late_does_not_close(table: Table, client: HouseClient) -> None:
    row = tonight(table)
    poll = actions.prepare_straw_poll(
        row, QUESTION, options=AGREE, scale=StrawScale.AGREE, way=StrawWay.PHONE, by_interest=False
    )
    become(client, moderator(table.theme.id))
    pages = client.get(room(row, "/1")), client.get(room(row, "/1"))
    client.send(pages[0])
    assert client.send(pages[1]).status_code == 409
    assert queries.straw_poll(row, poll.number).state is StrawState.OPEN


def test_only_who_takes_a_place_at_this_meeting_answers(table: Table, client: HouseClient) -> None:
    member, row = table.fill().person, tonight(table)
    poll = asked(row, StrawWay.PHONE)
    actions.note_attendance(row, {member.id: Presence.EXCUSED})
    with pytest.raises(Conflict):
        say(poll, member.id, 0)
    become(client, member)
    assert "Alleen wie op deze bijeenkomst aan tafel zit" in text_of(client, f"/p/{poll.code}")
    assert client.post(f"/p/{poll.code}", data={}).status_code in (400, 422)
    for stranger in (someone("Buiten", "buiten@example.nl"), moderator(table.theme.id)):
        become(client, stranger)
        assert client.get(f"/p/{poll.code}").status_code == 403
    assert client.get("/p/bestaat").status_code == 404
    actions.note_attendance(row, {member.id: Presence.CAME})
    say(poll, member.id, 0)
    with clock.at(row.ends_at + timedelta(hours=3)), pytest.raises(Conflict):
        say(poll, member.id, 1)
    actions.close_by_phone(poll)
    with pytest.raises(Conflict):
        say(poll, member.id, 1)


def test_what_somebody_answered_is_theirs_until_it_is_counted(table: Table) -> None:
    gone, stays = table.fill(0, 0).person, table.fill(0, 1).person
    poll = asked(tonight(table), StrawWay.PHONE)
    say(poll, gone.id, 2)
    say(poll, stays.id, 1)
    assert collect(gone)["straw_polls"][0]["answer"] == "Oneens"
    accounts.erase(gone)
    assert queries.turnout_of(poll) == 1
    told = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "meetings.straw_poll_answered")).all()
    assert {tuple(each.data) for each in told} == {("meeting_id", "straw_poll_id")}
    actions.close_by_phone(poll)
    assert collect(stays)["straw_polls"] == []


def test_what_nobody_closed_is_counted_a_day_later(table: Table) -> None:
    member = table.fill().person
    poll = asked(tonight(table), StrawWay.PHONE)
    say(poll, member.id, 0)
    with clock.at(poll.meeting.ends_at + timedelta(hours=20)):
        actions.straw.close_forgotten_straw_polls()
    assert queries.turnout_of(poll) == 1
    with clock.at(poll.meeting.ends_at + timedelta(hours=25)):
        assert actions.straw.close_forgotten_straw_polls in tidying._tidiers
        actions.straw.close_forgotten_straw_polls()
    assert poll.state is StrawState.CLOSED
    assert queries.turnout_of(poll) == 0


def test_what_is_dropped_says_why_and_keeps_no_answers(table: Table, client: HouseClient) -> None:
    member, row = table.fill().person, tonight(table)
    poll = asked(row, StrawWay.PHONE)
    say(poll, member.id, 0)
    with pytest.raises(Invalid):
        actions.drop_straw_poll(poll, reason=" ")
    actions.drop_straw_poll(poll, reason="De vraag was onduidelijk.")
    assert queries.turnout_of(poll) == 0
    assert "De vraag was onduidelijk." in text_of(client, f"/themas/fietspaden/bijeenkomsten/{row.number}")
    with pytest.raises(Conflict):
        actions.count_straw_poll(poll, whole(poll, 1, 1, 1))


def test_the_screen_follows_what_is_asked_and_hides_what_is_only_prepared(table: Table, client: HouseClient) -> None:
    row = tonight(table)
    follow = f"/themas/fietspaden/bijeenkomsten/{row.number}/scherm"
    ready = actions.prepare_straw_poll(
        row, "Komt straks?", options=AGREE, scale=StrawScale.AGREE, way=StrawWay.HANDS, by_interest=False
    )
    assert "Komt straks?" not in text_of(client, follow)
    assert client.get(screen(ready)).status_code == 404
    poll = asked(row, StrawWay.PHONE)
    html = text_of(client, follow)
    assert QUESTION in html
    assert f"/p/{poll.code}" in html
    assert "rd-qr" in html
    assert "rd-beamer__staff" not in html
    assert "<header" not in html
    part = client.get(follow, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<html" not in part
    assert QUESTION in part
    become(client, moderator(table.theme.id))
    assert screen(ready) in text_of(client, screen(poll))


def test_a_moderator_of_another_theme_runs_none_of_it(table: Table, client: HouseClient) -> None:
    other = dialogues.create_theme(table.theme.round, "Stilte")
    member, row = table.fill().person, tonight(table)
    asked(row)
    rooms = [room(row, what) for what in ("", "/nieuw", "/1", "/1/wijzigen", "/1/tellen", "/1/laten-vervallen")]
    for person in (member, moderator(other.id, "Ander Moderator")):
        become(client, person)
        assert {client.get(path).status_code for path in rooms} == {403}
        assert {client.post(path).status_code for path in rooms[1:]} == {403}
    start = clock.now()
    elsewhere = actions.plan_meeting(other, "Avond", starts_at=start, ends_at=start + timedelta(hours=1))
    become(client, moderator(other.id, "Nog Een"))
    assert elsewhere.state is MeetingState.PLANNED
    assert client.get("/beheer/bijeenkomsten/stilte/1/peilingen/1").status_code == 404


def test_every_ready_made_set_has_dutch_words(table: Table) -> None:
    assert {scale: labels.options_of(scale) for scale in labels.READY_MADE} == {
        StrawScale.AGREE: AGREE,
        StrawScale.YES_NO: ["Ja", "Nee"],
        StrawScale.COLOURS: ["Groen", "Geel", "Rood"],
    }


def test_while_it_is_open_no_page_differs_by_what_was_answered(table: Table, client: HouseClient) -> None:
    people = [each.person for each in four(table)]
    row = tonight(table)
    poll = asked(row, StrawWay.PHONE, by_interest=True)
    paths = (screen(poll), room(row), room(row, "/1"), f"{table.path}/bijeenkomsten/{row.number}")
    become(client, moderator(table.theme.id))
    seen = []
    for option in (0, 2):
        for each in people:
            say(poll, each.id, option)
        pages = [client.get(path).get_data(as_text=True) for path in paths]
        seen.append([re.sub(r'name="(csrf_token|idempotency_key)" value="[^"]*"', "", page) for page in pages])
    assert seen[0] == seen[1]


def test_a_deputy_who_takes_the_place_answers_and_its_holder_does_not(table: Table) -> None:
    seat, holder, _body = representative(table)
    _row, deputy = stands_in(seat)
    start = clock.now() + timedelta(minutes=30)
    row = actions.plan_meeting(table.theme, "Avond", starts_at=start, ends_at=start + timedelta(hours=2))
    poll = asked(row, StrawWay.PHONE)
    assert queries.place_of(row, deputy.id) is None
    say(poll, holder.id, 0)
    stands = groups_of.deputised(table.theme, deputy.id)
    assert stands is not None
    actions.step_in(row, stands)
    assert queries.place_of(row, holder.id) is None
    say(poll, deputy.id, 2)
    assert queries.turnout_of(poll) == 1, "a place answers once"
    actions.close_by_phone(poll)
    assert summed(poll) == [0, 0, 1]
