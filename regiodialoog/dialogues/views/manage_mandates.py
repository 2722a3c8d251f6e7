"""The management rooms of the assignment, and of what each council said of it."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import actions, policy, queries
from regiodialoog.dialogues.forms import AgreementForm, MandateForm
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
        return go_to("dialogues.manage_theme", slug=slug, notice=_("The assignment has been saved."))
    agreed = [each.municipality.name for each in _answers(theme) if each.agrees]
    return page("dialogues/manage_mandate.html", form=form, theme=theme, agreed=agreed)


@bp.route(f"{THEME}/raden/<municipality>", methods=["GET", "POST"])
def record_agreement(slug: str, municipality: str) -> Response:
    theme = queries.theme(slug)
    authorize(policy.may_edit_dialogues, theme)
    actions.must_run(theme)
    mandate = queries.mandate_of(theme)
    answer = next((each for each in _answers(theme) if each.municipality.slug == municipality), None)
    if mandate is None or answer is None:
        raise NotFound
    form = AgreementForm(obj=mandate, corrects=answer.entry is not None)
    if form.sent():
        actions.record_agreement(mandate, answer.municipality, **form.values())
        notice = _("What the council of %(name)s said has been written down.", name=answer.municipality.name)
        return go_to("dialogues.manage_theme", slug=slug, notice=notice)
    return page("dialogues/manage_agreement.html", form=form, theme=theme, mandate=mandate, answer=answer)


def _answers(theme: Theme) -> list[queries.Answer]:
    mandate = queries.mandate_of(theme)
    return queries.answers(theme, queries.agreements_of(mandate) if mandate is not None else ())
