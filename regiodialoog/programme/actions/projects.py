"""Projects: made, changed, moved by their table and corrected, and the municipalities and moments of one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from regiodialoog.adoption.models import DecisionMoment
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import acting, emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.core.text import fold
from regiodialoog.organisations.models import Municipality, Organisation
from regiodialoog.programme import queries
from regiodialoog.programme.events import (
    ProjectChanged,
    ProjectCorrected,
    ProjectCreated,
    ProjectJoined,
    ProjectLeft,
    ProjectMomentLinked,
    ProjectMoved,
)
from regiodialoog.programme.models import (
    PROJECT_LIFE,
    Challenge,
    ChallengeMoment,
    Project,
    ProjectCommissioner,
    ProjectMove,
    ProjectParticipation,
    ProjectProposal,
    ProjectState,
)
from regiodialoog.proposals.models import Proposal


def create_project(
    challenge: Challenge,
    title: str,
    *,
    proposals: Iterable[Proposal] = (),
    commissioners: Iterable[Organisation] = (),
    behalf: str = "",
    **facts: Any,
) -> Project:
    """Add a project to an opgave, not begun yet; ``facts`` by attribute name.

    Raises Conflict for an opgave that is off the programme, Invalid for a proposal that not everybody may read.
    """
    if challenge.ended_on is not None:
        raise Conflict(_("This has ended already."))
    project = Project(challenge=challenge, title=title, slug=free_slug(Project, title), **facts)
    project.state = ProjectState.NOT_BEGUN
    project.search_text = _searchable(project)
    store(project)
    _link(project, proposals, commissioners)
    _write(project, behalf=behalf)
    emit(ProjectCreated(subject_id=project.id))
    return project


def change_project(
    project: Project, *, proposals: Iterable[Proposal], commissioners: Iterable[Organisation], **values: Any
) -> None:
    """Change texts, periods, commissioners and proposals. Its address and its opgave stay."""
    fields = assign(project, **values) + _link(project, proposals, commissioners)
    if fields:
        assign(project, search_text=_searchable(project))
        emit(ProjectChanged(subject_id=project.id, fields=fields))


def move_project(project: Project, to: ProjectState, *, behalf: str = "", reason: str = "") -> None:
    """The one way a project moves. Raises Conflict for what is not in the table, Invalid without an asked reason."""
    PROJECT_LIFE.move(project, to, reason=reason)
    project.state_reason = reason
    _write(project, behalf=behalf, reason=reason)
    emit(ProjectMoved(subject_id=project.id, state=to))


def correct_project(project: Project, to: ProjectState, *, correction: str, behalf: str = "", reason: str = "") -> None:
    """Put a next entry beside one that was wrong. Raises Invalid without what was wrong, without an asked reason, or
    when nothing differs."""
    if not correction.strip():
        raise Invalid(_("Write down what was wrong."))
    if to in PROJECT_LIFE.reasoned and not reason.strip():
        raise Invalid(_("Write down why. Everybody can read it."))
    if (project.state, project.state_reason) == (to, reason):
        raise Invalid(_("Nothing is different. Change what was wrong."))
    project.state, project.state_reason = to, reason
    _write(project, behalf=behalf, reason=reason, correction=correction)
    emit(ProjectCorrected(subject_id=project.id, state=to))


def join_project(project: Project, municipality: Municipality, **facts: Any) -> ProjectParticipation:
    """A municipality takes part: ``scope``, ``starts_on`` and ``reason``. Raises Conflict when it does already."""
    made = ProjectParticipation(project=project, municipality=municipality, **facts)
    store(made)
    emit(ProjectJoined(subject_id=project.id, municipality_id=municipality.id))
    return made


def leave_project(row: ProjectParticipation, *, on: date, reason: str) -> None:
    """It takes part no longer; that it did stays to be read. Raises Conflict when it left already, or Invalid."""
    if row.ended_on is not None:
        raise Conflict(_("This has ended already."))
    if not reason.strip():
        raise Invalid(_("Write down why this ends."))
    assign(row, ended_on=on, end_reason=reason)
    emit(ProjectLeft(subject_id=row.project_id, municipality_id=row.municipality_id))


def link_project_moment(project: Project, moment: DecisionMoment) -> ChallengeMoment:
    """Say that a moment belongs to a project, and so to its opgave. Raises Conflict when it belongs somewhere."""
    made = ChallengeMoment(challenge_id=project.challenge_id, moment_id=moment.id, project_id=project.id)
    store(made)
    emit(ProjectMomentLinked(subject_id=project.id, moment_id=moment.id))
    return made


def _write(project: Project, *, behalf: str, reason: str = "", correction: str = "") -> None:
    who = acting()
    row = ProjectMove(
        project_id=project.id, number=queries.last_project_move(project.id) + 1, to_state=project.state,
        person_id=who.person_id, role=who.role, behalf=behalf or who.behalf, reason=reason, correction=correction,
    )  # fmt: skip
    store(row)


def _link(project: Project, proposals: Iterable[Proposal], commissioners: Iterable[Organisation]) -> tuple[str, ...]:
    """Bring both lists to what is given; answers the names of those that changed."""
    wanted = {each.id: each for each in proposals}
    if not all(each.is_open for each in wanted.values()):
        raise Invalid(_("Choose proposals that everybody may read."))
    changed = []
    lists: list[tuple[str, Any, str, set[int]]] = [
        ("proposals", ProjectProposal, "proposal_id", set(wanted)),
        ("commissioners", ProjectCommissioner, "organisation_id", {each.id for each in commissioners}),
    ]
    for name, kind, column, ids in lists:
        rows = {getattr(row, column): row for row in db.session.query(kind).filter_by(project_id=project.id)}
        for key in set(rows) - ids:
            db.session.delete(rows[key])
        for key in sorted(ids - set(rows)):
            db.session.add(kind(project_id=project.id, **{column: key}))
        if set(rows) != ids:
            changed.append(name)
    db.session.flush()
    return tuple(changed)


def _searchable(project: Project) -> str:
    return fold(" ".join(filter(None, [project.title, project.what, *(project.goals or ())])))
