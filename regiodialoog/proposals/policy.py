"""Who may do what with proposals. A group's members are the participants of its theme; an applicant signed up for it
and has no place."""

from regiodialoog.core.policy import Actor, Role, ScopeKind, holds, rule
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.dialogues.queries import is_between, is_in
from regiodialoog.groups import queries as groups
from regiodialoog.proposals.models import WAITING, Argument, Curation, Proposal, ProposalState

S = ProposalState
UNFROZEN = frozenset({S.SUBMITTED, S.QUESTION, S.ADMITTED})
"""In these states an author may still change the text or withdraw it; in a poll and after it, nobody may."""


@rule("proposals.write")
def may_write(actor: Actor, theme: Theme | None = None) -> bool:
    """Write a proposal: a participant of the theme, while its group talks. Where the theme takes proposals of
    applicants, they too, and both from the first day of signing up."""
    if theme is None:
        return holds(actor, Role.PARTICIPANT)
    asks = takes_from_applicants(theme) and not is_participant(actor, theme.id)
    return writes(actor, theme, applies=asks and groups.is_applicant(theme, actor.person_id))


@rule("proposals.own")
def may_see_own(actor: Actor, _subject: object = None) -> bool:
    """See one's own drafts and proposals."""
    return actor.is_authenticated


@rule("proposals.read_texts")
def may_read_texts(actor: Actor, proposal: Proposal) -> bool:
    """Read the texts: everybody once they are open; before, and when they are hidden, its author and who judges it."""
    return proposal.is_open or is_author(actor, proposal) or _judges(actor, proposal.theme_id)


@rule("proposals.see_names")
def may_see_names(actor: Actor, theme_id: int | None = None) -> bool:
    """See the names of participants: inside the group, its moderators and the bureau."""
    if theme_id is None:
        return holds(actor, Role.BUREAU)
    return is_participant(actor, theme_id) or _judges(actor, theme_id)


@rule("proposals.see_author")
def may_see_author(actor: Actor, proposal: Proposal | None = None) -> bool:
    """See the name of an author: as the names of participants; that of an applicant is for those who judge it only."""
    if proposal is None:
        return holds(actor, Role.BUREAU)
    return _judges(actor, proposal.theme_id) if proposal.from_applicant else may_see_names(actor, proposal.theme_id)


@rule("proposals.change")
def may_change(actor: Actor, proposal: Proposal | None = None) -> bool:
    """Change the text: its author, until the group votes about it; an applicant until a moderator admitted it."""
    return proposal is not None and is_author(actor, proposal) and proposal.state in changeable(proposal)


@rule("proposals.withdraw")
def may_withdraw(actor: Actor, proposal: Proposal | None = None) -> bool:
    """Withdraw it: its author, until the group votes about it."""
    return proposal is not None and is_author(actor, proposal) and proposal.state in UNFROZEN


@rule("proposals.answer")
def may_answer(actor: Actor, proposal: Proposal | None = None) -> bool:
    """Answer a question of a moderator: its author."""
    return proposal is not None and is_author(actor, proposal) and proposal.state in UNFROZEN


@rule("proposals.ask_second_opinion")
def may_ask_second_opinion(actor: Actor, proposal: Proposal | None = None) -> bool:
    """Ask another moderator to look at a refusal: its author, once."""
    return proposal is not None and is_author(actor, proposal) and proposal.state is S.NOT_ADMITTED


@rule("proposals.open_moderation")
def may_open_moderation(actor: Actor, _subject: object = None) -> bool:
    """See the day list: moderators for their own themes, the bureau for second opinions."""
    return holds(actor, Role.MODERATOR, Role.BUREAU)


@rule("proposals.moderate")
def may_moderate(actor: Actor, theme_id: int | None = None) -> bool:
    """See what waits in a theme, and look at its arguments: a moderator of this theme."""
    if theme_id is None:
        return holds(actor, Role.MODERATOR)
    return holds(actor, Role.MODERATOR, kind=ScopeKind.THEME, scope_id=theme_id)


