"""The management rooms of seats offered to organisations: the invitation, how far it is, its letter, and its end."""

from flask import Response, url_for
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core import sheets
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import labels, letters, queries
from regiodialoog.groups.actions import asking_organisations as actions
from regiodialoog.groups.actions.guard import not_in_draw
from regiodialoog.groups.forms import OrganisationForm
from regiodialoog.groups.models import OrganisationInvitation, OrganisationState
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.letters import as_pdf, code_key
from regiodialoog.groups.views.manage import KEY, composed
from regiodialoog.groups.views.manage_seats import seat_to_change
from regiodialoog.groups.views.not_now import not_now
from regiodialoog.organisations import queries as region
from regiodialoog.organisations.models import Organisation

ASKED = f"/beheer/groepen/<slug>/organisaties/{KEY}"


@bp.route(f"/beheer/groepen/<slug>/plekken/{KEY}/organisatie", methods=["GET", "POST"])
def ask_organisation(slug: str, key: int) -> Response:
    """Offer an open seat to an organisation, by mail or by letter."""
    theme, _group, seat = seat_to_change(slug, key)
    if held := not_now(theme, f"{_('Invite an organisation')}: {labels.seat_name(seat)}", lambda: not_in_draw(seat)):
        return held
    form = OrganisationForm(organisations=[(row[0], row[2]) for row in region.organisation_names()])
    if form.sent():
        given = form.values()
        (organisation,) = region.by_ids(Organisation, [given.pop("organisation_id")])
        row = actions.ask_organisation(seat, organisation, by=me().id, **given)
        mailed = _("%(name)s gets a mail with the question.", name=row.contact)
        notice = mailed if row.address else _("The question is there. Now print the letter.")
        return go_to("groups.organisation_invitation", slug=slug, key=row.id, notice=notice)
    return page("groups/ask_organisation.html", form=form, theme=theme, seat=seat, labels=labels)


@bp.get(ASKED)
def organisation_invitation(slug: str, key: int) -> Response:
    """How far one organisation is, and what it wrote."""
    theme, row = _asked(slug, key)
    waits = row.state is OrganisationState.SENT
    return page("groups/organisation_invitation.html", theme=theme, row=row, waits=waits, labels=labels)


@bp.route(f"{ASKED}/brief", methods=["GET", "POST"])
def organisation_letter(slug: str, key: int) -> Response:
    """The answer is the letter itself, since its code is stored nowhere."""
    theme, row = _asked(slug, key)
    if not actions.can_be_answered(row):
        raise NotFound
    form = Confirm()
    if form.sent():
        code = actions.write_letter(row, key=code_key())
        return as_pdf(sheets.pdf("letter.typ", letters.to_organisation(theme, row, code)), f"organisatie-{key}")
    why = _("You get the letter at once, with a new code. A letter that you printed before opens nothing any more.")
    return _sure(form, theme, row, title=_("Make the letter"), why=why)


@bp.route(f"{ASKED}/intrekken", methods=["GET", "POST"])
def withdraw_organisation(slug: str, key: int) -> Response:
    """Of a wrong address, or when the place goes to somebody else."""
    theme, row = _asked(slug, key)
    if row.state is not OrganisationState.SENT:
        raise NotFound
    form = Confirm()
    if form.sent():
        actions.withdraw_from_organisation(row)
        return go_to("groups.manage", slug=slug, notice=_("The invitation was taken back. The place is open again."))
    why = _("The link and the code open nothing any more. Nobody gets a mail about it: call the organisation yourself.")
    return _sure(form, theme, row, title=_("Take the invitation back"), why=why)


def _asked(slug: str, key: int) -> tuple[Theme, OrganisationInvitation]:
    theme, group = composed(slug)
    return theme, queries.organisation_invitation(group, key)


def _sure(form: Confirm, theme: Theme, row: OrganisationInvitation, *, title: str, why: str) -> Response:
    back = url_for("groups.organisation_invitation", slug=theme.slug, key=row.id)
    what = row.organisation.name
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=what, why=why, back=back)
