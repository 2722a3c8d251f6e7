"""The management rooms of the region: one list, form and button for each kind of thing in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.organisations import actions, policy, queries
from regiodialoog.organisations.forms import (
    BodyForm,
    InterestForm,
    MunicipalityForm,
    OrganisationForm,
    RegionForm,
    RetireForm,
    RowForm,
    SourceForm,
)
from regiodialoog.organisations.views.blueprint import bp


@dataclass(frozen=True)
class Room:
    """How one kind of thing is managed. ``title`` heads its list, ``new`` the form for one more.

    ``retires``: whether it can be taken off the lists; a source cannot, as facts lean on it.
    """

    title: Any
    new: Any
    form: type[RowForm]
    every: Callable[..., Sequence[Any]]
    one: Callable[[str], Any]
    create: Callable[..., Any]
    change: Callable[..., None]
    retires: bool = True


ROOMS = {
    "gemeenten": Room(
        _l("Municipalities"), _l("Add a municipality"), MunicipalityForm, queries.municipalities, queries.municipality,
        actions.create_municipality, actions.change_municipality,
    ),
    "organisaties": Room(
        _l("Organisations"), _l("Add an organisation"), OrganisationForm, queries.organisations, queries.organisation,
        actions.create_organisation, actions.change_organisation,
    ),
    "overleggen": Room(
        _l("Meetings and councils"), _l("Add a meeting"), BodyForm, queries.bodies, queries.body,
        actions.create_body, actions.change_body,
    ),
    "belangen": Room(
        _l("Interests at the table"), _l("Add an interest"), InterestForm, queries.interests, queries.interest,
        actions.create_interest, actions.change_interest,
    ),
    "bronnen": Room(
        _l("Sources"), _l("Add a source"), SourceForm, lambda **_given: queries.sources(), queries.source,
        actions.register_source, actions.change_source, retires=False,
    ),
}  # fmt: skip
KINDS = f"<any({','.join(ROOMS)}):kind>"
RETIRING = f"<any({','.join(kind for kind, room in ROOMS.items() if room.retires)}):kind>"


@bp.route("/beheer/regio", methods=["GET", "POST"])
def manage_region() -> Response:
    region = queries.region()
    authorize(policy.may_edit_region, region)
    form = RegionForm(obj=region)
    if form.sent():
        actions.change_region(region, **form.values())
        return go_to("organisations.manage_region", notice=_("The texts of the region have been saved."))
    return page("organisations/manage_region.html", form=form, rooms=ROOMS)


@bp.get(f"/beheer/{KINDS}")
def manage_list(kind: str) -> Response:
    authorize(policy.may_edit_region)
    room = ROOMS[kind]
    return page("organisations/manage_list.html", kind=kind, room=room, rows=room.every(include_retired=True))


@bp.route(f"/beheer/{KINDS}/nieuw", methods=["GET", "POST"])
def manage_new(kind: str) -> Response:
    authorize(policy.may_edit_region)
    room = ROOMS[kind]
    form = room.form()
    if form.sent():
        made = room.create(**form.values())
        return go_to("organisations.manage_list", kind=kind, notice=_("%(name)s has been added.", name=made.name))
    return page("organisations/manage_form.html", form=form, kind=kind, room=room, row=None)


@bp.route(f"/beheer/{KINDS}/<slug>", methods=["GET", "POST"])
def manage_edit(kind: str, slug: str) -> Response:
    room = ROOMS[kind]
    row = room.one(slug)
    authorize(policy.may_edit_region, row)
    form = room.form(obj=row)
    if form.sent():
        room.change(row, **form.values())
        return go_to("organisations.manage_list", kind=kind, notice=_("%(name)s has been saved.", name=row.name))
    return page("organisations/manage_form.html", form=form, kind=kind, room=room, row=row)


@bp.route(f"/beheer/{RETIRING}/<slug>/lijst", methods=["GET", "POST"])
def manage_active(kind: str, slug: str) -> Response:
    """Take something off the lists, or put it back: whichever it is not."""
    room = ROOMS[kind]
    row = room.one(slug)
    authorize(policy.may_edit_region, row)
    form = RetireForm(obj=row)
    if form.sent():
        if row.active:
            actions.retire(row)
            notice = _("%(name)s is off the list.", name=row.name)
        else:
            actions.restore(row)
            notice = _("%(name)s is back on the list.", name=row.name)
        return go_to("organisations.manage_list", kind=kind, notice=notice)
    return page("organisations/manage_active.html", form=form, kind=kind, room=room, row=row)
