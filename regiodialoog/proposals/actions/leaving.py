"""What happens to proposals when somebody removes their account."""

from sqlalchemy import delete, update

from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.proposals import queries
from regiodialoog.proposals.actions.steps import AUTHOR
from regiodialoog.proposals.events import AuthorLeft
from regiodialoog.proposals.models import ProposalDraft, ProposalMove


def forget_author(person_id: int) -> None:
    """Contributions stay, of a former participant; drafts go."""
    db.session.execute(delete(ProposalDraft).where(ProposalDraft.author_id == person_id))
    steps = update(ProposalMove).where(ProposalMove.person_id == person_id, ProposalMove.role == AUTHOR)
    db.session.execute(steps.values(person_id=None))
    proposals, arguments = queries.of_author(person_id), queries.arguments_of_author(person_id)
    reports = queries.reports_of(person_id)
    for proposal in proposals:
        proposal.author_id = None
    for argument in arguments:
        argument.author_id = None
    for report in reports:
        report.person_id = None
    db.session.flush()
    if proposals or arguments:
        emit(AuthorLeft(subject_id=person_id, proposals=len(proposals), arguments=len(arguments)))
