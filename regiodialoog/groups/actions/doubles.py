"""Two registrations that may be of one person: withdraw the one, or say that they are two people."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import or_, update

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import store
from regiodialoog.groups import queries
from regiodialoog.groups.actions.guard import no_sealed_draw
from regiodialoog.groups.actions.recruiting import reach_at
from regiodialoog.groups.actions.registering import clear
from regiodialoog.groups.events import DoubleMerged, KeptApart
from regiodialoog.groups.models import REGISTRATIONS, Group, Registration, RegistrationPair, RegistrationState

MOST = 1000
"""So many pairs are looked at."""


def goes(first: Registration, second: Registration) -> Registration:
    """Which of two would be withdrawn: the later one, unless only that one sits in the group or is off the list."""
    seated, gone = RegistrationState.SEATED, RegistrationState.WITHDRAWN
    keeps_second = second.state is seated and first.state is not seated
    return first if keeps_second or second.state is gone else second


def merge(first: Registration, second: Registration, *, reason: str, by: int | None) -> Registration:
    """They are one person: withdraw one of them, wipe its answers, and tell them by mail. Returns which one.

    Raises Invalid without a reason; Conflict when both sit, somebody decided before, or a draw is sealed.
    """
    if not reason.strip():
        raise Invalid(_("Say how you know that they are one person."))
    no_sealed_draw(first.theme)
    for each in (first, second):
        db.session.refresh(each, ["state"], with_for_update=True)
    row = goes(first, second)
    if row.state is RegistrationState.SEATED:
        raise Conflict(_("Both have a place in the group. First free one of the places."))
    kept = second if row is first else first
    _keep(first, second, same=True, reason=reason.strip(), by=by)
    _keep_reach(row, kept, by=by)
    REGISTRATIONS.move(row, RegistrationState.WITHDRAWN)
    row.decided_at = clock.now()
    clear(row)
    person = hears(row, kept)
    mails.post(
        "emails/groups/double.txt",
        address=person.address,
        language=person.language,
        dedupe_key=f"double:{row.id}",
        person_id=person.id,
        person=person,
        theme=row.theme,
        was_offered=kept.state is RegistrationState.WITHDRAWN,
    )
    emit(DoubleMerged(subject_id=row.theme_id, registration_id=row.id, kept_id=kept.id))
    return row


def hears(row: Registration, kept: Registration) -> Person:
    """Who is told that one of two was withdrawn: at the address of that one, else where the other one is reached."""
    return row.person if row.person.mail_address else kept.person


def _keep_reach(row: Registration, kept: Registration, *, by: int | None) -> None:
    """Who is reached by phone or letter alone stays reachable: that goes along to the registration that stays."""
    had, has = queries.arrival(row.id), queries.arrival(kept.id)
    if by is None or had is None or kept.person.mail_address or kept.state is RegistrationState.WITHDRAWN:
        return
    where = {"phone": had.phone, "post_address": had.post_address}
    if new := {name: said for name, said in where.items() if said and not (has and getattr(has, name))}:
        reach_at(kept, by=by, **new)


def undecided(group: Group, pool: Sequence[Registration]) -> tuple[int, int]:
    """How many pairs that nobody decided about hold somebody of a pool; and how many of these are, by more than their
    name, with somebody whom a draw offered a place before."""
    numbers, offered = {row.id for row in pool}, queries.people_offered(group.id)
    pairs = [each for each in queries.doubles(group, most=MOST) if numbers & {each.first.id, each.second.id}]
    back = [
        each
        for each in pairs
        if offered & {each.first.person_id, each.second.person_id}
        and (each.by_address or each.by_home or each.by_birth)
    ]
    return len(pairs), len(back)


def nobody_comes_back(group: Group, pool: Sequence[Registration]) -> None:
    """Raises Conflict while somebody in a pool may be one whom a draw offered a place before."""
    if undecided(group, pool)[1]:
        raise Conflict(
            _(
                "Somebody in this draw may be one whom a draw offered a place before. First decide about them on the"
                " page of who signed up twice."
            )
        )


def keep_apart(first: Registration, second: Registration, *, by: int | None) -> None:
    """They are two people: the pair is not shown again. Raises Conflict when somebody decided before."""
    _keep(first, second, same=False, reason="", by=by)
    emit(KeptApart(subject_id=first.theme_id, registration_id=first.id, other_id=second.id))


def forget_reasons(*registrations: Registration) -> None:
    """Wipe what was written about these people."""
    numbers = [row.id for row in registrations]
    if not numbers:
        return
    about = or_(RegistrationPair.first_id.in_(numbers), RegistrationPair.second_id.in_(numbers))
    db.session.execute(update(RegistrationPair).where(about).values(reason=""))


def _keep(first: Registration, second: Registration, *, same: bool, reason: str, by: int | None) -> None:
    if first.theme_id != second.theme_id or first.id >= second.id:
        raise Invalid(_("These are not two registrations of one theme."))
    gone = [row for row in (first, second) if row.state is RegistrationState.WITHDRAWN]
    offered = queries.people_offered(queries.group_of(first.theme).id) if len(gone) == 1 else set()
    if any(row.person_id not in offered for row in gone) or queries.pair(first.id, second.id) is not None:
        raise Conflict(_("Somebody decided about these two already."))
    store(RegistrationPair(first_id=first.id, second_id=second.id, same=same, reason=reason, decided_by=by))
