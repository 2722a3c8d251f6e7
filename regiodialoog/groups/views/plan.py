"""The seat plan in one go: numbers for each interest, how they fall over the municipalities, and only then saved."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.checklist import onward
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, labels, queries
from regiodialoog.groups.evenings import evenings
from regiodialoog.groups.forms import plan_form
from regiodialoog.groups.forms.plan import ANYWHERE, PlanForm
from regiodialoog.groups.models import Group
from regiodialoog.groups.residents import of_residents, said_of
from regiodialoog.groups.setups import all_setups
from regiodialoog.groups.spreading import told
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import composed
from regiodialoog.organisations import queries as region
from regiodialoog.organisations.models import Municipality


@bp.route("/beheer/groepen/<slug>/plan", methods=["GET", "POST"])
def edit_plan(slug: str) -> Response:
    """``opzet``: the key of a setup to begin with."""
    theme, group = composed(slug)
    setups, interests = all_setups(), region.interests()
    setup = setups.get(request.args.get("opzet", ""))
    people = region.inhabitants()
    form = plan_form(
        interests=[(each.id, each.name) for each in interests],
        municipalities=_places(theme),
        ticked=[row.municipality for row in theme.municipalities],
        size=group.size,
        there=len(queries.seats(group.id)),
        inhabitants={key: row.number for key, row in people.items()},
        start=setup.plan(interests) if setup else None,
    )
    shown: dict[str, Any] = {"setup": setup, "setups": setups.values(), "sources": _sources(form, people)}
    if form.is_submitted() and form.only_looks:
        valid = form.validate()
        if form.back.data:
            form.take_counts()
        elif valid:
            return _table(form, theme, group, **shown)
        if form.has_table and not form.back.data:
            return _table(form, theme, group, **shown)
    elif form.sent():
        seats = _lay(form, group)
        ready = ngettext("%(num)s place is ready.", "%(num)s places are ready.", len(seats))
        return go_to("groups.manage", slug=slug, notice=_made(theme, ready), onward=onward(theme))
    elif form.has_table:
        return _table(form, theme, group, **shown)
    return page("groups/plan.html", form=form, theme=theme, labels=labels, **_about(theme, group), **shown)


def _table(form: PlanForm, theme: Theme, group: Group, **shown: Any) -> Response:
    """The second step: how the places fall, to change by hand."""
    said: list[str] = []
    if form.look.data and not form.has_table:
        said = told(form.share_out(), [form.places[key] for key in form.columns()[:-1]])
    else:
        form.take_counts()
    empty = [
        name
        for key, name in form.places.items()
        if key in form.columns() and not any(place == key for _interest, place, _count, _way in form.table())
    ]
    return page(
        "groups/plan_table.html",
        form=form,
        theme=theme,
        labels=labels,
        said=said,
        empty=empty,
        missed=_missed(form, theme),
        **_about(theme, group),
        **shown,
    )


def _missed(form: PlanForm, theme: Theme) -> str:
    """From where residents find no place in the plan as it stands in the table."""
    own = of_residents(region.interests())
    there = {None if place == ANYWHERE else place for key, place, count, _way in form.table()
             if own is not None and key == own.id and count}  # fmt: skip
    return said_of(dict(_places(theme)), there)


def _lay(form: PlanForm, group: Group) -> list[Any]:
    interests = {each.id: each for each in region.interests()}
    if not form.has_table:
        shares = [(interests[key], count, way) for key, count, way in form.shares()]
        return actions.make_plan(group, shares, region.by_ids(Municipality, form.municipalities.data or ()))
    places = {each.id: each for each in region.by_ids(Municipality, form.municipalities.data or ())}
    return actions.lay_plan(
        group, [actions.Lot(interests[key], places.get(place), count, way) for key, place, count, way in form.table()]
    )


def _about(theme: Theme, group: Group) -> dict[str, Any]:
    opens = dialogues.recruitment_is_open(theme) and not group.sign_up_waits and not queries.is_open(theme)
    return {"opens": opens, "days": evenings(theme), "group": group, "made": group, "anywhere": ANYWHERE}


def _sources(form: PlanForm, people: dict[int, Any]) -> list[Any]:
    """Where the numbers of inhabitants come from, each source and day once."""
    rows = [people[key] for key in form.places if key in people]
    return list({(row.source_id, row.counted_on): row for row in rows}.values())


def _made(theme: Theme, notice: str) -> str:
    """With the plan signing up may have begun: nobody should find that out from a neighbour."""
    begins = _("From now on everybody can sign up.")
    return f"{notice} {begins}" if queries.is_open(theme) else notice


def _places(theme: Theme) -> list[tuple[int, str]]:
    places = sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)
    return [(each.id, each.name) for each in places]
