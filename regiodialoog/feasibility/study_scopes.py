"""The role of assessor is held over one study: named after its proposal."""

from collections.abc import Sequence

from regiodialoog.accounts.scopes import scope
from regiodialoog.core.policy import ScopeKind
from regiodialoog.feasibility.queries import study as queries


@scope(ScopeKind.ASSESSMENT)
def studies() -> Sequence[tuple[int, str]]:
    return [(row.id, row.proposal.title) for row in queries.all_studies()]
