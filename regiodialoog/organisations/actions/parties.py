"""Organisations and interests: the parties around the table."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store
from regiodialoog.core.text import fold, slugify
from regiodialoog.organisations import queries
from regiodialoog.organisations.events import InterestChanged, InterestCreated, OrganisationChanged, OrganisationCreated
from regiodialoog.organisations.models import Interest, Organisation, OrganisationKind, Source


def create_organisation(
    name: str,
    *,
    kind: OrganisationKind,
    slug: str = "",
    abbreviation: str = "",
    place: str = "",
    other_spellings: Sequence[str] = (),
    notes: Sequence[str] = (),
    sources: Sequence[Source] = (),
) -> Organisation:
    """Add an organisation. Raises Conflict when the name is taken."""
    slug = slug or slugify(name)
    if queries.taken(Organisation, slug=slug, name=name):
        raise Conflict(_("There is already an organisation with this name."))
    made = Organisation(
        slug=slug, name=name, kind=kind, abbreviation=abbreviation, place=place,
        other_spellings=list(other_spellings), notes=list(notes), sources=list(sources),
    )  # fmt: skip
    made.search_text = _searchable(made)
    store(made)
    emit(OrganisationCreated(subject_id=made.id))
    return made


def change_organisation(organisation: Organisation, **values: Any) -> None:
    """Change facts; attribute names of Organisation. Its address stays. Raises Conflict."""
    if queries.taken(Organisation, but=organisation.id, name=values.get("name", organisation.name)):
        raise Conflict(_("There is already an organisation with this name."))
    if fields := assign(organisation, **values):
        organisation.search_text = _searchable(organisation)
        emit(OrganisationChanged(subject_id=organisation.id, fields=fields))


def create_interest(name: str, *, slug: str = "", description: str = "", position: int | None = None) -> Interest:
    """Add an interest, at the end unless ``position`` says otherwise. Raises Conflict when the name is taken."""
    slug = slug or slugify(name)
    if queries.taken(Interest, slug=slug, name=name):
        raise Conflict(_("There is already an interest with this name."))
    if position is None:
        position = max((each.position for each in queries.interests(include_retired=True)), default=0) + 1
    interest = Interest(slug=slug, name=name, description=description, position=position)
    store(interest)
    emit(InterestCreated(subject_id=interest.id))
    return interest


def change_interest(interest: Interest, **values: Any) -> None:
    """Change name, description or position. Raises Conflict when the name is taken."""
    if queries.taken(Interest, but=interest.id, name=values.get("name", interest.name)):
        raise Conflict(_("There is already an interest with this name."))
    if fields := assign(interest, **values):
        emit(InterestChanged(subject_id=interest.id, fields=fields))


def _searchable(organisation: Organisation) -> str:
    return fold(" ".join([organisation.name, organisation.abbreviation, *organisation.other_spellings]))
