"""Opening the signing up of a group, taking that back, a reminder to who forgot it, and saying that it asks no
questions."""

from datetime import date, timedelta

from flask_babel import gettext as _

from regiodialoog.accounts import queries as accounts
from regiodialoog.core import clock, mails
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.rows import flush
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import queries
from regiodialoog.groups.actions.composition import change_group
from regiodialoog.groups.actions.guard import one_at_a_time
from regiodialoog.groups.events import OpeningReminded, SignUpHeld, SignUpOpened
from regiodialoog.groups.models import Group

REMIND_OPENING = timedelta(days=3)
"""So long before its first day the bureau hears that signing up still waits."""


def open_sign_up(group: Group) -> None:
    """From now on the days, the councils and the plan say whether people can sign up. Raises Conflict when it does not
    wait."""
    one_at_a_time(group)
    if not group.sign_up_waits:
        raise Conflict(_("Signing up has been opened already."))
    group.sign_up_waits = False
    flush()
    emit(SignUpOpened(subject_id=group.theme_id, group_id=group.id))


def hold_sign_up(group: Group) -> None:
    """Let signing up wait again, as long as nobody signed up. Raises Conflict when somebody did, or when it waits."""
    one_at_a_time(group)
    if group.sign_up_waits:
        raise Conflict(_("Signing up has not been opened."))
    if queries.has_sign_ups(group.theme_id):
        raise Conflict(_("Somebody signed up already. Signing up stays open as long as its days last."))
    group.sign_up_waits = True
    flush()
    emit(SignUpHeld(subject_id=group.theme_id, group_id=group.id))


def remind_to_open() -> None:
    """Mail the bureau about signing up that is to begin within REMIND_OPENING and still waits, and again on the day
    itself, or the first day after it on which the worker comes by."""
    today = clock.today()
    for group in queries.groups_that_wait():
        phase = dialogues.phase_of(group.theme, PhaseKind.RECRUITMENT)
        if phase is None or not _is_due(group.waits_told_on, phase.starts_on, phase.ends_on, today):
            continue
        group.waits_told_on = today
        flush()
        for person in accounts.holders(Role.BUREAU, ScopeKind.REGION):
            mails.post(
                "emails/groups/open_sign_up.txt",
                address=person.address,
                language=person.language,
                dedupe_key=f"open-sign-up:{group.id}:{today}:{person.id}",
                person_id=person.id,
                person=person,
                theme=group.theme,
                starts_on=phase.starts_on,
                late=phase.starts_on < today,
            )
        emit(OpeningReminded(subject_id=group.theme_id, group_id=group.id))


def _is_due(told_on: date | None, starts_on: date, ends_on: date, today: date) -> bool:
    if not starts_on - REMIND_OPENING <= today <= ends_on:
        return False
    return told_on is None or told_on < starts_on - REMIND_OPENING or told_on < starts_on <= today


def ask_nothing(group: Group) -> None:
    """The bureau says that whoever signs up gets no question for the composition. Raises Conflict when there is one."""
    if queries.questions(group):
        raise Conflict(_("There are questions already. Drop them first."))
    change_group(group, asks_nothing=True)
