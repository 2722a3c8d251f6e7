"""What stands in letters on paper, as plain data for ``templates/sheets/letter.typ``: an invitation with a code, and
the receipt of who signed up at the desk. In the language of whoever makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock, mails
from regiodialoog.core.i18n import format_date
from regiodialoog.core.web.site import CurrentSite
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries, shapes, waiting
from regiodialoog.groups.models import Call, CameBy, Channel, Group, OrganisationInvitation, Registration
from regiodialoog.groups.paid import in_return

Pairs = Sequence[tuple[str, str]]
MOST_DAYS = 6
"""So many fit on a letter of one sheet."""
TRIAL_CODE = "PROE-F000"
"""Looks like the code of a letter, and can be none: it has letters that codes do not have."""


@dataclass(frozen=True)
class Addressed:
    """To whom the letters of a list go: a name and address per code, in lines. They can answer until ``answer_by``, and
    are wiped on ``wiped_on`` at the latest."""

    to: Sequence[Sequence[str]]
    answer_by: date
    wiped_on: date


def invitation(
    theme: Theme, group: Group, leads_to: str, codes: Sequence[str], addressed: Addressed | None = None
) -> dict[str, Any]:
    """One sheet per code. ``leads_to``: the address of the picture."""
    question = shapes.question(theme)
    mind = [_("You do not need to know anything about it beforehand.")]
    if theme.min_age:
        mind.append(_("You can join from %(age)s years of age.", age=theme.min_age))
    mind.append(_("The group gives advice. The councils of the municipalities decide."))
    return on_sheets(
        salutation=_("Dear Sir or Madam,"),
        title=_("Will you join the talks: %(theme)s?", theme=theme.title),
        opening=[
            _("We ask you to join a group that talks about this question: %(question)s", question=question),
            " ".join(mind),
        ],
        parts=[
            part_of(_("When does the group meet?"), _about_days(theme), pairs=shapes.coming_days(theme)[:MOST_DAYS]),
            part_of(_("What you get for it"), in_return(group).plain),
            part_of(_("How do you sign up?"), [shapes.signing_up(theme).said, _no_obligation()]),
        ],
        box={
            "before": [_("Go to %(address)s and type your code:", address=short(mails.link("groups.use_code")))],
            "after": [_("Or scan the picture with your phone. The code is for you alone and works once.")],
            "picture": _("QR code with the address %(address)s", address=short(leads_to)),
        },
        closing=[by_phone(), *(_about_list(addressed) if addressed else [_nothing_to_do()])],
        sheets=list(zip(codes, addressed.to if addressed else [()] * len(codes), strict=True)),
    )


def to_organisation(theme: Theme, row: OrganisationInvitation, code: str) -> dict[str, Any]:
    """One sheet, to the contact of an organisation."""
    until = format_date(row.answer_by)
    return on_sheets(
        salutation=_("Dear %(name)s,", name=row.contact),
        title=_("Will your organisation join the talks: %(theme)s?", theme=theme.title),
        opening=[
            _(
                "We ask your organisation to join a group that talks about this question: %(question)s",
                question=shapes.question(theme),
            ),
            _("There is a place at the table for %(name)s. You say who comes.", name=row.organisation.name),
        ],
        parts=[
            part_of(_("When does the group meet?"), _about_days(theme), pairs=shapes.coming_days(theme)[:MOST_DAYS]),
            part_of(
                _("What do we ask of you?"),
                [_("You name a representative and, if you want, a deputy, and write what they may say yes to.")],
            ),
        ],
        box={
            "before": [_("Go to %(address)s and type your code:", address=short(mails.link("groups.use_code")))],
            "after": [_("The code is for your organisation alone and works once.")],
            "picture": "",
        },
        closing=[
            by_phone(),
            _("You can answer until %(date)s.", date=until),
            _("Does your organisation not join? Type the code and say so: then we ask another one."),
            _("We use your name and address for this question alone, and wipe them afterwards."),
        ],
        sheets=[(code, [row.organisation.name, row.contact])],
    )


def receipt(
    theme: Theme, registration: Registration, *, code: str, phone: str, how_came: CameBy = CameBy.DESK
) -> dict[str, Any]:
    """What somebody told, at the desk or by themselves (``how_came``), when the group meets, and how they change it or
    withdraw. ``code``: to be printed on it; whoever has no address and gets none here has that of their letter."""
    person = registration.person
    told = [(_("Name"), person.name), *_plain(shapes.told(registration))]
    if how := person.mail_address or phone:
        told.append((_("We reach you at"), how))
    return _receipt(
        theme,
        person.name,
        told,
        comes=waiting.how_filled(registration),
        code=code,
        by_code=bool(code) or not person.mail_address,
        by_letter=how_came is CameBy.LETTER,
        to=post_address(registration),
    )


def post_address(registration: Registration) -> list[str]:
    """Where a letter to somebody goes, in lines under the name: what they gave for that, where they live if the group
    asks it, or where their invitation went; empty when nothing is known."""
    arrival, letter = queries.arrival(registration.id), queries.letter_of(registration.id)
    if arrival is not None and arrival.post_address:
        return [line for line in arrival.post_address.splitlines() if line.strip()]
    home = f"{registration.postcode} {registration.house_number} {registration.house_addition}".strip()
    if home:
        return [home]
    invited = queries.addressees(letter.batch_id).get(letter.number) if letter is not None else None
    return list(invited.lines[1:]) if invited is not None else []


def trial_receipt(theme: Theme, name: str, told: Pairs) -> dict[str, Any]:
    """The receipt of somebody invented, who signed up with the code of a letter."""
    comes = _("Here it says how the places of the chosen interest are filled.")
    return _receipt(
        theme, name, [(_("Name"), name), *told], comes=comes, code=TRIAL_CODE, by_code=True, by_letter=True, to=[]
    )


def trial(data: dict[str, Any]) -> dict[str, Any]:
    """A letter, marked as a trial."""
    return {**data, "notice": _("This is a trial. The code does not work.")}


def _receipt(
    theme: Theme, name: str, told: Pairs, *, comes: str, code: str, by_code: bool, by_letter: bool, to: Sequence[str]
) -> dict[str, Any]:
    """``comes``: what follows now; ``by_code``: whether they see their answers with a code, ``by_letter``: they signed
    up with that of a letter; ``to``: the lines of the address."""
    day = shapes.answer_by(theme)
    follows = f"{comes} {_('You hear from us by %(date)s.', date=day) if day else ''}".strip()
    here = short(mails.link("groups.use_code" if by_code else "accounts.sign_in"))
    own = [_("You filled this in yourself, with the code of a letter. Keep this letter as well.")]
    by_bureau = [_("Somebody of the bureau filled this in for you. Keep this letter.")]
    alone = _("You can also do it yourself on the internet: %(address)s", address=here)
    if by_code and not code:
        alone += ". " + _("There you type the code of the letter that you got before.")
    return on_sheets(
        salutation=_("Dear %(name)s,", name=name),
        title=_("You have signed up for: %(theme)s", theme=theme.title),
        opening=[*(own if by_letter else by_bureau), follows],
        parts=[
            part_of(_("What you told us"), [], pairs=told),
            part_of(_("When does the group meet?"), _about_days(theme), pairs=shapes.coming_days(theme)[:MOST_DAYS]),
            part_of(
                _("Do you want to change something, or withdraw?"),
                [shapes.changeable_until(theme), by_phone(), alone],
            ),
        ],
        box={
            "before": [_("Your code, to see and change what you told us:")] if code else [],
            "after": [_("Keep this code to yourself. It is shown nowhere else.")] if code else [],
            "picture": "",
        },
        closing=[
            _("Your answers are wiped when you withdraw."),
            _("Who sees them stands with your registration on the site.")
            if by_letter
            else _("Who sees them was read to you, and stands with your registration on the site."),
        ],
        sheets=[(code, [name, *to])],
    )


def in_place_of_call(call: Call, to: Sequence[str]) -> dict[str, Any]:
    """What somebody would be told by phone, who has none. ``to``: the lines of the address."""
    said = [" ".join(each.split()) for each in call.body.split("\n\n")]
    return on_sheets(
        salutation=_("Dear %(name)s,", name=call.person.name),
        title=call.subject,
        opening=[each for each in said[1:] if each],
        parts=[],
        box={"before": [], "after": [], "picture": ""},
        closing=[by_phone()],
        sheets=[("", [call.person.name, *to])],
    )


def address_of(channel: Channel) -> str:
    """On the installation's own address, as it is printed."""
    return mails.link("groups.channel_address", code=channel.code)


