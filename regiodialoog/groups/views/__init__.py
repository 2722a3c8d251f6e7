"""The pages of groups: who sits at the table, signing up, invitations, and putting a group together."""

from flask_babel import lazy_gettext as _l

from regiodialoog.core.web import menu
from regiodialoog.groups.views import (
    asked,
    calling,
    checks,
    code,
    correcting,
    desk,
    drawing,
    figures,
    invitees,
    joining,
    letters,
    manage,
    manage_deputies,
    manage_joining,
    manage_organisations,
    manage_people,
    manage_seats,
    news,
    offering,
    organisations,
    own_seat,
    plan,
    plan_files,
    reading,
    recruiting,
    standing,
    suggesting,
    trial,
    written,
)
from regiodialoog.groups.views.blueprint import bp

__all__ = [
    "asked",
    "bp",
    "calling",
    "checks",
    "code",
    "correcting",
    "desk",
    "drawing",
    "figures",
    "invitees",
    "joining",
    "letters",
    "manage",
    "manage_deputies",
    "manage_joining",
    "manage_organisations",
    "manage_people",
    "manage_seats",
    "news",
    "offering",
    "organisations",
    "own_seat",
    "plan",
    "plan_files",
    "reading",
    "recruiting",
    "standing",
    "suggesting",
    "trial",
    "written",
]

menu.add("groups", _l("Dialogue groups"), "groups.manage_all", order=16, rule="groups.compose", menu="beheer")
menu.add("calls", _l("Who must be called"), "groups.calls", order=17, rule="groups.call", menu="beheer")
