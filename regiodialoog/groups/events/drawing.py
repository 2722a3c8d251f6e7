"""What happens to draws and the places that they offer."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_
from regiodialoog.groups.models import Draw


@dataclass(frozen=True, kw_only=True)
class _OfDraw(Event):
    draw_id: int
    number: int


def of_draw(draw: Draw) -> dict[str, int]:
    """What every event about a draw tells; its group has its theme's number."""
    return {"subject_id": draw.group.theme_id, "draw_id": draw.id, "number": draw.number}


@happening("groups.drawn", subject="theme", public=True, says=N_("Lots were drawn for places in a group"))
@dataclass(frozen=True, kw_only=True)
class Drawn(_OfDraw):
    """Of before draws were sealed. ``found``: whether it gave a panel; else the demands could not all be met."""

    found: bool


@happening(
    "groups.agreement_asked",
    subject="theme",
    says=N_("Who signed up before lots were drawn was asked to agree to that"),
)
@dataclass(frozen=True, kw_only=True)
class AgreementAsked(Event):
    people: int


@happening("groups.draw_started", subject="theme", public=True, says=N_("A draw is being prepared"))
@dataclass(frozen=True, kw_only=True)
class DrawStarted(_OfDraw):
    pass


@happening("groups.draw_prepared", subject="theme", public=True, says=N_("The chances of a draw were computed"))
@dataclass(frozen=True, kw_only=True)
class DrawPrepared(_OfDraw):
    """``found``: whether a group exists that meets every demand."""

    found: bool


@happening("groups.draw_sealed", subject="theme", public=True, says=N_("A draw was sealed"))
@dataclass(frozen=True, kw_only=True)
class DrawSealed(_OfDraw):
    """Its text holds the seal, the moment, the source and the last day of the file, a line each."""


@happening("groups.outcome_typed", subject="theme", public=True, says=N_("The outcome of a draw was typed in"))
@dataclass(frozen=True, kw_only=True)
class OutcomeTyped(_OfDraw):
    pass


@happening("groups.draw_picked", subject="theme", public=True, says=N_("A draw was decided"))
@dataclass(frozen=True, kw_only=True)
class DrawPicked(_OfDraw):
    ticket: int


@happening("groups.draw_witnessed", subject="theme", public=True, says=N_("A witness confirmed a draw"))
@dataclass(frozen=True, kw_only=True)
class DrawWitnessed(_OfDraw):
    pass


@happening("groups.draw_witness_named", subject="theme", public=True, says=N_("A witness of a draw was named"))
@dataclass(frozen=True, kw_only=True)
class DrawWitnessNamed(_OfDraw):
    """Its text is the office, as everybody reads it."""


@happening("groups.draw_checked", subject="theme", public=True, says=N_("A council checked a draw"))
@dataclass(frozen=True, kw_only=True)
class DrawChecked(_OfDraw):
    """``in_order``: what the program said. Its text is what was remarked."""

    municipality_id: int
    in_order: bool
    with_result: bool


@happening("groups.draw_announced", subject="theme", public=True, says=N_("Who was drawn was offered a place"))
@dataclass(frozen=True, kw_only=True)
class DrawAnnounced(_OfDraw):
    offered: int


@dataclass(frozen=True, kw_only=True)
class _OfOffer(_OfDraw):
    offer_id: int


@happening("groups.place_offered", subject="theme", public=True, says=N_("A place was offered after a draw"))
@dataclass(frozen=True, kw_only=True)
class PlaceOffered(_OfOffer):
    """``replaces``: whether it had come free, and went to who was next in line."""

    replaces: bool


@happening("groups.offer_accepted", subject="theme", public=True, says=N_("A place was accepted after a draw"))
@dataclass(frozen=True, kw_only=True)
class OfferAccepted(_OfOffer):
    pass


@happening("groups.offer_declined", subject="theme", public=True, says=N_("A place was declined after a draw"))
@dataclass(frozen=True, kw_only=True)
class OfferDeclined(_OfOffer):
    pass


@happening("groups.offer_expired", subject="theme", public=True, says=N_("A place was not answered for in time"))
@dataclass(frozen=True, kw_only=True)
class OfferExpired(_OfOffer):
    pass


@happening(
    "groups.draw_file_withdrawn", subject="theme", public=True, says=N_("The file of a draw was withdrawn, on its day")
)
@dataclass(frozen=True, kw_only=True)
class DrawFileWithdrawn(_OfDraw):
    pass


@happening("groups.draw_abandoned", subject="theme", public=True, says=N_("A draw was let go of"))
@dataclass(frozen=True, kw_only=True)
class DrawAbandoned(_OfDraw):
    pass
