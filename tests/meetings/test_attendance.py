"""Who came: ticked at the door in one form, excused beforehand in two taps, deputies for their seat, and the list that
only the bureau gets."""

import csv
import io
import re
from datetime import timedelta

import pytest

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions as groups
from regiodialoog.groups import queries as groups_of
from regiodialoog.meetings import actions, queries
from regiodialoog.meetings.models import Meeting, MeetingState, Presence
from regiodialoog.meetings.turnout import LEAST, turnout
from tests.accounts.people import become, someone
from tests.groups.conftest import Table, laid_out, small, table, talk
from tests.groups.standing import next_seat, representative, stands_in
from tests.meetings.test_meetings import moderator, planned, room, text_of
from tests.support.client import HouseClient
from tests.support.pages import count_queries

__all__ = ["laid_out", "small", "table", "talk"]
TURNOUT = "/beheer/groepen/fietspaden/opkomst"
LIST = f"{TURNOUT}/vergoeding.csv"


def evening(table: Table, days: int) -> Meeting:
    """A meeting that was some days ago; who sits now sat there then."""
    for seat in table.seats:
        if seat.person_id is not None:
            seat.filled_at = clock.now() - timedelta(days=365)
    db.session.flush()
    return planned(table, days=-days)


def some(table: Table, *names: str) -> list[Person]:
    """People with a place, by the names that they have."""
    found = []
    for name in names:
        person = someone(name, f"{name.split()[0].lower()}@example.nl")
        table.fill(*next_seat(table), person=person)
        found.append(person)
    return found


def visit(client: HouseClient, path: str) -> str:
    with client.session_transaction() as cookie:
        cookie.clear()
    return text_of(client, path)


def state_of(row: Meeting, person: Person) -> Presence | None:
    found = queries.attendance_of(row, person.id)
    return found.state if found is not None else None


# ── at the door ──────────────────────────────────────────────────────────────


def test_one_form_for_all_in_the_order_of_names_saved_in_one_go(table: Table, client: HouseClient) -> None:
    ze, an, bo = some(table, "Zeger Zand", "Anna Aarde", "Bo Berg")
    row = evening(table, 1)
    become(client, moderator(table.theme.id))
    html = text_of(client, room(row, "/aanwezig"))
    assert html.index("Anna Aarde") < html.index("Bo Berg") < html.index("Zeger Zand")
    page = client.get(room(row, "/aanwezig"))
    answer = client.send(page, {f"person_{an.id}": "came", f"person_{bo.id}": "absent"})
    assert answer.status_code == 303
    assert [state_of(row, one) for one in (an, bo, ze)] == [Presence.CAME, Presence.ABSENT, None]
    assert row.state is MeetingState.HELD
    assert "Er zijn nu 1 van de 3." in text_of(client, room(row, "/aanwezig"))
    before = db.session.query(AuditEvent).count()
    client.send(page, {f"person_{an.id}": "came", f"person_{bo.id}": "absent"})
    client.submit(room(row, "/aanwezig"))
    assert db.session.query(AuditEvent).count() == before, "the same again is no change"


def test_two_at_the_door_do_not_wipe_what_the_other_ticked(table: Table, client: HouseClient) -> None:
    an, bo = some(table, "Anna Aarde", "Bo Berg")
    row = evening(table, 1)
    become(client, moderator(table.theme.id))
    left, right = client.get(room(row, "/aanwezig")), client.get(room(row, "/aanwezig"))
    client.send(left, {f"person_{an.id}": "came"})
    client.send(right, {f"person_{bo.id}": "came"})
    assert [state_of(row, one) for one in (an, bo)] == [Presence.CAME, Presence.CAME]


def test_a_correction_leaves_a_trace_of_numbers_only(table: Table, client: HouseClient) -> None:
    (an,) = some(table, "Anna Aarde")
    row = evening(table, 1)
    become(client, moderator(table.theme.id))
    for said in ("came", "absent", "unknown"):
        client.submit(room(row, "/aanwezig"), {f"person_{an.id}": said})
    assert state_of(row, an) is None
    rows = db.session.query(AuditEvent).filter(AuditEvent.kind.startswith("meetings.att")).order_by(AuditEvent.id)
    told = [(one.kind.partition(".")[2], one.data["count"], one.public) for one in rows]
    assert told == [
        ("attendance_noted", 1, False),
        ("attendance_noted", 1, False),
        ("attendance_corrected", 1, False),
        ("attendance_corrected", 1, False),
    ]
    assert not [one for one in db.session.query(AuditEvent) if "Anna" in str(one.data)]


