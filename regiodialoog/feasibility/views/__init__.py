"""The pages of placement: the board, an offer, and the rooms in which bureau and municipalities write down."""

from flask_babel import lazy_gettext as _l

from regiodialoog.core.web import menu
from regiodialoog.feasibility.views import placement, placement_manage, placement_record
from regiodialoog.feasibility.views.blueprint import bp

__all__ = ["bp", "placement", "placement_manage", "placement_record"]

menu.add(
    "placement", _l("Placement"), "feasibility.manage_placement", order=34, rule="feasibility.promote", menu="beheer"
)
