"""What happens to groups, in the past tense: about the theme, with numbers only, never a name, an answer, a reason."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.groups.models import CallState, Draw, SeatFilling


@dataclass(frozen=True, kw_only=True)
class _OfSeat(Event):
    seat_id: int


@dataclass(frozen=True, kw_only=True)
class _OfRegistration(Event):
    registration_id: int


@dataclass(frozen=True, kw_only=True)
class _OfInvitation(Event):
    invitation_id: int


@happening("groups.group_made", subject="theme", public=True, says=N_("A group was set up for a theme"))
@dataclass(frozen=True, kw_only=True)
class GroupMade(Event):
    group_id: int


@happening("groups.group_changed", subject="theme", public=True, says=N_("What stands about a group was changed"))
@dataclass(frozen=True, kw_only=True)
class GroupChanged(Event):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]


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
class SeatAdded(_OfSeat):
    pass


@happening("groups.seat_changed", subject="theme", public=True, says=N_("A place in a group was changed"))
@dataclass(frozen=True, kw_only=True)
class SeatChanged(_OfSeat):
    fields: tuple[str, ...]


@happening("groups.seat_removed", subject="theme", public=True, says=N_("A place in a group was taken away"))
@dataclass(frozen=True, kw_only=True)
class SeatRemoved(_OfSeat):
    pass


@happening("groups.seat_filled", subject="theme", public=True, says=N_("A place in a group was filled"))
@dataclass(frozen=True, kw_only=True)
class SeatFilled(_OfSeat):
    filling: SeatFilling


@happening("groups.seat_left", subject="theme", public=True, says=N_("A place in a group came free"))
@dataclass(frozen=True, kw_only=True)
class SeatLeft(_OfSeat):
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


@happening("groups.registered", subject="theme", says=N_("Somebody signed up for a group"))
@dataclass(frozen=True, kw_only=True)
class Registered(_OfRegistration):
    pass


@happening("groups.registration_changed", subject="theme", says=N_("Somebody who signed up changed what they told"))
@dataclass(frozen=True, kw_only=True)
class RegistrationChanged(_OfRegistration):
    """``fields``: the names of what changed, never the answers."""

    fields: tuple[str, ...]


@happening("groups.registration_withdrawn", subject="theme", says=N_("Somebody withdrew from signing up for a group"))
@dataclass(frozen=True, kw_only=True)
class RegistrationWithdrawn(_OfRegistration):
    pass


@happening("groups.conditions_told", subject="theme", says=N_("It was written down who meets the conditions to join"))
@dataclass(frozen=True, kw_only=True)
class ConditionsTold(_OfRegistration):
    """``fields``: which conditions, never whether they are met."""

    fields: tuple[str, ...]


@happening("groups.turned_away", subject="theme", says=N_("Somebody could not sign up because of a condition"))
@dataclass(frozen=True, kw_only=True)
class TurnedAway(Event):
    group_id: int


@happening(
    "groups.double_merged", subject="theme", says=N_("Somebody stood on the list twice and now stands there once")
)
@dataclass(frozen=True, kw_only=True)
class DoubleMerged(_OfRegistration):
    """``registration_id`` was withdrawn, ``kept_id`` stays."""

    kept_id: int


@happening("groups.kept_apart", subject="theme", says=N_("Two people on the list only looked like one"))
@dataclass(frozen=True, kw_only=True)
class KeptApart(_OfRegistration):
    other_id: int


@happening("groups.household_taken_apart", subject="theme", says=N_("People at one address do not form a household"))
@dataclass(frozen=True, kw_only=True)
class HouseholdTakenApart(Event):
    split_id: int


@happening("groups.household_joined", subject="theme", says=N_("People at one address form a household after all"))
@dataclass(frozen=True, kw_only=True)
class HouseholdJoined(Event):
    split_id: int


@happening("groups.not_seated", subject="theme", says=N_("Somebody heard that there is no place in the group"))
@dataclass(frozen=True, kw_only=True)
class NotSeated(_OfRegistration):
    pass


@happening("groups.invited", subject="theme", says=N_("Somebody was invited into a group"))
@dataclass(frozen=True, kw_only=True)
class Invited(_OfInvitation):
    seat_id: int


@happening("groups.invitation_accepted", subject="theme", says=N_("An invitation into a group was accepted"))
@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(_OfInvitation):
    pass


@happening("groups.invitation_declined", subject="theme", says=N_("An invitation into a group was declined"))
@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(_OfInvitation):
    pass


@happening("groups.invitation_expired", subject="theme", says=N_("An invitation into a group was not answered in time"))
@dataclass(frozen=True, kw_only=True)
class InvitationExpired(_OfInvitation):
    pass


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


@dataclass(frozen=True, kw_only=True)
class _OfDraw(Event):
    draw_id: int
    number: int


def of_draw(draw: Draw) -> dict[str, int]:
    """What every event about a draw tells; its group has its theme's number."""
    return {"subject_id": draw.group.theme_id, "draw_id": draw.id, "number": draw.number}


