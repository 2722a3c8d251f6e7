"""The management rooms of the lines of an opgave: one way to add, change and end them all."""

from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.core.errors import NotFound
from regiodialoog.core.i18n import phrase
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.programme import actions, forms, labels, policy, queries
from regiodialoog.programme.models import (
    Challenge,
    ChallengeActivity,
    ChallengeDocument,
    ChallengeFigure,
    ChallengeGoal,
    ChallengeLead,
    ChallengeList,
    ChallengeParticipation,
    ChallengeParty,
    ChallengeSubtrack,
)
from regiodialoog.programme.views.blueprint import bp
from regiodialoog.programme.views.reading import name_of

KEY = "<int(max=2147483647):key>"


@dataclass(frozen=True)
class Lines:
    """How one kind of line is kept. Without ``edit`` it is history once written: it ends, and a next one comes."""

    model: Any
    form: type[forms.LineForm]
    heading: Any
    new: Any
    edit: Any = None
    rows: str = ""


LINES = {
    "doelen": Lines(ChallengeGoal, forms.GoalForm, _l("Goals"), _l("Add a goal"), _l("Edit a goal"), "goals"),
    "activiteiten": Lines(
        ChallengeActivity, forms.ActivityForm, _l("Activities"), _l("Add an activity"), _l("Edit an activity"),
        "activities",
    ),
    "deeltrajecten": Lines(
        ChallengeSubtrack, forms.SubtrackForm, _l("Subtracks"), _l("Add a subtrack"), _l("Edit a subtrack"), "subtracks"
    ),
    "trekkers": Lines(ChallengeLead, forms.LeadForm, _l("Political leads"), _l("Add a political lead"), None, "leads"),
    "gemeenten": Lines(
        ChallengeParticipation, forms.ParticipationForm, _l("Municipalities"), _l("Add a municipality"), None,
        "participations",
    ),
    "partijen": Lines(
        ChallengeParty, forms.PartyForm, _l("Commissioners, partners and others"), _l("Add a party"),
        _l("Edit a party"), "parties",
    ),
    "cijfers": Lines(
        ChallengeFigure, forms.FigureForm, _l("Figures"), _l("Add a figure"), _l("Edit a figure"), "figures"
    ),
    "documenten": Lines(
        ChallengeDocument, forms.DocumentForm, _l("Documents"), _l("Add a document"), _l("Edit a document"), "documents"
    ),
    "lijsten": Lines(ChallengeList, forms.ListForm, _l("Lists"), _l("Add a list"), _l("Edit a list"), "lists"),
}  # fmt: skip
KINDS = f"<any({','.join(LINES)}):kind>"


@bp.get("/beheer/programma/opgaven/<slug>/regels")
def lines(slug: str) -> Response:
    """Every line of an opgave, to change and to end."""
    found = queries.challenge(slug)
    authorize(policy.may_edit_programme, found)
    sheet = queries.sheet(found.id).running()
    blocks = [(kind, about, getattr(sheet, about.rows)) for kind, about in LINES.items()]
    return page("programme/lines.html", challenge=found, blocks=blocks, name_of=name_of, labels=labels)


@bp.route(f"/beheer/programma/opgaven/<slug>/{KINDS}/nieuw", methods=["GET", "POST"])
def new_line(slug: str, kind: str) -> Response:
    found, about = queries.challenge(slug), LINES[kind]
    authorize(policy.may_edit_programme, found)
    form = about.form(found)
    if form.sent():
        actions.add_line(about.model, found, **form.values())
        return _back(found, _("It has been added."))
    return _shown(found, form, about.new, f"{slug}-{kind}-new")


@bp.route(f"/beheer/programma/{KINDS}/{KEY}", methods=["GET", "POST"])
def edit_line(kind: str, key: int) -> Response:
    about = LINES[kind]
    row = queries.line(about.model, key)
    authorize(policy.may_edit_programme, row)
    if about.edit is None:
        raise NotFound
    form = about.form(row.challenge, obj=row)
    if form.sent():
        actions.change_line(row, **form.values())
        return _back(row.challenge, _("It has been saved."))
    return _shown(row.challenge, form, about.edit, f"{kind}-{key}")


@bp.route(f"/beheer/programma/{KINDS}/{KEY}/beeindigen", methods=["GET", "POST"])
def end_line(kind: str, key: int) -> Response:
    row = queries.line(LINES[kind].model, key)
    authorize(policy.may_edit_programme, row)
    form = forms.EndForm(obj=row)
    if form.sent():
        actions.end_line(row, **form.values())
        return _back(row.challenge, _("The end has been written down."))
    title = phrase(_("Write down the end: %(name)s"), name=name_of(row)[:120])
    return _shown(row.challenge, form, title, f"{kind}-{key}-end")


@bp.route(f"/beheer/programma/trekkers/{KEY}/vervangen", methods=["GET", "POST"])
def replace_lead(key: int) -> Response:
    """Who led before stays to be read, with the day and the reason."""
    row: ChallengeLead = queries.line(ChallengeLead, key)
    authorize(policy.may_edit_programme, row)
    form = forms.ReplaceLeadForm(row.challenge)
    if form.sent():
        actions.replace_lead(row, **form.values())
        return _back(row.challenge, _("The new political lead has been written down."))
    title = _("Who leads instead of %(name)s?", name=row.name)
    return _shown(row.challenge, form, title, f"lead-{key}")


def _back(challenge: Challenge, notice: str) -> Response:
    return go_to("programme.lines", slug=challenge.slug, notice=notice)


def _shown(challenge: Challenge, form: Any, title: Any, key: str) -> Response:
    return page("programme/form.html", form=form, title=title, kicker=challenge.title, key=key, of=challenge)
