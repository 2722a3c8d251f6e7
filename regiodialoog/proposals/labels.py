"""The closed words of proposals as people read them, and what a proposal and its author are called for whom."""

from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.accounts.models import Person
from regiodialoog.accounts.models.person import FORMER
from regiodialoog.core.words import role_name
from regiodialoog.groups.shapes import talks_from
from regiodialoog.organisations.models import Organisation
from regiodialoog.proposals.models import Ground, Proposal, ProposalState, SecondOpinion, Side, Verdict

S = ProposalState
STATES = {
    S.SUBMITTED: _l("Received"),
    S.QUESTION: _l("We have a question for the author"),
    S.ADMITTED: _l("The group discusses this"),
    S.IN_VOTE: _l("The group chooses"),
    S.IN_ADVICE: _l("In the advice"),
    S.NOT_IN_ADVICE: _l("Not in the advice"),
    S.NOT_ADMITTED: _l("Not admitted"),
    S.MERGED: _l("Merged with another proposal"),
    S.SPLIT: _l("Divided into more proposals"),
    S.WITHDRAWN: _l("Withdrawn"),
    S.RECORDED: _l("Taken over from a document"),
}
BADGES = {
    S.SUBMITTED: "now",
    S.QUESTION: "warn",
    S.ADMITTED: "now",
    S.IN_VOTE: "now",
    S.IN_ADVICE: "ok",
    S.NOT_IN_ADVICE: "neutral",
    S.NOT_ADMITTED: "error",
    S.MERGED: "neutral",
    S.SPLIT: "neutral",
    S.WITHDRAWN: "neutral",
    S.RECORDED: "line",
}
GROUNDS = {
    Ground.UNLAWFUL: _l("It is against the law"),
    Ground.PERSONAL_DATA: _l("It holds personal data of others"),
    Ground.OFF_TOPIC: _l("It is not about this theme"),
    Ground.DUPLICATE: _l("It is the same as another proposal"),
}
SECOND_OPINIONS = {
    SecondOpinion.UPHELD: _l("The refusal stands"),
    SecondOpinion.OVERTURNED: _l("The proposal is admitted after all"),
}
SIDES = {Side.FOR: _l("For"), Side.AGAINST: _l("Against")}
VERDICTS = {
    Verdict.FEASIBLE: _l("Can be done"),
    Verdict.FEASIBLE_IF: _l("Can be done, if …"),
    Verdict.ALREADY_DONE: _l("Is done already"),
    Verdict.ALONG_WITH_OTHER_WORK: _l("Goes along when there is time, money or room"),
    Verdict.EXPLORE_FIRST: _l("Is explored further first"),
    Verdict.PASSED_ON: _l("Was passed on"),
    Verdict.DONE_IN_PROJECT: _l("Is done in a project"),
    Verdict.NOT_FEASIBLE: _l("Cannot be done"),
}
FIELDS = {"title": _l("Title"), "summary": _l("What is the idea?"), "text": _l("Why is it needed?")}


class Written(Protocol):
    """A proposal or an argument: who wrote it, on whose behalf."""

    @property
    def author(self) -> Person | None: ...
    @property
    def organisation(self) -> Organisation | None: ...


def state_of(proposal: Proposal, *, own: bool = False) -> str:
    """The state in reading words; an author is spoken to."""
    if own and proposal.state is S.QUESTION:
        return str(_("We have a question for you"))
    return state_name(proposal.state, waits=proposal.state is S.ADMITTED and bool(talks_from(proposal.theme)))


def state_name(state: ProposalState, *, waits: bool) -> str:
    """A state in reading words. ``waits``: the group of the theme has still to begin to talk."""
    return str(_("Admitted: the group has still to begin") if waits and state is S.ADMITTED else STATES[state])


def badge_of(proposal: Proposal, *, own: bool = False) -> tuple[str, str]:
    """(words, kind) as ``ui.badge`` wants them."""
    return state_of(proposal, own=own), BADGES[proposal.state]


def title_of(proposal: Proposal, *, readable: bool | None = None) -> str:
    """The title, or the number alone for who may not read it (``readable`` None: as everybody)."""
    shown = proposal.is_open if readable is None else readable
    return proposal.title if shown else str(_("Proposal %(number)s", number=proposal.number))


def author_of(row: Written, *, names: bool) -> str:
    """Who wrote it. ``names``: the reader may know the author by name; to others it is a participant, somebody who
    signed up, or the organisation that the author spoke for."""
    if row.organisation is not None:
        person = row.author.display_name if names and row.author is not None else ""
        return f"{row.organisation.name} ({person})" if person else row.organisation.name
    if isinstance(row, Proposal) and row.from_applicant and not (names and row.author):
        return str(_("Somebody who signed up for the group"))
    if row.author is None:
        return str(FORMER)
    return row.author.display_name if names else str(_("A participant"))


def author_line(proposal: Proposal, *, own: bool, names: bool) -> str:
    """Who wrote it, as its page says it; an author reads what others read in that place."""
    if not own:
        return str(_("Author: %(name)s", name=author_of(proposal, names=names)))
    read = author_of(proposal, names=False)
    if proposal.from_applicant:
        return str(_("Author: you. Others read: %(name)s", name=read))
    return str(_("Author: you. Outside your group people read: %(name)s", name=read))


def role_of(role: str) -> str:
    """As what somebody acted: a role, or one of the words of this feature."""
    own: dict[str, Any] = {"author": _("the author"), "system": _("the rules of this site"), "person": _("the author")}
    return str(own.get(role) or role_name(role))
