"""What happens to the region, in the past tense."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@dataclass(frozen=True, kw_only=True)
class _Changed(Event):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]


@happening("organisations.region_set_up", subject="region", public=True, says=N_("The region was set up"))
@dataclass(frozen=True, kw_only=True)
class RegionSetUp(Event):
    pass


@happening(
    "organisations.region_changed", subject="region", public=True, says=N_("The texts of the region were changed")
)
@dataclass(frozen=True, kw_only=True)
class RegionChanged(_Changed):
    pass


@happening("organisations.source_registered", subject="source", public=True, says=N_("A source was added"))
@dataclass(frozen=True, kw_only=True)
class SourceRegistered(Event):
    pass


@happening("organisations.source_changed", subject="source", public=True, says=N_("A source was changed"))
@dataclass(frozen=True, kw_only=True)
class SourceChanged(_Changed):
    pass


@happening(
    "organisations.municipality_created", subject="municipality", public=True, says=N_("A municipality was added")
)
@dataclass(frozen=True, kw_only=True)
class MunicipalityCreated(Event):
    pass


@happening(
    "organisations.municipality_changed", subject="municipality", public=True, says=N_("A municipality was changed")
)
@dataclass(frozen=True, kw_only=True)
class MunicipalityChanged(_Changed):
    pass


@happening(
    "organisations.municipality_retired", subject="municipality", public=True, says=N_("A municipality left the region")
)
@dataclass(frozen=True, kw_only=True)
class MunicipalityRetired(Event):
    pass


@happening(
    "organisations.municipality_restored",
    subject="municipality",
    public=True,
    says=N_("A municipality is back in the region"),
)
@dataclass(frozen=True, kw_only=True)
class MunicipalityRestored(Event):
    pass


@happening(
    "organisations.organisation_created", subject="organisation", public=True, says=N_("An organisation was added")
)
@dataclass(frozen=True, kw_only=True)
class OrganisationCreated(Event):
    pass


@happening(
    "organisations.organisation_changed", subject="organisation", public=True, says=N_("An organisation was changed")
)
@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(_Changed):
    pass


@happening(
    "organisations.organisation_retired",
    subject="organisation",
    public=True,
    says=N_("An organisation was taken off the list"),
)
@dataclass(frozen=True, kw_only=True)
class OrganisationRetired(Event):
    pass


@happening(
    "organisations.organisation_restored",
    subject="organisation",
    public=True,
    says=N_("An organisation was put back on the list"),
)
@dataclass(frozen=True, kw_only=True)
class OrganisationRestored(Event):
    pass


@happening("organisations.body_created", subject="body", public=True, says=N_("A meeting or council was added"))
@dataclass(frozen=True, kw_only=True)
class BodyCreated(Event):
    pass


@happening("organisations.body_changed", subject="body", public=True, says=N_("A meeting or council was changed"))
@dataclass(frozen=True, kw_only=True)
class BodyChanged(_Changed):
    pass


@happening(
    "organisations.body_retired", subject="body", public=True, says=N_("A meeting or council was taken off the list")
)
@dataclass(frozen=True, kw_only=True)
class BodyRetired(Event):
    pass


@happening(
    "organisations.body_restored", subject="body", public=True, says=N_("A meeting or council was put back on the list")
)
@dataclass(frozen=True, kw_only=True)
class BodyRestored(Event):
    pass


@happening(
    "organisations.interest_created", subject="interest", public=True, says=N_("An interest at the table was added")
)
@dataclass(frozen=True, kw_only=True)
class InterestCreated(Event):
    pass


@happening(
    "organisations.interest_changed", subject="interest", public=True, says=N_("An interest at the table was changed")
)
@dataclass(frozen=True, kw_only=True)
class InterestChanged(_Changed):
    pass


@happening(
    "organisations.interest_retired",
    subject="interest",
    public=True,
    says=N_("An interest at the table was taken off the list"),
)
@dataclass(frozen=True, kw_only=True)
class InterestRetired(Event):
    pass


@happening(
    "organisations.interest_restored",
    subject="interest",
    public=True,
    says=N_("An interest at the table was put back on the list"),
)
@dataclass(frozen=True, kw_only=True)
class InterestRestored(Event):
    pass
