"""Who offers proposals to the councils, and who writes down and confirms what a council said. Everybody may read it."""

from regiodialoog.core.policy import Actor, Role, ScopeKind, holds, rule
from regiodialoog.feasibility.models import Placement, PlacementEntry


@rule("feasibility.promote")
def may_promote(actor: Actor, _subject: object = None) -> bool:
    """Offer proposals to the councils, set the rule of the region, and say directly that one counts as placed."""
    return holds(actor, Role.BUREAU)


@rule("feasibility.record_placement")
def may_record_placement(actor: Actor, placement: Placement | None = None) -> bool:
    """Write down and correct what a college advised and a council answered: the regional contact of that municipality,
    or the bureau."""
    if holds(actor, Role.BUREAU):
        return True
    if placement is None:
        return False
    return holds(actor, Role.MUNICIPALITY_OFFICER, kind=ScopeKind.MUNICIPALITY, scope_id=placement.municipality_id)


@rule("feasibility.confirm_placement")
def may_confirm_placement(actor: Actor, entry: PlacementEntry | None = None) -> bool:
    """Confirm the answer of a council: the clerk of that council and nobody else."""
    if entry is None or not entry.is_answer:
        return False
    return holds(actor, Role.CLERK, kind=ScopeKind.MUNICIPALITY, scope_id=entry.placement.municipality_id)
