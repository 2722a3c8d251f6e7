"""What happens to who signs up or is invited."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@dataclass(frozen=True, kw_only=True)
class _OfRegistration(Event):
    registration_id: int


@dataclass(frozen=True, kw_only=True)
class _OfInvitation(Event):
    invitation_id: int


@happening("groups.registered", subject="theme", says=N_("Somebody signed up for a group"))
@dataclass(frozen=True, kw_only=True)
class Registered(_OfRegistration):
    pass


@happening("groups.registration_changed", subject="theme", says=N_("Somebody who signed up changed what they told"))
@dataclass(frozen=True, kw_only=True)
class RegistrationChanged(_OfRegistration):
    """``fields``: the names of what changed, never the answers."""

    fields: tuple[str, ...]


@happening("groups.consent_given", subject="theme", says=N_("Somebody agreed to the text about their answers"))
@dataclass(frozen=True, kw_only=True)
class ConsentGiven(_OfRegistration):
    text_id: int


@happening("groups.registration_withdrawn", subject="theme", says=N_("Somebody withdrew from signing up for a group"))
@dataclass(frozen=True, kw_only=True)
class RegistrationWithdrawn(_OfRegistration):
    pass


@happening("groups.registration_corrected", subject="theme", says=N_("Staff corrected a registration, with a reason"))
@dataclass(frozen=True, kw_only=True)
class RegistrationCorrected(_OfRegistration):
    """``fields``: the names of what was corrected, never the answers; the reason stands with the correction."""

    correction_id: int
    fields: tuple[str, ...]


@happening("groups.conditions_told", subject="theme", says=N_("It was written down who meets the conditions to join"))
@dataclass(frozen=True, kw_only=True)
class ConditionsTold(_OfRegistration):
    """``fields``: which conditions, never whether they are met."""

    fields: tuple[str, ...]


@happening(
    "groups.eligibility_told",
    subject="theme",
    says=N_("It was written down who meets the conditions of those who were invited"),
)
@dataclass(frozen=True, kw_only=True)
class EligibilityTold(Event):
    """``fields``: which conditions, never whether they are met."""

    eligibility_id: int
    fields: tuple[str, ...]


@happening("groups.turned_away", subject="theme", says=N_("Somebody could not join because of a condition"))
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


@happening("groups.invitation_reminded", subject="theme", says=N_("Who was invited into a group got a reminder"))
@dataclass(frozen=True, kw_only=True)
class InvitationReminded(_OfInvitation):
    pass


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


@happening(
    "groups.answers_cleared", subject="theme", public=True, says=N_("Answers of people who signed up were wiped")
)
@dataclass(frozen=True, kw_only=True)
class AnswersCleared(Event):
    registrations: int
    invitations: int
