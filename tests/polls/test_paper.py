"""Votes on paper: struck off once, typed by two people, and counted when both typed the same."""

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.polls import actions, queries
from regiodialoog.polls.actions import Vote
from regiodialoog.polls.models import (
    Ballot,
    Electorate,
    OpenedBallot,
    PaperBatch,
    PaperCounting,
    Poll,
    Proxy,
    SecretBox,
)
from tests.accounts.people import VAULT, become, someone
from tests.polls.conftest import DAY, B, N, Table, Y
from tests.polls.test_codes import approved as approved_by_code
from tests.polls.test_pages import POLLS, text_of
from tests.polls.test_secrecy import check
from tests.polls.test_secret import ONE, locked, put
from tests.support.client import HouseClient
from tests.support.pages import check_page

PAPER = f"{ONE}/papier"


def lines(poll: Poll, table: Table, *numbers: int) -> list[Any]:
    found = [queries.roll_line(poll, table.members[n].id) for n in numbers]
    return [line for line in found if line is not None]


def begun(poll: Poll, table: Table, *numbers: int) -> PaperBatch:
    """A batch of which these members were struck off. While the poll is open."""
    batch = actions.begin_paper(poll, by=table.bureau.id)
    actions.strike_off(batch, lines(poll, table, *numbers))
    return batch


def codes_of(poll: Poll) -> list[int]:
    (batch,) = queries.code_batches(poll.id)
    return [code.id for code in queries.codes_of(batch)]


def type_in(batch: PaperBatch, by: int, choices: Sequence[Any], *, done: bool = True) -> PaperCounting:
    counting = None
    for choice in choices:
        given = choice if isinstance(choice, tuple) else (choice,) * len(batch.poll.questions)
        votes = {row.id: Vote(one) for row, one in zip(batch.poll.questions, given, strict=True)}
        counting = actions.type_paper(batch, votes, by=by, lock=VAULT.lock, opened=VAULT.open)
    assert counting is not None
    if done:
        actions.say_done(counting, done=True)
    return counting


def both(batch: PaperBatch, table: Table, *choices: Any) -> None:
    type_in(batch, table.bureau.id, choices)
    type_in(batch, table.moderator.id, choices[::-1])


def take(batch: PaperBatch, table: Table) -> None:
    actions.take_paper(batch, by=table.bureau.id, opened=VAULT.open)


