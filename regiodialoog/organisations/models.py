"""The tables of the region: one region, its municipalities, and the parties and bodies around them."""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.db import Model, SortKey, Versioned, enum_type, fuzzy_date
from regiodialoog.core.text import sort_key

TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/"


class OrganisationKind(enum.StrEnum):
    """What sort of party it is. A collection is a name for several at once ("woningcorporaties")."""

    COLLECTION = "collection"
    PROVINCE = "province"
    MUNICIPALITY = "municipality"
    STATE = "state"
    EXECUTIVE_AGENCY = "executive_agency"
    OTHER_GOVERNMENT = "other_government"
    WATER_AUTHORITY = "water_authority"
    EUROPE = "europe"
    PARTNERSHIP = "partnership"
    PARTNERSHIP_PROGRAMME = "partnership_programme"
    DEVELOPMENT_COMPANY = "development_company"
    NETWORK = "network"
    BUSINESS_ASSOCIATION = "business_association"
    COMPANY = "company"
    TRADE_ASSOCIATION = "trade_association"
    CIVIL_SOCIETY = "civil_society"
    KNOWLEDGE_INSTITUTE = "knowledge_institute"
    CAMPUS = "campus"
    RESIDENTS_GROUP = "residents_group"


class BodyKind(enum.StrEnum):
    """What sort of body it is; UNKNOWN when no source says."""

    COUNCIL = "council"
    COLLEGE = "college"
    POLITICAL_MEETING = "political_meeting"
    POLITICAL_MEETING_WITH_STATE = "political_meeting_with_state"
    OFFICIAL_MEETING = "official_meeting"
    MIXED_MEETING = "mixed_meeting"
    UNKNOWN = "unknown"


MUNICIPAL_BODIES = frozenset({BodyKind.COUNCIL, BodyKind.COLLEGE})


class Power(enum.StrEnum):
    """What a body may do. Only a council or a college decides for a municipality; a BO never does."""

    DECIDES = "decides"
    COORDINATES = "coordinates"
    ADVISES = "advises"
    INFORMS = "informs"
    UNKNOWN = "unknown"


class Named(Model):
    """A row with a name, an address (slug) and a sort key that follows the name."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str] = mapped_column(SortKey, index=True)

    @validates("name")
    def _keep_sort_key(self, _attribute: str, name: str) -> str:
        self.sort_key = sort_key(name)
        return name


class Source(Versioned, Named):
    """A document that facts were taken from. ``name`` is its title."""

    __tablename__ = "sources"
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    publisher: Mapped[str] = mapped_column(String(200), default="")
    date: Mapped[FuzzyDate] = fuzzy_date("date")
    file: Mapped[str] = mapped_column(String(200), default="")


municipality_regions = Table(
    "municipality_regions",
    Model.metadata,
    Column("municipality_id", ForeignKey("municipalities.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), primary_key=True, index=True),
)
organisation_sources = Table(
    "organisation_sources",
    Model.metadata,
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    Column("source_id", ForeignKey("sources.id"), primary_key=True, index=True),
)


class Region(Versioned, Named):
    """The region of this installation and its bureau. There is exactly one row."""

    __tablename__ = "regions"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
    description: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(Text, default="")
    character: Mapped[str] = mapped_column(String(200), default="")
    governance: Mapped[str] = mapped_column(Text, default="")
    budget: Mapped[str] = mapped_column(Text, default="")
    bureau_slug: Mapped[str] = mapped_column(String(100), default="")
    bureau_name: Mapped[str] = mapped_column(String(200), default="")
    bureau_phone: Mapped[str] = mapped_column(String(40), default="")
    bureau_email: Mapped[str] = mapped_column(String(254), default="")
    bureau_hours: Mapped[str] = mapped_column(String(200), default="")
    bureau_tasks: Mapped[list[str]] = mapped_column(default=list)
    bureau_source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"), index=True)
    map_view_box: Mapped[str] = mapped_column(String(40), default="")
    map_credit: Mapped[str] = mapped_column(String(200), default="")
    bureau_source: Mapped[Source | None] = relationship()


class Organisation(Versioned, Named):
    """A party in or around the region. Its representatives are people, and live with the accounts."""

    __tablename__ = "organisations"
    kind: Mapped[OrganisationKind] = mapped_column(enum_type(OrganisationKind), index=True)
    abbreviation: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    other_spellings: Mapped[list[str]] = mapped_column(default=list)
    notes: Mapped[list[str]] = mapped_column(default=list)
    search_text: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)
    sources: Mapped[list[Source]] = relationship(secondary=organisation_sources, order_by=Source.slug)


class Municipality(Versioned, Named):
    """A municipality of the region, known by its CBS code. The outline is an SVG path in the region's view box."""

    __tablename__ = "municipalities"
    __table_args__ = (CheckConstraint("length(cbs_code) = 4", name="cbs_code_has_four_digits"),)
    cbs_code: Mapped[str] = mapped_column(String(4), unique=True)
    province_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    notes: Mapped[list[str]] = mapped_column(default=list)
    outline: Mapped[str] = mapped_column(Text, default="")
    label_x: Mapped[int | None]
    label_y: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)
    province: Mapped[Organisation] = relationship()
    other_regions: Mapped[list[Organisation]] = relationship(
        secondary=municipality_regions, order_by=Organisation.sort_key
    )

    @property
    def gm_code(self) -> str:
        """The CBS code as the product writes it: ``gm0307``."""
        return f"gm{self.cbs_code}"

    @property
    def tooi_uri(self) -> str:
        """The address by which the Dutch government's own register knows this municipality."""
        return TOOI + self.gm_code


class Inhabitants(Model):
    """How many people live in a municipality, when they were counted, and which document says so."""

    __tablename__ = "inhabitants"
    __table_args__ = (CheckConstraint("number > 0", name="somebody_lives_there"),)
    municipality_id: Mapped[int] = mapped_column(
        ForeignKey("municipalities.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int]
    counted_on: Mapped[date]
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id"), index=True)
    source: Mapped[Source] = relationship()


class Interest(Versioned, Named):
    """What a place at the table stands for."""

    __tablename__ = "interests"
    position: Mapped[int]
    description: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)


class Body(Versioned, Named):
    """A council, a college or a meeting, and what it may do. Councils and colleges belong to a municipality."""

    __tablename__ = "bodies"
    __table_args__ = (
        CheckConstraint("(kind IN ('council', 'college')) = (municipality_id IS NOT NULL)", name="municipal_bodies"),
        CheckConstraint("power <> 'decides' OR kind IN ('council', 'college')", name="only_municipal_bodies_decide"),
        Index("uq_bodies_municipality_id_kind", "municipality_id", "kind", unique=True),
    )
    full_name: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[BodyKind] = mapped_column(enum_type(BodyKind))
    power: Mapped[Power] = mapped_column(enum_type(Power), default=Power.UNKNOWN)
    members: Mapped[list[str]] = mapped_column(default=list)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipalities.id"))
    active: Mapped[bool] = mapped_column(default=True)
    municipality: Mapped[Municipality | None] = relationship()
