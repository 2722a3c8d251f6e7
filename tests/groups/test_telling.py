"""Telling many people the same: nobody is left out and nobody hears it twice, also when the worker stops halfway."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.jobs import Job
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import telling
from regiodialoog.groups.models import RegistrationState, SeatFilling, Telling, TellingKind
from tests.accounts.people import become, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_drawing import announced, sealed_draw
from tests.groups.test_many import crowd
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

ROOM = "/beheer/groepen/fietspaden"
NO_PLACE = "Er is nu geen plek"


@pytest.fixture
def in_threes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "BLOCK", 3)


def told() -> Counter[str]:
    """How many mails about it each address has."""
    keys = select(OutboxMessage.address).where(OutboxMessage.dedupe_key.startswith("not-seated:"))
    return Counter(db.session.scalars(keys))


def only() -> Telling:
    """The one that is about how it ended."""
    db.session.expire_all()
    return db.session.scalars(select(Telling).where(Telling.kind == TellingKind.OUTCOME)).one()


def job() -> Job:
    return db.session.scalars(select(Job).where(Job.kind == telling.TELL_JOB)).one()


def work(times: int = 20) -> None:
    """What the worker does with it, each time it has its turn."""
    for _ in range(times):
        if only().ended_at is not None:
            return
        telling.tell_block(only())
        db.session.commit()


def test_a_small_group_hears_it_at_once_and_the_worker_has_nothing_to_do(table: Table) -> None:
    crowd(table, 5)
    assert table.nobody_gets_a_place() == 5
    assert set(told().values()) == {1}
    assert len(told()) == 5
    row = only()
    assert (row.told, row.done, row.total, row.people, row.reason) == (5, 5, 5, [], "")
    assert row.ended_at is not None
    assert db.session.scalar(select(Job).where(Job.kind == telling.TELL_JOB)) is None


@pytest.mark.usefixtures("in_threes")
def test_the_first_block_is_told_at_once_and_the_worker_tells_the_rest(table: Table) -> None:
    crowd(table, 8)
    bureau = Acting(person_id=table.bureau.id, role="bureau", channel="web")
    with acting_as(bureau):
        assert table.nobody_gets_a_place() == 8
    assert len(told()) == 3
    assert queries.still_to_tell(table.theme.id) == 5
    assert job().payload == {"telling_id": only().id}
    work()
    assert (len(told()), set(told().values())) == (8, {1})
    states = {row.state for row in queries.registrations(table.theme.id)}
    assert states == {RegistrationState.NOT_SEATED}
    said = select(AuditEvent).where(AuditEvent.kind == "groups.not_seated")
    assert {(row.person_id, row.role) for row in db.session.scalars(said)} == {(table.bureau.id, "bureau")}
    telling.tell_block(only())
    assert set(told().values()) == {1}, "a job that runs again finds nothing to do"


@pytest.mark.usefixtures("in_threes")
def test_a_block_that_stops_halfway_leaves_nothing_behind_and_is_done_once_later(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(table, 8)
    table.nobody_gets_a_place()
    db.session.commit()
    real, calls = telling.find_no_place, 0

    def dies(row: Any, **given: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise SystemError
        real(row, **given)

    monkeypatch.setattr(telling, "find_no_place", dies)
    with pytest.raises(SystemError), db.session.begin_nested():
        telling.tell_block(only())
    assert len(told()) == 3, "the half block is gone"
    assert only().done == 3
    work()
    assert (len(told()), set(told().values())) == (8, {1})


@pytest.mark.usefixtures("in_threes")
def test_whoever_withdrew_or_got_a_place_meanwhile_is_not_told(table: Table) -> None:
    crowd(table, 4)
    leaves, sits = table.sign_up(), table.sign_up()
    table.nobody_gets_a_place()
    actions.withdraw(leaves)
    actions.assign_seat(table.seat(), sits, by=table.bureau.id)
    in_phase(table.theme, PhaseKind.RECRUITMENT)
    later = table.sign_up()
    work()
    assert not any(NO_PLACE in mail.subject for mail in mails_to(leaves.person.address))
    assert len(told()) == 4
    assert only().told == 4
    assert later.state is RegistrationState.REGISTERED, "who signed up after the button was pressed was not meant"


@pytest.mark.usefixtures("in_threes")
def test_while_people_are_told_the_button_does_nothing_more(table: Table, bureau: HouseClient) -> None:
    crowd(table, 8)
    table.closed()
    opened = bureau.get(f"{ROOM}/aanmeldingen/geen-plek")
    answer = bureau.send(opened, {"reason": "De groep is vol.", "knowing": "y"})
    assert answer.location == f"{ROOM}/vertellen"
    assert bureau.send(opened, {"reason": "De groep is vol.", "knowing": "y"}).location == answer.location, (
        "sent twice, done once"
    )
    assert bureau.submit(f"{ROOM}/aanmeldingen/geen-plek", {"reason": "Nog eens.", "knowing": "y"}).status_code == 409
    with pytest.raises(Conflict):
        actions.refuse_rest(table.theme, reason="Nog eens.", knowing=True)
    page = text_of(bureau, f"{ROOM}/vertellen")
    assert "3 van 8" in page
    assert "De groep is vol." not in page
    part = bureau.get(f"{ROOM}/vertellen", headers={"HX-Request": "true"})
    assert part.get_data(as_text=True).strip().startswith('<div class="rd-progress"')
    assert "Wij geven nog 5 mensen bericht." in text_of(bureau, ROOM)
    work()
    assert "Iedereen heeft bericht." in text_of(bureau, f"{ROOM}/vertellen")
    assert "Wij geven nog" not in text_of(bureau, ROOM)


@pytest.mark.usefixtures("in_threes")
def test_a_seal_stops_telling_people_that_there_is_no_place(table: Table) -> None:
    rows = [table.sign_up(n % 2, 0) for n in range(7)]
    table.nobody_gets_a_place()
    for interest in table.interests:
        actions.add_seat(table.group, interest, None, filling=SeatFilling.DRAWN)
    sealed_draw(table)
    work()
    assert (only().told, only().ended_at is not None) == (3, True)
    assert sum(row.state is RegistrationState.REGISTERED for row in rows) == 4


def test_those_who_were_not_drawn_are_told_in_blocks_too(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "BLOCK", 2)
    draw = announced(table, 12)
    row = only()
    assert (row.draw_id, row.reason, row.done) == (draw.id, "", 2)
    work()
    subjects = select(OutboxMessage.address).where(OutboxMessage.dedupe_key.startswith(f"not-drawn:{draw.id}:"))
    mails = Counter(db.session.scalars(subjects))
    offered = {offer.registration.person.address for offer in queries.offers(draw.id)}
    assert set(mails.values()) == {1}
    assert not offered & set(mails)
    assert len(mails) == len(table.people) - len(offered)


def test_only_the_bureau_sees_how_far_it_is(table: Table, client: HouseClient) -> None:
    become(client, someone("Iemand", "iemand@example.nl"))
    assert client.get(f"{ROOM}/vertellen").status_code == 403
    become(client, table.bureau)
    answer = client.get(f"{ROOM}/vertellen")
    check_page(answer)
    assert "Er is nog niemand iets verteld." in answer.text
