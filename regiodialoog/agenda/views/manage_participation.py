"""The management rooms of participation: who takes part in a part or theme, and why or why not."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from regiodialoog.agenda import actions, policy, queries
from regiodialoog.agenda.forms import EndParticipationForm, ParticipationForm
from regiodialoog.agenda.models import AgendaPart, AgendaTheme, Participation
from regiodialoog.agenda.views.blueprint import bp
from regiodialoog.core.i18n import phrase
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page

TOPIC = "<any(onderdelen,themas):kind>/<slug>"


def _topic(kind: str, slug: str) -> AgendaPart | AgendaTheme:
    return queries.part(slug) if kind == "onderdelen" else queries.theme(slug)


@bp.get(f"/beheer/agenda/deelname/{TOPIC}")
def participations(kind: str, slug: str) -> Response:
    topic = _topic(kind, slug)
    authorize(policy.may_edit_participation, topic)
    if isinstance(topic, AgendaTheme):
        stances = queries.stances(topic.part.agenda_id).of_theme(topic.id, topic.part_id)
        rows = queries.participations_of(theme_id=topic.id)
    else:
        stances = queries.stances(topic.agenda_id).of_part(topic.id)
        rows = queries.participations_of(part_id=topic.id)
    past = [row for row in rows if row.ends_on is not None]
    return page("agenda/participations.html", topic=topic, kind=kind, stances=stances, past=past)


@bp.route(f"/beheer/agenda/deelname/{TOPIC}/nieuw", methods=["GET", "POST"])
def new_participation(kind: str, slug: str) -> Response:
    topic = _topic(kind, slug)
    authorize(policy.may_edit_participation, topic)
    form = ParticipationForm()
    if form.sent():
        given = form.values()
        actions.start_participation(given.pop("municipality"), topic, **given)
        return go_to(
            "agenda.participations", kind=kind, slug=slug, notice=_("What the municipality does has been saved.")
        )
    title = phrase(_("Write down who takes part in %(name)s"), name=topic.title)
    return page("agenda/manage_form.html", form=form, title=title, key=f"{slug}-participation")


@bp.route("/beheer/agenda/deelname/<int(max=2147483647):key>", methods=["GET", "POST"])
def edit_participation(key: int) -> Response:
    row = queries.participation(key)
    authorize(policy.may_edit_participation, row)
    form = ParticipationForm(obj=row)
    if form.sent():
        given = form.values()
        del given["municipality"]
        actions.change_participation(row, **given)
        notice = _("What the municipality does has been saved.")
        return go_to("agenda.participations", **_place(row), notice=notice)
    title = phrase(_("%(municipality)s in %(topic)s"), municipality=row.municipality.name, topic=row.topic.title)
    return page("agenda/manage_form.html", form=form, title=title, key=f"participation-{row.id}")


@bp.route("/beheer/agenda/deelname/<int(max=2147483647):key>/beeindigen", methods=["GET", "POST"])
def end_participation(key: int) -> Response:
    row = queries.participation(key)
    authorize(policy.may_edit_participation, row)
    form = EndParticipationForm(obj=row)
    if form.sent():
        actions.end_participation(row, **form.values())
        return go_to("agenda.participations", **_place(row), notice=_("The end has been written down."))
    name = phrase(_("%(municipality)s in %(topic)s"), municipality=row.municipality.name, topic=row.topic.title)
    return page("agenda/manage_end.html", form=form, title=_("Write down the end"), name=name, row=row)


def _place(row: Participation) -> dict[str, Any]:
    return {"kind": "themas" if row.theme_id is not None else "onderdelen", "slug": row.topic.slug}
