"""The pages of the programme and the calendar, and the management rooms behind them."""

from flask_babel import lazy_gettext as _l

from regiodialoog.core.web import menu
from regiodialoog.programme.views import calendar, decisions, manage, manage_lines, projects, reading
from regiodialoog.programme.views.blueprint import bp

__all__ = ["bp", "calendar", "decisions", "manage", "manage_lines", "projects", "reading"]

menu.add("programme", _l("Programme"), "programme.programme", order=14)
menu.add("calendar", _l("Decision calendar"), "programme.calendar", order=16)
menu.add("programme", _l("Programme"), "programme.manage", order=30, rule="programme.edit", menu="beheer")
