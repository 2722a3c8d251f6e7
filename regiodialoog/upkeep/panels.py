"""On the start page of the management: how much work failed, if any did."""

from typing import Any

from regiodialoog.core.panels import panel
from regiodialoog.core.policy import can
from regiodialoog.upkeep import queries


@panel("accounts.management", order=10)
def failed_work(_subject: object = None) -> tuple[str, dict[str, Any]] | None:
    if not can("upkeep.retry"):
        return None
    count = queries.failed_count()
    return ("upkeep/panel.html", {"count": count}) if count else None
