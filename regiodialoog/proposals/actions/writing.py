"""Writing a proposal: a draft of one's own, handing it in, changing and withdrawing it."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store
from regiodialoog.core.text import slugify
from regiodialoog.dialogues.models import Theme
from regiodialoog.proposals import policy, queries
from regiodialoog.proposals.actions.steps import AUTHOR, move, step
from regiodialoog.proposals.doors import until
from regiodialoog.proposals.events import ProposalAdmitted, ProposalChanged, ProposalSubmitted, ProposalWithdrawn
from regiodialoog.proposals.models import Proposal, ProposalDraft, ProposalNumber, ProposalRevision, ProposalState

TEXTS = ("title", "summary", "text")


def start_draft(theme: Theme, author: Person) -> ProposalDraft:
    """A draft to write in: a new one, or the one that this author began here and left empty."""
    for before in queries.drafts_of(author.id, theme.id):
        if not before.is_begun:
            return before
    draft = ProposalDraft(theme=theme, author_id=author.id)
    store(draft)
    return draft


def save_draft(draft: ProposalDraft, **values: Any) -> None:
    """Keep what was written so far; attribute names of ProposalDraft."""
    if assign(draft, **values):
        draft.changed_at = clock.now()
        db.session.flush()


def remove_draft(draft: ProposalDraft) -> None:
    """Throw a draft away; nothing of it is left."""
    db.session.delete(draft)
    db.session.flush()


def submit(draft: ProposalDraft, *, fictitious: bool = False) -> Proposal:
    """Hand a draft in: it becomes a proposal with a number, and the draft is gone.

    The group discusses what a member of it hands in at once, unless the theme asks for a look beforehand. What comes
    from outside the group, or before it talks, always waits for a moderator. Raises Invalid for a draft that is not
    complete, Conflict when the theme takes no proposals of this author now.
    """
    if not draft.is_complete:
        raise Invalid(_("Fill in the title and the idea."))
    author = db.session.get_one(Person, draft.author_id)
    if not policy.may_write(author, draft.theme):
        raise Conflict(_("This theme takes no proposals now."))
    proposal = Proposal(
        number=next_number(), slug=slugify(draft.title), theme=draft.theme, author_id=draft.author_id,
        organisation_id=draft.organisation_id, title=draft.title, summary=draft.summary, text=draft.text,
        submitted_at=clock.now(), fictitious=fictitious,
        from_applicant=not policy.is_participant(author, draft.theme_id),
    )  # fmt: skip
    store(proposal)
    db.session.delete(draft)
    _keep_texts(proposal, 1)
    step(proposal, role=AUTHOR)
    emit(
        ProposalSubmitted(
            subject_id=proposal.id, theme_id=proposal.theme_id, from_applicant=proposal.from_applicant
        )
    )  # fmt: skip
    if policy.writes_freely(author, proposal.theme) and not proposal.theme.look_beforehand:
        proposal.is_open = True
        move(proposal, ProposalState.ADMITTED, role="system")
        emit(ProposalAdmitted(subject_id=proposal.id, at_once=True, curation_id=None))
    _receipt(proposal, author)
    return proposal


def _receipt(proposal: Proposal, author: Person) -> None:
    """Mail the author what was handed in and what happens now. Who has no address read it on the page: no caller need
    tell them."""
    if author.mail_address:
        mails.post(
            "emails/proposals/received.txt",
            address=author.mail_address,
            language=author.language,
            dedupe_key=f"proposal-received:{proposal.id}",
            person_id=author.id,
            person=author,
            proposal=proposal,
            until=until,
        )


def change_proposal(proposal: Proposal, *, title: str, summary: str, text: str) -> None:
    """Change the texts; what they were stays readable as a version. Raises Conflict once the group votes about it, and
    of what comes from outside the group once a moderator admitted it."""
    if proposal.state not in policy.changeable(proposal):
        raise Conflict(_("The text can no longer be changed."))
    fields = assign(proposal, title=title, summary=summary, text=text, slug=slugify(title))
    changed = tuple(name for name in fields if name in TEXTS)
    if changed:
        revision = _keep_texts(proposal, len(queries.revisions(proposal.id)) + 1)
        emit(ProposalChanged(subject_id=proposal.id, fields=changed, revision_id=revision.id))


def withdraw(proposal: Proposal, *, reason: str = "") -> None:
    """The author takes it back. It stays where it was, as withdrawn. Raises Conflict once the group votes about it."""
    move(proposal, ProposalState.WITHDRAWN, role=AUTHOR, reason=reason)
    emit(ProposalWithdrawn(subject_id=proposal.id))


def next_number() -> int:
    """The next public number. Two at once wait for each other; a number that was given out never comes again."""
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    raised = insert(ProposalNumber).values(id=1, last=1)
    raised = raised.on_conflict_do_update(index_elements=["id"], set_={"last": ProposalNumber.last + 1})
    number: int = db.session.execute(raised.returning(ProposalNumber.last)).scalar_one()
    return number


def _keep_texts(proposal: Proposal, number: int) -> ProposalRevision:
    texts = {name: getattr(proposal, name) for name in TEXTS}
    revision = ProposalRevision(proposal_id=proposal.id, number=number, **texts)
    store(revision)
    return revision