def test_papers_count_beside_the_votes_on_the_site(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        for n in range(6):
            table.vote(poll, table.members[n], Y)
        batch = begun(poll, table, 6, 7, 8)
        assert queries.turnout(poll.id) == 9
        both(batch, table, N, (Y, B), N)
    with clock.at(poll.closes_at):
        table.recounted(poll)
        with pytest.raises(Conflict, match="tellen"):
            actions.establish(poll, by=table.bureau.id)
        take(batch, table)
        first, second = queries.count(poll)
        assert dict(first.result.counts) == {"yes": 7, "no": 2, "abstain": 0}
        assert dict(second.result.counts) == {"yes": 6, "no": 2, "abstain": 1}
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
    assert (queries.turnout(poll.id), queries.on_paper(poll.id)) == (9, 3)
    assert all(queries.is_recounted(one) for one in queries.count(poll))
    for one in queries.count(poll):
        check(queries.public_file(one))
        check(queries.full_file(one))
    assert db.session.scalar(select(func.count()).select_from(PaperCounting)) == 0
    of_members = {row.roll_id for row in db.session.scalars(select(Ballot))}
    assert len(of_members) == 6, "a paper has no name"


def test_who_voted_is_not_struck_off_and_who_was_struck_off_does_not_vote(table: Table) -> None:
    poll = table.approved(proxies=1)
    actions.give_proxy(poll, giver_id=table.members[3].id, holder_id=table.members[4].id)
    with clock.at(poll.opens_at):
        table.vote(poll, table.members[0], Y)
        batch = begun(poll, table, 1)
        for n in (0, 3):
            with pytest.raises(Conflict, match=f"Lid 0{n}"):
                actions.strike_off(batch, lines(poll, table, n))
        with pytest.raises(Conflict, match="papier"):
            table.vote(poll, table.members[1], Y)
        other = actions.begin_paper(poll, by=table.moderator.id)
        with pytest.raises(Conflict, match="Lid 01"):
            actions.strike_off(other, lines(poll, table, 1))
        actions.put_back(batch, lines(poll, table, 1))
        table.vote(poll, table.members[1], Y)
    with clock.at(poll.closes_at), pytest.raises(Conflict, match="niemand wordt meer afgestreept"):
        actions.strike_off(batch, lines(poll, table, 2))


def test_two_countings_that_differ_are_not_taken_over_and_what_differs_shows(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        batch = begun(poll, table, 0, 1)
        type_in(batch, table.bureau.id, [Y, N])
        assert actions.compare(batch, VAULT.open) is None
        counting = type_in(batch, table.moderator.id, [Y, Y])
        found = actions.compare(batch, VAULT.open)
        assert found is not None
        assert not found.same
        told = [(one.question.position, one.choice, one.first, one.second) for one in found.differences]
        assert told == [(1, N, 1, 0), (1, Y, 1, 2), (2, N, 1, 0), (2, Y, 1, 2)]
        with pytest.raises(Conflict, match="gelijk"):
            take(batch, table)
        with pytest.raises(Conflict, match="alles"):
            actions.take_away(counting, 2, lock=VAULT.lock, opened=VAULT.open)
        actions.say_done(counting, done=False)
        actions.take_away(counting, 2, lock=VAULT.lock, opened=VAULT.open)
        with pytest.raises(Conflict):
            actions.take_away(counting, 2, lock=VAULT.lock, opened=VAULT.open)
        type_in(batch, table.moderator.id, [N])
        take(batch, table)
        for again in (lambda: take(batch, table), lambda: actions.drop_paper(batch)):
            with pytest.raises(Conflict, match="overgenomen"):
                again()


def test_the_same_totals_on_other_papers_are_not_the_same(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        batch = begun(poll, table, 0, 1)
        type_in(batch, table.bureau.id, [(Y, N), (N, Y)])
        type_in(batch, table.moderator.id, [(Y, Y), (N, N)])
        found = actions.compare(batch, VAULT.open)
    assert found is not None
    assert (found.same, list(found.differences)) == (False, [])


def test_there_are_as_many_papers_as_people_who_were_struck_off(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        batch = begun(poll, table, 0, 1, 2)
        both(batch, table, Y, N)
        with pytest.raises(Conflict, match="evenveel"):
            take(batch, table)
    with clock.at(poll.closes_at):
        actions.put_back(batch, lines(poll, table, 2))
        take(batch, table)
    assert queries.turnout(poll.id) == 2


def test_a_third_person_does_not_type_and_nonsense_is_not_typed(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        batch = begun(poll, table, 0)
        both(batch, table, Y)
        with pytest.raises(Forbidden):
            type_in(batch, table.members[0].id, [Y])
        other = begun(poll, table, 1)
        with pytest.raises(Invalid):
            type_in(other, table.bureau.id, ["misschien"])


def test_what_was_counted_again_without_the_papers_is_counted_once_more(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        table.vote(poll, table.members[0], Y)
        batch = begun(poll, table, 1)
        both(batch, table, N)
    with clock.at(poll.closes_at):
        table.recounted(poll)
        take(batch, table)
        assert (poll.recounted_by_id, poll.recounted_at) == (None, None)
        with pytest.raises(Conflict, match="natellen"):
            actions.establish(poll, by=table.bureau.id)


def test_a_dropped_batch_leaves_no_trace_on_the_roll(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        batch = begun(poll, table, 0, 1)
        both(batch, table, Y, N)
        actions.drop_paper(batch)
        table.vote(poll, table.members[0], Y)
    assert queries.turnout(poll.id) == 1
    assert db.session.scalar(select(func.count()).select_from(PaperCounting)) == 0


BY_INTEREST = {"kind": "yes-no", "support": {"by": "interest", "need": 1}}


@pytest.mark.parametrize("more", [{"electorate": Electorate.THEME, "moves": False}, {"rule": BY_INTEREST}])
def test_some_polls_take_no_paper(table: Table, more: dict) -> None:
    poll = table.approved(**more)
    with clock.at(poll.opens_at), pytest.raises(Conflict, match="niemand op papier"):
        actions.begin_paper(poll, by=table.bureau.id)


@pytest.mark.parametrize("days", [-1, 8])
def test_papers_are_counted_while_the_poll_is_open_or_waits_for_a_result(table: Table, days: int) -> None:
    poll = table.approved()
    with clock.at(poll.closes_at):
        if days > 0:
            table.recounted(poll)
            actions.establish(poll, by=table.bureau.id)
    with clock.at(poll.opens_at + days * DAY), pytest.raises(Conflict):
        actions.begin_paper(poll, by=table.bureau.id)


def test_secret_papers_go_into_the_box_of_any_of_those_who_handed_one_in(table: Table) -> None:
    poll, (inner, outer) = locked(table)
    with clock.at(poll.opens_at):
        for n in range(3):
            put(poll, table, n, Y)
        small = begun(poll, table, 3, 4)
        both(small, table, Y, N)
        with pytest.raises(Conflict, match="minder dan vijf"):
            take(small, table)
        actions.drop_paper(small)
        batch = begun(poll, table, *range(3, 9))
        with pytest.raises(Conflict, match="papier"):
            put(poll, table, 3, Y)
        both(batch, table, Y, Y, N, N, N, B)
        stored = " ".join(db.session.scalars(select(PaperCounting.typed)))
        assert not any(f'"{word}"' in stored for word in (Y, N, B)), "nobody reads it in a copy of the database"
        assert db.session.scalar(select(func.count()).select_from(OpenedBallot)) == 0
    with clock.at(poll.closes_at):
        with pytest.raises(Conflict, match="papieren stemmen"):
            actions.open_layer(poll, outer, by=table.bureau.id)
        take(batch, table)
        assert db.session.scalar(select(func.count()).select_from(SecretBox)) == 9
        assert db.session.scalar(select(func.count()).select_from(OpenedBallot)) == 0
        assert len({len(row.box) for row in db.session.scalars(select(SecretBox))}) == 1
        actions.open_layer(poll, outer, by=table.bureau.id)
        actions.open_layer(poll, inner, by=table.moderator.id)
        assert dict(queries.count(poll)[0].result.counts) == {"yes": 5, "no": 3, "abstain": 1}
        with pytest.raises(Conflict):
            actions.begin_paper(poll, by=table.bureau.id)
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
    assert (queries.turnout(poll.id), queries.on_paper(poll.id)) == (9, 6)
    check(queries.public_file(queries.count(poll)[0]))


def test_no_event_tells_who_handed_in_a_paper_or_what_was_typed(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        both(begun(poll, table, 0, 1), table, Y, N)
    kinds = ("polls.paper_begun", "polls.lines_struck", "polls.paper_typed", "polls.paper_counted")
    rows = db.session.scalars(select(AuditEvent).where(AuditEvent.kind.in_(kinds))).all()
    assert len(rows) == 8
    assert all(set(row.data) <= {"batch_id", "lines", "ballots", "done"} for row in rows)


def test_what_was_typed_for_a_poll_that_is_off_goes(table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        both(begun(poll, table, 0), table, Y)
        actions.clear_countings()
        assert db.session.scalar(select(func.count()).select_from(PaperCounting)) == 2
        actions.annul(poll, reason="Een fout.", by=table.bureau.id)
        actions.clear_countings()
    assert db.session.scalar(select(func.count()).select_from(PaperCounting)) == 0


# ── on the pages ─────────────────────────────────────────────────────────────


def typed(client: HouseClient, *choices: str) -> None:
    for choice in choices:
        shown = client.get(f"{PAPER}/1/tellen")
        check_page(shown)
        answer = client.send(shown, {"choice_1": choice, "choice_2": choice}, form="biljet")
        assert answer.status_code == 303
    check_page(client.get(f"{PAPER}/1/tellen"))


def pressed(client: HouseClient, form: str) -> int:
    return client.send(client.get(f"{PAPER}/1"), form=form).status_code


def test_two_people_at_the_desk(client: HouseClient, table: Table, app: Flask) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at + DAY):
        become(client, table.bureau)
        assert "Tel papieren stemmen" in text_of(client, ONE)
        text_of(client, PAPER)
        assert client.submit(PAPER).status_code == 303
        text_of(client, f"{PAPER}/1/afstrepen")
        people = [str(line.id) for line in lines(poll, table, 0, 1)]
        assert client.submit(f"{PAPER}/1/afstrepen", {"people": people}).status_code == 303
        assert client.submit(f"{PAPER}/1/afstrepen", {"people": people[:1]}).status_code == 303
        assert queries.struck(queries.paper_batch(poll, 1).id) == 1
        assert client.submit(f"{PAPER}/1/afstrepen", {"people": people}).status_code == 303
        assert client.submit(f"{PAPER}/1/afstrepen", {"people": ["999999"]}).status_code == 422
        proxy = Proxy(poll_id=poll.id, giver_id=table.members[2].id, holder_id=table.members[3].id)
        db.session.add(proxy)
        db.session.flush()
        tried = [str(line.id) for line in lines(poll, table, 1, 2)]
        refused = client.submit(f"{PAPER}/1/afstrepen", {"people": tried})
        assert refused.status_code == 422
        check_page(refused)
        assert "Lid 02 laat iemand anders stemmen" in refused.get_data(as_text=True)
        assert queries.struck(queries.paper_batch(poll, 1).id) == 2, "nothing was done"
        typed(client, "yes", "yes", "no")
        assert client.send(client.get(f"{PAPER}/1/tellen"), form="weg-1").status_code == 303
        assert pressed(client, "klaar") == 303
        become(client, table.moderator)
        assert "yes" not in client.get(f"{PAPER}/1").get_data(as_text=True), "the other one is not shown"
        typed(client, "yes", "yes")
        assert pressed(client, "klaar") == 303
        assert "De tellingen verschillen" in text_of(client, f"{PAPER}/1")
        assert client.post(f"{PAPER}/1/overnemen").status_code == 409, "no form of this session"
        assert queries.on_paper(poll.id) == 0
        assert pressed(client, "herstellen") == 303
        client.send(client.get(f"{PAPER}/1/tellen"), form="weg-2")
        typed(client, "no")
        assert pressed(client, "klaar") == 303
        assert "Beide tellingen zijn gelijk" in text_of(client, f"{PAPER}/1")
        text_of(client, f"{PAPER}/1/laten-vallen")
        assert pressed(client, "overnemen") == 303
        assert "2 papieren stemmen tellen mee" in text_of(client, f"{PAPER}/1")
        for path in ("tellen", "afstrepen", "laten-vallen"):
            assert client.get(f"{PAPER}/1/{path}").status_code == 404
        become(client, table.members[0])
        assert client.get(f"{ONE}/stem").status_code == 303
        assert "U hebt gestemd." in text_of(client, "/themas/fietspaden")
        assert "U kunt uw stem wijzigen" not in text_of(client, ONE)
    with clock.at(poll.closes_at):
        become(client, table.bureau)
        assert "op papier: niemand weet welke" in text_of(client, f"{ONE}/wie-koos-wat")
        assert "2 daarvan op papier" in text_of(client, ONE)


def test_letters_are_struck_off_by_their_codes(client: HouseClient, table: Table) -> None:
    poll, codes = approved_by_code(table, 8)
    other, of_other = approved_by_code(table)
    with clock.at(poll.opens_at):
        become(client, table.bureau)
        actions.make_roll(other)
        client.submit(PAPER)
        text_of(client, f"{PAPER}/1/afstrepen")
        path = f"{PAPER}/1/afstrepen"
        for wrong in ("", "AAAA-AAAA", of_other[0], f"{codes[0]}\n{codes[0]}", "x" * 300):
            answer = client.submit(path, {"codes": wrong, "mode": "strike"})
            assert answer.status_code == 422, wrong
            check_page(answer)
        assert client.submit(path, {"codes": "\n".join(codes[:6]).lower(), "mode": "strike"}).status_code == 303
        assert client.submit(path, {"codes": codes[5], "mode": "back"}).status_code == 303
        actions.cast(poll, code_id=codes_of(poll)[7], votes={row.id: Vote(Y) for row in poll.questions})
        voted = client.submit(path, {"codes": f"{codes[6]}\n{codes[7]}", "mode": "strike"})
        assert voted.status_code == 422
        assert "Regel 2: met deze code is al gestemd" in voted.get_data(as_text=True)
        batch = queries.paper_batch(poll, 1)
        assert queries.struck(batch.id) == 5
        assert client.submit("/stemcode", {"code": codes[0]}).status_code == 303
        assert client.get(f"{ONE}/stem/met-code").status_code == 303
        both(batch, table, Y, Y, N, N, N)
        take(batch, table)
    assert queries.turnout(poll.id) == 6


def test_others_do_not_come_near_the_papers(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        begun(poll, table, 0)
        for person in (table.members[0], someone()):
            become(client, person)
            for path in ("", "/1", "/1/afstrepen", "/1/tellen", "/1/laten-vallen"):
                assert client.get(f"{PAPER}{path}").status_code == 403
            for path in ("", "/1/klaar", "/1/overnemen", "/1/tellen/1/weg"):
                assert client.post(f"{PAPER}{path}").status_code == 403
        become(client, table.bureau)
        assert client.get(f"{PAPER}/2").status_code == 404
        assert client.get(f"{POLLS}/1/papier/0").status_code == 404
