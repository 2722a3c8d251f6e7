"""Places that draws offered, as they are read."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Draw, DrawState, Group, Offer, OfferState, Registration, Seat


def offers(draw_id: int) -> Sequence[Offer]:
    """Every place that a draw offered, in the order in which that went, with who it was for. One query."""
    who = contains_eager(Offer.registration).joinedload(Registration.person)
    query = select(Offer).join(Offer.registration).options(who).where(Offer.draw_id == draw_id)
    place = joinedload(Offer.seat)
    query = query.options(place.joinedload(Seat.interest), place.joinedload(Seat.municipality))
    return db.session.scalars(query.order_by(Offer.number)).all()


def count_offers(draw_id: int) -> int:
    return db.session.scalar(select(func.count()).where(Offer.draw_id == draw_id)) or 0


def offers_of_person(person_id: int) -> Sequence[Offer]:
    """Every place that draws ever offered somebody."""
    return db.session.scalars(_offers().where(Registration.person_id == person_id).order_by(Offer.id)).all()


def offer_by_hash(token_hash: str) -> Offer:
    """An offer with its seat, draw and who it is for. Raises NotFound."""
    return _one(_offers().where(Offer.token_hash == token_hash))


def offer(draw: Draw, offer_id: int) -> Offer:
    """One of the offers of a draw, with the same. Raises NotFound."""
    return _one(_offers().where(Offer.draw_id == draw.id, Offer.id == offer_id))


def open_offer(theme: Theme, person_id: int | None) -> Offer | None:
    """The place that somebody has been offered and has not answered."""
    query = _offers().where(Group.theme_id == theme.id, Registration.person_id == person_id)
    return db.session.scalar(query.where(Offer.state == OfferState.SENT))


def last_offer(theme: Theme, person_id: int | None) -> Offer | None:
    """The place that somebody was offered last, whatever they answered."""
    query = _offers().where(Group.theme_id == theme.id, Registration.person_id == person_id)
    return db.session.scalar(query.order_by(Offer.id.desc()).limit(1))


def open_offers(person_id: int) -> Sequence[Offer]:
    """All that somebody still has to answer."""
    query = _offers().where(Registration.person_id == person_id, Offer.state == OfferState.SENT)
    return db.session.scalars(query.order_by(Offer.id)).all()


def unanswered(*, before: date) -> Sequence[Offer]:
    """What should have been answered by the day before this one, in the order in which it was offered."""
    query = _offers().where(Offer.state == OfferState.SENT, Offer.answer_by < before)
    return db.session.scalars(query.order_by(Offer.draw_id, Offer.number)).all()


def is_offered() -> ColumnElement[bool]:
    """Of a row of ``Registration``: whether a draw offers it a place that nobody took yet."""
    sent = select(Offer.id).where(Offer.registration_id == Registration.id, Offer.state == OfferState.SENT)
    return sent.correlate(Registration).exists()


def people_offered(group_id: int) -> set[int]:
    """Everybody who was ever offered a place by a draw of a group. One query."""
    query = select(Registration.person_id).join(Offer, Offer.registration_id == Registration.id).join(Offer.draw)
    return set(db.session.scalars(query.where(Draw.group_id == group_id)))


def draws_that_replace(today: date) -> Sequence[Draw]:
    """Draws of which a place that comes free goes to who is next in line."""
    query = select(Draw).where(Draw.state == DrawState.ANNOUNCED, Draw.replace_until >= today).order_by(Draw.id)
    whole = joinedload(Draw.group).joinedload(Group.theme)
    return db.session.scalars(query.options(whole, undefer(Draw.file), undefer(Draw.codes), undefer(Draw.inputs))).all()


def in_line(theme_id: int, today: date) -> set[int]:
    """The registrations that a draw of a theme may still offer a place, should one come free: also of who had no chance
    when it was made, for who is next depends on who sits by then."""
    found = set[int]()
    for draw in draws_that_replace(today):
        if draw.group.theme_id == theme_id:
            places = places_of(draw)
            rows = select(Registration.id, Registration.interest_id, Registration.municipality_id)
            rows = rows.where(Registration.theme_id == theme_id)
            numbers = set(draw.codes.values())
            fit = {
                number
                for number, interest, municipality in db.session.execute(rows)
                if number in numbers and not places.isdisjoint({(interest, None), (interest, municipality)})
            }
            found |= fit - set(db.session.scalars(select(Offer.registration_id).where(Offer.draw_id == draw.id)))
    return found


def places_of(draw: Draw) -> set[tuple[int, int | None]]:
    """Interest and municipality (None: the whole region) of every place that a draw was about."""
    query = select(Seat.interest_id, Seat.municipality_id).where(Seat.id.in_(draw.inputs["seats"]))
    return {(interest, municipality) for interest, municipality in db.session.execute(query)}


def _one(query: Select[Offer]) -> Offer:
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def _offers() -> Select[Offer]:
    return (
        select(Offer)
        .join(Offer.registration)
        .join(Offer.draw)
        .join(Draw.group)
        .options(
            contains_eager(Offer.registration).joinedload(Registration.person),
            contains_eager(Offer.draw).contains_eager(Draw.group).joinedload(Group.theme),
            contains_eager(Offer.draw).undefer(Draw.codes),
            joinedload(Offer.seat).joinedload(Seat.interest),
            joinedload(Offer.seat).joinedload(Seat.municipality),
        )
    )
