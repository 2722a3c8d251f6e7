"""In the demonstration a visitor can be one of the invented people: on the front page, and where one signs in."""

from typing import Any

from flask import current_app, url_for

from regiodialoog.accounts import scopes
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import STAFF, current_actor
from regiodialoog.core.words import role_name
from regiodialoog.pages import queries

Shown = tuple[str, dict[str, Any]]


@panel("pages.home", order=10)
def invented_people(_subject: object = None) -> Shown | None:
    """Folded; nothing outside the demonstration, or for who is signed in."""
    return _shown("", is_open=False)


@panel("accounts.sign_in", order=10)
def invented_people_sign_in(onward: str) -> Shown | None:
    """In sight: nobody else has an account here. ``onward``: where somebody was going."""
    return _shown(onward, is_open=True)


def _shown(onward: str, *, is_open: bool) -> Shown | None:
    """Name, role and address to sign in by: who works with the site first, and all others folded."""
    if not current_app.config["SETTINGS"].demo or current_actor().is_authenticated:
        return None
    found = queries.invented_people()
    places = scopes.names([grant for person in found for grant in person.active_grants])
    people = [
        {
            "name": person.name,
            "url": url_for("accounts.demo_sign_in", person_id=person.id, verder=onward or None),
            "staff": any(grant.role in STAFF for grant in person.active_grants),
            "roles": [
                {"name": role_name(grant.role), "place": places.get((grant.scope_kind, grant.scope_id), "")}
                for grant in person.active_grants
            ],
        }
        for person in found
    ]
    staff, others = ([one for one in people if one["staff"] is works] for works in (True, False))
    shown = {"staff": staff, "others": others, "is_open": is_open}
    return ("pages/demo_people.html", shown) if people else None
