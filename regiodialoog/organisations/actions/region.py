"""The region itself, and the sources that facts come from."""

from typing import Any

from flask_babel import gettext as _

from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.core.text import slugify
from regiodialoog.organisations import queries
from regiodialoog.organisations.events import RegionChanged, RegionSetUp, SourceChanged, SourceRegistered
from regiodialoog.organisations.models import Region, Source


def set_up_region(name: str, *, slug: str = "", **texts: Any) -> Region:
    """Make the one region of this installation. Raises Conflict when there is one."""
    if queries.find_region() is not None:
        raise Conflict
    region = Region(id=1, slug=slug or slugify(name), name=name, **texts)
    store(region)
    emit(RegionSetUp(subject_id=region.id))
    return region


def change_region(region: Region, **values: Any) -> None:
    """Change texts and contact details; attribute names of Region."""
    if fields := assign(region, **values):
        emit(RegionChanged(subject_id=region.id, fields=fields))


def register_source(name: str, *, slug: str = "", publisher: str = "", date: str = "", file: str = "") -> Source:
    """Add a document that facts were taken from; ``date`` as printed ("2020-03"). Raises Conflict (title taken)."""
    if queries.taken(Source, name=name):
        raise Conflict(_("There is already a source with this title."))
    slug = slug or free_slug(Source, name)
    source = Source(slug=slug, name=name, publisher=publisher, date=parse_fuzzy(date), file=file)
    store(source)
    emit(SourceRegistered(subject_id=source.id))
    return source


def change_source(source: Source, *, date: str | None = None, **values: Any) -> None:
    """Change title, publisher, date (as printed) or file. Its address stays. Raises Conflict (title taken)."""
    if queries.taken(Source, but=source.id, name=values.get("name", source.name)):
        raise Conflict(_("There is already a source with this title."))
    if date is not None:
        values["date"] = parse_fuzzy(date)
    if fields := assign(source, **values):
        emit(SourceChanged(subject_id=source.id, fields=fields))
