"""What stands in letters on paper, as plain data for ``templates/sheets/letter.typ``: an invitation with a code, and
the receipt of who signed up at the desk. In the language of whoever makes it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock, mails
from regiodialoog.core.i18n import format_date
from regiodialoog.core.web.site import CurrentSite
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import shapes, waiting
from regiodialoog.groups.evenings import evenings
from regiodialoog.groups.models import Channel, Group, Registration

Pairs = Sequence[tuple[str, str]]


def invitation(theme: Theme, group: Group, channel: Channel, codes: Sequence[str]) -> dict[str, Any]:
    """One sheet per code."""
    mandate = dialogues.mandate_of(theme)
    question = (mandate.question if mandate else theme.question) or theme.goal or theme.title
    mind = [_("You do not need to know anything about it beforehand.")]
    if theme.min_age:
        mind.append(_("You can join from %(age)s years of age.", age=theme.min_age))
    mind.append(_("The group gives advice. The councils of the municipalities decide."))
    return _sheets(
        title=_("Will you join the talks: %(theme)s?", theme=theme.title),
        opening=[
            _("We ask you to join a group that talks about this question: %(question)s", question=question),
            " ".join(mind),
        ],
        parts=[
            _part(_("When does the group meet?"), [] if evenings(theme) else [_days_unknown()], pairs=_days(theme)),
            _part(_("What you get for it"), [group.compensation, _also_paid(group)]),
            _part(_("How do you sign up?"), [shapes.signing_up(theme).said, _no_obligation()]),
        ],
        box={
            "before": [_("Go to %(address)s and type your code:", address=short(mails.link("groups.use_code")))],
            "after": [_("Or scan the picture with your phone. The code is for you alone and works once.")],
            "picture": _("QR code with the address %(address)s", address=short(address_of(channel))),
        },
        closing=[by_phone(), _("Do you not want to join? Then you need not do anything.")],
        codes=codes,
    )


def receipt(theme: Theme, registration: Registration, *, code: str, phone: str) -> dict[str, Any]:
    """What somebody told at the desk, and how they change it or withdraw."""
    person = registration.person
    how = person.mail_address or phone
    pairs = [(_("Name"), person.name), *_plain(shapes.told(registration))]
    if how:
        pairs.append((_("We reach you at"), how))
    comes = waiting.how_filled(registration)
    day = shapes.answer_by(theme)
    comes += " " + (_("You hear from us by %(date)s.", date=day) if day else "")
    here = short(mails.link("groups.use_code" if code else "accounts.sign_in"))
    return _sheets(
        title=_("You have signed up for: %(theme)s", theme=theme.title),
        opening=[_("Somebody of the bureau filled this in for you. Keep this letter."), comes.strip()],
        parts=[
            _part(_("What you told us"), [], pairs=pairs),
            _part(
                _("Do you want to change something, or withdraw?"),
                [by_phone(), _("You can also do it yourself on the internet: %(address)s", address=here)],
            ),
        ],
        box={
            "before": [_("Your code, to see and change what you told us:")] if code else [],
            "after": [_("Keep this code to yourself. It is shown nowhere else.")] if code else [],
            "picture": "",
        },
        closing=[_("Only the bureau sees your answers. They are wiped when you withdraw.")],
        codes=[code],
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


def _sheets(*, codes: Sequence[str], **data: Any) -> dict[str, Any]:
    site = CurrentSite()
    sender = f"{site.name} {site.region_name}".strip()
    data["parts"] = [part for part in data["parts"] if part["paragraphs"] or part["pairs"]]
    return {
        "sender": sender,
        "date": format_date(clock.today()),
        "sheets": [{"code": code} for code in codes],
        **data,
    }


def _part(title: str, paragraphs: Sequence[str], *, pairs: Pairs = ()) -> dict[str, Any]:
    return {"title": title, "paragraphs": [said for said in paragraphs if said], "pairs": list(pairs)}


def _days(theme: Theme) -> Pairs:
    return [(format_date(one.day), one.title) for one in evenings(theme) if one.day >= clock.today()]


def _days_unknown() -> str:
    return str(_("The days are not known yet. Whoever has a place hears them first."))


def _also_paid(group: Group) -> str:
    return f"{_('We also pay:')} {group.costs}" if group.costs else ""


def _no_obligation() -> str:
    return str(_("It takes a few minutes. Whether there is a place for you, you hear afterwards."))


def _plain(pairs: Pairs) -> list[tuple[str, str]]:
    """Without the marks of the language in which something was written."""
    return [(_text(name), _text(value)) for name, value in pairs]


def _text(value: Any) -> str:
    return value.striptags() if hasattr(value, "striptags") else str(value)
