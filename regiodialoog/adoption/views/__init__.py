"""The page of a moment, and the rooms in which the bureau keeps moments and their kinds."""

from flask_babel import lazy_gettext as _l

from regiodialoog.adoption.views import manage, reading
from regiodialoog.adoption.views.blueprint import bp
from regiodialoog.core.web import menu

__all__ = ["bp", "manage", "reading"]

menu.add("moments", _l("Moments"), "adoption.manage", order=32, rule="adoption.keep_moments", menu="beheer")
