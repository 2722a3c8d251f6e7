"""Moments are planned, held with an outcome in the words of their body, and corrected without wiping anything out."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from regiodialoog.adoption import actions, queries
from regiodialoog.adoption.models import (
    LIFE,
    OUTCOMES,
    REASONED,
    DecidesAs,
    DecisionMoment,
    MomentKind,
    MomentState,
    Outcome,
)
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.organisations import queries as organisations
from tests.organisations.region import Small
from tests.support.client import HouseClient

Kinds = dict[DecidesAs, MomentKind]


def council_moment(kinds: Kinds, **facts: object) -> DecisionMoment:
    given = {"when": parse_fuzzy("medio 2026")} | facts
    return actions.plan_moment(kinds[DecidesAs.COUNCIL], "De raad beslist", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("sort", list(DecidesAs))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_kind_of_body_has_its_own_words(kinds: Kinds, sort: DecidesAs, outcome: Outcome) -> None:
    moment = actions.plan_moment(kinds[sort], "Iets", when=None)
    if outcome in OUTCOMES[sort]:
        actions.hold_moment(moment, when=None, outcome=outcome, reason="Daarom.")
        assert (moment.state, moment.outcome) == (MomentState.HELD, outcome)
    else:
        with pytest.raises(Invalid):
            actions.hold_moment(moment, when=None, outcome=outcome, reason="Daarom.")


@pytest.mark.parametrize("outcome", sorted(REASONED))
def test_some_outcomes_always_have_a_reason(kinds: Kinds, outcome: Outcome) -> None:
    sort = next(sort for sort, words in OUTCOMES.items() if outcome in words)
    moment = actions.plan_moment(kinds[sort], "Iets", when=None)
    with pytest.raises(Invalid):
        actions.hold_moment(moment, when=None, outcome=outcome, reason=" ")
    assert moment.state is MomentState.PLANNED


@pytest.mark.parametrize("state", list(MomentState))
@pytest.mark.parametrize("to", [MomentState.PLANNED, MomentState.HELD])
def test_what_is_not_in_the_table_is_refused(kinds: Kinds, state: MomentState, to: MomentState) -> None:
    kind = kinds[DecidesAs.COUNCIL]
    moment = actions.record_from_source(kind, "Iets", source=None, state=state, when=None)
    when = parse_fuzzy("14 september 2026")
    do = (
        (lambda: actions.settle_moment(moment, when=when))
        if to is MomentState.PLANNED
        else lambda: actions.hold_moment(moment, when=when, outcome=None)
    )
    if LIFE.allows(state, to):
        do()
        assert moment.state is to
    else:
        with pytest.raises(Conflict):
            do()


def test_a_mistake_is_corrected_by_a_next_entry_with_a_reason(kinds: Kinds) -> None:
    moment = council_moment(kinds)
    actions.hold_moment(moment, when=parse_fuzzy("1 juni 2026"), outcome=Outcome.ESTABLISHED)
    with pytest.raises(Invalid):
        actions.correct_moment(moment, correction=" ", outcome=Outcome.REJECTED, outcome_reason="Te duur.")
    with pytest.raises(Invalid):
        actions.correct_moment(moment, correction="Niets veranderd.")
    actions.correct_moment(moment, correction="Verkeerd gelezen.", outcome=Outcome.REJECTED, outcome_reason="Te duur.")
    entries = queries.entries(moment.id)
    assert [(each.number, each.state, each.outcome, each.correction) for each in entries] == [
        (1, MomentState.PLANNED, None, ""),
        (2, MomentState.HELD, Outcome.ESTABLISHED, ""),
        (3, MomentState.HELD, Outcome.REJECTED, "Verkeerd gelezen."),
    ]
    assert entries[1].when == parse_fuzzy("1 juni 2026")
    assert moment.outcome is Outcome.REJECTED


def test_a_correction_to_not_held_takes_the_outcome_away(kinds: Kinds) -> None:
    moment = council_moment(kinds)
    actions.hold_moment(moment, when=None, outcome=Outcome.ESTABLISHED)
    actions.correct_moment(moment, correction="Het ging niet door.", state=MomentState.PLANNED)
    assert (moment.state, moment.outcome) == (MomentState.PLANNED, None)


def test_a_moment_is_not_of_a_body_that_cannot_do_it(kinds: Kinds, small: Small) -> None:
    council, college = organisations.bodies_of(small.places[0].id)
    if council.kind.value != "council":
        council, college = college, council
    with pytest.raises(Invalid):
        council_moment(kinds, body=college)
    assert council_moment(kinds, body=council).body is council


def test_the_database_refuses_an_outcome_without_its_reason(kinds: Kinds, session: Session) -> None:
    moment = council_moment(kinds)
    session.flush()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(
            text(f"UPDATE decision_moments SET outcome = 'rejected', state = 'held' WHERE id = {moment.id}")
        )
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(f"UPDATE decision_moments SET outcome = 'established' WHERE id = {moment.id}"))


# ── the rooms of the bureau ──────────────────────────────────────────────────


def test_the_bureau_plans_holds_and_corrects_a_moment(bureau: HouseClient, kinds: Kinds) -> None:
    kind = kinds[DecidesAs.COUNCIL]
    planned = bureau.submit(
        "/beheer/momenten/nieuw", {"kind_id": str(kind.id), "what": "De raad kiest", "when": "Q3 2026"}, follow=True
    )
    path = planned.request.path
    assert "kwartaal 3 van 2026" in planned.text
    key = path.rpartition("/")[2]
    bare = bureau.submit(f"/beheer/momenten/{key}/gehouden", {"when": "1 juli 2026", "outcome": "rejected"})
    assert bare.status_code == 422
    assert 'href="#why"' in bare.text
    held = bureau.submit(
        f"/beheer/momenten/{key}/gehouden",
        {"when": "1 juli 2026", "outcome": "rejected", "why": "Er is geen geld."},
        follow=True,
    )
    assert "Verworpen" in held.text
    assert "Er is geen geld." in held.text
    assert bureau.get(f"/beheer/momenten/{key}/gehouden").status_code == 409
    corrected = bureau.submit(
        f"/beheer/momenten/{key}/verbeteren",
        {"outcome": "adjourned", "outcome_reason": "De tijd was op.", "correction": "Aangehouden, niet verworpen."},
        follow=True,
    )
    assert "Aangehouden, niet verworpen." in corrected.text
    assert "Er is geen geld." in corrected.text, "what stood there stays to be read"


def test_the_second_who_writes_a_moment_down_is_told(bureau: HouseClient, kinds: Kinds) -> None:
    moment = council_moment(kinds)
    path = f"/beheer/momenten/{moment.slug}/gehouden"
    first, second = bureau.get(path), bureau.get(path)
    assert bureau.send(first, {"outcome": "established"}).status_code == 303
    assert bureau.send(second, {"outcome": "noted"}).status_code == 409


def test_a_moment_that_is_over_does_not_pretend_to_be_planned(client: HouseClient, kinds: Kinds) -> None:
    moment = council_moment(kinds, when=parse_fuzzy("2020"))
    page = client.get(f"/termijnagenda/{moment.slug}").text
    assert "Was gepland; niet bekend of het is geweest" in page
