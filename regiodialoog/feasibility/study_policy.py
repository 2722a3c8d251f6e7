"""Who does what in a study. Before a verdict is published nobody reads more of it than what stands here."""

from regiodialoog.core.policy import Actor, Role, ScopeKind, holds, rule
from regiodialoog.feasibility.models.study import Finding, MunicipalView, StudyVerdict, VerdictState
from regiodialoog.feasibility.queries import study as queries


@rule("feasibility.lead_study")
def may_lead(actor: Actor, _subject: object = None) -> bool:
    """Open studies, ask assessors, prepare, announce and publish verdicts, and keep the criteria."""
    return holds(actor, Role.BUREAU)


@rule("feasibility.work_in_study")
def may_work(actor: Actor, _subject: object = None) -> bool:
    """See one's own worklist of studies: assessors and regional contacts."""
    return holds(actor, Role.ASSESSOR, Role.MUNICIPALITY_OFFICER)


@rule("feasibility.write_finding")
def may_write_finding(actor: Actor, finding: Finding | None = None) -> bool:
    """Read and write what is found on a criterion before it is published: the assessor who was asked, nobody else."""
    if finding is None or finding.assessor_id is None or finding.assessor_id != actor.person_id:
        return False
    return holds(actor, Role.ASSESSOR, kind=ScopeKind.ASSESSMENT, scope_id=finding.study_id)


@rule("feasibility.write_view")
def may_write_view(actor: Actor, view: MunicipalView | None = None) -> bool:
    """Read and write how a municipality sees it: its own regional contact, or the assessor who was asked for it."""
    if view is None:
        return False
    if holds(actor, Role.MUNICIPALITY_OFFICER, kind=ScopeKind.MUNICIPALITY, scope_id=view.municipality_id):
        return True
    asked = view.assessor_id is not None and view.assessor_id == actor.person_id
    return asked and holds(actor, Role.ASSESSOR, kind=ScopeKind.ASSESSMENT, scope_id=view.study_id)


@rule("feasibility.read_announced")
def may_read_announced(actor: Actor, verdict: StudyVerdict | None = None) -> bool:
    """Read a verdict between its announcement and its publication: those responsible in the participating
    municipalities (regional contact and aldermen), and the bureau."""
    if verdict is None or verdict.state is not VerdictState.ANNOUNCED:
        return False
    if holds(actor, Role.BUREAU):
        return True
    places = queries.places_of(verdict.study_id)
    return any(holds(actor, *queries.RESPONSIBLE, kind=ScopeKind.MUNICIPALITY, scope_id=place) for place in places)
