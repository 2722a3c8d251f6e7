"""In the demonstration the front page lets a visitor be one of the invented people."""

from typing import Any

from flask import current_app, url_for

from regiodialoog.accounts import scopes
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.core.words import role_name
from regiodialoog.pages import queries


@panel("pages.home", order=10)
def invented_people(_subject: object = None) -> tuple[str, dict[str, Any]] | None:
    """Name, role and address to sign in by; nothing outside the demonstration, or for who is signed in."""
    if not current_app.config["SETTINGS"].demo or current_actor().is_authenticated:
        return None
    found = queries.invented_people()
    places = scopes.names([grant for person in found for grant in person.active_grants])
    people = [
        {
            "name": person.name,
            "url": url_for("accounts.demo_sign_in", person_id=person.id),
            "roles": [
                {"name": role_name(grant.role), "place": places.get((grant.scope_kind, grant.scope_id), "")}
                for grant in person.active_grants
            ],
        }
        for person in found
    ]
    return ("pages/demo_people.html", {"people": people}) if people else None
