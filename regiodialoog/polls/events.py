"""What happens to polls and to the advice of a group, in the past tense. Never who chose what."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@dataclass(frozen=True, kw_only=True)
class _OfTheme(Event):
    theme_id: int


@happening("polls.prepared", subject="poll", says=N_("A poll was prepared"))
@dataclass(frozen=True, kw_only=True)
class PollPrepared(_OfTheme):
    pass


@happening("polls.changed", subject="poll", says=N_("A poll in preparation was changed"))
@dataclass(frozen=True, kw_only=True)
class PollChanged(Event):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]


@happening("polls.dropped", subject="poll", says=N_("A poll in preparation was dropped"))
@dataclass(frozen=True, kw_only=True)
class PollDropped(_OfTheme):
    pass


@happening(
    "polls.approved", subject="poll", public=True, says=N_("A poll was approved: question, rule and texts are fixed")
)
@dataclass(frozen=True, kw_only=True)
class PollApproved(_OfTheme):
    proposal_ids: tuple[int, ...]


@happening("polls.roll_made", subject="poll", public=True, says=N_("A poll opened: who may vote is fixed"))
@dataclass(frozen=True, kw_only=True)
class RollMade(_OfTheme):
    size: int


@happening("polls.ballot_cast", subject="poll", says=N_("Somebody voted"))
@dataclass(frozen=True, kw_only=True)
class BallotCast(Event):
    """That somebody voted, never what. ``again``: in the place of an earlier vote."""

    again: bool


@dataclass(frozen=True, kw_only=True)
class _OfProxy(Event):
    """Who votes for whom, by the numbers of their accounts."""

    giver_id: int
    holder_id: int | None


@happening("polls.proxy_given", subject="poll", says=N_("Somebody lets another person vote for them"))
@dataclass(frozen=True, kw_only=True)
class ProxyGiven(_OfProxy):
    pass


@happening("polls.proxy_ended", subject="poll", says=N_("Somebody votes for themselves again"))
@dataclass(frozen=True, kw_only=True)
class ProxyEnded(_OfProxy):
    """It was taken back or handed back, or one of the two may not vote any more."""


@happening("polls.proxy_used", subject="poll", says=N_("Somebody voted for another person"))
@dataclass(frozen=True, kw_only=True)
class ProxyUsed(_OfProxy):
    """For the first time, and in polls by name only: a secret vote leaves no event."""


@dataclass(frozen=True, kw_only=True)
class _OfBatch(Event):
    batch_id: int


@happening("polls.codes_made", subject="poll", says=N_("Letters with a voting code were made"))
@dataclass(frozen=True, kw_only=True)
class CodesMade(_OfBatch):
    """``codes``: how many. Never which, or for whom."""

    codes: int


@happening("polls.codes_printed", subject="poll", says=N_("Letters with a voting code are on paper only"))
@dataclass(frozen=True, kw_only=True)
class CodesPrinted(_OfBatch):
    pass


@happening("polls.codes_dropped", subject="poll", says=N_("Letters with a voting code were dropped"))
@dataclass(frozen=True, kw_only=True)
class CodesDropped(_OfBatch):
    pass


@happening("polls.codes_forgotten", subject="poll", says=N_("Names, addresses and voting codes were wiped"))
@dataclass(frozen=True, kw_only=True)
class CodesForgotten(Event):
    codes: int


@happening("polls.paper_begun", subject="poll", says=N_("A batch of votes on paper was begun"))
@dataclass(frozen=True, kw_only=True)
class PaperBegun(_OfBatch):
    pass


@happening("polls.lines_struck", subject="poll", says=N_("It was written down who voted on paper"))
@dataclass(frozen=True, kw_only=True)
class LinesStruck(_OfBatch):
    """``lines``: how many are struck off for this batch now. Never which."""

    lines: int


@happening("polls.paper_typed", subject="poll", says=N_("Somebody typed in a vote on paper"))
@dataclass(frozen=True, kw_only=True)
class PaperTyped(_OfBatch):
    """``ballots``: how many this person typed by now. Never what."""

    ballots: int


@happening("polls.paper_counted", subject="poll", says=N_("Somebody has typed in all votes of a batch"))
@dataclass(frozen=True, kw_only=True)
class PaperCounted(_OfBatch):
    """Not ``done``: they mend something after all."""

    done: bool


@happening("polls.paper_taken", subject="poll", public=True, says=N_("Votes on paper were taken over"))
@dataclass(frozen=True, kw_only=True)
class PaperTaken(_OfBatch):
    """Two people typed the same ``ballots``."""

    ballots: int


@happening("polls.paper_dropped", subject="poll", says=N_("A batch of votes on paper was dropped"))
@dataclass(frozen=True, kw_only=True)
class PaperDropped(_OfBatch):
    pass


@happening("polls.key_made", subject="poll", says=N_("Somebody holds a key of a secret poll"))
@dataclass(frozen=True, kw_only=True)
class KeyMade(Event):
    """``layer``: 0 of the inner envelope, 1 of the outer one."""

    layer: int


@happening("polls.keys_dropped", subject="poll", says=N_("The keys of a secret poll were dropped"))
@dataclass(frozen=True, kw_only=True)
class KeysDropped(Event):
    pass


@happening("polls.box_layer_opened", subject="poll", public=True, says=N_("A key was used on the box of a secret poll"))
@dataclass(frozen=True, kw_only=True)
class BoxLayerOpened(Event):
    """``layer`` as of KeyMade; the outer one comes first."""

    layer: int


@happening("polls.box_opened", subject="poll", public=True, says=N_("The box of a secret poll was opened"))
@dataclass(frozen=True, kw_only=True)
class BoxOpened(_OfTheme):
    """``ballots``: how many people voted."""

    ballots: int


@happening("polls.closed_early", subject="poll", public=True, says=N_("A poll was closed early: everybody had voted"))
@dataclass(frozen=True, kw_only=True)
class PollClosedEarly(_OfTheme):
    pass


@happening("polls.recounted", subject="poll", public=True, says=N_("The votes of a poll were counted again"))
@dataclass(frozen=True, kw_only=True)
class PollRecounted(_OfTheme):
    pass


@happening("polls.established", subject="poll", public=True, says=N_("The result of a poll is definitive"))
@dataclass(frozen=True, kw_only=True)
class ResultEstablished(_OfTheme):
    pass


@happening("polls.annulled", subject="poll", public=True, says=N_("A poll was declared invalid"))
@dataclass(frozen=True, kw_only=True)
class PollAnnulled(_OfTheme):
    pass


@happening("polls.voter_left", subject="person", says=N_("Rolls of polls no longer say who somebody was"))
@dataclass(frozen=True, kw_only=True)
class VoterLeft(Event):
    """About the number of an account that was removed."""

    poll_ids: tuple[int, ...]


@happening("polls.advice_written", subject="theme", says=N_("A group began to write its advice"))
@dataclass(frozen=True, kw_only=True)
class AdviceWritten(Event):
    advice_id: int


@happening("polls.advice_changed", subject="theme", says=N_("The concept of an advice was changed"))
@dataclass(frozen=True, kw_only=True)
class AdviceChanged(Event):
    """``fields``: the names of what changed, never the texts."""

    advice_id: int
    fields: tuple[str, ...]


@happening("polls.advice_handed_over", subject="theme", public=True, says=N_("A group handed over its advice"))
@dataclass(frozen=True, kw_only=True)
class AdviceHandedOver(Event):
    advice_id: int