def test_the_door_opens_two_hours_before_and_the_meeting_is_held_once_it_began(table: Table) -> None:
    (an,) = some(table, "Anna Aarde")
    row = planned(table, days=7)
    with clock.at(row.starts_at - timedelta(hours=3)), pytest.raises(Conflict):
        actions.note_attendance(row, {an.id: Presence.CAME})
    with clock.at(row.starts_at - timedelta(minutes=20)):
        actions.note_attendance(row, {an.id: Presence.CAME})
        assert queries.coming([row]), "it did not begin yet"
    with clock.at(row.starts_at):
        actions.note_attendance(row, {an.id: Presence.CAME})
        assert row.state is MeetingState.HELD
    actions_off = planned(table, days=8)
    actions.cancel_meeting(actions_off, reason="Het vriest.")
    with clock.at(actions_off.starts_at), pytest.raises(Conflict):
        actions.note_attendance(actions_off, {an.id: Presence.CAME})


def test_nonsense_is_refused_and_nothing_is_written(table: Table, client: HouseClient) -> None:
    (an,) = some(table, "Anna Aarde")
    row = evening(table, 1)
    become(client, moderator(table.theme.id))
    for said in ("deputy", "misschien", "x" * 300):
        assert client.submit(room(row, "/aanwezig"), {f"person_{an.id}": said}).status_code == 422
    assert state_of(row, an) is None


def test_the_form_asks_as_much_for_many_as_for_few(table: Table, client: HouseClient) -> None:
    some(table, "Anna Aarde")
    row = evening(table, 1)
    become(client, table.bureau)
    paths = (room(row, "/aanwezig"), TURNOUT, "/beheer/groepen/fietspaden")
    few = {}
    for path in paths:
        text_of(client, path)
        with count_queries() as asked:
            text_of(client, path)
        few[path] = len(asked)
    some(table, "Bo Berg", "Cees Dal")
    evening(table, 2)
    for path in paths:
        text_of(client, path)
        with count_queries() as asked:
            text_of(client, path)
        assert len(asked) == few[path], path


# ── beforehand ───────────────────────────────────────────────────────────────


def test_two_taps_from_ones_own_page_and_back_again(table: Table, client: HouseClient) -> None:
    (an,) = some(table, "Anna Aarde")
    row = planned(table)
    path = f"{table.path}/bijeenkomsten/{row.number}/afmelden"
    become(client, an)
    assert f'href="{path}"' in text_of(client, "/mijn")
    form = text_of(client, path)
    assert "<textarea" not in form
    assert "U hoeft niet te zeggen waarom." in form
    client.submit(path)
    assert state_of(row, an) is Presence.EXCUSED
    assert "U hebt zich afgemeld." in text_of(client, "/mijn")
    assert client.submit(path).status_code == 303
    assert state_of(row, an) is None
    with clock.at(row.ends_at), pytest.raises(Conflict):
        actions.excuse(row, an.id)


def test_what_was_written_at_the_door_is_not_undone_by_who_was_excused(table: Table) -> None:
    (an,) = some(table, "Anna Aarde")
    row = planned(table)
    with clock.at(row.starts_at):
        actions.note_attendance(row, {an.id: Presence.CAME})
        with pytest.raises(Conflict):
            actions.come_after_all(row, an.id)


# ── deputies ─────────────────────────────────────────────────────────────────


