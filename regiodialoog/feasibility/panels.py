"""What placement shows on pages of others: a proposal, a theme of the agenda, a municipality, one's own page."""

from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import Role, ScopeKind, current_actor, holds
from regiodialoog.feasibility import labels, policy, queries
from regiodialoog.feasibility.shapes import url_of
from regiodialoog.organisations.models import Municipality
from regiodialoog.proposals.models import Proposal, ProposalState

Shown = tuple[str, dict[str, Any]]


@panel("proposals.page_now", order=30)
def placement_of_proposal(proposal: Proposal) -> Shown | None:
    """Where it was offered, what the councils said, and for whom it waits."""
    if proposal.state is not ProposalState.IN_ADVICE:
        return None
    offer = queries.find_offer_of(proposal.id)
    if offer is None:
        return None
    return "feasibility/placement_of_proposal.html", {"offer": offer, "labels": labels, "url": url_of(offer)}


@panel("agenda.theme", order=40)
def proposals_on_the_agenda(theme: AgendaTheme) -> Shown | None:
    """Proposals of a Regiodialoog that were offered for this theme, with where they stand."""
    offers = queries.offers_of_agenda_theme(theme.id)
    if not offers:
        return None
    return "feasibility/placement_of_theme.html", {"offers": offers, "labels": labels, "url_of": url_of}


@panel("organisations.municipality", order=30)
def waits_for_the_council(municipality: Municipality) -> Shown | None:
    """What this council has still to answer, with the promised day."""
    waiting = queries.waiting_for([municipality.id])
    if not waiting:
        return None
    return "feasibility/placement_of_municipality.html", {
        "waiting": waiting, "municipality": municipality, "labels": labels, "url_of": url_of,
    }  # fmt: skip


@panel("accounts.my_page", order=4)
def what_you_can_do(_person: Person) -> Shown | None:
    """For who speaks for a municipality: what waits to be written down or confirmed."""
    actor = current_actor()
    places = [grant.scope_id for grant in actor.grants if grant.scope_kind is ScopeKind.MUNICIPALITY and grant.scope_id]
    own = {
        role: [key for key in places if holds(actor, role, kind=ScopeKind.MUNICIPALITY, scope_id=key)]
        for role in (Role.MUNICIPALITY_OFFICER, Role.CLERK)
    }
    waiting, confirm = queries.waiting_for(own[Role.MUNICIPALITY_OFFICER]), queries.to_confirm(own[Role.CLERK])
    if not waiting and not confirm:
        return None
    return "feasibility/placement_my_page.html", {
        "waiting": waiting, "confirm": confirm, "labels": labels, "url_of": url_of,
    }  # fmt: skip


@panel("accounts.management", order=20)
def what_the_bureau_can_do(_subject: object) -> Shown | None:
    """How many proposals can be offered to the councils now."""
    if not policy.may_promote(current_actor()):
        return None
    total = len(queries.offerable())
    return ("feasibility/placement_management.html", {"total": total}) if total else None
