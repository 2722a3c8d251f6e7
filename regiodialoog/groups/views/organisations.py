"""The pages of the contact of an organisation that was offered a seat: who comes for it, with which mandate, or nobody.

The link in the mail opens a page with a button, because mail scanners follow links; with the code of a letter one comes
in at ``use_code``. No account comes of either.
"""

from flask import Response, session
from flask_babel import gettext as _

from regiodialoog.core import i18n
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups import answered, labels, queries
from regiodialoog.groups.actions import asking_organisations as actions
from regiodialoog.groups.forms import DeclineForm, RepresentativeForm
from regiodialoog.groups.models import OrganisationInvitation
from regiodialoog.groups.views.blueprint import bp

IN_HAND = "organisation"
LINK = "/themas/<slug>/organisatie/<token>"


@bp.route(LINK, methods=["GET", "POST"])
@public
def organisation_link(slug: str, token: str) -> Response:
    """The page behind the link in the mail or the reminder."""
    row = _behind(slug, token)
    if row is None or not actions.can_be_answered(row):
        return _over(slug, row)
    form = Confirm()
    if form.sent():
        return take_in_hand(row)
    return page(
        "groups/organisation_link.html",
        form=form,
        declining=DeclineForm(formdata=None),
        row=row,
        theme=row.seat.group.theme,
        slug=slug,
        token=token,
        labels=labels,
    )


@bp.route(f"{LINK}/niet", methods=["GET", "POST"])
@public
def decline_by_link(slug: str, token: str) -> Response:
    """The organisation does not join: one button, and a reason if they want to give one."""
    row = _behind(slug, token)
    return _over(slug, row) if row is None or not actions.can_be_answered(row) else _decline(row)


@bp.route("/code/organisatie", methods=["GET", "POST"])
@public
def name_representative() -> Response:
    """Who comes, who stands in, and with which mandate."""
    row = _in_hand()
    if row is None:
        return go_to("groups.use_code")
    theme = row.seat.group.theme
    if not actions.can_be_answered(row):
        return _over(theme.slug, row)
    form = RepresentativeForm()
    if form.sent():
        invited = actions.name_representative(row, language=i18n.locale(), **form.values())
        session.pop(IN_HAND)
        notice = _("Thank you. %(name)s gets a mail, and answers themselves.", name=invited.name)
        return go_to("groups.group", slug=theme.slug, notice=notice)
    who = labels.who_is_sent(row.seat.group)
    return page("groups/name_representative.html", form=form, row=row, theme=theme, who=who, labels=labels)


@bp.route("/code/organisatie/niet", methods=["GET", "POST"])
@public
def decline_in_hand() -> Response:
    """The same for who came in with the code of a letter."""
    row = _in_hand()
    if row is None:
        return go_to("groups.use_code")
    return _decline(row) if actions.can_be_answered(row) else _over(row.seat.group.theme.slug, row)


def take_in_hand(row: OrganisationInvitation) -> Response:
    """Whoever gave the link or the code can answer, in this session."""
    session[IN_HAND] = row.id
    if actions.can_be_answered(row):
        actions.note_organisation_opened(row)
    return go_to("groups.name_representative")


def _in_hand() -> OrganisationInvitation | None:
    return queries.organisation_in_hand(session.get(IN_HAND, 0))


def _decline(row: OrganisationInvitation) -> Response:
    form, theme = DeclineForm(), row.seat.group.theme
    if form.sent():
        actions.decline_for_organisation(row, **form.values())
        session.pop(IN_HAND, None)
        notice = _("Thank you for your answer. Your organisation does not join, and we wiped your name and address.")
        return go_to("groups.group", slug=theme.slug, notice=notice)
    return page("groups/decline_organisation.html", form=form, row=row, theme=theme, labels=labels)


def _behind(slug: str, token: str) -> OrganisationInvitation | None:
    """None for a link that nobody was sent. Raises NotFound for that of another theme."""
    theme = dialogues.theme(slug)
    try:
        row = actions.organisation_behind(token)
    except NotFound:
        return None
    if row.seat.group.theme_id != theme.id:
        raise NotFound
    return row


def _over(slug: str, row: OrganisationInvitation | None) -> Response:
    theme = dialogues.theme(slug)
    if row is None:
        return page("groups/invitation_over.html", theme=theme, status=410)
    said = answered.of_organisation(row)
    return page("groups/answered.html", theme=theme, answered=said, seat=row.seat, labels=labels, status=410)