def test_a_deputy_steps_in_and_the_seat_counts_once(table: Table, client: HouseClient) -> None:
    seat, holder, _body = representative(table)
    _row, deputy = stands_in(seat)
    row = planned(table)
    here = f"{table.path}/bijeenkomsten/{row.number}"
    become(client, deputy)
    mine = text_of(client, "/mijn")
    assert f"U bent plaatsvervanger van {holder.name}." in mine
    assert f"Ik kom in plaats van {holder.name}" in mine
    assert client.get(f"{here}/afmelden").status_code == 403, "a deputy has no seat of their own"
    first, second = client.get(f"{here}/in-plaats-van"), client.get(f"{here}/in-plaats-van")
    assert client.send(first).status_code == 303
    assert client.send(second).status_code == 409
    assert f"U komt in plaats van {holder.name}" in text_of(client, here)
    become(client, holder)
    assert client.get(f"{here}/in-plaats-van").status_code == 404
    with clock.at(row.ends_at):
        become(client, moderator(table.theme.id))
        assert f"{deputy.name} komt deze keer in de plaats." in text_of(client, room(row, "/aanwezig"))
        client.submit(room(row, "/aanwezig"), {f"person_{holder.id}": "deputy"})
        noted = queries.attendance_of(row, holder.id)
        assert (noted.state, noted.deputy_id) == (Presence.CAME, deputy.id)
        assert turnout(table.theme).count(row) == (1, 1)
        client.submit(room(row, "/aanwezig"), {f"person_{holder.id}": "came"})
        assert queries.attendance_of(row, holder.id).deputy_id is None


def test_a_deputy_who_does_not_come_either_says_so(table: Table, client: HouseClient) -> None:
    seat, holder, _body = representative(table)
    _row, deputy = stands_in(seat)
    row = planned(table)
    path = f"{table.path}/bijeenkomsten/{row.number}/in-plaats-van"
    become(client, deputy)
    client.submit(path)
    client.submit(path)
    found = queries.attendance_of(row, holder.id)
    assert (found.state, found.deputy_id) == (Presence.EXCUSED, None)


def test_nobody_else_can_be_written_down_as_the_deputy(table: Table) -> None:
    seat, holder, _body = representative(table)
    stands_in(seat)
    (an,) = some(table, "Anna Aarde")
    row = evening(table, 1)
    for who, instead in ((holder.id, an.id), (an.id, holder.id)):
        with pytest.raises(Conflict):
            actions.note_attendance(row, {who: Presence.CAME}, {who: instead})


def test_nothing_of_a_deputy_stays_behind_an_account(table: Table) -> None:
    seat, holder, _body = representative(table)
    _row, deputy = stands_in(seat)
    past, coming = evening(table, 1), planned(table)
    actions.note_attendance(past, {holder.id: Presence.CAME}, {holder.id: deputy.id})
    row = groups_of.deputised(table.theme, deputy.id)
    assert row is not None
    actions.step_in(coming, row)
    accounts.erase(deputy)
    db.session.expire_all()
    assert queries.attendance_of(past, holder.id) is None
    assert queries.attendance_of(coming, holder.id).deputy_id is None


# ── who sees it ──────────────────────────────────────────────────────────────


def test_outside_only_the_number_and_only_of_five_or_more(table: Table, client: HouseClient) -> None:
    six = some(table, *(f"{name} Lid" for name in ("Anna", "Bo", "Cees", "Dina")))
    for seat in table.seats:
        if seat.person_id is None:
            person = someone(f"Extra {seat.id}", f"extra{seat.id}@example.nl")
            groups.seating.fill(seat, person, filling=seat.filling, home_id=None, by=None)
            six.append(person)
    row = evening(table, 1)
    path = f"{table.path}/bijeenkomsten/{row.number}"
    for n in range(1, 6):
        actions.note_attendance(row, {one.id: Presence.CAME for one in six[:n]})
        assert ("leden van de groep waren er" in visit(client, path)) == (n >= LEAST)
    html = visit(client, path)
    assert "5 van de 6 leden van de groep waren er." in html
    assert not [one for one in six if one.name in html]
    become(client, six[0])
    html = text_of(client, path)
    assert "U op deze bijeenkomst: was er" in html or "was er" in html
    assert not [one for one in six[1:] if one.name in html]
    assert client.get(TURNOUT).status_code == 403
    assert client.get(room(row, "/aanwezig")).status_code == 403


