"""The desk: the bureau signs up somebody who calls or comes by, and prints what they told."""

from flask import Response, session
from flask_babel import gettext as _

from regiodialoog.accounts.models import Person
from regiodialoog.accounts.session import me, vault
from regiodialoog.core import i18n, sheets
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, labels, letters, queries, shapes
from regiodialoog.groups.actions import letters as letter_actions
from regiodialoog.groups.actions import recruiting
from regiodialoog.groups.actions.correcting import can_be_corrected
from regiodialoog.groups.actions.desk import known, sign_up_at_desk
from regiodialoog.groups.actions.guard import can_be_changed
from regiodialoog.groups.forms.recruiting import DeskForm
from regiodialoog.groups.models import CameBy, ChannelKind, Condition, Group, Letter, Registration, RegistrationState
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.joining import sign_up_form_for, unmet_by
from regiodialoog.groups.views.letters import as_pdf, code_key
from regiodialoog.groups.views.manage import KEY, composed
from regiodialoog.groups.views.news import note_wish


@bp.route("/beheer/groepen/<slug>/balie", methods=["GET", "POST"])
def desk(slug: str) -> Response:
    theme, group = composed(slug)
    joining = shapes.signing_up(theme)
    if not joining.open:
        return page("groups/desk_closed.html", theme=theme, joining=joining)
    form = sign_up_form_for(theme, group, base=DeskForm, about_oneself=False)
    del form.website, form.opened
    if "postcode" in form:
        del form.post_address
    if form.sent() and isinstance(form, DeskForm):
        answer = _sign_up(theme, group, form)
        if answer is not None:
            return answer
    who = labels.who_may_join(group)
    return page("groups/desk.html", form=form, theme=theme, group=group, joining=joining, who=who)


def _sign_up(theme: Theme, group: Group, form: DeskForm) -> Response | None:
    """None when the form now says that this person is on the list already."""
    unmet = form.turned_away()
    person = known(form.name.data or "", form.address.data or "")
    if unmet is None and person is not None and group.asks_no_office and queries.holds_office(person):
        unmet = Condition.OFFICE
    if unmet is not None:
        actions.turn_away(group, unmet)
        session["turned_away"] = form.name.data
        return go_to("groups.desk_turned_away", slug=theme.slug, why=labels.UNMET[unmet])
    if person is not None and (there := _stands(theme, person)):
        form.name.errors = [there]
        return None
    row = sign_up_at_desk(
        theme,
        name=form.name.data or "",
        address=form.address.data or "",
        phone=form.phone_of(),
        post_address=form.post_address_of(),
        language=i18n.DEFAULT,
        channel_name=_("The desk and the phone"),
        by=me().id,
        key=code_key(),
        lock=vault().lock,
        **form.facts(),
    )
    note_wish(form, theme, row.person)
    return go_to("groups.desk_receipt", slug=theme.slug, key=row.id, notice=_("Signed up. Now print the receipt."))


def _stands(theme: Theme, person: Person) -> str:
    """What the form says of somebody who is on the list, or sits, already; empty for who can be signed up."""
    name = person.display_name
    if queries.seat_of(theme, person.id) is not None:
        return str(_("%(name)s has a place in this group already.", name=name))
    row = queries.latest_registration(theme, person.id)
    if row is None or row.state is RegistrationState.WITHDRAWN:
        return ""
    day = i18n.format_date(row.registered_at)
    return str(
        _("%(name)s is on the list already, since %(date)s. Look them up at who signed up.", name=name, date=day)
    )


@bp.get("/beheer/groepen/<slug>/balie/kan-niet/<why>")
def desk_turned_away(slug: str, why: str) -> Response:
    """Whom the bureau turned away, and why; the name is shown once."""
    theme, group = composed(slug)
    said = labels.unmet(group, unmet_by(why))
    return page("groups/desk_turned_away.html", theme=theme, said=said, name=session.pop("turned_away", ""))


@bp.get(f"/beheer/groepen/<slug>/balie/{KEY}")
def desk_receipt(slug: str, key: int) -> Response:
    """What somebody told who signed up, at the desk or elsewhere, with the receipt to print."""
    theme, _group = composed(slug)
    row = _of_theme(theme, key)
    letter, arrival = queries.letter_of(row.id), queries.arrival(row.id)
    return page(
        "groups/desk_receipt.html",
        theme=theme,
        row=row,
        told=shapes.told(row),
        phone=_phone(row),
        to=letters.post_address(row),
        letter=letter,
        to_print=_to_print(letter) or (arrival is not None and arrival.receipt_waits),
        with_code=bool(_code(letter)),
        renewable=letter is not None and letter.batch.printed_at and letter_actions.opens(letter) is not None,
        changeable=can_be_changed(row),
        correctable=can_be_corrected(row),
        corrections=queries.corrections(row.id),
        withdrawable=row.state in queries.PLACEABLE,
        labels=labels,
    )


@bp.get(f"/beheer/groepen/<slug>/balie/{KEY}/bevestiging.pdf")
def receipt_on_paper(slug: str, key: int) -> Response:
    """With the code of who has no e-mail address, for as long as nobody said that it is printed."""
    theme, _group = composed(slug)
    row = _of_theme(theme, key)
    data = letters.receipt(theme, row, code=_code(queries.letter_of(row.id)), phone=_phone(row), how_came=_how(row))
    return as_pdf(sheets.pdf("letter.typ", data), f"bevestiging-{key}")


@bp.get("/beheer/groepen/<slug>/bevestigingen")
def receipts(slug: str) -> Response:
    """Who signed up without an e-mail address by themselves, and gets the receipt on paper."""
    theme, _group = composed(slug)
    return page("groups/receipts.html", theme=theme, rows=queries.receipts_to_print(theme.id))


