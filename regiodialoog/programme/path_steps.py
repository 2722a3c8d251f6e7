"""The steps of a proposal's path that the programme knows of: its projects, what municipalities decided, each move."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.adoption import labels as decision_labels
from regiodialoog.adoption import queries as adoption
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.programme import labels, queries
from regiodialoog.programme.models import Project, ProjectMove, ProjectState
from regiodialoog.proposals.labels import role_of
from regiodialoog.proposals.models import Proposal
from regiodialoog.proposals.path import Step, StepKind, path_steps
from regiodialoog.proposals.stages import Badge, later_stage


@path_steps(order=70)
def from_the_programme(proposal: Proposal) -> Iterator[Step]:
    """Three queries, however many projects; one per project for its moves."""
    projects = queries.projects_from(proposal.id) if proposal.is_open else ()
    if not projects:
        return
    decisions = adoption.counting(adoption.decisions_about_projects(*(each.id for each in projects)))
    steps: list[Step] = []
    for project in projects:
        url = url_for("programme.project", slug=project.slug)
        steps += [_move(project, move, url) for move in queries.project_moves(project.id)]
        for each in decisions:
            if each.project_id == project.id:
                title = _(
                    "%(municipality)s: %(outcome)s", municipality=each.municipality.name,
                    outcome=decision_labels.DECISIONS[each.outcome],
                )  # fmt: skip
                steps.append(
                    Step(
                        when=each.decided_on, title=decision_labels.marked(title, fictitious=each.fictitious),
                        behalf=each.body.name, reason=each.reason,
                        url=url_for("programme.project_decisions", slug=project.slug),
                        link=project.title,
                    )
                )  # fmt: skip
    yield from sorted(steps, key=lambda step: step.day or date.min)


@later_stage(order=70)
def project(proposal: Proposal) -> Badge | None:
    """That it is worked on, and how far that is."""
    found = queries.projects_from(proposal.id)
    if not found:
        return None
    state = found[-1].state
    words = _("In a project: %(state)s", state=str(labels.PROJECT_STATES[state]).lower())
    return words, labels.PROJECT_BADGES[state], "target"


def _move(project: Project, move: ProjectMove, url: str) -> Step:
    if move.number == 1:
        title = _("It came to the project “%(name)s”", name=project.title)
    else:
        title = _("Project “%(name)s”: %(state)s", name=project.title, state=labels.PROJECT_STATES[move.to_state])
    who = role_of(move.role)
    if move.behalf:
        who = _("%(who)s, on behalf of %(name)s", who=who, name=move.behalf)
    return Step(
        when=_day(move.at), title=decision_labels.marked(title, fictitious=project.fictitious), behalf=who,
        reason=move.reason, url=url, link=project.title,
        text=_("Corrected, because: %(why)s", why=move.correction) if move.correction else "",
        kind=StepKind.STOPPED if move.to_state is ProjectState.STOPPED else StepKind.PAST,
    )  # fmt: skip


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
