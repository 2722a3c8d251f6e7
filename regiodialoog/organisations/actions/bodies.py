"""Councils, colleges and meetings, and what they may do."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store
from regiodialoog.core.text import slugify
from regiodialoog.organisations import queries
from regiodialoog.organisations.events import BodyChanged, BodyCreated
from regiodialoog.organisations.models import MUNICIPAL_BODIES, Body, BodyKind, Municipality, Power


def create_body(
    name: str,
    *,
    kind: BodyKind,
    power: Power = Power.UNKNOWN,
    slug: str = "",
    full_name: str = "",
    members: Sequence[str] = (),
    municipality: Municipality | None = None,
) -> Body:
    """Add a body. Raises Conflict (name taken) or Invalid (a meeting cannot decide for a municipality)."""
    _check(kind, power, municipality)
    slug = slug or slugify(name)
    if queries.taken(Body, slug=slug, name=name):
        raise Conflict(_("There is already a meeting or council with this name."))
    body = Body(
        slug=slug,
        name=name,
        full_name=full_name,
        kind=kind,
        power=power,
        members=list(members),
        municipality=municipality,
    )
    store(body)
    emit(BodyCreated(subject_id=body.id))
    return body


def change_body(body: Body, **values: Any) -> None:
    """Change facts; attribute names of Body. Raises Conflict or Invalid."""
    _check(values.get("kind", body.kind), values.get("power", body.power), body.municipality)
    if queries.taken(Body, but=body.id, name=values.get("name", body.name)):
        raise Conflict(_("There is already a meeting or council with this name."))
    if fields := assign(body, **values):
        emit(BodyChanged(subject_id=body.id, fields=fields))


def _check(kind: BodyKind, power: Power, municipality: Municipality | None) -> None:
    if (kind in MUNICIPAL_BODIES) != (municipality is not None):
        raise Invalid(_("A council and a college belong to a municipality; other meetings do not."))
    if power is Power.DECIDES and kind not in MUNICIPAL_BODIES:
        raise Invalid(_("Only a council or a college decides for a municipality."))
