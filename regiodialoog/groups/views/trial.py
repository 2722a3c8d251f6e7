"""Trying out the sign-up form before it opens: the real questions, the real mail and the real letters, and nothing that
is kept."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core import i18n, mails, sheets
from regiodialoog.core.errors import NotFound
from regiodialoog.core.web.pages import page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import labels, letters, queries, shapes
from regiodialoog.groups.actions.trying import mail_trial
from regiodialoog.groups.forms.joining import SignUpForm
from regiodialoog.groups.models import Group, Help
from regiodialoog.groups.paid import listed
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.joining import sign_up_form_for
from regiodialoog.groups.views.letters import as_pdf
from regiodialoog.groups.views.manage import composed
from regiodialoog.organisations import queries as region


@bp.route("/beheer/groepen/<slug>/proef", methods=["GET", "POST"])
def trial(slug: str) -> Response:
    """The form as a visitor will see it. Sending it stores nothing: it shows what would be stored, and the mail goes to
    whoever tries."""
    theme, group = composed(slug)
    joining = shapes.signing_up(theme)
    if joining.open or joining.over:
        return page("groups/trial_over.html", theme=theme, joining=joining)
    form = sign_up_form_for(theme, group, about_oneself=False)
    del form.website, form.opened
    if form.sent():
        unmet = form.turned_away()
        if unmet is not None:
            return page(
                "groups/cannot_join.html", theme=theme, said=labels.unmet(group, unmet), by_role=False, invited=False
            )
        mail_trial(theme, me(), language=i18n.locale())
        return page("groups/trial_done.html", theme=theme, told=_told(theme, form), address=me().mail_address)
    shown: dict[str, Any] = {"mandate": dialogues.mandate_of(theme)}
    shown |= {"joining": joining, "answer_by": shapes.answer_by(theme)}
    return page("groups/trial.html", form=form, theme=theme, group=group, **shown)


@bp.get("/beheer/groepen/<slug>/proef/brief.pdf")
def trial_letter(slug: str) -> Response:
    """The letter with a code that people get, with a code that does not work."""
    theme, group = _before(slug)
    leads_to = mails.link("groups.use_code")
    data = letters.trial(letters.invitation(theme, group, leads_to, [letters.TRIAL_CODE]))
    return as_pdf(sheets.pdf("letter.typ", data, qr=sheets.qr(leads_to)), "proefbrief")


@bp.get("/beheer/groepen/<slug>/proef/bevestiging.pdf")
def trial_receipt(slug: str) -> Response:
    """The letter to who signed up without an e-mail address: somebody invented, with the first answer of each
    question."""
    theme, group = _before(slug)
    places = sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)
    told = [
        (_("Municipality"), places[0].name if places else ""),
        *((each.feature, each.values[0]) for each in queries.questions(group)),
    ]
    data = letters.trial(letters.trial_receipt(theme, _("Trial Person"), told))
    return as_pdf(sheets.pdf("letter.typ", data), "proefbevestiging")


def _before(slug: str) -> tuple[Theme, Group]:
    """Raises NotFound once signing up has opened: then there are real letters."""
    theme, group = composed(slug)
    joining = shapes.signing_up(theme)
    if joining.open or joining.over:
        raise NotFound
    return theme, group


def _told(theme: Theme, form: SignUpForm) -> list[tuple[str, str]]:
    """What would be on the list, in words."""
    facts = form.facts()
    places = {row.municipality.id: row.municipality.name for row in theme.municipalities}
    interests = {one.id: one.name for one in region.interests()}
    pairs = [
        (_("Name"), form.name.data or ""),
        (_("E-mail address"), form.address.data or ""),
        (_("Municipality"), places[facts["municipality_id"]]),
        (_("Interest"), interests.get(facts["interest_id"], "")),
        (_("Days on which you can come"), str(len(facts["evenings"])) if facts["evenings"] else ""),
        (_("Help to be able to come"), listed(each for each in Help if each in facts["help_needed"])),
        *facts["answers"].items(),
    ]
    return [(name, value) for name, value in pairs if value]
