"""Reading the region. Lists come in people's order (stored sort keys); a slug that is not there raises NotFound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.text import fold, sort_key
from regiodialoog.organisations.models import (
    Body,
    Inhabitants,
    Interest,
    Municipality,
    Named,
    Organisation,
    OrganisationKind,
    Region,
    Source,
)

N = TypeVar("N", bound=Named)
_REGION: Any = Region.__table__.c
_CONTACT = select(_REGION.name, _REGION.bureau_phone, _REGION.bureau_email, _REGION.bureau_hours)


@dataclass(frozen=True)
class Found:
    """One hit of a search: ``kind`` is the table's singular."""

    kind: str
    slug: str
    title: str
    text: str = ""


def region() -> Region:
    """The one region. Raises NotFound before it was set up."""
    found = find_region()
    if found is None:
        raise NotFound
    return found


def find_region() -> Region | None:
    return db.session.scalar(select(Region))


def contact() -> tuple[str, str, str, str]:
    """Name of the region, and the bureau's phone, e-mail and opening hours: for the frame of every page. One query."""
    row = db.session.execute(_CONTACT).one_or_none()
    return (row[0], row[1], row[2], row[3]) if row else ("", "", "", "")


def municipalities(*, include_retired: bool = False) -> Sequence[Municipality]:
    """With province and other regions: three queries, however many there are."""
    query = (
        select(Municipality)
        .options(selectinload(Municipality.province), selectinload(Municipality.other_regions))
        .order_by(Municipality.sort_key, Municipality.id)
    )
    if not include_retired:
        query = query.where(Municipality.active)
    return db.session.scalars(query).all()


def municipality_names() -> Sequence[tuple[int, str, str]]:
    """(id, slug, name) of every active municipality: for choices, tables and counts. One query."""
    query = select(Municipality.id, Municipality.slug, Municipality.name).where(Municipality.active)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query.order_by(Municipality.sort_key))]


def municipality(slug: str) -> Municipality:
    return _by_slug(Municipality, slug)


def inhabitants() -> dict[int, Inhabitants]:
    """By municipality, with the source; without those of which nobody wrote it down. One query."""
    query = select(Inhabitants).options(joinedload(Inhabitants.source))
    return {row.municipality_id: row for row in db.session.scalars(query)}


def provinces() -> Sequence[Organisation]:
    query = select(Organisation).where(Organisation.kind == OrganisationKind.PROVINCE).order_by(Organisation.sort_key)
    return db.session.scalars(query).all()


def organisations(
    text: str = "", kind: OrganisationKind | None = None, *, include_retired: bool = False
) -> Sequence[Organisation]:
    """Those whose name, abbreviation or other spelling holds ``text`` (case and accents aside). One query."""
    query = select(Organisation).order_by(Organisation.sort_key, Organisation.id)
    if not include_retired:
        query = query.where(Organisation.active)
    if kind is not None:
        query = query.where(Organisation.kind == kind)
    if fold(text):
        query = query.where(Organisation.search_text.contains(fold(text), autoescape=True))
    return db.session.scalars(query).all()


def organisation(slug: str) -> Organisation:
    """With the sources that mention it."""
    return _by_slug(Organisation, slug, selectinload(Organisation.sources))


def organisation_names() -> Sequence[tuple[int, str, str]]:
    """(id, slug, name) of every active organisation, for choices. One query."""
    query = select(Organisation.id, Organisation.slug, Organisation.name).where(Organisation.active)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query.order_by(Organisation.sort_key))]


def municipalities_in(organisation_id: int) -> Sequence[Municipality]:
    """Municipalities that lie in this province or also work in this region."""
    either = or_(
        Municipality.province_id == organisation_id,
        Municipality.other_regions.any(Organisation.id == organisation_id),
    )
    query = select(Municipality).where(either, Municipality.active).order_by(Municipality.sort_key)
    return db.session.scalars(query).all()


def bodies(*, include_retired: bool = False) -> Sequence[Body]:
    """Every council, college and meeting, with its municipality if it has one. Two queries."""
    query = select(Body).options(selectinload(Body.municipality)).order_by(Body.sort_key, Body.id)
    if not include_retired:
        query = query.where(Body.active)
    return db.session.scalars(query).all()


def bodies_of(municipality_id: int) -> Sequence[Body]:
    """The council and the college of a municipality."""
    query = select(Body).where(Body.municipality_id == municipality_id, Body.active).order_by(Body.kind.desc())
    return db.session.scalars(query).all()


def body(slug: str) -> Body:
    return _by_slug(Body, slug)


def interests(*, include_retired: bool = False) -> Sequence[Interest]:
    query = select(Interest).order_by(Interest.position, Interest.id)
    return db.session.scalars(query if include_retired else query.where(Interest.active)).all()


def interest(slug: str) -> Interest:
    return _by_slug(Interest, slug)


def sources() -> Sequence[Source]:
    return db.session.scalars(select(Source).order_by(Source.slug)).all()


def source(slug: str) -> Source:
    return _by_slug(Source, slug)


def by_ids(kind: type[N], ids: Iterable[int]) -> Sequence[N]:
    """Rows of one table by id, in people's order; ids that are not there are left out. One query."""
    return db.session.scalars(select(kind).where(kind.id.in_(list(ids))).order_by(kind.sort_key)).all()


def by_slugs(kind: type[N], slugs: Iterable[str]) -> list[N]:
    """Rows of one table in the order of ``slugs``. Raises NotFound, naming the first slug that is not there."""
    wanted = list(slugs)
    found = {row.slug: row for row in db.session.scalars(select(kind).where(kind.slug.in_(wanted)))}
    for slug in wanted:
        if slug not in found:
            raise NotFound(slug)
    return [found[slug] for slug in wanted]


def taken(kind: type[Named], *, but: int | None = None, slug: str = "", name: str = "") -> bool:
    """Whether another row of this table already has the slug, or the name (case and accents aside)."""
    same: list[ColumnElement[bool]] = []
    if slug:
        same.append(kind.slug == slug)
    if name:
        same.append(kind.sort_key == sort_key(name))
    other = and_(or_(*same), kind.id != but) if but is not None else or_(*same)
    return db.session.scalar(select(kind.id).where(other).limit(1)) is not None


def code_taken(cbs_code: str, *, but: int | None = None) -> bool:
    query = select(Municipality.id).where(Municipality.cbs_code == cbs_code)
    found = db.session.scalar(query)
    return found is not None and found != but


def search(text: str, *, limit: int = 20) -> list[Found]:
    """Municipalities, bodies and organisations whose name holds ``text``. Three queries."""
    wanted = sort_key(text)
    if not wanted:
        return []
    found: list[Found] = []
    for kind, table in (("municipality", Municipality), ("body", Body)):
        query = select(table.slug, table.name).where(
            table.sort_key.contains(wanted, autoescape=True), table.active.is_(True)
        )
        rows = db.session.execute(query.order_by(table.sort_key).limit(limit))
        found += [Found(kind, row[0], row[1]) for row in rows]
    found += [Found("organisation", row.slug, row.name, row.abbreviation) for row in organisations(text)[:limit]]
    return found


def _by_slug(kind: type[N], slug: str, *options: ExecutableOption) -> N:
    found = db.session.scalar(select(kind).where(kind.slug == slug).options(*options))
    if found is None:
        raise NotFound
    return found
