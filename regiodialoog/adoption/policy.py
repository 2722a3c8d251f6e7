"""Who keeps decision moments, and who speaks for a municipality. Everybody may read both."""

from regiodialoog.adoption.models import MunicipalDecision
from regiodialoog.core.policy import Actor, Role, ScopeKind, holds, rule
from regiodialoog.organisations.models import BodyKind, Municipality


@rule("adoption.keep_moments")
def may_keep_moments(actor: Actor, _subject: object = None) -> bool:
    """Plan decision moments, record that they were held and correct mistakes."""
    return holds(actor, Role.BUREAU)


@rule("adoption.record_decision")
def may_record_decision(actor: Actor, municipality: Municipality | None = None) -> bool:
    """Record and correct what a municipality decided: the regional contact of that municipality and nobody else."""
    if municipality is None:
        return False
    return holds(actor, Role.MUNICIPALITY_OFFICER, kind=ScopeKind.MUNICIPALITY, scope_id=municipality.id)


@rule("adoption.confirm_decision")
def may_confirm_decision(actor: Actor, decision: MunicipalDecision | None = None) -> bool:
    """Confirm a decision of a council: the clerk of that council and nobody else."""
    if decision is None or decision.body.kind is not BodyKind.COUNCIL:
        return False
    return holds(actor, Role.CLERK, kind=ScopeKind.MUNICIPALITY, scope_id=decision.municipality_id)
