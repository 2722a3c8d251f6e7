"""What is told by mail is asked for here; the worker writes the mails after the commit."""

from regiodialoog.core import jobs
from regiodialoog.core.events import emit
from regiodialoog.feasibility.events import StandingChanged
from regiodialoog.feasibility.models import Offer, PlacementEntry, Standing

OFFERED_JOB = "feasibility.offered"
STANDING_JOB = "feasibility.standing"
ANSWER_JOB = "feasibility.answer"


def tell_offered(offers: list[Offer]) -> None:
    """To the authors, and to who speaks for the councils."""
    ids = [one.id for one in offers]
    jobs.enqueue(OFFERED_JOB, {"offer_ids": ids}, dedupe_key=f"{OFFERED_JOB}:{min(ids)}-{max(ids)}")


def tell_answer(entry: PlacementEntry) -> None:
    """To the clerks of the council, who can confirm it."""
    jobs.enqueue(ANSWER_JOB, {"entry_id": entry.id}, dedupe_key=f"{ANSWER_JOB}:{entry.id}")


def settle(offer: Offer, before: Standing, because: str) -> None:
    """Say it when what the rule says has changed. ``because`` names the row that changed it."""
    now = offer.standing
    if now is before:
        return
    emit(StandingChanged(subject_id=offer.id, standing=now))
    if now is not Standing.WAITING:
        payload = {"offer_id": offer.id, "standing": now.value, "because": because}
        jobs.enqueue(STANDING_JOB, payload, dedupe_key=f"{STANDING_JOB}:{offer.id}:{because}")
