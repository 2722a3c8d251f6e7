"""The pages of the agenda, and the management rooms behind them."""

from flask_babel import lazy_gettext as _l

from regiodialoog.agenda.views import manage, manage_lines, manage_participation, manage_work, reading
from regiodialoog.agenda.views.blueprint import bp
from regiodialoog.core.web import menu

__all__ = ["bp", "manage", "manage_lines", "manage_participation", "manage_work", "reading"]

menu.add("agenda", _l("Agenda"), "agenda.agenda", order=10)
menu.add("agenda", _l("Agenda"), "agenda.manage", order=20, rule="agenda.edit", menu="beheer")
