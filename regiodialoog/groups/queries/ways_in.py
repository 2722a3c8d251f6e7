"""Registrations, invitations, quotas and draws as they are read. What is not there raises NotFound."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme, ThemePhase, ThemeState
from regiodialoog.groups.models import (
    Group,
    Invitation,
    InvitationState,
    Quota,
    Registration,
    RegistrationState,
    Seat,
)

OPEN = (RegistrationState.REGISTERED, RegistrationState.SEATED)
PLACEABLE = (RegistrationState.REGISTERED, RegistrationState.NOT_SEATED)


class Readiness(NamedTuple):
    """What must be there before people can sign up for a theme: every council agreed, the group has places, and the
    bureau did not say that it waits."""

    agreed: bool
    places: bool
    opened: bool

    @property
    def is_whole(self) -> bool:
        return self.agreed and self.places and self.opened


class SignedUp(NamedTuple):
    """What came of the last time that somebody signed up for a theme, and whether they confirmed their address."""

    state: RegistrationState
    confirmed: bool

    @property
    def applies(self) -> bool:
        """Whether this makes somebody an applicant: they wait for a place, or there was none."""
        return self.confirmed and self.state in PLACEABLE


def quotas(group_id: int) -> Sequence[Quota]:
    return db.session.scalars(_quotas(), {"group": group_id}).all()


def quota(quota_id: int) -> Quota:
    """With its group and theme."""
    found = db.session.get(Quota, quota_id, options=[joinedload(Quota.group).joinedload(Group.theme)])
    if found is None:
        raise NotFound
    return found


def registration(registration_id: int) -> Registration:
    """With person and theme."""
    options = (joinedload(Registration.person), joinedload(Registration.theme))
    found = db.session.get(Registration, registration_id, options=options)
    if found is None:
        raise NotFound
    return found


def is_open(theme: Theme) -> bool:
    """Whether people can sign up now: the days, the councils and the bureau say so, and there are places to sign up
    for."""
    places = select(Seat.id).join(Seat.group).where(Group.theme_id == theme.id, ~Group.sign_up_waits).limit(1)
    return dialogues.recruitment_is_open(theme) and db.session.scalar(places) is not None


def has_sign_ups(theme_id: int) -> bool:
    """Whether anybody signed up, whatever became of it."""
    return db.session.scalar(select(Registration.id).where(Registration.theme_id == theme_id).limit(1)) is not None


def groups_that_wait() -> Sequence[Group]:
    """Of themes that go on, those of which the bureau has not opened signing up, with the theme. One query."""
    query = select(Group).join(Group.theme).where(Group.sign_up_waits, Theme.state == ThemeState.ACTIVE)
    return db.session.scalars(query.options(contains_eager(Group.theme)).order_by(Group.id)).all()


def readiness(theme_ids: Collection[int]) -> dict[int, Readiness]:
    """By theme, whatever the day. One query."""
    return {key: Readiness(*rest) for key, *rest in db.session.execute(_readiness(), {"themes": list(theme_ids)})}


def open_themes() -> list[Theme]:
    """The themes for whose group somebody can sign up today. Four queries."""
    today = clock.today()
    query = dialogues.themes_in_order().join(Group, Group.theme_id == Theme.id).join(Theme.phases)
    query = query.where(ThemePhase.kind == PhaseKind.RECRUITMENT, ThemePhase.starts_on <= today)
    found = db.session.scalars(query.where(ThemePhase.ends_on >= today)).all()
    ready = readiness([theme.id for theme in found]) if found else {}
    return [theme for theme in found if theme.is_active and ready[theme.id].is_whole]


def latest_registration(theme: Theme, person_id: int | None) -> Registration | None:
    """The last time that somebody signed up for a theme, whatever came of it."""
    query = select(Registration).where(Registration.theme_id == theme.id, Registration.person_id == person_id)
    return db.session.scalar(query.order_by(Registration.id.desc()).limit(1))


def is_applicant(theme: Theme, person_id: int | None) -> bool:
    """Whether somebody signed up for a theme, confirmed the address, and has no place: they wait, or there was none."""
    return person_id is not None and theme.id in themes_applied_for(person_id)


def themes_applied_for(person_id: int) -> set[int]:
    """The ids of the themes of which somebody is an applicant, by the last time that they signed up. One query."""
    return {theme_id for theme_id, last in signed_up_for(person_id).items() if last.applies}


def signed_up_for(person_id: int) -> dict[int, SignedUp]:
    """By theme: the last time that somebody signed up. One query."""
    rows = db.session.execute(_signed_up(), {"person": person_id})
    return {theme_id: SignedUp(state, confirmed_at is not None) for theme_id, state, confirmed_at in rows}


def registrations(theme_id: int, *states: RegistrationState) -> Sequence[Registration]:
    """Sign-ups of a theme whose person confirmed the address, oldest first, with all that the bureau sees of them. One
    query."""
    query = (
        select(Registration)
        .join(Registration.person)
        .options(
            contains_eager(Registration.person),
            joinedload(Registration.interest),
            joinedload(Registration.municipality),
            joinedload(Registration.organisation),
        )
        .where(Registration.theme_id == theme_id, Person.confirmed_at.is_not(None))
    )
    if states:
        query = query.where(Registration.state.in_(states))
    return db.session.scalars(query.order_by(Registration.id)).all()


def without_a_place(theme_id: int) -> list[Registration]:
    """Who waits for a place or heard that there is none, oldest first: of each person the last sign-up, and nobody who
    took that back. One query."""
    newest = {row.person_id: row for row in registrations(theme_id)}
    return sorted((row for row in newest.values() if row.state in PLACEABLE), key=lambda row: row.id)


def count_registrations(theme_id: int, *states: RegistrationState) -> int:
    """How many confirmed people wait for a place or have one, or are in one of these states."""
    query = select(func.count()).select_from(Registration).join(Registration.person)
    query = query.where(Registration.theme_id == theme_id, Registration.state.in_(states or OPEN))
    return db.session.scalar(query.where(Person.confirmed_at.is_not(None))) or 0


def count_signed_up(theme_id: int) -> int:
    """How many confirmed people signed up and did not withdraw, whatever came of it."""
    return db.session.scalar(_signed_up_for(), {"theme": theme_id}) or 0


def registrations_of_person(person_id: int) -> Sequence[Registration]:
    query = select(Registration).where(Registration.person_id == person_id).order_by(Registration.id)
    return db.session.scalars(query.options(joinedload(Registration.theme))).all()


def seats_of_person(person_id: int) -> Sequence[Seat]:
    """Every seat that somebody holds or held, with group and theme."""
    query = select(Seat).where(Seat.person_id == person_id).order_by(Seat.id)
    return db.session.scalars(query.options(joinedload(Seat.group).joinedload(Group.theme))).all()


def invitation_by_hash(token_hash: str) -> Invitation:
    """An invitation with its seat, group and theme, by the link in the mail or in the reminder. Raises NotFound."""
    either = or_(Invitation.token_hash == token_hash, Invitation.again_hash == token_hash)
    query = _invitations().where(either)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def invitations(group_id: int) -> Sequence[Invitation]:
    """Every invitation of a group, newest first. One query."""
    return db.session.scalars(_invitations_of(), {"group": group_id}).all()


def overdue_invitations(today: date) -> Sequence[Invitation]:
    query = _invitations().where(Invitation.state == InvitationState.SENT, Invitation.expires_on < today)
    return db.session.scalars(query).all()


def _invitations() -> Select[Invitation]:
    return (
        select(Invitation)
        .join(Invitation.seat)
        .join(Seat.group)
        .options(
            contains_eager(Invitation.seat).contains_eager(Seat.group).joinedload(Group.theme),
            contains_eager(Invitation.seat).joinedload(Seat.interest),
            contains_eager(Invitation.seat).joinedload(Seat.municipality),
            joinedload(Invitation.organisation),
        )
    )


@cache
def _quotas() -> Select[Quota]:
    return select(Quota).where(Quota.group_id == bindparam("group")).order_by(Quota.id)


@cache
def _invitations_of() -> Select[Invitation]:
    return _invitations().where(Seat.group_id == bindparam("group")).order_by(Invitation.id.desc())


@cache
def _signed_up() -> Select[int, RegistrationState, datetime | None]:
    query = select(Registration.theme_id, Registration.state, Person.confirmed_at).join(Registration.person)
    return query.where(Registration.person_id == bindparam("person")).order_by(Registration.id)


@cache
def _signed_up_for() -> Select[int]:
    """Counts in an index who has a sign-up that is open, which is one for each person; adds who only has one that came
    to nothing, and takes off the few who did not confirm their address. Without the ``+ 0`` SQLite begins with the
    theme, and looks up everybody (sqlite.org/optoverview.html, section 6)."""
    theme: BindParameter[int] = bindparam("theme")
    of_theme, is_open, other = Registration.theme_id == theme, Registration.state.in_(OPEN), aliased(Registration)
    unconfirmed = Registration.person_id.in_(select(Person.id).where(Person.confirmed_at.is_(None)))
    everybody = select(func.count()).select_from(Registration).where(of_theme, is_open)
    few = select(func.count()).select_from(Registration).where(Registration.theme_id + 0 == theme, unconfirmed, is_open)
    refused = select(other.id).where(other.theme_id == theme, other.state == RegistrationState.NOT_SEATED)
    again = select(other.id).where(other.theme_id + 0 == theme, other.person_id == Registration.person_id)
    nothing = select(func.count(Registration.person_id.distinct())).where(Registration.id.in_(refused), ~unconfirmed)
    nothing = nothing.where(~again.where(other.state.in_(OPEN)).exists())
    return select(everybody.scalar_subquery() - few.scalar_subquery() + nothing.scalar_subquery())


@cache
def _readiness() -> Select[int, bool, bool, bool]:
    places = select(Seat.id).join(Seat.group).where(Group.theme_id == Theme.id).exists()
    waits = select(Group.id).where(Group.theme_id == Theme.id, Group.sign_up_waits).exists()
    query = select(Theme.id, dialogues.councils_agree(), places, ~waits)
    return query.where(Theme.id.in_(bindparam("themes", expanding=True)))
