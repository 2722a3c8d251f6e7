"""A project moves by its table, with who and why; municipalities decide on it for themselves; the database helps."""

from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from regiodialoog.adoption import actions as adoption
from regiodialoog.adoption import queries as decisions
from regiodialoog.adoption.models import DecisionOutcome, MunicipalDecision
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.organisations.models import Body, BodyKind, Municipality
from regiodialoog.programme import actions, queries
from regiodialoog.programme.models import PROJECT_LIFE, Challenge, Project, ProjectState
from tests.organisations.region import Small

S = ProjectState
ALLOWED = {
    (S.NOT_BEGUN, S.RUNNING), (S.RUNNING, S.DELAYED), (S.DELAYED, S.RUNNING), (S.RUNNING, S.DONE),
    (S.RUNNING, S.STOPPED), (S.DELAYED, S.DONE), (S.DELAYED, S.STOPPED),
}  # fmt: skip


@pytest.fixture
def challenge(small: Small) -> Challenge:
    return actions.create_challenge(actions.add_group("Ruimte"), "Fietspad")


@pytest.fixture
def project(challenge: Challenge, small: Small) -> Project:
    made = actions.create_project(challenge, "Het pad langs de vaart", what="Asfalt leggen.", goals=["Veilig"])
    for place in small.places:
        actions.join_project(made, place)
    return made


def body_of(session: Session, place: Municipality, kind: BodyKind = BodyKind.COUNCIL) -> Body:
    return session.scalars(select(Body).filter_by(municipality_id=place.id, kind=kind)).one()


def put(project: Project, state: ProjectState) -> None:
    if project.state is not state:
        actions.correct_project(project, state, correction="Voor de proef.", reason="Daarom.")


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("to", list(S))
def test_what_is_not_in_the_table_is_refused(project: Project, state: ProjectState, to: ProjectState) -> None:
    put(project, state)
    before = len(queries.project_moves(project.id))
    if (state, to) in ALLOWED:
        actions.move_project(project, to, reason="Daarom.")
        assert project.state is to
        assert len(queries.project_moves(project.id)) == before + 1
    else:
        with pytest.raises(Conflict):
            actions.move_project(project, to, reason="Daarom.")
        assert project.state is state
        assert len(queries.project_moves(project.id)) == before


@pytest.mark.parametrize("to", sorted(PROJECT_LIFE.reasoned))
def test_delayed_and_stopped_always_have_a_reason(project: Project, to: ProjectState) -> None:
    put(project, S.RUNNING)
    with pytest.raises(Invalid):
        actions.move_project(project, to, reason="  ")
    with pytest.raises(Invalid):
        actions.correct_project(project, to, correction="Verkeerd.", reason="")
    assert project.state is S.RUNNING


def test_a_move_keeps_who_and_on_whose_behalf(project: Project) -> None:
    with acting_as(Acting(person_id=None, role="bureau", channel="web")):
        actions.move_project(project, S.RUNNING, behalf="de stuurgroep")
    last = queries.project_moves(project.id)[-1]
    assert (last.number, last.to_state, last.role, last.behalf) == (2, S.RUNNING, "bureau", "de stuurgroep")
    assert last.at is not None


def test_a_mistake_is_corrected_by_a_next_entry(project: Project) -> None:
    actions.move_project(project, S.RUNNING)
    actions.move_project(project, S.STOPPED, reason="Geen geld.")
    with pytest.raises(Invalid):
        actions.correct_project(project, S.DELAYED, correction=" ", reason="Later.")
    with pytest.raises(Invalid):
        actions.correct_project(project, S.STOPPED, correction="Niets.", reason="Geen geld.")
    actions.correct_project(project, S.DELAYED, correction="Het was uitstel.", reason="Later.")
    moves = queries.project_moves(project.id)
    assert [(each.to_state, each.reason, each.correction) for each in moves] == [
        (S.NOT_BEGUN, "", ""), (S.RUNNING, "", ""), (S.STOPPED, "Geen geld.", ""),
        (S.DELAYED, "Later.", "Het was uitstel."),
    ]  # fmt: skip
    assert (project.state, project.state_reason) == (S.DELAYED, "Later.")


def test_the_database_refuses_a_state_without_its_reason(project: Project, session: Session) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(f"UPDATE projects SET state = 'stopped' WHERE id = {project.id}"))
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(f"UPDATE project_moves SET to_state = 'delayed' WHERE project_id = {project.id}"))


# ── municipalities and their decisions ───────────────────────────────────────


@pytest.mark.usefixtures("noon")
def test_a_count_is_over_the_municipalities_that_take_part(project: Project, small: Small, session: Session) -> None:
    day = date(2026, 9, 1)
    outcomes = (DecisionOutcome.JOINS, DecisionOutcome.JOINS_WITH_CHANGE, DecisionOutcome.DOES_NOT_JOIN)
    for place, outcome in zip(small.places, outcomes, strict=True):
        adoption.record_project_decision(
            project.id, place, body=body_of(session, place), outcome=outcome, decided_on=day, reason="Daarom."
        )
    every = decisions.decisions_about_projects(project.id)
    assert queries.joined([place.id for place in small.places], every) == 2
    assert queries.joined([small.places[1].id, small.places[2].id], every) == 1


def test_who_left_can_come_back_but_nobody_takes_part_twice(project: Project, small: Small, session: Session) -> None:
    place = small.places[0]
    with pytest.raises(Conflict), session.begin_nested():
        actions.join_project(project, place)
    (row,) = [each for each in queries.participants([project.id]) if each.municipality_id == place.id]
    with pytest.raises(Invalid):
        actions.leave_project(row, on=date(2026, 9, 1), reason=" ")
    actions.leave_project(row, on=date(2026, 9, 1), reason="Geen geld.")
    with pytest.raises(Conflict):
        actions.leave_project(row, on=date(2026, 9, 1), reason="Nog eens.")
    actions.join_project(project, place, scope="alleen het noorden")
    assert len(queries.participants([project.id])) == len(small.places) + 1


@pytest.mark.usefixtures("noon")
def test_a_municipality_decides_once_about_a_project_and_once_about_its_opgave(
    project: Project, small: Small, session: Session
) -> None:
    place = small.places[0]
    facts = {"body": body_of(session, place), "outcome": DecisionOutcome.JOINS, "decided_on": date(2026, 9, 1)}
    first = adoption.record_project_decision(project.id, place, **facts)
    with pytest.raises(Conflict), session.begin_nested():
        adoption.record_project_decision(project.id, place, **facts)
    adoption.record_decision(project.challenge_id, place, **facts)
    second = adoption.correct_decision(
        first, correction="Het was uitstel.", **facts | {"outcome": DecisionOutcome.DOES_NOT_JOIN, "reason": "Te duur."}
    )
    assert second.project_id == project.id
    assert second.challenge_id is None
    assert decisions.counting(decisions.decisions_about_projects(project.id)) == [second]
    assert len(decisions.decisions_about(project.challenge_id)) == 1


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("both", [True, False])
def test_a_decision_is_about_exactly_one_thing(project: Project, small: Small, session: Session, *, both: bool) -> None:
    place = small.places[0]
    row = MunicipalDecision(
        challenge_id=project.challenge_id if both else None, project_id=project.id if both else None,
        municipality_id=place.id, body_id=body_of(session, place).id, outcome=DecisionOutcome.JOINS,
        decided_on=date(2026, 9, 1),
    )  # fmt: skip
    session.add(row)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.flush()