def short(address: str) -> str:
    """An address as people type it."""
    return address.removeprefix("https://").removeprefix("http://")


def by_phone() -> str:
    """Where somebody without internet turns."""
    site = CurrentSite()
    if not site.phone:
        return str(_("No internet, or do you need help? Ask the bureau of the region."))
    said: str = _("No internet, or do you need help? Call %(phone)s.", phone=site.phone)
    return f"{said} {site.opening_hours}".strip()


def _nothing_to_do() -> str:
    return str(_("Do you not want to join? Then you need not do anything."))


def _about_list(addressed: Addressed) -> list[str]:
    """By when, how one says no, and whence the address comes (GDPR, article 14)."""
    return [
        str(_("You can answer until %(date)s.", date=format_date(addressed.answer_by))),
        str(
            _("Do you not want to join? Type your code and choose: I do not join. Then we wipe your name and address.")
        ),
        str(
            _(
                "Your name and address come from your municipality. We use them to invite you and to see which letters"
                " work, and wipe them on %(date)s at the latest.",
                date=format_date(addressed.wiped_on),
            )
        ),
    ]


def on_sheets(*, sheets: Sequence[tuple[str, Sequence[str]]], **data: Any) -> dict[str, Any]:
    """Letters in the shape of their template. ``sheets``: of each its code, and the lines of its address; without lines
    room stays for them."""
    site = CurrentSite()
    sender = f"{site.name} {site.region_name}".strip()
    data["parts"] = [part for part in data["parts"] if part["paragraphs"] or part["pairs"]]
    return {
        "sender": sender,
        "reach": [said for said in (site.phone, site.email, short(mails.link("pages.home")).rstrip("/")) if said],
        "date": format_date(clock.today()),
        "greeting": _("With kind regards,"),
        "sheets": [{"code": code, "to": list(to)} for code, to in sheets],
        **data,
    }


def part_of(title: str, paragraphs: Sequence[str], *, pairs: Pairs = ()) -> dict[str, Any]:
    """A part of a letter under a title of its own."""
    return {"title": title, "paragraphs": [said for said in paragraphs if said], "pairs": list(pairs)}


def _about_days(theme: Theme) -> list[str]:
    days = len(shapes.coming_days(theme))
    if not days:
        return [str(_("The days are not known yet. Whoever has a place hears them first."))]
    if days <= MOST_DAYS:
        return []
    said = _("It meets %(count)s times. These are the first; all days stand on the page of the group.", count=days)
    return [str(said)]


def _no_obligation() -> str:
    return str(_("It takes a few minutes. Whether there is a place for you, you hear afterwards."))


def _plain(pairs: Pairs) -> list[tuple[str, str]]:
    """Without the marks of the language in which something was written."""
    return [(_text(name), _text(value)) for name, value in pairs]


def _text(value: Any) -> str:
    return value.striptags() if hasattr(value, "striptags") else str(value)