@rule("proposals.curate")
def may_curate(actor: Actor, proposal: Proposal | None = None) -> bool:
    """Admit, refuse and ask questions: a moderator of the theme, but not about one's own proposal."""
    if proposal is None:
        return holds(actor, Role.MODERATOR)
    return not is_author(actor, proposal) and proposal.state in UNFROZEN and may_moderate(actor, proposal.theme_id)


@rule("proposals.give_second_opinion")
def may_give_second_opinion(actor: Actor, case: tuple[Proposal, Curation] | None = None) -> bool:
    """Look at a refusal a second time: another moderator of this theme, or the bureau; not who refused or wrote it."""
    if case is None:
        return holds(actor, Role.MODERATOR, Role.BUREAU)
    proposal, curation = case
    return _judges(actor, proposal.theme_id) and actor.person_id not in (curation.by_id, proposal.author_id)


@rule("proposals.argue")
def may_argue(actor: Actor, proposal: Proposal | None = None) -> bool:
    """Give an argument or a reply: a participant of the theme, while the group discusses the proposal."""
    if proposal is None:
        return holds(actor, Role.PARTICIPANT)
    talking = is_in(proposal.theme, PhaseKind.DIALOGUE, PhaseKind.ADVICE)
    return proposal.state is S.ADMITTED and talking and is_participant(actor, proposal.theme_id)


@rule("proposals.report")
def may_report(actor: Actor, argument: Argument | None = None) -> bool:
    """Report an argument to a moderator: anybody who is signed in, except who wrote it."""
    return actor.is_authenticated and (argument is None or argument.author_id != actor.person_id)


def writes(actor: Actor, theme: Theme, *, applies: bool) -> bool:
    """As ``may_write``, for whom it is known whether they are an applicant of the theme."""
    if not takes_from_applicants(theme):
        return writes_freely(actor, theme)
    return applies or is_participant(actor, theme.id)


def writes_freely(actor: Actor, theme: Theme) -> bool:
    """Whether somebody writes without a look because of who they are or when: a participant, while the group talks."""
    return is_in(theme, PhaseKind.DIALOGUE) and is_participant(actor, theme.id)


def takes_from_applicants(theme: Theme) -> bool:
    """Whether applicants may hand in today."""
    return theme.applicants_write and is_between(theme, PhaseKind.RECRUITMENT, PhaseKind.DIALOGUE)


def changeable(proposal: Proposal) -> frozenset[ProposalState]:
    """The states in which the author may change the text: what a moderator admitted of an applicant stays as it was
    looked at."""
    return WAITING if proposal.from_applicant else UNFROZEN


def is_author(actor: Actor, proposal: Proposal) -> bool:
    return actor.person_id is not None and actor.person_id == proposal.author_id


def is_participant(actor: Actor, theme_id: int) -> bool:
    return holds(actor, Role.PARTICIPANT, kind=ScopeKind.THEME, scope_id=theme_id)


def moderated_themes(actor: Actor) -> list[int]:
    """The ids of the themes that somebody moderates now."""
    held = [grant.scope_id for grant in actor.grants if grant.role is Role.MODERATOR and grant.scope_id is not None]
    return [theme_id for theme_id in held if may_moderate(actor, theme_id)]


def represented(actor: Actor) -> list[int]:
    """The ids of the organisations on whose behalf somebody may write."""
    return [
        grant.scope_id
        for grant in actor.grants
        if grant.role is Role.REPRESENTATIVE and grant.scope_kind is ScopeKind.ORGANISATION and grant.scope_id
    ]


def _judges(actor: Actor, theme_id: int) -> bool:
    own = holds(actor, Role.MODERATOR, kind=ScopeKind.THEME, scope_id=theme_id)
    return own or holds(actor, Role.BUREAU)
