"""Places that a draw offered: answering by link or signed in, what people said by phone, and who comes instead."""

from datetime import date, timedelta
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.engines.trail import canonical
from regiodialoog.groups import actions, answered, draw_bureau, draw_shapes, labels, policy, queries, shapes
from regiodialoog.groups.evenings import evenings
from regiodialoog.groups.forms import AnnounceForm, OfferForm
from regiodialoog.groups.models import Draw, DrawState, Offer
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.drawing import DRAW, DRAWS, at_step, download, seen, step

PLACES = f"{DRAW}/plekken"
WITHIN = timedelta(days=28)


@bp.route(f"{DRAW}/bekendmaken", methods=["GET", "POST"])
def announce_draw(slug: str, number: int) -> Response:
    row = at_step(slug, number, DrawState.PICKED)
    form = AnnounceForm(until=_day_before(row.group.theme), file_until=row.file_until)
    if form.sent():
        count = actions.announce_draw(row, **form.values())
        return _offered(row, count)
    said = _("Whoever was drawn gets a mail, or a call, and says yes or no. This cannot be taken back.")
    return step(row, form, _("Announce who was drawn"), said=said)


def _offered(row: Draw, count: int) -> Response:
    """Says how many of the last ``count`` offers went by mail, and how many must be told by phone."""
    where: dict[str, Any] = {"slug": row.group.theme.slug, "number": row.number}
    if not count:
        nobody = _("Nobody was asked.")
        why = actions.idle(row)
        said = f"{nobody} {draw_bureau.IDLE[why]}" if why else nobody
        return go_to("groups.offers", **where, warning=said)
    people = [offer.registration.person for offer in queries.offers(row.id)[-count:]]
    mailed = sum(bool(person.mail_address) for person in people)
    called = count - mailed
    said = ngettext("%(num)s person gets a mail and answers.", "%(num)s people get a mail and answer.", mailed)
    if not called:
        return go_to("groups.offers", **where, notice=said)
    by_phone = ngettext(
        "%(num)s person has no e-mail address, and must be called.",
        "%(num)s people have no e-mail address, and must be called.",
        called,
    )
    notice = f"{said} {by_phone}" if mailed else by_phone
    return go_to("groups.offers", **where, notice=notice, onward=(_("Who must be called"), url_for("groups.calls")))


def _day_before(theme: Theme) -> date:
    """The day before the first evening to come, if there is one."""
    today = clock.today()
    first = min((one.day for one in evenings(theme) if one.day > today), default=None)
    return first - timedelta(days=1) if first else today + WITHIN


@bp.route(f"{DRAWS}/plek/<token>", methods=["GET", "POST"])
@public
def offer(slug: str, token: str) -> Response:
    """The page behind the link in the mail: yes or no, by a button, because mail scanners follow links."""
    theme = dialogues.theme(slug)
    try:
        found = actions.offer_behind(token)
    except NotFound:
        return page("groups/offer_over.html", theme=theme, status=410)
    if found.draw.group.theme_id != theme.id:
        raise NotFound
    return _answer(found, theme) if actions.offer_is_open(found) else _over(found, theme)


@bp.route("/themas/<slug>/aanmelden/plek", methods=["GET", "POST"])
def own_offer(slug: str) -> Response:
    """The same for whoever signed in."""
    authorize(policy.may_answer_offer)
    theme = dialogues.theme(slug)
    found = queries.open_offer(theme, me().id) or queries.last_offer(theme, me().id)
    if found is None:
        raise NotFound
    authorize(policy.may_answer_offer, found)
    return _answer(found, theme) if actions.offer_is_open(found) else _over(found, theme)


def _over(found: Offer, theme: Theme) -> Response:
    said = answered.of_offer(found)
    status = 200 if said.sits else 410
    return page("groups/answered.html", theme=theme, answered=said, seat=found.seat, labels=labels, status=status)


def _answer(found: Offer, theme: Theme) -> Response:
    form = OfferForm()
    if form.sent():
        if form.answer.data == "no":
            actions.decline_offer(found)
            notice = _("Thank you for your answer. You do not join, and somebody else is asked.")
        else:
            actions.accept_offer(found)
            notice = _welcome(found)
        if not current_actor().is_authenticated:  # the page of the group would ask them to sign up
            return go_to("groups.offer", **(request.view_args or {}), notice=notice)
        return go_to("groups.group", slug=theme.slug, notice=notice)
    return page("groups/offer.html", form=form, theme=theme, offer=found, group=found.draw.group, labels=labels)


def _welcome(found: Offer) -> str:
    if found.registration.person.mail_address:
        return str(_("Welcome to the group. You can sign in with your e-mail address."))
    return str(_("Welcome to the group. You can sign in with the code of your letter."))


@bp.get(PLACES)
def offers(slug: str, number: int) -> Response:
    """For the bureau: who was offered a place and what they said."""
    row = at_step(slug, number, DrawState.ANNOUNCED)
    why = actions.idle(row)
    return page(
        "groups/offers.html",
        draw=row,
        theme=row.group.theme,
        rows=queries.offers(row.id),
        free=actions.vacancies(row),
        idle=draw_bureau.IDLE[why] if why else "",
        shapes=draw_shapes,
        labels=labels,
        is_open=actions.offer_is_open,
        still_to_tell=queries.still_to_tell(row.group.theme_id),
    )


@bp.route(f"{PLACES}/<int(max=2147483647):key>", methods=["GET", "POST"])
def answer_for(slug: str, number: int, key: int) -> Response:
    """What somebody said by phone or at the desk, written down by the bureau."""
    row = at_step(slug, number, DrawState.ANNOUNCED)
    found = queries.offer(row, key)
    if not actions.offer_is_open(found):
        raise Conflict(_("This was answered already, or it is too late for it."))
    form, person = OfferForm(), found.registration.person
    form.answer.label.text = _("What did they say?")
    if form.sent():
        notice = _("The answer has been written down.")
        if form.answer.data == "no":
            actions.decline_offer(found, by=me().id)
        else:
            actions.accept_offer(found, by=me().id, tell=bool(person.mail_address))
            notice += "" if person.mail_address else f" {shapes.on_the_phone(row.group.theme)}"
        return go_to("groups.offers", slug=slug, number=number, notice=notice.strip())
    said = _("You write down what %(name)s told you.", name=person.display_name)
    said += " " + (
        _("They get a mail if they join.")
        if person.mail_address
        else _("They have no e-mail address: on the next page stands what you still tell.")
    )
    return step(row, form, _("Answer by phone"), said=said)


@bp.route(f"{DRAW}/vervangen", methods=["GET", "POST"])
def replace(slug: str, number: int) -> Response:
    """Offer what is free to who is next in line, now instead of within the hour."""
    row = at_step(slug, number, DrawState.ANNOUNCED)
    form = Confirm()
    if form.sent():
        return _offered(row, actions.fill_vacancies(row))
    said = _("Every place that is free is offered to who is next in line. The draw settled the order; nobody chooses.")
    return step(row, form, _("Ask who is next in line"), said=said)


@bp.get(f"{DRAW}/replacements.json")
def draw_replacements(slug: str, number: int) -> Response:
    """Who came in whose place, by codes, as ``regiodialoog verify`` and tools/verify.py read it."""
    row: Draw = seen(slug, number)
    authorize(policy.may_get_draw_file, row)
    found = actions.replacements(row)
    if found is None or not row.has_file:
        raise NotFound
    return download(canonical(found).decode(), "replacements.json")
