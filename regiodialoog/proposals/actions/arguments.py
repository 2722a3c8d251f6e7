"""Arguments: given, answered, reported, hidden."""

from collections.abc import Sequence

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import store
from regiodialoog.proposals import queries
from regiodialoog.proposals.events import ArgumentAdded, ArgumentHidden, ArgumentReported, ArgumentsLookedAt
from regiodialoog.proposals.models import Argument, ArgumentReport, Proposal, ProposalState, Side


def add_argument(
    proposal: Proposal, side: Side, text: str, *, author_id: int, organisation_id: int | None = None
) -> Argument:
    """Give an argument for or against. Raises Conflict unless the group discusses the proposal."""
    return _add(Argument(proposal=proposal, side=side, text=text, author_id=author_id, organisation_id=organisation_id))


def reply(parent: Argument, text: str, *, author_id: int, organisation_id: int | None = None) -> Argument:
    """Answer an argument; a reply itself is not answered. Raises Conflict."""
    if parent.parent_id is not None or parent.is_hidden:
        raise Conflict(_("You can answer an argument, not an answer."))
    answer = Argument(
        proposal=parent.proposal, parent_id=parent.id, side=parent.side, text=text, author_id=author_id,
        organisation_id=organisation_id,
    )  # fmt: skip
    return _add(answer)


def report_argument(argument: Argument, *, reason: str, by: int) -> ArgumentReport:
    """Ask a moderator to look at it. Raises Conflict when this person did so before."""
    if queries.has_reported(argument.id, by):
        raise Conflict(_("You reported this already. A moderator will look at it."))
    report = ArgumentReport(argument_id=argument.id, person_id=by, reason=reason)
    store(report)
    emit(ArgumentReported(subject_id=argument.proposal_id, argument_id=argument.id, report_id=report.id))
    return report


def hide_argument(argument: Argument, *, reason: str, by: int | None) -> None:
    """Hide the text, with a reason that everybody reads. Raises Conflict when it is hidden, Invalid."""
    if argument.is_hidden:
        raise Conflict(_("This argument is hidden already."))
    if not reason.strip():
        raise Invalid(_("Write down why."))
    now = clock.now()
    argument.hidden_at, argument.hidden_by_id, argument.hidden_reason = now, by, reason
    argument.looked_at = argument.looked_at or now
    _handle_reports(argument.proposal_id, [argument.id])
    db.session.flush()
    emit(ArgumentHidden(subject_id=argument.proposal_id, argument_id=argument.id))


def look_at_arguments(proposal: Proposal) -> None:
    """A moderator saw every argument up to now and lets them stand; reports on them are handled too."""
    seen: Sequence[Argument] = queries.unseen(proposal.id)
    for argument in seen:
        argument.looked_at = clock.now()
    handled = _handle_reports(proposal.id, None)
    db.session.flush()
    if seen or handled:
        ids = {argument.id for argument in seen} | set(handled)
        emit(ArgumentsLookedAt(subject_id=proposal.id, argument_ids=tuple(sorted(ids))))


def _add(argument: Argument) -> Argument:
    if argument.proposal.state is not ProposalState.ADMITTED:
        raise Conflict(_("The group does not discuss this proposal now."))
    store(argument)
    emit(
        ArgumentAdded(
            subject_id=argument.proposal.id, argument_id=argument.id, side=argument.side,
            is_reply=argument.parent_id is not None,
        )
    )  # fmt: skip
    return argument


def _handle_reports(proposal_id: int, argument_ids: Sequence[int] | None) -> list[int]:
    """Close the open reports on these arguments (None: on all). Returns the arguments they were about."""
    about = []
    for report in queries.open_reports(proposal_id):
        if argument_ids is None or report.argument_id in argument_ids:
            report.handled_at = clock.now()
            about.append(report.argument_id)
    return about
