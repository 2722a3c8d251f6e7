"""Taking over proposals of before from a document, in its own words."""

from collections.abc import Sequence
from typing import Any

from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store
from regiodialoog.core.text import slugify
from regiodialoog.dialogues.models import Theme
from regiodialoog.organisations.models import Source
from regiodialoog.proposals.actions.steps import step
from regiodialoog.proposals.actions.writing import next_number
from regiodialoog.proposals.events import DestinationAdded, DestinationChanged, ProposalRecorded
from regiodialoog.proposals.models import (
    Destination,
    Proposal,
    ProposalRecord,
    ProposalState,
    RecordProgramme,
    Verdict,
)


def add_destination(
    name: str, *, slug: str, position: int, explanation: str = "", verdict: Verdict | None = None
) -> Destination:
    """A place where proposals of before went; ``verdict`` only where the product's word says the same."""
    destination = Destination(name=name, slug=slug, position=position, explanation=explanation, verdict=verdict)
    store(destination)
    emit(DestinationAdded(subject_id=destination.id))
    return destination


def change_destination(destination: Destination, **values: Any) -> None:
    """Change its words, verdict or position; attribute names of Destination."""
    if fields := assign(destination, **values):
        emit(DestinationChanged(subject_id=destination.id, fields=fields))


def record_from_source(
    theme: Theme,
    title: str,
    *,
    slug: str,
    summary: str,
    source: Source,
    destination: Destination,
    programmes: Sequence[tuple[str, str]] = (),
    **facts: Any,
) -> Proposal:
    """Take over a proposal of before. ``programmes``: name and standing as written; ``facts`` by attribute name of
    ProposalRecord. Nobody is said to have clicked: it has no author and no moment of handing in."""
    proposal = Proposal(
        number=next_number(), slug=slugify(title), theme=theme, title=title, summary=summary, source=source,
        state=ProposalState.RECORDED, is_open=True,
    )  # fmt: skip
    store(proposal)
    record = ProposalRecord(
        proposal=proposal, slug=slug, destination=destination,
        programmes=[RecordProgramme(position=n, name=one, standing=how) for n, (one, how) in enumerate(programmes, 1)],
        **facts,
    )  # fmt: skip
    store(record)
    step(proposal, role="system")
    emit(ProposalRecorded(subject_id=proposal.id, theme_id=theme.id, source_id=source.id))
    return proposal