def test_twice_absent_without_a_word_is_noticed(table: Table, client: HouseClient) -> None:
    an, bo, ce = some(table, "Anna Aarde", "Bo Berg", "Cees Dal")
    first, second, third = (evening(table, days) for days in (30, 20, 10))
    absent, came, excused = Presence.ABSENT, Presence.CAME, Presence.EXCUSED
    actions.note_attendance(first, {an.id: came, bo.id: absent, ce.id: absent})
    actions.note_attendance(second, {an.id: absent, bo.id: excused, ce.id: absent})
    assert [one.person for one in turnout(table.theme).to_call] == [ce]
    actions.note_attendance(third, {an.id: absent, bo.id: absent, ce.id: came})
    assert [one.person for one in turnout(table.theme).to_call] == [an], "a word in between is a word"
    become(client, moderator(table.theme.id))
    html = text_of(client, TURNOUT)
    assert html.count("even bellen") == 1
    row = html.split("Bo Berg", 1)[1].split("</tr>", 1)[0]
    assert re.findall(r'class="rd-num">(\d)', row) == ["0", "1", "2"], "came, excused, stayed away without a word"
    assert "bleef weg zonder bericht" in html
    assert "1 van de 3" in html
    become(client, table.bureau)
    assert "1 lid was twee keer achter elkaar afwezig zonder bericht" in text_of(client, "/beheer/groepen/fietspaden")
    groups.leave(table.seat_of(an.id), by=table.bureau.id, reason="Gestopt.")
    assert not turnout(table.theme).to_call
    assert "(uit de groep)" in text_of(client, TURNOUT)


# ── the list for the compensation ────────────────────────────────────────────


def rows_of(client: HouseClient) -> list[list[str]]:
    answer = client.get(LIST)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_who_came_is_paid_and_the_deputy_for_their_own_evenings(table: Table, client: HouseClient) -> None:
    seat, holder, body = representative(table)
    _row, deputy = stands_in(seat)
    (an,) = some(table, "Anna Aarde")
    first, second = evening(table, 20), evening(table, 10)
    actions.note_attendance(first, {an.id: Presence.CAME, holder.id: Presence.CAME})
    actions.note_attendance(second, {an.id: Presence.ABSENT, holder.id: Presence.CAME}, {holder.id: deputy.id})
    days = [row.starts_at.date().isoformat() for row in (first, second)]
    become(client, table.bureau)
    assert rows_of(client) == [
        ["naam", "namens", "avonden", "data"],
        ["Anna Aarde", "", "1", days[0]],
        [deputy.name, body.name, "1", days[1]],
        [holder.name, body.name, "1", days[0]],
    ]
    groups.leave(table.seat_of(an.id), by=an.id, reason="Gestopt.")
    assert "Anna Aarde" in [row[0] for row in rows_of(client)], "who left is paid too"


def test_nobody_but_the_bureau_gets_the_list(table: Table, client: HouseClient) -> None:
    (an,) = some(table, "Anna Aarde")
    actions.note_attendance(evening(table, 1), {an.id: Presence.CAME})
    officer = someone("Regio Contact", "officer@example.nl")
    give_role(officer, Role.MUNICIPALITY_OFFICER, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
    clerk = someone("Greet Griffier", "clerk@example.nl")
    give_role(clerk, Role.CLERK, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
    for person in (moderator(table.theme.id), officer, clerk, an, someone("Buiten", "buiten@example.nl")):
        become(client, person)
        assert client.get(LIST).status_code == 403, person.name
    become(client, moderator(table.theme.id, "Tweede Moderator"))
    assert LIST not in text_of(client, TURNOUT)
    become(client, officer)
    assert client.get(TURNOUT).status_code == 403
    become(client, table.bureau, second_factor=False)
    assert client.get(LIST).status_code == 303


def test_the_list_is_no_formula_and_leaves_no_trace(table: Table, client: HouseClient) -> None:
    long = "=HYPERLINK(1)" + "a" * 80
    (an,) = some(table, long)
    actions.note_attendance(evening(table, 1), {an.id: Presence.CAME})
    become(client, table.bureau)
    before = db.session.query(AuditEvent).count()
    assert rows_of(client)[1][0] == f"'{long}"
    assert db.session.query(AuditEvent).count() == before
