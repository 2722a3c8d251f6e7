"""The blueprint of proposals, and their places in the menu."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from regiodialoog.core.web import menu

bp = Blueprint("proposals", __name__)
menu.add("proposals", _l("Proposals"), "proposals.proposals", order=30)
menu.add("moderation", _l("Moderation"), "proposals.moderation", order=80, rule="proposals.open_moderation")

LARGEST = 2**31 - 1
NUMBER = f"<int(max={LARGEST}):number>"
KEY = f"<int(max={LARGEST}):key>"
