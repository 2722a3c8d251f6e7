"""The pages of dialogues and themes, and the management rooms behind them."""

from flask_babel import lazy_gettext as _l

from regiodialoog.core.web import menu
from regiodialoog.dialogues.views import (
    checks,
    manage,
    manage_lines,
    manage_mandates,
    manage_moderators,
    manage_themes,
    reading,
)
from regiodialoog.dialogues.views.blueprint import bp

__all__ = [
    "bp",
    "checks",
    "manage",
    "manage_lines",
    "manage_mandates",
    "manage_moderators",
    "manage_themes",
    "reading",
]

menu.add("dialogues", _l("Dialogues"), "dialogues.dialogues", order=5, also=("/themas",))
menu.add("dialogues", _l("Dialogues"), "dialogues.manage", order=15, rule="dialogues.edit", menu="beheer")
