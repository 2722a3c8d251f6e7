"""What seats offered to organisations do when something happens to people and what is tidied of them; reminders of any
invitation."""

from collections import Counter
from typing import Any, cast

from flask import current_app

from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core import clock
from regiodialoog.core.events import Told, emit, listens
from regiodialoog.core.i18n import DEFAULT
from regiodialoog.core.tidying import tidies
from regiodialoog.groups import queries
from regiodialoog.groups.actions import asking_organisations as actions
from regiodialoog.groups.actions import opening, reminding
from regiodialoog.groups.actions.tidying import ended_before
from regiodialoog.groups.events import InvitationAccepted, OrganisationsForgotten
from regiodialoog.groups.retention import ANSWERS_KEPT


@listens(InvitationAccepted)
def ask_the_deputy(told: Told) -> None:
    """The deputy whom an organisation named is asked once its representative has the place."""
    row = queries.organisation_that_named(cast("InvitationAccepted", told.event).invitation_id)
    if row is not None:
        actions.representative_came(row, language=DEFAULT)


@tidies
def expire_organisations() -> None:
    for row in queries.organisations_overdue(clock.today()):
        actions.expire_organisation(row)
    wiped = Counter[int]()
    for row in queries.organisations_to_clear(clock.today() - actions.CONTACTS_KEPT):
        actions.clear_contact(row)
        wiped[row.seat.group.theme_id] += 1
    for theme_id, count in wiped.items():
        emit(OrganisationsForgotten(subject_id=theme_id, organisations=count))


@tidies
def forget_what_organisations_wrote() -> None:
    for theme_id in ended_before(clock.today() - ANSWERS_KEPT):
        actions.forget_organisations(theme_id)


@tidies
def remind() -> None:
    reminding.remind_organisations()
    reminding.remind_invited()


@tidies
def remind_to_open() -> None:
    opening.remind_to_open()


@tidies
def remind_lists() -> None:
    reminding.remind_invitees(key=current_app.config["SETTINGS"].signing_key)


@own_data("mandates")
def own_mandates(person: Person) -> dict[str, Any]:
    """What an organisation wrote of the mandate with which somebody sits, and what it was asked through them."""
    seats = {seat.id: seat for seat in queries.seats_of_person(person.id)}
    return {
        "mandates": [
            {
                "theme": seats[number].group.theme.title,
                "organisation": row.organisation.name,
                "may_agree": row.may_agree,
                "reports_to": row.reports_to,
            }
            for number, row in queries.mandates(seats.values()).items()
        ],
        "asked_as_contact": [
            {
                "theme": row.seat.group.theme.title,
                "organisation": row.organisation.name,
                "name": row.contact,
                "address": row.address,
                "state": row.state.value,
            }
            for row in queries.organisations_at(person.mail_address)
        ],
    }
