"""Whoever signed up while no lots were drawn did not agree to that: asking them, and writing down that they do."""

from flask_babel import gettext as _

from regiodialoog.core import jobs, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.groups import queries
from regiodialoog.groups.actions.consenting import agree
from regiodialoog.groups.actions.draw_pool import seats_to_draw
from regiodialoog.groups.actions.guard import is_held, may_be_next
from regiodialoog.groups.consent import Agreed
from regiodialoog.groups.events import AgreementAsked
from regiodialoog.groups.models import Group, Registration
from regiodialoog.groups.queries.consents import agreed_to_no_lot

ASK_JOB = "groups.ask_to_agree"
BLOCK = 100
"""So many are asked in one transaction."""


def to_ask(group: Group) -> list[Registration]:
    """Who waits for a place and agreed to a text that says nothing of lots, oldest first; nobody while no lots are
    drawn for an open place."""
    if not seats_to_draw(queries.seats(group.id)):
        return []
    no_lot = agreed_to_no_lot(group.theme_id)
    return [row for row in queries.without_a_place(group.theme_id) if row.id in no_lot]


def ask_to_agree(group: Group) -> int:
    """Have the worker mail all of them; who was asked before gets no second mail. Returns how many wait to be asked or
    to answer. Raises Conflict when there is nobody."""
    numbers = [row.id for row in to_ask(group)]
    if not numbers:
        raise Conflict(_("There is nobody to ask."))
    emit(AgreementAsked(subject_id=group.theme_id, people=len(numbers)))
    for n in range(0, len(numbers), BLOCK):
        some = numbers[n : n + BLOCK]
        jobs.enqueue(ASK_JOB, {"registrations": some}, dedupe_key=f"{ASK_JOB}:{some[0]}:{some[-1]}:{len(some)}")
    return len(numbers)


def ask_some(numbers: list[int]) -> None:
    """For the worker: those who still wait for a place, each once."""
    for row in queries.registrations_by_id(numbers, *queries.PLACEABLE).values():
        mails.post(
            "emails/groups/agree_anew.txt",
            address=row.person.address,
            language=row.person.language,
            dedupe_key=f"agree-anew:{row.id}",
            person_id=row.person_id,
            person=row.person,
            theme=row.theme,
        )


def agree_anew(registration: Registration, agreed: Agreed) -> None:
    """Raises Conflict when it is too late for it: a draw was sealed, or somebody has no part in a draw any more."""
    db.session.refresh(registration, ["state"])
    if not can_agree(registration):
        raise Conflict(_("You cannot agree to this any more."))
    agree(registration, agreed)


def should_say(registration: Registration) -> bool:
    """Whether lots are still drawn for open places, and somebody agreed to a text that says nothing of it."""
    last = queries.consents([registration.id]).get(registration.id)
    if last is None or last.text.by_lot or not can_agree(registration):
        return False
    group = queries.find_group(registration.theme)
    return group is not None and bool(seats_to_draw(queries.seats(group.id)))


def can_agree(registration: Registration) -> bool:
    placeable = registration.state in queries.PLACEABLE
    return placeable and not is_held(registration.theme) and not may_be_next(registration)
