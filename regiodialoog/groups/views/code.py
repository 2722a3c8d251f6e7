"""Signing up with the code of a letter, and coming back with it: for whoever has no e-mail address."""

from flask import Response, request, session
from flask_babel import gettext as _

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts import session as accounts_session
from regiodialoog.accounts.events import Registration as HowRegistered
from regiodialoog.accounts.events import Way
from regiodialoog.accounts.models import Person
from regiodialoog.core import i18n
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, codes, letters, queries, shapes
from regiodialoog.groups.actions import invitees as invitee_actions
from regiodialoog.groups.actions import letters as letter_actions
from regiodialoog.groups.actions import recruiting
from regiodialoog.groups.forms.recruiting import NO_SUCH_CODE, AssistedForm, CodeForm
from regiodialoog.groups.models import CameBy, Letter
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.joining import holds_office, new_person, sign_up_form_for, signed_up, turn_away
from regiodialoog.groups.views.letters import code_key
from regiodialoog.groups.views.news import note_wish
from regiodialoog.groups.views.organisations import take_in_hand

IN_HAND = "letter"
LONGEST_CODE = 40


@bp.route("/code", methods=["GET", "POST"])
@public
def use_code() -> Response:
    """Type the code of a letter: a new one leads to signing up, a used one to what one told."""
    form = CodeForm()
    if not form.is_submitted():
        form.code.data = request.args.get("code", "")[:LONGEST_CODE]  # from the link in a mail
    if form.sent():
        known = codes.code_hash(form.code.data or "", code_key())
        letter = queries.letter_by_hash(known)
        if letter is None and (asked := queries.organisation_by_code(known)) is not None:
            return take_in_hand(asked)
        if letter is None:
            form.code.errors = [NO_SUCH_CODE]
        elif letter.registration_id is None:
            session[IN_HAND] = letter.id
            if (invitee := queries.invitee_of(letter.id)) is not None:
                invitee_actions.note_opened(invitee)
            return go_to("groups.code_sign_up")
        elif (person := letter_actions.opens(letter)) is not None:
            return _enter(letter, person, notice=_("You are signed in."))
        else:
            form.code.errors = [_("Somebody signed up with this code already. Was it you? Then sign in by e-mail.")]
    return page("groups/use_code.html", form=form, by_phone=letters.by_phone())


@bp.route("/code/aanmelden", methods=["GET", "POST"])
@public
def code_sign_up() -> Response:
    """The same questions as for everybody, and an e-mail address only if there is one."""
    letter = queries.letter(session.get(IN_HAND, 0))
    if letter is None or letter.registration_id is not None:
        return go_to("groups.use_code")
    theme = letter.batch.channel.theme
    mine = queries.latest_registration(theme, current_actor().person_id) if current_actor().is_authenticated else None
    if not queries.is_open(theme) or (mine is not None and mine.state in queries.ON_THE_LIST):
        return go_to("groups.sign_up", slug=theme.slug)  # says what happens now
    group = queries.group_of(theme)
    if (known := holds_office(theme, group)) is not None:
        return known
    form = sign_up_form_for(theme, group, base=AssistedForm)
    assert isinstance(form, AssistedForm)  # noqa: S101 - what was asked for
    invitee = queries.invitee_of(letter.id)
    if current_actor().is_authenticated:
        del form.phone, form.post_address
    elif invitee is not None or "postcode" in form:  # then it is known
        form.by_post = invitee is not None
        del form.post_address
    if form.sent():
        unmet = form.turned_away()
        return _register(theme, letter, form) if unmet is None else turn_away(theme, group, unmet)
    return page(
        "groups/code_sign_up.html",
        form=form,
        theme=theme,
        group=group,
        joining=shapes.signing_up(theme),
        answer_by=shapes.answer_by(theme),
        mandate=dialogues.mandate_of(theme),
        invitee=invitee,
    )


@bp.route("/code/niet", methods=["GET", "POST"])
@public
def decline_with_code() -> Response:
    """Whoever got a letter of a list says that they do not join: no account, and no reason asked."""
    letter = queries.letter(session.get(IN_HAND, 0))
    invitee = queries.invitee_of(letter.id) if letter is not None and letter.registration_id is None else None
    if letter is None or invitee is None:
        return go_to("groups.use_code")
    theme = letter.batch.channel.theme
    form = Confirm()
    if form.sent():
        invitee_actions.decline_invitee(invitee)
        session.pop(IN_HAND)
        notice = _("Thank you for telling us. You do not join, and your name and address have been wiped.")
        return go_to("groups.group", slug=theme.slug, notice=notice)
    return page("groups/decline_with_code.html", form=form, theme=theme)


def _register(theme: Theme, letter: Letter, form: AssistedForm) -> Response:
    person = _who(theme, form)
    row = actions.register(theme, person, **form.facts(), tell=bool(person.mail_address))
    letter_actions.use(letter, row)
    recruiting.came(
        row,
        how=CameBy.LETTER,
        channel=letter.batch.channel,
        phone=form.phone_of(),
        post_address=form.post_address_of(),
        receipt_waits=not person.mail_address,
    )
    note_wish(form, theme, person)
    session.pop(IN_HAND)
    if current_actor().is_authenticated:
        return signed_up(theme)
    if person.mail_address:
        session["signed_up_with"] = person.mail_address
        return go_to("groups.almost", slug=theme.slug)
    notice = _("You have signed up. Keep the letter: with its code you can come back here.")
    return _enter(letter, person, notice=notice, to="groups.own_registration")


def _who(theme: Theme, form: AssistedForm) -> Person:
    """Who is signed in; or a new account, opened by a link in a mail, or by the code where there is no address."""
    if current_actor().is_authenticated:
        return accounts_session.me()
    if form.address.data:
        return new_person(theme, form)
    return accounts.register_without_address(
        name=form.name.data or "",
        language=i18n.locale(),
        municipality_id=form.municipality_id.data,
        how=HowRegistered.LETTER,
    )


def _enter(letter: Letter, person: Person, *, notice: str, to: str = "groups.sign_up") -> Response:
    accounts_session.begin(person)
    accounts.sign_in(person, how=Way.CODE)
    return go_to(to, slug=letter.batch.channel.theme.slug, notice=notice)
