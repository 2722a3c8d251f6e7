"""The management rooms of the lines around the topics: challenges, developments, figures and milestones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.agenda import actions, policy, queries
from regiodialoog.agenda.forms import ChallengeForm, DevelopmentForm, FigureForm, MilestoneForm
from regiodialoog.agenda.models import Agenda, AgendaAction, AgendaTheme
from regiodialoog.agenda.views.blueprint import bp
from regiodialoog.agenda.views.reading import action_url
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_back, page
from regiodialoog.organisations.forms import RowForm


@dataclass(frozen=True)
class Lines:
    """How one kind of line is kept. ``place`` says of a row where it belongs: it is shown there."""

    new: Any
    edit: Any
    form: type[RowForm]
    one: Callable[[int], Any]
    place: Callable[[Any], Agenda | AgendaTheme | AgendaAction]
    add: Callable[..., Any]
    change: Callable[..., None]


LINES = {
    "opgaven": Lines(
        _l("Add a challenge"), _l("Edit a challenge"), ChallengeForm, queries.challenge,
        lambda _row: queries.current_agenda(), actions.add_challenge, actions.change_challenge,
    ),
    "ontwikkelingen": Lines(
        _l("Add a development"), _l("Edit a development"), DevelopmentForm, queries.development,
        lambda _row: queries.current_agenda(), actions.add_development, actions.change_development,
    ),
    "cijfers": Lines(
        _l("Add a figure"), _l("Edit a figure"), FigureForm, queries.figure,
        lambda row: row.place, actions.add_figure, actions.change_figure,
    ),
    "mijlpalen": Lines(
        _l("Add a milestone"), _l("Edit a milestone"), MilestoneForm, queries.milestone,
        lambda row: row.theme, actions.add_milestone, actions.change_milestone,
    ),
}  # fmt: skip


@bp.route("/beheer/agenda/<any(opgaven,ontwikkelingen):kind>/nieuw", methods=["GET", "POST"])
def new_line(kind: str) -> Response:
    return _new(kind, queries.current_agenda())


@bp.route("/beheer/agenda/themas/<slug>/<any(cijfers,mijlpalen):kind>/nieuw", methods=["GET", "POST"])
def new_line_of_theme(slug: str, kind: str) -> Response:
    return _new(kind, queries.theme(slug))


@bp.route("/beheer/agenda/acties/<slug>/cijfers/nieuw", methods=["GET", "POST"])
def new_figure_of_action(slug: str) -> Response:
    return _new("cijfers", queries.action(slug))


def _new(kind: str, place: Agenda | AgendaTheme | AgendaAction) -> Response:
    authorize(policy.may_edit_agenda, place)
    lines = LINES[kind]
    form = lines.form()
    if form.sent():
        lines.add(place, **form.values())
        return go_back(_shown_at(place), "/beheer/agenda", notice=_("It has been added."))
    return page(
        "agenda/manage_form.html", form=form, title=lines.new, kicker=place.title, key=f"{place.slug}-{kind}-new"
    )


@bp.route(f"/beheer/agenda/<any({','.join(LINES)}):kind>/<int(max=2147483647):key>", methods=["GET", "POST"])
def edit_line(kind: str, key: int) -> Response:
    lines = LINES[kind]
    row = lines.one(key)
    authorize(policy.may_edit_agenda, row)
    form = lines.form(obj=row)
    place = lines.place(row)
    if form.sent():
        lines.change(row, **form.values())
        return go_back(_shown_at(place), "/beheer/agenda", notice=_("It has been saved."))
    about = {"title": lines.edit, "kicker": place.title, "key": f"{kind}-{row.id}"}
    return page("agenda/manage_form.html", form=form, row=row, kind=kind, **about)


def _shown_at(place: Agenda | AgendaTheme | AgendaAction) -> str:
    """Where people see a line of this; challenges and developments are kept from the list of the whole agenda."""
    if isinstance(place, AgendaTheme):
        return url_for("agenda.theme", slug=place.slug)
    return action_url(place) if isinstance(place, AgendaAction) else url_for("agenda.manage")
