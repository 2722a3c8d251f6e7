"""What happens to seats offered to organisations: with numbers, never a name, an address, a mandate or a reason."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@dataclass(frozen=True, kw_only=True)
class _OfOrganisation(Event):
    organisation_invitation_id: int


@happening("groups.organisation_invited", subject="theme", says=N_("An organisation was invited into a group"))
@dataclass(frozen=True, kw_only=True)
class OrganisationInvited(_OfOrganisation):
    seat_id: int


@happening("groups.organisation_letter_made", subject="theme", says=N_("A letter to an organisation was made"))
@dataclass(frozen=True, kw_only=True)
class OrganisationLetterMade(_OfOrganisation):
    pass


@happening("groups.organisation_opened", subject="theme", says=N_("An organisation opened its invitation"))
@dataclass(frozen=True, kw_only=True)
class OrganisationOpened(_OfOrganisation):
    pass


@happening("groups.organisation_reminded", subject="theme", says=N_("An organisation got a reminder"))
@dataclass(frozen=True, kw_only=True)
class OrganisationReminded(_OfOrganisation):
    pass


@happening("groups.representative_named", subject="theme", says=N_("An organisation named its representative"))
@dataclass(frozen=True, kw_only=True)
class RepresentativeNamed(_OfOrganisation):
    """``with_deputy``: they named a deputy as well."""

    invitation_id: int
    with_deputy: bool


@happening("groups.organisation_declined", subject="theme", says=N_("An organisation does not join a group"))
@dataclass(frozen=True, kw_only=True)
class OrganisationDeclined(_OfOrganisation):
    pass


@happening("groups.organisation_expired", subject="theme", says=N_("An organisation did not answer in time"))
@dataclass(frozen=True, kw_only=True)
class OrganisationExpired(_OfOrganisation):
    pass


@happening(
    "groups.organisation_withdrawn", subject="theme", says=N_("The invitation of an organisation was taken back")
)
@dataclass(frozen=True, kw_only=True)
class OrganisationWithdrawn(_OfOrganisation):
    pass


@happening(
    "groups.organisations_forgotten",
    subject="theme",
    says=N_("What organisations wrote with their invitation was wiped"),
)
@dataclass(frozen=True, kw_only=True)
class OrganisationsForgotten(Event):
    """``organisations``: of how many."""

    organisations: int