@happening("groups.drawn", subject="theme", public=True, says=N_("Lots were drawn for places in a group"))
@dataclass(frozen=True, kw_only=True)
class Drawn(_OfDraw):
    """Of before draws were sealed. ``found``: whether it gave a panel; else the demands could not all be met."""

    found: bool


@happening("groups.draw_started", subject="theme", public=True, says=N_("A draw is being prepared"))
@dataclass(frozen=True, kw_only=True)
class DrawStarted(_OfDraw):
    pass


@happening("groups.draw_prepared", subject="theme", public=True, says=N_("The chances of a draw were computed"))
@dataclass(frozen=True, kw_only=True)
class DrawPrepared(_OfDraw):
    """``found``: whether a group exists that meets every demand."""

    found: bool


@happening("groups.draw_sealed", subject="theme", public=True, says=N_("A draw was sealed"))
@dataclass(frozen=True, kw_only=True)
class DrawSealed(_OfDraw):
    """Its text holds the seal, the moment and the source, a line each."""


@happening("groups.outcome_typed", subject="theme", public=True, says=N_("The outcome of a draw was typed in"))
@dataclass(frozen=True, kw_only=True)
class OutcomeTyped(_OfDraw):
    pass


@happening("groups.draw_picked", subject="theme", public=True, says=N_("A draw was decided"))
@dataclass(frozen=True, kw_only=True)
class DrawPicked(_OfDraw):
    ticket: int


@happening("groups.draw_witnessed", subject="theme", public=True, says=N_("A witness confirmed a draw"))
@dataclass(frozen=True, kw_only=True)
class DrawWitnessed(_OfDraw):
    pass


@happening("groups.draw_announced", subject="theme", public=True, says=N_("Who was drawn was offered a place"))
@dataclass(frozen=True, kw_only=True)
class DrawAnnounced(_OfDraw):
    offered: int


@dataclass(frozen=True, kw_only=True)
class _OfOffer(_OfDraw):
    offer_id: int


@happening("groups.place_offered", subject="theme", public=True, says=N_("A place was offered after a draw"))
@dataclass(frozen=True, kw_only=True)
class PlaceOffered(_OfOffer):
    """``replaces``: whether it had come free, and went to who was next in line."""

    replaces: bool


@happening("groups.offer_accepted", subject="theme", public=True, says=N_("A place was accepted after a draw"))
@dataclass(frozen=True, kw_only=True)
class OfferAccepted(_OfOffer):
    pass


@happening("groups.offer_declined", subject="theme", public=True, says=N_("A place was declined after a draw"))
@dataclass(frozen=True, kw_only=True)
class OfferDeclined(_OfOffer):
    pass


@happening("groups.offer_expired", subject="theme", public=True, says=N_("A place was not answered for in time"))
@dataclass(frozen=True, kw_only=True)
class OfferExpired(_OfOffer):
    pass


@happening("groups.draw_abandoned", subject="theme", public=True, says=N_("A draw was let go of"))
@dataclass(frozen=True, kw_only=True)
class DrawAbandoned(_OfDraw):
    pass


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


@happening(
    "groups.answers_cleared", subject="theme", public=True, says=N_("Answers of people who signed up were wiped")
)
@dataclass(frozen=True, kw_only=True)
class AnswersCleared(Event):
    registrations: int
    invitations: int


@dataclass(frozen=True, kw_only=True)
class _OfDeputy(_OfSeat):
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
class DeclarationChanged(_OfSeat):
    """``present``: whether there is a text now; never the text."""

    present: bool


@happening("groups.name_choice_changed", subject="theme", says=N_("A member chose whether everybody reads their name"))
@dataclass(frozen=True, kw_only=True)
class NameChoiceChanged(_OfSeat):
    shown: bool
