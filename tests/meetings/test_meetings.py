"""Meetings: planned, held or cancelled; who came; minutes that nobody reads before they are published."""

from datetime import timedelta

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues import queries as dialogues_of
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions as groups
from regiodialoog.meetings import actions, queries
from regiodialoog.meetings.models import Meeting, MeetingState, Presence
from tests.accounts.people import become, someone
from tests.groups.conftest import Table, laid_out, small, table, talk
from tests.support.client import HouseClient
from tests.support.pages import check_page

__all__ = ["laid_out", "small", "table", "talk"]
CONCEPT = "Er is gesproken over de brug."


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def planned(table: Table, days: int = 7, **more: str) -> Meeting:
    start = clock.now() + timedelta(days=days)
    return actions.plan_meeting(
        table.theme, f"Avond {days}", starts_at=start, ends_at=start + timedelta(hours=2), **more
    )


def moderator(theme_id: int, name: str = "Mo Derator") -> Person:
    person = someone(name, f"{name.split(maxsplit=1)[0].lower()}@example.nl")
    accounts.give_role(person, Role.MODERATOR, ScopeKind.THEME, theme_id, by=None, tell=False)
    return person


def room(row: Meeting, what: str = "") -> str:
    return f"/beheer/bijeenkomsten/fietspaden/{row.number}{what}"


def test_a_meeting_does_not_end_before_it_begins(table: Table) -> None:
    with pytest.raises(Invalid):
        actions.plan_meeting(table.theme, "Avond", starts_at=clock.now(), ends_at=clock.now())


def test_cancelling_needs_a_reason_that_everybody_reads(table: Table, client: HouseClient) -> None:
    row = planned(table)
    with pytest.raises(Invalid):
        actions.cancel_meeting(row, reason="")
    actions.cancel_meeting(row, reason="Het vriest te hard.")
    assert "Het vriest te hard." in text_of(client, f"{table.path}/bijeenkomsten/{row.number}")
    assert queries.coming([row]) == []
    with pytest.raises(Conflict):
        actions.change_meeting(row, title="Toch")


def test_who_held_a_seat_when_it_began_stands_on_the_list(table: Table) -> None:
    member = table.fill().person
    row = planned(table)
    with pytest.raises(Conflict):
        actions.note_attendance(row, {member.id: Presence.CAME})
    with clock.at(row.ends_at):
        table.fill(1, 1)  # too late for this evening
        assert [line.person.id for line in queries.attendance_list(row)] == [member.id]
        actions.note_attendance(row, {member.id: Presence.CAME})
    assert row.state is MeetingState.HELD
    assert queries.counts(row)[Presence.CAME] == 1
    with clock.at(row.ends_at):
        actions.note_attendance(row, {member.id: None})
    assert not queries.counts(row)


def test_a_member_says_once_that_they_cannot_come(table: Table, client: HouseClient) -> None:
    member, row = table.fill().person, planned(table)
    become(client, member)
    path = f"{table.path}/bijeenkomsten/{row.number}"
    first, second = client.get(f"{path}/afmelden"), client.get(f"{path}/afmelden")
    client.send(first)
    assert queries.attendance_of(row, member.id).state is Presence.EXCUSED
    assert "afgemeld" in text_of(client, path)
    assert client.send(second).status_code == 409
    become(client, someone("Buiten", "buiten@example.nl"))
    assert client.get(f"{path}/afmelden").status_code == 403


def test_how_to_join_from_home_is_for_the_group_alone(table: Table, client: HouseClient) -> None:
    member, row = table.fill().person, planned(table, online_note="Bel 06 en vraag naar Mo.")
    path = f"{table.path}/bijeenkomsten/{row.number}"
    assert "Bel 06" not in text_of(client, path)
    become(client, member)
    assert "Bel 06" in text_of(client, path)


def test_a_concept_is_seen_by_nobody_but_who_may_write_it(table: Table, client: HouseClient) -> None:
    member, row = table.fill().person, planned(table, days=-1)
    minutes = actions.write_minutes(row, CONCEPT)
    paths = (f"{table.path}/bijeenkomsten/{row.number}", f"{table.path}/bijeenkomsten", table.path)
    for person in (None, member, moderator(table.theme.id), table.bureau):
        if person is not None:
            become(client, person)
        assert not [path for path in paths if CONCEPT in client.get(path).get_data(as_text=True)]
        allowed = person is not None and person is not member
        assert (CONCEPT in client.get(room(row, "/verslag")).get_data(as_text=True)) == allowed
    actions.publish_minutes(minutes)
    with client.session_transaction() as cookie:
        cookie.clear()
    assert CONCEPT in text_of(client, paths[0])


def test_minutes_are_published_once_and_corrected_in_the_open(table: Table) -> None:
    row = planned(table, days=-1)
    minutes = actions.write_minutes(row, "")
    with pytest.raises(Invalid):
        actions.publish_minutes(minutes)
    actions.write_minutes(row, CONCEPT)
    actions.publish_minutes(minutes)
    with pytest.raises(Conflict):
        actions.publish_minutes(minutes)
    with pytest.raises(Invalid):
        actions.write_minutes(row, " ")


