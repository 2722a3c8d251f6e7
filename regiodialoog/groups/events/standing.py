"""What happens to who sits: deputies, declarations and names."""

from dataclasses import dataclass

from regiodialoog.core.events import happening
from regiodialoog.core.text import N_
from regiodialoog.groups.events.composing import OfSeat


@dataclass(frozen=True, kw_only=True)
class _OfDeputy(OfSeat):
    deputy_id: int


@happening("groups.deputy_asked", subject="theme", says=N_("Somebody was asked to be a deputy in a group"))
@dataclass(frozen=True, kw_only=True)
class DeputyAsked(_OfDeputy):
    pass


@happening("groups.deputy_confirmed", subject="theme", says=N_("Somebody confirmed to be a deputy in a group"))
@dataclass(frozen=True, kw_only=True)
class DeputyConfirmed(_OfDeputy):
    pass


@happening("groups.deputy_declined", subject="theme", says=N_("Somebody declined to be a deputy in a group"))
@dataclass(frozen=True, kw_only=True)
class DeputyDeclined(_OfDeputy):
    pass


@happening("groups.deputy_expired", subject="theme", says=N_("Somebody did not answer whether they are a deputy"))
@dataclass(frozen=True, kw_only=True)
class DeputyExpired(_OfDeputy):
    pass


@happening("groups.deputy_ended", subject="theme", says=N_("Somebody is no deputy in a group any more"))
@dataclass(frozen=True, kw_only=True)
class DeputyEnded(_OfDeputy):
    """``took_over``: they got the seat for good."""

    took_over: bool


@happening(
    "groups.declaration_changed", subject="theme", says=N_("A member changed what the group should know of them")
)
@dataclass(frozen=True, kw_only=True)
class DeclarationChanged(OfSeat):
    """``present``: whether there is a text now; never the text."""

    present: bool


@happening("groups.name_choice_changed", subject="theme", says=N_("A member chose whether everybody reads their name"))
@dataclass(frozen=True, kw_only=True)
class NameChoiceChanged(OfSeat):
    shown: bool