@bp.route(f"/beheer/groepen/<slug>/balie/{KEY}/afgedrukt", methods=["GET", "POST"])
def receipt_printed(slug: str, key: int) -> Response:
    theme, _group = composed(slug)
    row = _of_theme(theme, key)
    letter, arrival = queries.letter_of(row.id), queries.arrival(row.id)
    if arrival is not None and arrival.receipt_waits:
        return _receipt_printed(theme, row)
    if letter is None or not _to_print(letter):
        raise NotFound
    form = Confirm()
    if form.sent():
        letter_actions.printed(letter.batch)
        return go_to("groups.desk", slug=slug, notice=_("The code is now on paper only."))
    title, why = _("Yes, the receipt is printed"), _("After this the code cannot be printed again.")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=row.person.display_name, why=why)


def _receipt_printed(theme: Theme, row: Registration) -> Response:
    """Of who has the code of a letter: nothing is lost with it."""
    form = Confirm()
    if form.sent():
        recruiting.receipt_printed(row)
        return go_to("groups.receipts", slug=theme.slug, notice=_("The receipt is off the list."))
    title = _("Yes, the receipt is printed")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=row.person.display_name, why="")


@bp.route(f"/beheer/groepen/<slug>/balie/{KEY}/nieuwe-code", methods=["GET", "POST"])
def renew_code(slug: str, key: int) -> Response:
    """For who lost the letter: the answer is the receipt itself, since the new code is stored nowhere."""
    theme, _group = composed(slug)
    row = _of_theme(theme, key)
    letter = queries.letter_of(row.id)
    if letter is None or letter.batch.printed_at is None or letter_actions.opens(letter) is None:
        raise NotFound
    form = Confirm()
    if form.sent():
        code = letter_actions.renew(letter, key=code_key())
        data = letters.receipt(theme, row, code=code, phone=_phone(row), how_came=_how(row))
        return as_pdf(sheets.pdf("letter.typ", data), f"bevestiging-{key}")
    title, what = _("Print a new code"), row.person.display_name
    why = _("Be sure that it is the person themselves. The old code then works no longer. You get the receipt at once.")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=what, why=why)


@bp.route(f"/beheer/groepen/<slug>/balie/{KEY}/wijzigen", methods=["GET", "POST"])
def change_at_desk(slug: str, key: int) -> Response:
    """Somebody calls because an answer is not right, or to tell by which number they can be reached."""
    theme, group = composed(slug)
    row = _of_theme(theme, key)
    if row.state is not RegistrationState.REGISTERED or not queries.is_open(theme):
        raise NotFound
    form = sign_up_form_for(theme, group, base=DeskForm, about_oneself=False, given=row)
    form.leave_out_what_was_said()
    for name in (
        "name",
        "address",
        "website",
        "opened",
        *(("phone", "unreachable") if row.person.mail_address else ()),
        *(("post_address",) if row.person.mail_address or "postcode" in form else ()),
    ):
        del form[name]
    agreed = queries.consents([row.id]).get(row.id)
    if agreed is not None and form.text is not None and agreed.text.sha256 == form.text.sha256:
        del form["read_aloud"]
    if form.sent():
        actions.change_registration(row, **form.facts())
        if "phone" in form and isinstance(form, DeskForm):
            where = {name: form[name].data or "" for name in ("phone", "post_address") if name in form}
            recruiting.reach_at(row, by=me().id, **where)
        return go_to("groups.desk_receipt", slug=slug, key=key, notice=_("The answers have been changed."))
    if not form.is_submitted():
        form.begin_with(row)
        if "phone" in form:
            form["phone"].data = _phone(row)
        if "post_address" in form and (arrival := queries.arrival(row.id)) is not None:
            form["post_address"].data = arrival.post_address
    return page("groups/desk_change.html", form=form, theme=theme, row=row)


@bp.route(f"/beheer/groepen/<slug>/balie/{KEY}/intrekken", methods=["GET", "POST"])
def withdraw_at_desk(slug: str, key: int) -> Response:
    """Somebody calls to say that they do not want to join any more."""
    theme, _group = composed(slug)
    row = _of_theme(theme, key)
    if row.state not in queries.PLACEABLE:
        raise NotFound
    form = Confirm()
    if form.sent():
        actions.withdraw(row)
        return go_to(
            "groups.channels",
            slug=slug,
            notice=_("They are off the list. Their answers have been wiped, and their name is not shown any more."),
        )
    title = _("Withdraw this registration")
    why = _("Only if they ask for it themselves. Their answers are wiped at once, and their name leaves the list.")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=row.person.display_name, why=why)


def _of_theme(theme: Theme, key: int) -> Registration:
    """Of who withdrew nothing is shown any more."""
    row = queries.registration(key)
    if row.theme_id != theme.id or row.is_nameless:
        raise NotFound
    return row


def _phone(row: Registration) -> str:
    arrival = queries.arrival(row.id)
    return arrival.phone if arrival else ""


def _how(row: Registration) -> CameBy:
    arrival = queries.arrival(row.id)
    return arrival.how if arrival else CameBy.SITE


def _code(letter: Letter | None) -> str:
    """Their own alone, and only if it opens something: a batch of letters has the codes of others as well."""
    if letter is None or not letter.batch.sealed or letter_actions.opens(letter) is None:
        return ""
    return vault().open(letter.batch.sealed).split()[letter.number - 1]


def _to_print(letter: Letter | None) -> bool:
    """Whether a code of the desk is still to be printed; letters to many are said to be printed in their own room."""
    if letter is None or letter.batch.printed_at is not None:
        return False
    return letter.batch.channel.kind is ChannelKind.DESK