def test_a_moderator_runs_the_meetings_of_the_own_theme_and_of_no_other(table: Table, client: HouseClient) -> None:
    other = dialogues.create_theme(table.theme.round, "Stilte")
    row = planned(table, days=-1)
    actions.write_minutes(row, CONCEPT)
    rooms = ["/beheer/bijeenkomsten/fietspaden", "/beheer/bijeenkomsten/fietspaden/nieuw", room(row)]
    rooms += [room(row, f"/{what}") for what in ("afgelasten", "aanwezig", "verslag", "verslag/publiceren")]
    become(client, moderator(other.id, "Ander Moderator"))
    assert {client.get(path).status_code for path in rooms} == {403}
    assert {client.post(path).status_code for path in rooms[1:]} == {403}
    become(client, moderator(table.theme.id))
    for path in rooms:
        text_of(client, path)
    become(client, moderator(other.id, "Derde Moderator"), second_factor=False)
    assert client.get("/beheer/bijeenkomsten/stilte").status_code == 303


def test_a_moderator_plans_changes_and_writes(table: Table, client: HouseClient) -> None:
    member = table.fill().person
    become(client, moderator(table.theme.id))
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    given = {"title": "Eerste avond", "day": yesterday, "begins": "19:30", "ends": "21:30", "place": "Dorpshuis"}
    wrong = client.submit("/beheer/bijeenkomsten/fietspaden/nieuw", {**given, "ends": "18:00"})
    assert wrong.status_code == 422
    client.submit("/beheer/bijeenkomsten/fietspaden/nieuw", given)
    row = queries.meeting(table.theme, 1)
    assert "19:30 tot 21:30 uur" in text_of(client, f"{table.path}/bijeenkomsten/1")
    client.submit(room(row), {"place": "Bibliotheek"})
    client.submit(room(row, "/verslag"), {"text": CONCEPT})
    client.submit(room(row, "/verslag/publiceren"))
    html = text_of(client, f"{table.path}/bijeenkomsten/1")
    assert "Bibliotheek" in html
    assert CONCEPT in html
    assert member.name not in html


def test_nothing_of_attendance_stays_behind_an_account(table: Table) -> None:
    member, row = table.fill().person, planned(table)
    actions.excuse(row, member.id)
    accounts.erase(member)
    assert queries.attendance_of(row, member.id) is None


def test_the_days_to_come_are_asked_when_signing_up(table: Table, client: HouseClient) -> None:
    row = planned(table, days=30)
    planned(table, days=-3)
    html = text_of(client, f"{table.path}/aanmelden")
    assert html.count(f'value="{row.starts_at.date().isoformat()}"') == 1
    assert "Avond -3" not in html


def test_the_next_meeting_has_the_place_and_times_of_the_last_and_a_strange_day_is_asked_about(
    table: Table, client: HouseClient
) -> None:
    become(client, table.bureau)
    rooms = "/beheer/bijeenkomsten/fietspaden"
    phase = dialogues_of.phase_of(table.theme, PhaseKind.DIALOGUE)
    assert phase is not None
    given = {
        "title": "Eerste avond",
        "day": phase.starts_on.isoformat(),
        "begins": "19:30",
        "ends": "21:30",
        "place": "De Schuur",
    }
    assert client.submit(f"{rooms}/nieuw", given).location == rooms
    page = text_of(client, rooms)
    assert "Plan nog een bijeenkomst" in page
    assert "De groep praat van" not in page, "a day within the dialogue is not asked about"
    form = text_of(client, f"{rooms}/nieuw")
    for filled_in in ('value="19:30', 'value="21:30', 'value="De Schuur"'):
        assert filled_in in form
    twice = client.submit(f"{rooms}/nieuw", given)
    assert twice.status_code == 409
    assert len(queries.meetings_of(table.theme)) == 1
    outside = given | {"title": "Tweede avond", "day": (phase.ends_on + timedelta(days=30)).isoformat()}
    assert client.submit(f"{rooms}/nieuw", outside).status_code == 303
    assert "De groep praat van" in text_of(client, rooms)


def test_nobody_signs_up_before_there_are_places_and_the_bureau_hears_when_it_begins(
    table: Table, client: HouseClient
) -> None:
    for seat in table.seats:
        groups.remove_seat(seat)
    visitor = text_of(client, table.path)
    assert "zodra het bureau de plekken heeft gemaakt" in visitor
    assert "zodra het bureau de plekken heeft gemaakt" in text_of(client, f"{table.path}/aanmelden")
    assert f'href="{table.path}/aanmelden"' not in visitor
    with pytest.raises(Conflict):
        table.sign_up()
    become(client, table.bureau)
    plan = {"interests": [str(table.interests[0].id)], "count": "4"}
    assert client.submit("/beheer/groepen/fietspaden/plan", plan).status_code == 303
    assert "Vanaf nu kan iedereen zich aanmelden." in text_of(client, "/beheer/groepen/fietspaden")
    assert f'href="{table.path}/aanmelden"' in text_of(client, "/")
