"""Joining a group: signing up, answering an invitation, withdrawing, leaving."""

from typing import Any

from flask import Response, current_app, request, session, url_for
from flask_babel import gettext as _

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.session import me
from regiodialoog.core import i18n
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.policy import authorize, current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, answered, draw_news, labels, policy, queries, shapes, waiting
from regiodialoog.groups.actions.agreeing_anew import should_say
from regiodialoog.groups.actions.guard import can_be_changed
from regiodialoog.groups.consent import compose
from regiodialoog.groups.evenings import evenings
from regiodialoog.groups.forms import LeaveForm, answer_form, sign_up_form
from regiodialoog.groups.forms.joining import SignUpForm
from regiodialoog.groups.models import Condition, Group, Registration, RegistrationState
from regiodialoog.groups.queries import eligibility
from regiodialoog.groups.views import came
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.news import is_news_for_me, note_wish, offer_news
from regiodialoog.groups.views.standing import deputy_name, free, unmet_by_invited
from regiodialoog.organisations import queries as region
from regiodialoog.organisations.models import Organisation


@bp.route("/themas/<slug>/aanmelden", methods=["GET", "POST"])
@public
def sign_up(slug: str) -> Response:
    """One page for whoever wants to join, has signed up already, or comes too early or too late."""
    theme = dialogues.theme(slug)
    group = queries.group_of(theme)
    joining, mine = shapes.signing_up(theme), _mine(theme)
    shown: dict[str, Any] = {"theme": theme, "group": group, "joining": joining, "labels": labels}
    shown["lot"] = draw_news.of_theme(theme)
    if not joining.open or (mine is not None and mine.state in queries.ON_THE_LIST):
        seat = queries.seat_of(theme, current_actor().person_id)
        comes, told = shapes.what_comes(theme) if seat else [], shapes.told(mine) if mine else []
        offer = queries.open_offer(theme, current_actor().person_id) if mine else None
        shown |= {"seat": seat, "mine": mine, "offer": offer, "comes": comes, "told": told}
        shown |= {"answer_by": shapes.answer_by(theme), "informable": seat is None and is_news_for_me(theme)}
        shown |= {"how": waiting.how_filled(mine) if mine else ""}
        shown |= {"stands": waiting.standing(mine) if mine else None, "held": actions.is_held(theme)}
        shown |= {"changeable": mine is not None and can_be_changed(mine)}
        shown |= {"to_agree": mine is not None and should_say(mine)}
        return page("groups/no_sign_up.html", **shown)
    if (known := holds_office(theme, group)) is not None:
        return known
    form = sign_up_form_for(theme, group)
    if form.sent():
        unmet = form.turned_away()
        return _register(theme, form) if unmet is None else turn_away(theme, group, unmet)
    drawn = shapes.drawn_for(queries.seats(group.id))
    shown |= {"answer_by": shapes.answer_by(theme), "drawn": drawn}
    shown |= {"drawn_before": waiting.was_drawn_before(theme, current_actor().person_id)}
    return page("groups/sign_up.html", form=form, mandate=dialogues.mandate_of(theme), **shown)


def _mine(theme: Theme) -> Registration | None:
    person_id = current_actor().person_id
    return None if person_id is None else queries.latest_registration(theme, person_id)


def sign_up_form_for(
    theme: Theme,
    group: Group,
    *,
    base: type[SignUpForm] = SignUpForm,
    about_oneself: bool = True,
    given: Registration | None = None,
) -> SignUpForm:
    """The form for whoever sits behind this browser, or (not ``about_oneself``) for somebody else; ``given``: what
    they told before."""
    signed_in = about_oneself and current_actor().is_authenticated
    seats, questions = queries.seats(group.id), queries.questions(group)
    interests = list({seat.interest_id: seat.interest for seat in seats}.values())
    organisations = region.by_ids(Organisation, actions.represented(me())) if signed_in else ()
    form = sign_up_form(
        theme,
        group,
        interests=interests or list(region.interests()),
        places=shapes.places(seats),
        questions=questions,
        evenings=evenings(theme),
        organisations=organisations,
        signed_in=signed_in,
        before=given.answers if given else None,
        base=base,
    )
    offer_news(form, theme, signed_in=signed_in)
    form.show_text(compose(theme, group, seats=seats, questions=questions))
    if signed_in and not form.is_submitted():
        form.municipality_id.data = me().municipality_id
    return form


