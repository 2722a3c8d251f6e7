"""Organisations that are offered a seat, for tests."""

import re
from datetime import timedelta
from itertools import count
from typing import Any

from regiodialoog.core import clock
from regiodialoog.groups.actions import asking_organisations as actions
from regiodialoog.groups.models import OrganisationInvitation
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations.models import Organisation, OrganisationKind
from tests.accounts.people import mails_to
from tests.groups.conftest import Table

_numbers = count(1)
CONTACT, WHO, DEPUTY = "contact@example.nl", "vera@example.nl", "piet@example.nl"
GIVEN = {
    "name": "Vera Tegenwoordiger",
    "address": WHO,
    "may_agree": "Tegen alles wat ons geen geld kost.",
    "reports_to": "Elke maand aan het bestuur.",
}
WITH_DEPUTY = GIVEN | {"deputy_name": "Piet Plaatsvervanger", "deputy_address": DEPUTY}


def an_organisation() -> Organisation:
    return organisations.create_organisation(f"Fietsclub {next(_numbers)}", kind=OrganisationKind.COLLECTION)


def asked(table: Table, *, interest: int = 0, **more: Any) -> OrganisationInvitation:
    """A seat from the first municipality is offered, by mail unless ``more`` says otherwise."""
    given: dict[str, Any] = {"contact": "Cor Contact", "address": CONTACT, "remind_days": 0}
    given |= {"answer_by": clock.today() + timedelta(days=20), "by": table.bureau.id}
    return actions.ask_organisation(table.seat(interest), an_organisation(), **{**given, **more})


def path_in_mail(address: str = CONTACT, word: str = "organisatie") -> str:
    """The path behind the link in the latest mail."""
    found = re.search(rf"https?://[^/\s]+(/themas/[\w-]+/{word}/[\w-]{{43}})\b", mails_to(address)[-1].body)
    assert found, mails_to(address)[-1].body
    return found[1]
