"""The pages of the region, and the management rooms behind them."""

from flask_babel import lazy_gettext as _l

from regiodialoog.core.web import menu, site
from regiodialoog.organisations import queries
from regiodialoog.organisations.views import inhabitants, manage, reading
from regiodialoog.organisations.views.blueprint import bp

__all__ = ["bp", "inhabitants", "manage", "reading"]

menu.add("organisations", _l("Your municipality"), "organisations.municipalities", order=20)
menu.add(
    "organisations", _l("Region"), "organisations.manage_region", order=10, rule="organisations.edit", menu="beheer"
)


def _site() -> site.Site:
    name, phone, email, hours = queries.contact()
    return site.Site(region_name=name, phone=phone, email=email, opening_hours=hours)


site.provided_by(_site)
