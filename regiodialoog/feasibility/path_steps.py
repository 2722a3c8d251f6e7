"""The steps of the path of a proposal that placement knows of: offered, what each council said, whom it waits for."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.feasibility import labels, queries
from regiodialoog.feasibility.models import PLACING, Offer, Placement, PlacementEntry, RuleKind, Standing
from regiodialoog.feasibility.shapes import url_of
from regiodialoog.polls.models import AdviceState
from regiodialoog.polls.queries import find_advice
from regiodialoog.proposals.models import Proposal, ProposalState
from regiodialoog.proposals.path import Step, StepKind, path_steps
from regiodialoog.proposals.stages import Badge, later_stage


@path_steps(order=50)
def from_the_placement(proposal: Proposal) -> Iterator[Step]:
    """In the order of the days; what the councils promised comes last."""
    if proposal.state is not ProposalState.IN_ADVICE:
        return
    offer = queries.find_offer_of(proposal.id)
    if offer is None:
        yield from _to_be_offered(proposal)
        return
    theme = offer.agenda_theme
    yield Step(
        when=offer.offered_on,
        title=_("Offered to the councils for the strategic agenda"),
        text=_("For this theme of the agenda:"),
        named=f"{theme.part.title}: {theme.title}",
        behalf=_("the bureau of the region"),
        reason=offer.note,
        url=url_of(offer),
        link=_("See what every council says"),
    )
    said = [(one, placement) for placement in offer.placements for one in placement.counting]
    for entry, placement in sorted(said, key=lambda each: (each[0].decided_on or offer.offered_on, each[0].id)):
        yield _of_council(entry, placement)
    yield from _outcome(offer)
    yield from _ahead(offer)


def _to_be_offered(proposal: Proposal) -> Iterator[Step]:
    """After the advice was handed over something comes, also while no day was promised."""
    advice = find_advice(proposal.theme_id)
    if advice is not None and advice.state is AdviceState.HANDED_OVER:
        text = _("A day has not been promised yet.")
        yield Step(when=None, title=_("The councils say what they do with it"), kind=StepKind.NEXT, text=text)


@later_stage(order=50)
def placement(proposal: Proposal) -> Badge | None:
    """What the councils together make of it."""
    offer = queries.find_offer_of(proposal.id) if proposal.state is ProposalState.IN_ADVICE else None
    if offer is None:
        return None
    return (str(labels.STANDINGS[offer.standing]), *labels.STANDING_BADGES[offer.standing])


def _of_council(entry: PlacementEntry, placement: Placement) -> Step:
    name = placement.municipality.name
    behalf = _("the council of %(municipality)s", municipality=name)
    if entry.is_answer:
        said = str(labels.STATES[entry.state]).lower()
        title = _("The council of %(municipality)s: %(answer)s", municipality=name, answer=said)
    else:
        title = _("The college of %(municipality)s gave its council advice", municipality=name)
        behalf = _("the college of %(municipality)s", municipality=name)
    text = _("Confirmed by the council clerk.") if entry.confirmed_at is not None else ""
    return Step(
        when=entry.decided_on, title=title, text=text, behalf=behalf, reason=entry.reason,
        url=f"{url_of(placement.offer)}#{placement.municipality.slug}", link=_("See the answer"),
    )  # fmt: skip


def _outcome(offer: Offer) -> Iterator[Step]:
    """The day of the last answer is the day on which the rule was met, or could not be met any more."""
    standing = offer.standing
    if standing is Standing.WAITING:
        return
    days = [one.answer.decided_on for one in offer.placements if one.answer is not None and one.answer.decided_on]
    day = _met_on(offer) if standing is Standing.PLACED else max(days, default=None)
    said = offer.verdicts[-1] if offer.verdicts else None
    if said is not None:
        day = said.decided_on
    yield Step(
        when=day or offer.recorded_at.astimezone(AMSTERDAM).date(),
        title=str(labels.STANDINGS[standing]),
        kind=StepKind.PAST if standing is Standing.PLACED else StepKind.STOPPED,
        text=f"{labels.rule_of(offer.rule_kind, offer.rule_number)}. {labels.counted(offer.count)}.",
        behalf=_("the rule of the region") if said is None else _("the bureau of the region"),
        reason=said.reason if said is not None else "",
        url=url_of(offer),
        link=_("See how it is counted"),
    )


def _met_on(offer: Offer) -> date | None:
    """The day of the answer with which enough councils had placed it."""
    placing = [one.answer for one in offer.placements if one.answer is not None and one.state in PLACING]
    days = sorted(one.decided_on for one in placing if one.decided_on is not None)
    need = offer.count.need
    return days[need - 1] if 0 < need <= len(days) else None


def _ahead(offer: Offer) -> Iterator[Step]:
    names = [one.municipality.name for one in offer.placements if one.waits]
    if offer.rule_kind is RuleKind.BUREAU and not offer.verdicts:
        names = [_("the bureau of the region")]
        title = _("Waiting for: %(who)s", who=names[0])
    elif names:
        title = _("Waiting for the councils of: %(who)s", who=", ".join(names))
    if not names:
        return
    late = _("This day has gone by. The answer is late.") if offer.is_late else ""
    yield Step(
        when=offer.promised_on,
        title=title,
        kind=StepKind.NEXT,
        by=True,
        text=late,
        url=url_of(offer),
        link=_("See for whom it waits"),
    )
