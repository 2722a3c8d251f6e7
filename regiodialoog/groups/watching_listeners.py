"""What becomes of who watched a draw when an account is removed, and what one's own data hold of it."""

from typing import Any

from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core.events import Told, listens
from regiodialoog.groups.actions.watching import hide_name
from regiodialoog.groups.queries import watching


@listens(PersonErased)
def hide_names(told: Told) -> None:
    """The office stays, with what it confirmed."""
    witnesses, _checks = watching.watched_by(told.event.subject_id)
    for row in witnesses:
        hide_name(row)


@own_data("draws_watched")
def own_watching(person: Person) -> dict[str, Any]:
    witnesses, checks = watching.watched_by(person.id)
    return {
        "witness": [
            {
                "theme": row.draw.group.theme.title,
                "draw": row.draw.number,
                "office": row.office,
                "named_at": row.named_at.isoformat(),
                "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
                "shown_name": row.shown_name,
            }
            for row in witnesses
        ],
        "checks": [
            {
                "theme": row.draw.group.theme.title,
                "draw": row.draw.number,
                "checked_on": row.checked_on.isoformat(),
                "in_order": row.in_order,
                "remark": row.remark,
            }
            for row in checks
        ],
    }
