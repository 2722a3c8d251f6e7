"""Municipalities come with their council and college: those exist by law."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store
from regiodialoog.core.text import slugify
from regiodialoog.organisations import queries
from regiodialoog.organisations.actions.bodies import create_body
from regiodialoog.organisations.events import MunicipalityChanged, MunicipalityCreated
from regiodialoog.organisations.models import BodyKind, Municipality, Organisation, OrganisationKind, Power


def create_municipality(
    name: str,
    *,
    cbs_code: str,
    province: Organisation,
    slug: str = "",
    notes: Sequence[str] = (),
    other_regions: Sequence[Organisation] = (),
    outline: str = "",
    label_x: int | None = None,
    label_y: int | None = None,
) -> Municipality:
    """Add a municipality with its council and college. Raises Conflict (name or code taken) or Invalid."""
    slug = slug or slugify(name)
    _check(cbs_code, province)
    if queries.taken(Municipality, slug=slug, name=name):
        raise Conflict(_("There is already a municipality with this name."))
    made = Municipality(
        slug=slug, name=name, cbs_code=cbs_code, province=province, notes=list(notes), outline=outline,
        label_x=label_x, label_y=label_y, other_regions=list(other_regions),
    )  # fmt: skip
    store(made)
    emit(MunicipalityCreated(subject_id=made.id))
    for kind, words in (
        (BodyKind.COUNCIL, "Gemeenteraad"),
        (BodyKind.COLLEGE, "College van burgemeester en wethouders"),
    ):
        prefix = "raad" if kind is BodyKind.COUNCIL else "college"
        create_body(f"{words} van {name}", slug=f"{prefix}-{slug}", kind=kind, power=Power.DECIDES, municipality=made)
    return made


def change_municipality(municipality: Municipality, **values: Any) -> None:
    """Change facts; attribute names of Municipality. Its address stays. Raises Conflict or Invalid."""
    code = values.get("cbs_code", municipality.cbs_code)
    _check(code, values.get("province", municipality.province), but=municipality.id)
    if queries.taken(Municipality, but=municipality.id, name=values.get("name", municipality.name)):
        raise Conflict(_("There is already a municipality with this name."))
    if fields := assign(municipality, **values):
        emit(MunicipalityChanged(subject_id=municipality.id, fields=fields))


def _check(cbs_code: str, province: Organisation, *, but: int | None = None) -> None:
    if not re.fullmatch(r"\d{4}", cbs_code, re.ASCII):
        raise Invalid(_("A CBS code has four digits, such as 0307."))
    if province.kind is not OrganisationKind.PROVINCE:
        raise Invalid(_("Choose a province."))
    if queries.code_taken(cbs_code, but=but):
        raise Conflict(_("Another municipality has this CBS code."))
