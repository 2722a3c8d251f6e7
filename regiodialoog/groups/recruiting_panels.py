"""What recruiting shows on one's own page: to a caller, who must be called."""

from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import Role, can
from regiodialoog.groups import queries


@panel("accounts.my_page", order=3)
def to_call(person: Person) -> tuple[str, dict[str, Any]] | None:
    """For who calls and nothing else: the bureau has it among its rooms."""
    themes = {grant.scope_id for grant in person.grants if grant.role is Role.CALLER and grant.scope_id is not None}
    if not themes or not can("groups.call"):
        return None
    return "groups/to_call.html", {"count": len(queries.open_calls(themes))}
