"""The management rooms of the assignment, and of what each council said of it."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import actions, opening, policy, queries
from regiodialoog.dialogues.checklist import checklist, next_step
from regiodialoog.dialogues.forms import AgreementForm, AgreementsForm, MandateForm
from regiodialoog.dialogues.models import Theme
from regiodialoog.dialogues.views.blueprint import bp
from regiodialoog.dialogues.views.manage_themes import THEME


@bp.route(f"{THEME}/opdracht", methods=["GET", "POST"])
def edit_mandate(slug: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    actions.must_run(theme)
    mandate = queries.mandate_of(theme)
    form = MandateForm(obj=mandate, question=theme.question)
    if form.sent():
        values = form.values()
        if mandate is None:
            actions.write_mandate(theme, values.pop("question"), **values)
        else:
            actions.change_mandate(mandate, **values)
        notice = _("The assignment has been saved.")
        return go_to("dialogues.manage_theme", slug=slug, notice=notice, onward=next_step(theme))
    agreed = [each.municipality.name for each in _answers(theme) if each.agrees]
    return page("dialogues/manage_mandate.html", form=form, theme=theme, agreed=agreed)


@bp.route(f"{THEME}/raden/<municipality>", methods=["GET", "POST"])
def record_agreement(slug: str, municipality: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    actions.must_run(theme)
    mandate = queries.mandate_of(theme)
    answers = _answers(theme)
    answer = next((each for each in answers if each.municipality.slug == municipality), None)
    if mandate is None or answer is None:
        raise NotFound
    form = AgreementForm(obj=mandate, corrects=answer.entry is not None)
    if form.sent():
        was_open = _is_open(theme)
        actions.record_agreement(mandate, answer.municipality, **form.values())
        notice = _told(
            theme,
            _("What the council of %(name)s said has been written down.", name=answer.municipality.name),
            was_open=was_open,
        )
        return go_to("dialogues.manage_theme", slug=slug, notice=notice, place="raden", onward=_next_council(theme))
    first = not any(each.agrees for each in answers)
    return page(
        "dialogues/manage_agreement.html",
        form=form,
        theme=theme,
        mandate=mandate,
        answer=answer,
        first=first,
        **_opens(theme),
    )


@bp.route(f"{THEME}/raden", methods=["GET", "POST"])
def record_agreements(slug: str) -> Response:
    """Of councils of which nothing is written down yet: that they agreed, on one day. Each gets an entry of its own."""
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    actions.must_run(theme)
    mandate, answers = queries.mandate_of(theme), _answers(theme)
    silent = {each.municipality.id: each.municipality for each in answers if each.entry is None}
    if mandate is None or not silent:
        raise NotFound
    form = AgreementsForm(obj=mandate, councils=[(key, row.name) for key, row in silent.items()])
    if form.sent():
        given, was_open = form.values(), _is_open(theme)
        chosen = [silent[key] for key in given.pop("municipalities")]
        for municipality in chosen:
            actions.record_agreement(mandate, municipality, **given)
        names = ", ".join(row.name for row in chosen)
        notice = _told(
            theme, _("These councils agreed, it has been written down: %(names)s.", names=names), was_open=was_open
        )
        return go_to("dialogues.manage_theme", slug=slug, notice=notice, place="raden", onward=_next_council(theme))
    first = not any(each.agrees for each in answers)
    return page(
        "dialogues/manage_agreements.html", form=form, theme=theme, mandate=mandate, first=first, **_opens(theme)
    )


def _opens(theme: Theme) -> dict[str, Any]:
    """What signing up does when the last council agrees, and what is then still missing; nothing once it is open."""
    if _is_open(theme):
        return {"opens": None, "missing": []}
    missing = [item for item in checklist(theme) if not item.done and not item.takes_weeks]
    return {"opens": opening.with_the_last_council(theme), "missing": missing}


def _is_open(theme: Theme) -> bool:
    return queries.recruitment_is_open(theme) and not opening.closed([theme])


def _told(theme: Theme, notice: str, *, was_open: bool) -> str:
    """With the last council signing up may have begun: nobody should find that out from a neighbour."""
    if was_open or not _is_open(theme):
        return notice
    return " ".join([notice, _("From now on everybody can sign up.")])


def _next_council(theme: Theme) -> tuple[str, str] | None:
    """The first council of which nothing is written down yet; when there is none, what else is still to be done."""
    silent = next((each.municipality for each in _answers(theme) if each.entry is None), None)
    if silent is None:
        return next_step(theme)
    url = url_for("dialogues.record_agreement", slug=theme.slug, municipality=silent.slug)
    return _("Next: council of %(name)s", name=silent.name), url


def _answers(theme: Theme) -> list[queries.Answer]:
    mandate = queries.mandate_of(theme)
    return queries.answers(theme, queries.agreements_of(mandate) if mandate is not None else ())
