"""What happens to channels, letters and calls."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.groups.models import CallState


@dataclass(frozen=True, kw_only=True)
class _OfChannel(Event):
    channel_id: int


@happening("groups.channel_made", subject="theme", says=N_("A channel for signing up was made"))
@dataclass(frozen=True, kw_only=True)
class ChannelMade(_OfChannel):
    pass


@happening("groups.channel_changed", subject="theme", says=N_("A channel for signing up was changed"))
@dataclass(frozen=True, kw_only=True)
class ChannelChanged(_OfChannel):
    """``fields``: the names of what changed."""

    fields: tuple[str, ...]


@happening("groups.letters_made", subject="theme", says=N_("Letters with a code were made"))
@dataclass(frozen=True, kw_only=True)
class LettersMade(_OfChannel):
    batch_id: int
    letters: int


@happening("groups.letters_printed", subject="theme", says=N_("Letters with a code were printed"))
@dataclass(frozen=True, kw_only=True)
class LettersPrinted(_OfChannel):
    batch_id: int


@happening("groups.code_renewed", subject="theme", says=N_("Somebody got another code"))
@dataclass(frozen=True, kw_only=True)
class CodeRenewed(Event):
    letter_id: int


@happening("groups.person_called", subject="theme", says=N_("Somebody without an e-mail address was called"))
@dataclass(frozen=True, kw_only=True)
class PersonCalled(Event):
    call_id: int
    outcome: CallState


@happening("groups.receipt_printed", subject="theme", says=N_("The receipt of somebody without e-mail was printed"))
@dataclass(frozen=True, kw_only=True)
class ReceiptPrinted(Event):
    registration_id: int
