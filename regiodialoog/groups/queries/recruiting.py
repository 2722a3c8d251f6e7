"""Channels and letters as they are read. What is not there raises NotFound."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import (
    Arrival,
    Channel,
    ChannelKind,
    Letter,
    LetterBatch,
    Registration,
    RegistrationState,
)

S = RegistrationState


@dataclass(frozen=True)
class BatchTotals:
    """Of a batch of letters: how many were used to sign up, and how many of those have a place."""

    signed_up: int = 0
    seated: int = 0


def channels(theme_id: int) -> Sequence[Channel]:
    """Every channel of a theme: those on the list first, then the others, each in the order they were made."""
    query = select(Channel).where(Channel.theme_id == theme_id)
    return db.session.scalars(query.order_by(Channel.hidden_at.is_not(None), Channel.id)).all()


def channel(theme: Theme, channel_id: int) -> Channel:
    found = db.session.get(Channel, channel_id)
    if found is None or found.theme_id != theme.id:
        raise NotFound
    return found


def channel_by_code(code: str) -> Channel | None:
    """With its theme."""
    return db.session.scalar(select(Channel).where(Channel.code == code).options(joinedload(Channel.theme)))


def first_channel(theme_id: int, kind: ChannelKind) -> Channel | None:
    query = select(Channel).where(Channel.theme_id == theme_id, Channel.kind == kind, Channel.hidden_at.is_(None))
    return db.session.scalar(query.order_by(Channel.id).limit(1))


def _in(state: RegistrationState) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((Registration.state == state, 1), else_=0)), 0)


def arrival(registration_id: int) -> Arrival | None:
    return db.session.scalar(select(Arrival).where(Arrival.registration_id == registration_id))


def receipts_to_print(theme_id: int) -> Sequence[Registration]:
    """Who is on the list without an e-mail address and has no receipt yet, oldest first, with their person. One
    query."""
    at_desk = select(Letter.registration_id).join(Letter.batch).join(LetterBatch.channel)
    at_desk = at_desk.where(Channel.theme_id == theme_id, Channel.kind == ChannelKind.DESK)
    at_desk = at_desk.where(LetterBatch.printed_at.is_(None), Letter.registration_id.is_not(None))
    query = select(Registration).join(Arrival, Arrival.registration_id == Registration.id)
    waits = or_(Arrival.receipt_waits, Registration.id.in_(at_desk))
    query = query.where(Registration.theme_id == theme_id, waits, Registration.state != S.WITHDRAWN)
    return db.session.scalars(query.options(joinedload(Registration.person)).order_by(Registration.id)).all()


def batches(theme_id: int) -> Sequence[LetterBatch]:
    """Every batch of letters of a theme, newest first, with channel and municipality; not those of the desk. One
    query."""
    query = select(LetterBatch).join(LetterBatch.channel).where(Channel.theme_id == theme_id)
    query = query.where(Channel.kind != ChannelKind.DESK)
    options = contains_eager(LetterBatch.channel), joinedload(LetterBatch.municipality)
    return db.session.scalars(query.options(*options).order_by(LetterBatch.id.desc())).all()


def batch(theme: Theme, batch_id: int) -> LetterBatch:
    """With its channel."""
    found = db.session.get(LetterBatch, batch_id, options=[joinedload(LetterBatch.channel)])
    if found is None or found.channel.theme_id != theme.id:
        raise NotFound
    return found


def batch_totals(theme_id: int) -> dict[int, BatchTotals]:
    """By batch. One query."""
    signed_up = func.count(Person.id)
    query = (
        select(Letter.batch_id, signed_up, _in(S.SEATED))
        .join(Letter.batch)
        .join(LetterBatch.channel)
        .join(Letter.registration)
        .join(Registration.person)
        .where(Channel.theme_id == theme_id, Person.confirmed_at.is_not(None))
        .group_by(Letter.batch_id)
    )
    return {number: BatchTotals(*counts) for number, *counts in db.session.execute(query)}


def letter(letter_id: int) -> Letter | None:
    return _letter(Letter.id == letter_id)


def letter_by_hash(code_hash: str) -> Letter | None:
    """With its batch, channel and theme, and who signed up with it; by its code, or by that in the reminder."""
    return _letter(or_(Letter.code_hash == code_hash, Letter.again_hash == code_hash))


def letter_of(registration_id: int) -> Letter | None:
    return _letter(Letter.registration_id == registration_id)


def _letter(condition: ColumnElement[bool]) -> Letter | None:
    query = select(Letter).where(condition)
    way = joinedload(Letter.batch).joinedload(LetterBatch.channel).joinedload(Channel.theme)
    return db.session.scalar(query.options(way, joinedload(Letter.registration).joinedload(Registration.person)))


def letters_of_person(person_id: int) -> Sequence[Letter]:
    query = select(Letter).join(Letter.registration).where(Registration.person_id == person_id)
    return db.session.scalars(query.order_by(Letter.id)).all()
