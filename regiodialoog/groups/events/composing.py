"""What happens to a group and its seat plan."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.groups.models import SeatFilling


@dataclass(frozen=True, kw_only=True)
class OfSeat(Event):
    seat_id: int


@happening("groups.group_made", subject="theme", public=True, says=N_("A group was set up for a theme"))
@dataclass(frozen=True, kw_only=True)
class GroupMade(Event):
    group_id: int


@happening("groups.group_changed", subject="theme", public=True, says=N_("What stands about a group was changed"))
@dataclass(frozen=True, kw_only=True)
class GroupChanged(Event):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]


@happening("groups.sign_up_opened", subject="theme", public=True, says=N_("The bureau opened signing up for a group"))
@dataclass(frozen=True, kw_only=True)
class SignUpOpened(Event):
    """The days and the councils may still have to come."""

    group_id: int


@happening(
    "groups.sign_up_held", subject="theme", public=True, says=N_("The bureau let signing up for a group wait again")
)
@dataclass(frozen=True, kw_only=True)
class SignUpHeld(Event):
    """Nobody had signed up."""

    group_id: int


@happening("groups.opening_reminded", subject="theme", says=N_("The bureau was reminded to open signing up"))
@dataclass(frozen=True, kw_only=True)
class OpeningReminded(Event):
    group_id: int


@happening("groups.plan_made", subject="theme", public=True, says=N_("The seat plan of a group was made"))
@dataclass(frozen=True, kw_only=True)
class PlanMade(Event):
    seats: int


@happening("groups.plan_compared", subject="theme", says=N_("The plan of a group was compared with files"))
@dataclass(frozen=True, kw_only=True)
class PlanCompared(Event):
    import_id: int


@happening(
    "groups.plan_imported", subject="theme", public=True, says=N_("The plan of a group was taken over from files")
)
@dataclass(frozen=True, kw_only=True)
class PlanImported(Event):
    """How many places and demands were added, changed and removed; each has an event of its own as well."""

    import_id: int
    seats_added: int
    seats_changed: int
    seats_removed: int
    quotas_added: int
    quotas_changed: int
    quotas_removed: int


@happening("groups.seat_added", subject="theme", public=True, says=N_("A group got another place"))
@dataclass(frozen=True, kw_only=True)
class SeatAdded(OfSeat):
    pass


@happening("groups.seat_changed", subject="theme", public=True, says=N_("A place in a group was changed"))
@dataclass(frozen=True, kw_only=True)
class SeatChanged(OfSeat):
    fields: tuple[str, ...]


@happening("groups.seat_removed", subject="theme", public=True, says=N_("A place in a group was taken away"))
@dataclass(frozen=True, kw_only=True)
class SeatRemoved(OfSeat):
    pass


@happening("groups.seat_filled", subject="theme", public=True, says=N_("A place in a group was filled"))
@dataclass(frozen=True, kw_only=True)
class SeatFilled(OfSeat):
    filling: SeatFilling


@happening("groups.seat_left", subject="theme", public=True, says=N_("A place in a group came free"))
@dataclass(frozen=True, kw_only=True)
class SeatLeft(OfSeat):
    pass


@happening("groups.quota_added", subject="theme", public=True, says=N_("A demand on the composition was added"))
@dataclass(frozen=True, kw_only=True)
class QuotaAdded(Event):
    quota_id: int


@happening("groups.quota_changed", subject="theme", public=True, says=N_("A demand on the composition was changed"))
@dataclass(frozen=True, kw_only=True)
class QuotaChanged(Event):
    quota_id: int
    fields: tuple[str, ...]


@happening("groups.quota_removed", subject="theme", public=True, says=N_("A demand on the composition was dropped"))
@dataclass(frozen=True, kw_only=True)
class QuotaRemoved(Event):
    quota_id: int


@happening("groups.suggestion_asked", subject="theme", says=N_("An assignment of open places was asked for"))
@dataclass(frozen=True, kw_only=True)
class SuggestionAsked(Event):
    suggestion_id: int


@happening("groups.suggestion_made", subject="theme", says=N_("An assignment of open places was computed"))
@dataclass(frozen=True, kw_only=True)
class SuggestionMade(Event):
    suggestion_id: int
    seats: int
    filled: int


@happening(
    "groups.suggestion_taken", subject="theme", public=True, says=N_("Open places were filled from who signed up")
)
@dataclass(frozen=True, kw_only=True)
class SuggestionTaken(Event):
    """``changed``: for how many places it was somebody else than computed, or nobody."""

    suggestion_id: int
    seated: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class OfQuestion(Event):
    question_id: int


@happening(
    "groups.question_made", subject="theme", public=True, says=N_("Whoever signs up for a group got another question")
)
@dataclass(frozen=True, kw_only=True)
class QuestionMade(OfQuestion):
    pass


@happening(
    "groups.question_changed", subject="theme", public=True, says=N_("A question at signing up for a group was changed")
)
@dataclass(frozen=True, kw_only=True)
class QuestionChanged(OfQuestion):
    pass


@happening(
    "groups.question_dropped", subject="theme", public=True, says=N_("A question at signing up for a group was dropped")
)
@dataclass(frozen=True, kw_only=True)
class QuestionDropped(OfQuestion):
    pass
