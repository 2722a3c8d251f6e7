"""What happens to proposals and arguments, in the past tense. An argument belongs to its proposal."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.proposals.models import Ground, SecondOpinion, Side


@happening("proposals.submitted", subject="proposal", public=True, says=N_("A proposal was handed in"))
@dataclass(frozen=True, kw_only=True)
class ProposalSubmitted(Event):
    """``from_applicant``: by somebody who signed up and had no place in the group."""

    theme_id: int
    from_applicant: bool


@happening(
    "proposals.recorded",
    subject="proposal",
    public=True,
    says=N_("A proposal of before was taken over from a document"),
)
@dataclass(frozen=True, kw_only=True)
class ProposalRecorded(Event):
    theme_id: int
    source_id: int


@happening("proposals.changed", subject="proposal", public=True, says=N_("The text of a proposal was changed"))
@dataclass(frozen=True, kw_only=True)
class ProposalChanged(Event):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]
    revision_id: int


@happening("proposals.withdrawn", subject="proposal", public=True, says=N_("A proposal was withdrawn"))
@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(Event):
    pass


@happening(
    "proposals.question_asked", subject="proposal", public=True, says=N_("A question was asked about a proposal")
)
@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    question_id: int


@happening(
    "proposals.question_answered", subject="proposal", public=True, says=N_("A question about a proposal was answered")
)
@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    question_id: int


@happening(
    "proposals.admitted", subject="proposal", public=True, says=N_("A proposal was admitted: the group discusses it")
)
@dataclass(frozen=True, kw_only=True)
class ProposalAdmitted(Event):
    """``at_once``: without a look beforehand; ``curation_id`` is then None."""

    at_once: bool
    curation_id: int | None


@happening(
    "proposals.looked_at", subject="proposal", public=True, says=N_("A moderator looked at an admitted proposal")
)
@dataclass(frozen=True, kw_only=True)
class ProposalLookedAt(Event):
    curation_id: int


@happening("proposals.not_admitted", subject="proposal", public=True, says=N_("A proposal was not admitted"))
@dataclass(frozen=True, kw_only=True)
class ProposalNotAdmitted(Event):
    curation_id: int
    ground: Ground


@happening(
    "proposals.second_opinion_asked", subject="proposal", public=True, says=N_("The author asked for a second opinion")
)
@dataclass(frozen=True, kw_only=True)
class SecondOpinionAsked(Event):
    curation_id: int


@happening("proposals.second_opinion_given", subject="proposal", public=True, says=N_("A second opinion was given"))
@dataclass(frozen=True, kw_only=True)
class SecondOpinionGiven(Event):
    curation_id: int
    opinion: SecondOpinion


@happening("proposals.put_to_vote", subject="proposal", public=True, says=N_("A proposal was put to the vote"))
@dataclass(frozen=True, kw_only=True)
class ProposalPutToVote(Event):
    pass


@happening(
    "proposals.taken_from_vote", subject="proposal", public=True, says=N_("A proposal was taken back from the vote")
)
@dataclass(frozen=True, kw_only=True)
class ProposalTakenFromVote(Event):
    pass


@happening("proposals.in_advice", subject="proposal", public=True, says=N_("A proposal became part of the advice"))
@dataclass(frozen=True, kw_only=True)
class ProposalIntoAdvice(Event):
    pass


@happening(
    "proposals.not_in_advice", subject="proposal", public=True, says=N_("A proposal did not get into the advice")
)
@dataclass(frozen=True, kw_only=True)
class ProposalNotInAdvice(Event):
    pass


@happening("proposals.argument_added", subject="proposal", public=True, says=N_("Somebody gave an argument"))
@dataclass(frozen=True, kw_only=True)
class ArgumentAdded(Event):
    argument_id: int
    side: Side
    is_reply: bool


@happening("proposals.argument_hidden", subject="proposal", public=True, says=N_("An argument was hidden"))
@dataclass(frozen=True, kw_only=True)
class ArgumentHidden(Event):
    argument_id: int


@happening("proposals.argument_reported", subject="proposal", says=N_("Somebody reported an argument"))
@dataclass(frozen=True, kw_only=True)
class ArgumentReported(Event):
    argument_id: int
    report_id: int


@happening("proposals.arguments_looked_at", subject="proposal", says=N_("A moderator looked at the arguments"))
@dataclass(frozen=True, kw_only=True)
class ArgumentsLookedAt(Event):
    argument_ids: tuple[int, ...]


@happening("proposals.author_left", subject="person", says=N_("Proposals and arguments no longer say who wrote them"))
@dataclass(frozen=True, kw_only=True)
class AuthorLeft(Event):
    """About the number of an account that was removed; how many, and not which: that would say it after all."""

    proposals: int
    arguments: int


@happening(
    "proposals.destination_added", subject="destination", public=True, says=N_("A destination of proposals was added")
)
@dataclass(frozen=True, kw_only=True)
class DestinationAdded(Event):
    pass


@happening(
    "proposals.destination_changed",
    subject="destination",
    public=True,
    says=N_("A destination of proposals was changed"),
)
@dataclass(frozen=True, kw_only=True)
class DestinationChanged(Event):
    fields: tuple[str, ...]