def holds_office(theme: Theme, group: Group) -> Response | None:
    """For whoever is signed in with a role that the group does not take: no form, whatever they would answer."""
    if not (group.asks_no_office and current_actor().is_authenticated and queries.holds_office(me())):
        return None
    said = labels.unmet(group, Condition.OFFICE)
    return page("groups/cannot_join.html", theme=theme, said=said, by_role=True, invited=False)


def turn_away(theme: Theme, group: Group, condition: Condition) -> Response:
    """Nothing of the form is kept."""
    actions.turn_away(group, condition)
    return go_to("groups.cannot_join", slug=theme.slug, why=labels.UNMET[condition])


@bp.get("/themas/<slug>/aanmelden/kan-niet/<why>")
@public
def cannot_join(slug: str, why: str) -> Response:
    """For who does not meet a condition: which, and what they can do instead. ``genodigd``: who was invited, or asked
    to stand in."""
    theme = dialogues.theme(slug)
    group = queries.group_of(theme)
    said = labels.unmet(group, unmet_by(why))
    invited = "genodigd" in request.args
    return page("groups/cannot_join.html", theme=theme, said=said, by_role=False, invited=invited)


def unmet_by(word: str) -> Condition:
    """The condition that a word in an address stands for. Raises NotFound."""
    condition = next((each for each, its in labels.UNMET.items() if its == word), None)
    if condition is None:
        raise NotFound
    return condition


def _register(theme: Theme, form: SignUpForm) -> Response:
    if current_actor().is_authenticated:
        came.note(actions.register(theme, me(), **form.facts()))
        note_wish(form, theme, me())
        return signed_up(theme)
    person = new_person(theme, form)
    came.note(actions.register(theme, person, **form.facts()))
    note_wish(form, theme, person)
    session["signed_up_with"] = form.address.data
    return go_to("groups.almost", slug=theme.slug)


def signed_up(theme: Theme) -> Response:
    """Onward, for whoever is signed in: to what the mail leads to as well, or to what there is in its place."""
    if not me().mail_address:
        return go_to("groups.own_registration", slug=theme.slug, notice=_("You have signed up."))
    return go_to("groups.sign_up", slug=theme.slug, notice=_("You have signed up. We sent you a mail about it."))


def new_person(theme: Theme, form: SignUpForm) -> Person:
    """An account for a visitor, to be confirmed by the link in the mail, which leads back here."""
    here = url_for("groups.sign_up", slug=theme.slug)
    return accounts.sign_up(
        name=form.name.data or "",
        address=form.address.data or "",
        language=i18n.locale(),
        municipality_id=form.municipality_id.data,
        next_path=here,
        letter="emails/groups/confirm.txt",
        lifetime=shapes.confirms_within(theme),
        theme=theme,
        again=here,
    )


@bp.get("/themas/<slug>/aanmelden/gestuurd")
@public
def almost(slug: str) -> Response:
    """The mail is the next step. The address is shown once: who typed it wrong sees it here."""
    theme = dialogues.theme(slug)
    queries.group_of(theme)
    address = session.pop("signed_up_with", "")
    demo = current_app.config["SETTINGS"].demo
    return page("groups/almost.html", theme=theme, address=address, joining=shapes.signing_up(theme), demo=demo)


