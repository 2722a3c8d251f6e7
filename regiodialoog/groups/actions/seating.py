"""Coming to a seat and leaving it. Who sits holds the role of participant over the theme; who leaves loses it."""

from typing import Any

from flask_babel import gettext as _

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.rows import flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.actions.guard import in_a_draw, no_sealed_draw, not_in_draw
from regiodialoog.groups.actions.may_sit import may_sit
from regiodialoog.groups.events import NotSeated, SeatAdded, SeatFilled, SeatLeft
from regiodialoog.groups.models import (
    REGISTRATIONS,
    SEATS,
    Registration,
    RegistrationState,
    Seat,
    SeatFilling,
    SeatState,
)
from regiodialoog.groups.retention import news_until
from regiodialoog.groups.shapes import coming_days, writes_from


def assign_seat(
    seat: Seat,
    registration: Registration,
    *,
    by: int | None,
    filling: SeatFilling = SeatFilling.ASSIGNED,
    tell: bool = True,
) -> None:
    """Give an open seat to somebody who signed up. ``by``: who of the bureau does it; None is the system.

    Raises Conflict when the seat is not open, the person sits already or may not (``may_sit``), or the registration
    does not fit the seat.
    """
    if seat.state is not SeatState.OPEN:
        raise Conflict(_("This place is not open any more."))
    if filling is not SeatFilling.DRAWN:
        not_in_draw(seat)
    if seat.interest_id != registration.interest_id or seat.municipality_id not in (None, registration.municipality_id):
        raise Conflict(_("This person signed up for another interest or comes from another municipality."))
    may_sit(seat.group, registration, drawn=filling is SeatFilling.DRAWN)
    REGISTRATIONS.move(registration, RegistrationState.SEATED)
    registration.decided_at, registration.reason = clock.now(), ""
    home = None if seat.municipality_id else registration.municipality_id
    seat.organisation_id = registration.organisation_id
    fill(seat, registration.person, filling=filling, home_id=home, by=by, tell=tell)


def fill(
    seat: Seat, person: Person, *, filling: SeatFilling, home_id: int | None, by: int | None, tell: bool = True
) -> None:
    """Let somebody sit down, with the role that goes with it, and a mail. Raises Conflict when they sit already."""
    theme = seat.group.theme
    if queries.seat_of(theme, person.id) is not None:
        raise Conflict(_("This person has a place in this group already."))
    SEATS.move(seat, SeatState.FILLED)
    seat.person, seat.person_id, seat.filling, seat.home_id = person, person.id, filling, home_id
    seat.filled_at = clock.now()
    flush()
    _waits_no_more(theme, person)
    if participant_grant(person, theme) is None:
        giver = None if by == person.id else by
        accounts.give_role(person, Role.PARTICIPANT, ScopeKind.THEME, theme.id, by=giver, tell=False)
    if tell:
        _mail("seated", person, theme, f"seated:{seat.id}", seat=seat, days=coming_days, writes_from=writes_from)
    emit(SeatFilled(subject_id=theme.id, seat_id=seat.id, filling=filling))


def _waits_no_more(theme: Theme, person: Person) -> None:
    """Whoever signed up and came to a place in another way has one: no draw, no suggestion and no mail that there is
    none is about them any more."""
    row = queries.latest_registration(theme, person.id)
    if row is not None and row.state in queries.PLACEABLE:
        REGISTRATIONS.move(row, RegistrationState.SEATED)
        row.decided_at, row.reason = clock.now(), ""
        flush()


def leave(seat: Seat, *, by: int, reason: str) -> Seat:
    """Somebody gives up a seat, or the bureau ends it. The role ends, and a new open seat takes the place of this one.

    Raises Invalid without a reason, Conflict when nobody sits there.
    """
    person, theme = seat.person, seat.group.theme
    new = vacate(seat, reason=reason)
    if person is not None:
        grant = participant_grant(person, theme)
        if grant is not None:
            accounts.end_role(grant, by=by, reason=reason[:500])
        if by != person.id:
            _mail("seat_ended", person, theme, f"seat-ended:{seat.id}", reason=reason)
    return new


def vacate(seat: Seat, *, reason: str) -> Seat:
    """Write down that a seat was left, without touching the role; returns the open seat that takes its place."""
    if not reason.strip():
        raise Invalid(_("Say why the place comes free."))
    SEATS.move(seat, SeatState.LEFT, reason=reason)
    seat.left_at, seat.reason = clock.now(), reason
    seat.declared, seat.name_shown_since = "", None
    registration = queries.latest_registration(seat.group.theme, seat.person_id)
    if registration is not None and registration.state is RegistrationState.SEATED:
        REGISTRATIONS.move(registration, RegistrationState.WITHDRAWN)
        registration.decided_at = clock.now()
    flush()
    emit(SeatLeft(subject_id=seat.group.theme_id, seat_id=seat.id))
    new = Seat(
        group_id=seat.group_id,
        interest_id=seat.interest_id,
        municipality_id=seat.municipality_id,
        filling=SeatFilling.DRAWN if seat.filling is SeatFilling.DRAWN else SeatFilling.ASSIGNED,
        replaces_id=seat.id,
    )
    store(new)
    emit(SeatAdded(subject_id=seat.group.theme_id, seat_id=new.id))
    return new


def refuse(registration: Registration, *, reason: str, tell: bool = True) -> None:
    """Tell somebody that there is no place, and why. They stay on the list: also for a later draw, so that nobody is
    kept out of one in this way. Raises Invalid without a reason, Conflict when it was decided or they are in a draw
    that goes on."""
    no_sealed_draw(registration.theme)
    if in_a_draw(registration) is not None:
        raise Conflict(_("This person takes part in a draw that goes on. Finish it or let go of it first."))
    find_no_place(registration, reason=reason, tell=tell)


def find_no_place(registration: Registration, *, reason: str, tell: bool = True) -> None:
    """As ``refuse``, where it is known that no draw is sealed."""
    REGISTRATIONS.move(registration, RegistrationState.NOT_SEATED, reason=reason)
    registration.decided_at, registration.reason = clock.now(), reason
    flush()
    if tell:
        person, theme = registration.person, registration.theme
        informable = bool(person.mail_address) and news_until(theme) is not None
        about = {"reason": reason, "informable": informable}
        _mail("not_seated", person, theme, f"not-seated:{registration.id}", **about)
    emit(NotSeated(subject_id=registration.theme_id, registration_id=registration.id))


def participant_grant(person: Person, theme: Theme) -> RoleGrant | None:
    """The role with which somebody takes part in the group of a theme."""
    db.session.expire(person, ["active_grants"])
    held = (ScopeKind.THEME, theme.id)
    grants = person.active_grants
    return next((g for g in grants if g.role is Role.PARTICIPANT and (g.scope_kind, g.scope_id) == held), None)


def _mail(template: str, person: Person, theme: Theme, dedupe_key: str, **context: Any) -> None:
    mails.post(
        f"emails/groups/{template}.txt",
        address=person.address,
        language=person.language,
        dedupe_key=dedupe_key,
        person_id=person.id,
        person=person,
        theme=theme,
        **context,
    )
