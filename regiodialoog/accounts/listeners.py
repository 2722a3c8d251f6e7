"""What the worker does for this feature."""

from typing import Any

from regiodialoog.accounts import actions, queries
from regiodialoog.accounts.actions.people import FORGET_JOB
from regiodialoog.accounts.events import Leaving
from regiodialoog.core import jobs
from regiodialoog.core.db import transaction
from regiodialoog.core.errors import NotFound
from regiodialoog.core.text import N_


@jobs.handles(FORGET_JOB, says=N_("Remove an account that nobody confirmed"))
def forget_unconfirmed(payload: dict[str, Any]) -> None:
    """Remove an account that nobody confirmed: perhaps the address was a mistake, or somebody else's."""
    with transaction():
        try:
            person = queries.person(payload["person_id"])
        except NotFound:
            return
        if person.confirmed_at is None and not person.grants:
            actions.erase(person, how=Leaving.NEVER_CONFIRMED)
