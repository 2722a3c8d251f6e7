"""Who hears by mail of a placement, what somebody's own data holds of it, and what is let go of with an account."""

from collections.abc import Iterable
from typing import Any

from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core import jobs, mails
from regiodialoog.core.db import transaction
from regiodialoog.core.errors import NotFound
from regiodialoog.core.events import Told, listens
from regiodialoog.core.policy import Role
from regiodialoog.core.text import N_
from regiodialoog.core.web.privacy import keeps
from regiodialoog.feasibility import actions, labels, queries
from regiodialoog.feasibility.actions.placement_telling import ANSWER_JOB, OFFERED_JOB, STANDING_JOB
from regiodialoog.feasibility.models import Offer, Placement

SPEAKERS = (Role.MUNICIPALITY_OFFICER, Role.CLERK)


@jobs.handles(OFFERED_JOB, says=N_("Tell authors and municipalities that proposals were offered"))
def tell_offered(payload: dict[str, Any]) -> None:
    """One mail per author and proposal, and one per person of a municipality with all that waits for its council."""
    with transaction():
        offers = queries.offers_by_ids(payload["offer_ids"])
        for offer in offers:
            _tell("offered", _author(offer), f"{offer.id}", offer=offer)
        asked: dict[int, list[Placement]] = {}
        for one in (one for offer in offers for one in offer.placements):
            asked.setdefault(one.municipality_id, []).append(one)
        speakers = queries.speakers_for(asked, *SPEAKERS)
        for municipality_id, placements in asked.items():
            once = f"{min(payload['offer_ids'])}-{max(payload['offer_ids'])}:{municipality_id}"
            about = {"placements": placements, "municipality": placements[0].municipality}
            _tell("waits", speakers.get(municipality_id, ()), once, **about)


@jobs.handles(ANSWER_JOB, says=N_("Tell council clerks that an answer can be confirmed"))
def tell_clerks(payload: dict[str, Any]) -> None:
    """Only while it still counts and nobody confirmed it."""
    with transaction():
        try:
            entry = queries.entry(payload["entry_id"])
        except NotFound:
            return
        placement = entry.placement
        if entry.confirmed_at is not None or entry not in placement.counting:
            return
        clerks = queries.speakers_for([placement.municipality_id], Role.CLERK).get(placement.municipality_id, ())
        _tell("confirm", clerks, f"{entry.id}", entry=entry, offer=placement.offer, labels=labels)


@jobs.handles(STANDING_JOB, says=N_("Tell authors whether their proposal counts as placed"))
def tell_standing(payload: dict[str, Any]) -> None:
    """Not when it changed again meanwhile: then the next mail says how it is."""
    with transaction():
        for offer in queries.offers_by_ids([payload["offer_id"]]):
            if offer.standing.value == payload["standing"]:
                _tell("standing", _author(offer), f"{offer.id}:{payload['because']}", offer=offer, labels=labels)


def _author(offer: Offer) -> list[Person]:
    return [] if offer.proposal.author is None else [offer.proposal.author]


def _tell(what: str, people: Iterable[Person], once: str, **context: Any) -> None:
    """One mail for each person with an address, once."""
    for person in people:
        if person.address:
            mails.post(
                f"emails/feasibility/placement_{what}.txt",
                address=person.address,
                language=person.language,
                dedupe_key=f"placement-{what}:{once}:{person.id}",
                person_id=person.id,
                person=person,
                **context,
            )


@listens(PersonErased)
def let_go(told: Told) -> None:
    actions.forget_recorder(told.event.subject_id)


@own_data("placements")
def own_placements(person: Person) -> list[dict[str, Any]]:
    """What somebody wrote down or confirmed about placing proposals, with the role that they had."""
    return [
        {
            "what": type(row).__tablename__,
            "id": row.id,
            "role": row.role,
            "recorded_at": getattr(row, "recorded_at", getattr(row, "set_at", None)).isoformat(),  # type: ignore[union-attr]
            "confirmed": getattr(row, "confirmed_by_id", None) == person.id,
        }
        for row in queries.rows_of_person(person.id)
    ]


keeps(
    "placements",
    what=N_("That you wrote down or confirmed what a council said of a proposal, and in which role"),
    why=N_("To be able to check later who wrote down what a council decided"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. After you remove your account it no longer says who you were"),
    readers=N_("Everybody sees the role and the date, nobody sees your name"),
    order=78,
)
