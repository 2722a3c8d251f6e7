"""What somebody gets who sits in a group, and with what they are helped to come, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from regiodialoog.core.i18n import content, phrase
from regiodialoog.groups.models import CompensationKind, Group, Help

KINDS = {
    CompensationKind.MONEY: _l("Money"),
    CompensationKind.VOUCHER: _l("A voucher"),
    CompensationKind.NONE: _l("No compensation"),
}
HELP = {
    Help.TRAVEL: _l("travel costs"),
    Help.CARE: _l("child care"),
    Help.INTERPRETER: _l("an interpreter"),
    Help.OTHER: _l("other help"),
}
_SAID = {
    CompensationKind.MONEY: _l("You get money: %(what)s"),
    CompensationKind.VOUCHER: _l("You get a voucher: %(what)s"),
}


@dataclass(frozen=True)
class InReturn:
    """In sentences; empty for what nothing is said of. The region's own words are marked."""

    compensation: Markup
    help: Markup

    @property
    def said(self) -> list[Markup]:
        return [each for each in (self.compensation, self.help) if each]

    @property
    def plain(self) -> list[str]:
        """For letters and mails."""
        return [each.striptags() for each in self.said]


def in_return(group: Group) -> InReturn:
    return InReturn(_compensation(group), _help(group))


def listed(kinds: Iterable[Help]) -> str:
    return ", ".join(str(HELP[each]) for each in kinds)


def to_tick(group: Group) -> list[tuple[str, str]]:
    """The help that a group offers, as choices; what is its own is in its own words."""
    return [(each.value, content(group.costs) if each is Help.OTHER else begun(each)) for each in group.helps]


def begun(kind: Help) -> str:
    """As what stands by itself."""
    said = str(HELP[kind])
    return said[:1].upper() + said[1:]


def _compensation(group: Group) -> Markup:
    if group.compensation_kind is CompensationKind.NONE:
        return escape(_("There is no compensation for coming."))
    if group.compensation_kind is None:
        return escape(content(group.compensation))
    return phrase(str(_SAID[group.compensation_kind]), what=group.compensation)


def _help(group: Group) -> Markup:
    """Before there were choices the own words held all of it."""
    if not group.help_offered:
        return phrase(_("We also pay: %(what)s"), what=group.costs) if group.costs else Markup()
    known = escape(_("We help with: %(help)s.", help=listed(each for each in group.helps if each is not Help.OTHER)))
    return Markup(" ").join([known, *([content(group.costs)] if group.costs else [])])
