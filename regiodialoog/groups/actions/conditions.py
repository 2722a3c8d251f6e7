"""The conditions to join a group: which of them hold, and who meets them."""

from collections.abc import Mapping

from sqlalchemy import update

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.events import SYSTEM, acting_as, emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions.composition import change_group
from regiodialoog.groups.actions.guard import no_sealed_draw, one_at_a_time
from regiodialoog.groups.events import ConditionsTold, EligibilityTold, TurnedAway
from regiodialoog.groups.models import MET, Condition, Eligibility, Group, Registration
from regiodialoog.groups.queries import eligibility


def change_conditions(group: Group, *, asks_place: bool, asks_no_office: bool, one_per_household: bool) -> None:
    """Which of them hold, also that none does. Raises Conflict while a draw is sealed: it was made within the old
    ones."""
    one_at_a_time(group)
    no_sealed_draw(group.theme)
    change_group(
        group,
        asks_place=asks_place,
        asks_no_office=asks_no_office,
        one_per_household=one_per_household,
        conditions_decided=True,
    )


def tell_conditions(registration: Registration, met: Mapping[Condition, bool | None]) -> None:
    """Write down whether somebody meets conditions; None: it is not known after all. Raises Conflict while a draw is
    sealed: they may be drawn."""
    columns = {MET[condition]: value for condition, value in met.items()}
    if any(getattr(registration, name) is not value for name, value in columns.items()):
        one_at_a_time(queries.group_of(registration.theme))
        no_sealed_draw(registration.theme)
        fields = assign(registration, **columns)
        emit(ConditionsTold(subject_id=registration.theme_id, registration_id=registration.id, fields=fields))


def keep_met(group: Group, person: Person, met: Mapping[Condition, bool | None]) -> None:
    """Write down whether somebody who was invited, or stands in, meets conditions; None: it is not known after all."""
    row = eligibility.told_of(group.id, person.id)
    if row is None:
        row = Eligibility(group_id=group.id, person_id=person.id)
        store(row)
    if fields := assign(row, **{MET[condition]: value for condition, value in met.items()}):
        emit(EligibilityTold(subject_id=group.theme_id, eligibility_id=row.id, fields=fields))


def tell_invited(group: Group, person: Person, met: Mapping[Condition, bool | None]) -> None:
    """The bureau says it of somebody at the table, for good: also where they signed up as well. Raises Conflict while
    a draw is sealed: they count for its demands."""
    row = eligibility.told_of(group.id, person.id)
    if all((row.meets(condition) if row else None) is value for condition, value in met.items()):
        return
    one_at_a_time(group)
    no_sealed_draw(group.theme)
    keep_met(group, person, met)
    listed = queries.latest_registration(group.theme, person.id)
    if listed is not None and listed.state in queries.ON_THE_LIST:
        tell_conditions(listed, met)


def forget_met(group_id: int) -> int:
    """Wipe what is known of who was invited into a group. Returns of how many."""
    rows = eligibility.eligibilities(group_id)
    for row in rows:
        db.session.delete(row)
    flush()
    return len(rows)


def turn_away(group: Group, condition: Condition) -> None:
    """Count that somebody could not sign up because of a condition; who, and that it was them, is written nowhere."""
    column = getattr(Group, f"turned_away_{condition.value}")
    query = update(Group).where(Group.id == group.id).values({column: column + 1})
    db.session.execute(query.execution_options(synchronize_session=False))
    db.session.expire(group, [column.key])
    with acting_as(SYSTEM):
        emit(TurnedAway(subject_id=group.theme_id, group_id=group.id))
