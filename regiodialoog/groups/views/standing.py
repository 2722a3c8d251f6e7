"""Deputies: asking one, what they answer, ending it, and the place that they take over."""

from typing import Any

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core import i18n
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups import actions, labels, policy, queries
from regiodialoog.groups.forms import DeputyForm, deputy_answer_form
from regiodialoog.groups.forms.invited import ConditionsAsked
from regiodialoog.groups.forms.standing import LeavingForm
from regiodialoog.groups.models import Condition, Group, Seat, SeatFilling
from regiodialoog.groups.queries import eligibility
from regiodialoog.groups.views.blueprint import bp

DEPUTY = "/themas/<slug>/groep/plaatsvervanger"


@bp.route(DEPUTY, methods=["GET", "POST"])
def ask_deputy(slug: str) -> Response:
    """Who sits here on behalf of an organisation asks somebody to stand in."""
    authorize(policy.may_ask_deputy)
    theme = dialogues.theme(slug)
    seat = queries.seat_of(theme, me().id)
    if seat is None:
        raise NotFound
    authorize(policy.may_ask_deputy, seat)
    form = DeputyForm()
    if form.sent():
        actions.ask_deputy(seat, by=me().id, language=i18n.locale(), **form.values())
        notice = _("They get a mail. You see here what they answer.")
        return go_to("groups.group", slug=slug, notice=notice)
    return page("groups/ask_deputy.html", form=form, theme=theme, seat=seat, there=queries.deputy_of(seat))


@bp.route(f"{DEPUTY}/stoppen", methods=["GET", "POST"])
def end_deputy(slug: str) -> Response:
    """Whoever sits there, or stands in, ends it."""
    authorize(policy.may_end_deputy)
    theme = dialogues.theme(slug)
    seat = queries.seat_of(theme, me().id)
    deputy = queries.deputy_of(seat) if seat is not None else queries.deputised(theme, me().id)
    if deputy is None:
        raise NotFound
    authorize(policy.may_end_deputy, deputy)
    form = Confirm()
    if form.sent():
        actions.end_deputy(deputy, by=me().id, reason=_("Nobody stands in for this place any more."))
        return go_to("groups.group", slug=slug, notice=_("Nobody stands in for this place any more."))
    return page("groups/end_deputy.html", form=form, theme=theme, deputy=deputy, labels=labels)


@bp.route("/themas/<slug>/plaatsvervanger/<token>", methods=["GET", "POST"])
@public
def answer_as_deputy(slug: str, token: str) -> Response:
    """The page behind the link in the mail: yes or no, by a button, because mail scanners follow links."""
    theme = dialogues.theme(slug)
    try:
        found = actions.deputy(token)
    except NotFound:
        return page("groups/deputy_over.html", theme=theme, status=410)
    if found.seat.group.theme_id != theme.id:
        raise NotFound
    group = found.seat.group
    held = eligibility.conditions_of(group, for_organisation=True)
    form = deputy_answer_form(held, name=found.name, min_age=theme.min_age or 0)
    if form.sent():
        if not form.joins:
            actions.decline_deputy(found)
            return go_to("groups.group", slug=slug, notice=_("Thank you for your answer. You do not stand in."))
        unmet = unmet_by_invited(form, group, found.address)
        if unmet is not None:
            actions.turn_away_deputy(found, unmet)
            return go_to("groups.cannot_join", slug=slug, why=labels.UNMET[unmet], genodigd="ja")
        actions.confirm_deputy(found, name=form.name.data or "", language=i18n.locale(), met=form.met())
        notice = _("Thank you, you are the deputy now. You can sign in with your e-mail address.")
        return go_to("groups.group", slug=slug, notice=notice)
    who = labels.who_may_be_invited(group, for_organisation=True)
    shown: dict[str, Any] = {"deputy": found, "seat": found.seat, "labels": labels, "who": who}
    return page("groups/answer_as_deputy.html", form=form, theme=theme, **shown)


def unmet_by_invited(form: ConditionsAsked, group: Group, address: str) -> Condition | None:
    """The condition that keeps somebody out who says yes: by their answers, or by the roles of their account."""
    unmet = form.turned_away()
    known = actions.known_at(address, name=form["name"].data or "")
    if unmet is None and known is not None and group.asks_no_office and queries.holds_office(known):
        return Condition.OFFICE
    return unmet


def deputy_name(seat: Seat) -> str:
    """Who can take a place over; empty when nobody stands in, or lots were drawn for it."""
    deputy = queries.deputy_of(seat) if seat.filling is not SeatFilling.DRAWN else None
    return deputy.person.display_name if deputy is not None and deputy.person is not None else ""


def free(seat: Seat, form: LeavingForm) -> bool:
    """Let the place come free, or let the deputy take it over: whether they did."""
    given = form.values()
    if given.pop("hand_over", False):
        actions.hand_over(seat, by=me().id, **given)
        return True
    actions.leave(seat, by=me().id, **given)
    return False