@bp.route("/themas/<slug>/aanmelden/wijzigen", methods=["GET", "POST"])
def change_registration(slug: str) -> Response:
    """The same questions, with what was answered; while signing up is open."""
    authorize(policy.may_change_registration)
    theme = dialogues.theme(slug)
    group, mine = queries.group_of(theme), _mine(theme)
    if mine is None or mine.state is not RegistrationState.REGISTERED or not queries.is_open(theme):
        raise NotFound
    authorize(policy.may_change_registration, mine)
    if actions.is_held(theme):
        raise Conflict(
            _(
                "Lots are being drawn with the answers as they are now. So you cannot change yours until the draw is"
                " over. Is something wrong? Call the bureau or send a mail. You can always withdraw."
            )
        )
    if not can_be_changed(mine):
        raise Conflict(
            _(
                "You can still be next in line, by the answers that were sealed. So you cannot change them any more. Is"
                " something wrong? Call the bureau or send a mail. You can always withdraw."
            )
        )
    form = sign_up_form_for(theme, group, given=mine)
    form.leave_out_what_was_said()
    if form.sent():
        actions.change_registration(mine, **form.facts())
        return go_to("groups.sign_up", slug=slug, notice=_("Your registration has been changed."))
    if not form.is_submitted():
        form.begin_with(mine)
    agreed = queries.consents([mine.id]).get(mine.id)
    return page("groups/change_registration.html", form=form, theme=theme, agreed=agreed)


@bp.get("/themas/<slug>/aanmelden/tekst/<string(length=64):sha256>")
@public
def consent_text(slug: str, sha256: str) -> Response:
    """A text that people agreed to. It stood on a public page, and names nobody."""
    theme = dialogues.theme(slug)
    text = queries.consent_text(theme, sha256)
    return page("groups/consent_text.html", theme=theme, text=text, lines=text.body.split("\n"))


@bp.route("/themas/<slug>/groep/verlaten", methods=["GET", "POST"])
def leave(slug: str) -> Response:
    authorize(policy.may_leave)
    theme = dialogues.theme(slug)
    seat = queries.seat_of(theme, me().id)
    if seat is None:
        raise NotFound
    authorize(policy.may_leave, seat)
    form = LeaveForm(deputy=deputy_name(seat))
    if form.sent():
        free(seat, form)
        return go_to("groups.group", slug=slug, notice=_("You have left the group. Thank you for what you did."))
    return page("groups/leave.html", form=form, theme=theme)


@bp.route("/themas/<slug>/uitnodiging/<token>", methods=["GET", "POST"])
@public
def invitation(slug: str, token: str) -> Response:
    """The page behind the link in an invitation: yes or no, by a button, because mail scanners follow links."""
    theme = dialogues.theme(slug)
    try:
        found = actions.invitation_behind(token)
    except NotFound:
        return page("groups/invitation_over.html", theme=theme, status=410)
    if found.seat.group.theme_id != theme.id:
        raise NotFound
    if not actions.invitation_is_open(found):
        said = answered.of_invitation(found)
        status = 200 if said.sits else 410
        return page("groups/answered.html", theme=theme, answered=said, seat=found.seat, labels=labels, status=status)
    group, for_organisation = found.seat.group, found.organisation_id is not None
    places = sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)
    form = answer_form(
        eligibility.conditions_of(group, for_organisation=for_organisation),
        name=found.name,
        min_age=theme.min_age or 0,
        take_part=[(row.id, row.name) for row in places],
        municipalities=[(row.id, row.name) for row in region.municipalities()],
        asks_municipality=found.seat.municipality_id is None,
    )
    if form.sent():
        given = form.values()
        if not form.joins:
            actions.decline(found)
            return go_to("groups.group", slug=slug, notice=_("Thank you for your answer. You do not join."))
        if (unmet := unmet_by_invited(form, group, found.address)) is not None:
            actions.turn_away_invited(found, unmet)
            return go_to("groups.cannot_join", slug=slug, why=labels.UNMET[unmet], genodigd="ja")
        told = {"name": given["name"], "language": i18n.locale(), "met": form.met()}
        actions.accept(found, municipality_id=given.get("municipality_id"), **told)
        notice = _("Welcome to the group. You can sign in with your e-mail address.")
        return go_to("groups.group", slug=slug, notice=notice)
    return page(
        "groups/invitation.html",
        form=form,
        theme=theme,
        invitation=found,
        group=group,
        who=labels.who_may_be_invited(group, for_organisation=for_organisation),
        mandate=queries.organisation_that_named(found.id),
        labels=labels,
    )
