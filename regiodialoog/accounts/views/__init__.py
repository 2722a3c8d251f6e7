"""The pages of people: signing in, one's own page, and the management of people and roles."""

from collections.abc import Iterable

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from regiodialoog.accounts import listeners, queries, session
from regiodialoog.accounts.views import demo, management, mine, privacy, resets, second_step, sign_in, sign_up
from regiodialoog.accounts.views.blueprint import bp
from regiodialoog.core.web import menu, subjects

__all__ = [
    "demo",
    "init_app",
    "listeners",
    "management",
    "mine",
    "privacy",
    "resets",
    "second_step",
    "sign_in",
    "sign_up",
]


def init_app(app: Flask) -> None:
    """Find the person of each request, and register pages and menu items."""
    session.init_app(app)
    app.register_blueprint(bp)
    menu.add("people", _l("People and roles"), "accounts.people", order=90, rule="accounts.see_people", menu="beheer")


@subjects.names("person")
def name_people(ids: Iterable[int]) -> dict[int, subjects.Link]:
    return {
        number: subjects.Link(name, url_for("accounts.person", person_id=number))
        for number, name in queries.names(set(ids)).items()
    }
