"""Whether somebody may sit: by the conditions of the group, and by who lives with whom."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from regiodialoog.accounts.models import Person
from regiodialoog.core.errors import Conflict
from regiodialoog.groups import queries
from regiodialoog.groups.actions.guard import HOLDS, one_at_a_time
from regiodialoog.groups.models import Condition, Group, Registration
from regiodialoog.groups.queries import eligibility

CANNOT_TAKE = _l("You cannot take this place now. Please call or write to the bureau.")
"""Says nothing of why, nor of who else sits: that is for the bureau to know."""


class NotKnown(Conflict):
    """Of some it is not known whether they meet the conditions."""


class HoldsOffice(Conflict):
    """The roles of somebody say that they do not meet the condition of no office, whatever they answered."""


def no_office(group: Group | None, person: Person) -> None:
    """Raises HoldsOffice where the group asks no office."""
    if group is not None and group.asks_no_office and queries.holds_office(person):
        raise HoldsOffice(
            _("Somebody whose account has a role in a council, a college or the bureau cannot sit in this group.")
        )


def may_sit(group: Group, row: Registration, *, drawn: bool = False, held: Sequence[Condition] | None = None) -> None:
    """Raises Conflict for who does not meet a condition, and for who lives with somebody who sits, or who may still be
    drawn by a sealed draw. ``drawn``: that draw itself says that they sit; ``held``: the conditions that matter, if not
    all that hold."""
    one_at_a_time(group)
    rules = queries.rules(group)
    if any(held is None or each in held for each in rules.unmet(row)):
        raise Conflict(_("This person does not meet a condition of the group, and cannot get a place."))
    if rules.lives_with_one_who_sits(row):
        raise Conflict(
            _(
                "Somebody who lives at the same address sits in the group already. At most one person of a household"
                " can. Do they not live together? Then take the address apart on the page of the households."
            )
        )
    if not drawn and rules.home_of(row) and _lives_with_one_in_a_sealed_draw(group, row):
        raise Conflict(
            _("Somebody who lives at the same address can still be drawn: the draw was sealed. Finish it first.")
        )


def _lives_with_one_in_a_sealed_draw(group: Group, row: Registration) -> bool:
    draw = queries.draw_goes_on(group.id)
    if draw is None or draw.state not in HOLDS or row.id in draw.codes.values():
        return False
    return not queries.housemates(row).isdisjoint(draw.codes.values())


def may_be_invited(
    group: Group, person: Person, met: Mapping[Condition, bool], *, for_organisation: bool
) -> tuple[Condition, ...]:
    """Which conditions matter for somebody who did not sign up. Raises HoldsOffice, and Conflict for one that they do
    not meet by what they say now, or by what was written down before in whatever way they came."""
    held = eligibility.conditions_of(group, for_organisation=for_organisation)
    no_office(group, person)
    said = [each for each in held if met.get(each) is False]
    if said or eligibility.known_not_to_meet(group, person.id, held):
        raise Conflict(CANNOT_TAKE)
    return held


def conditions_are_known(group: Group, pool: Sequence[Registration]) -> None:
    """Raises NotKnown, which says of how many it is not."""
    count = count_unknown(group, pool)
    if count:
        said = ngettext(
            "Of %(num)s person in this draw or in the group it is not known whether they meet the conditions. First say"
            " so on the page of the conditions.",
            "Of %(num)s people in this draw or in the group it is not known whether they meet the conditions. First say"
            " so on the page of the conditions.",
            count,
        )
        raise NotKnown(said)


def count_unknown(group: Group, pool: Sequence[Registration]) -> int:
    """Of how many who can be drawn, and who sit already: those count for the demands that are sealed."""
    rules = queries.Rules(queries.conditions(group))
    return sum(bool(rules.unknown(row)) for row in pool) + eligibility.count_unknown_at_table(group)
