"""The pages of groups: who sits at the table, signing up, invitations, and putting a group together."""

from flask_babel import lazy_gettext as _l

from regiodialoog.core.web import menu
from regiodialoog.groups.views import (
    checks,
    drawing,
    figures,
    joining,
    manage,
    manage_people,
    manage_seats,
    plan_files,
    reading,
    suggesting,
)
from regiodialoog.groups.views.blueprint import bp

__all__ = [
    "bp",
    "checks",
    "drawing",
    "figures",
    "joining",
    "manage",
    "manage_people",
    "manage_seats",
    "plan_files",
    "reading",
    "suggesting",
]

menu.add("groups", _l("Dialogue groups"), "groups.manage_all", order=16, rule="groups.compose", menu="beheer")
