"""Standing in for a representative: asking a deputy by mail, what they answer, and taking over the seat for good.

A deputy sees and says what the group does, and so holds the role of participant. The vote stays with the holder of the
seat: polls count seats (``queries.seats_at``).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.credentials import new_token, token_hash
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.events import emit
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.rows import flush, store
from regiodialoog.core.tidying import tidies
from regiodialoog.groups import queries
from regiodialoog.groups.actions import inviting
from regiodialoog.groups.actions.conditions import keep_met, turn_away
from regiodialoog.groups.actions.may_sit import may_be_invited
from regiodialoog.groups.actions.seating import fill, leave, participant_grant
from regiodialoog.groups.events import DeputyAsked, DeputyConfirmed, DeputyDeclined, DeputyEnded, DeputyExpired
from regiodialoog.groups.models import DEPUTIES, Condition, Deputy, DeputyState, Seat, SeatFilling, SeatState

OFTEN, WITHIN = 5, timedelta(days=30)
"""How often one person may ask a deputy for one group, and in how long: every time a mail goes to a typed address."""


def ask_deputy(
    seat: Seat, *, name: str, address: str, by: int | None, language: str = "nl", tell: bool = True
) -> Deputy:
    """Ask somebody by mail (``tell``) to stand in for who holds a seat on behalf of an organisation. ``by``: None where
    the organisation named them. Raises Conflict when nobody does, when there is a deputy or one was asked, or somebody
    asks all the time."""
    db.session.refresh(seat, ["state", "version"], with_for_update=True)
    if seat.state is not SeatState.FILLED or seat.organisation_id is None:
        raise Conflict(_("Only who sits here on behalf of an organisation has a deputy."))
    if queries.deputy_of(seat) is not None:
        raise Conflict(_("There is a deputy for this place already, or somebody was asked."))
    if by is not None and queries.deputies_asked_since(seat.group_id, by, clock.now() - WITHIN) >= OFTEN:
        raise Conflict(_("You have asked many people already. Ask the bureau to do it for you."))
    text = new_token()
    row = Deputy(
        seat_id=seat.id,
        name=name,
        address=address,
        token_hash=token_hash(text),
        asked_by=by,
        expires_on=clock.today() + inviting.ANSWER_WITHIN,
    )
    row.seat = seat
    store(row)
    if tell:
        _mail("deputy_asked", row, address, language, secret=True, token=text)
    emit(DeputyAsked(subject_id=seat.group.theme_id, deputy_id=row.id, seat_id=seat.id))
    return row


def deputy(text: str) -> Deputy:
    """What is asked behind a link, while it can be answered. Raises NotFound."""
    found = queries.deputy_by_hash(token_hash(text))
    if found.state is not DeputyState.ASKED or found.expires_on < clock.today():
        raise NotFound
    return found


def confirm_deputy(row: Deputy, *, name: str, language: str, met: Mapping[Condition, bool] | None = None) -> Person:
    """Yes: they get an account unless there is one by that name. ``met``: the conditions about which they said
    something. Raises HoldsOffice, and Conflict for who has a place in the group, stands in for somebody else there, or
    does not meet a condition."""
    theme = row.seat.group.theme
    _still_asked(row)
    person = inviting.person_at(row.address, name=name, municipality_id=None, language=language)
    if queries.seat_of(theme, person.id) is not None:
        raise Conflict(_("You have a place in this group yourself, so you cannot stand in for somebody else."))
    if queries.deputised(theme, person.id) is not None:
        raise Conflict(_("You stand in for somebody else in this group already."))
    told = met or {}
    held = may_be_invited(row.seat.group, person, told, for_organisation=True)
    DEPUTIES.move(row, DeputyState.CONFIRMED)
    row.person, row.person_id = person, person.id
    _answered(row)
    if participant_grant(person, theme) is None:
        giver = row.asked_by if row.asked_by != person.id else None
        accounts.give_role(person, Role.PARTICIPANT, ScopeKind.THEME, theme.id, by=giver, tell=False)
    emit(DeputyConfirmed(subject_id=theme.id, deputy_id=row.id, seat_id=row.seat_id))
    keep_met(row.seat.group, person, {each: told.get(each) for each in held})
    return person


def turn_away_deputy(row: Deputy, condition: Condition) -> None:
    """They wanted to stand in and do not meet a condition: as a no, and counted."""
    turn_away(row.seat.group, condition)
    decline_deputy(row)


def decline_deputy(row: Deputy) -> None:
    """No: name and address are wiped, and somebody else can be asked."""
    _still_asked(row)
    DEPUTIES.move(row, DeputyState.DECLINED)
    _answered(row)
    emit(DeputyDeclined(subject_id=row.seat.group.theme_id, deputy_id=row.id, seat_id=row.seat_id))


@tidies
def expire_deputies() -> None:
    """No answer in time."""
    for row in queries.overdue_deputies(clock.today()):
        DEPUTIES.move(row, DeputyState.EXPIRED)
        _answered(row)
        emit(DeputyExpired(subject_id=row.seat.group.theme_id, deputy_id=row.id, seat_id=row.seat_id))


def end_deputy(row: Deputy, *, by: int, reason: str, tell: bool = True) -> None:
    """Nobody stands in any more; the role ends with it, and who did so gets a mail unless they end it themselves."""
    db.session.refresh(row, ["state"], with_for_update=True)
    person, theme = row.person, row.seat.group.theme
    DEPUTIES.move(row, DeputyState.ENDED)
    row.ended_at = clock.now()
    _answered(row)
    grant = participant_grant(person, theme) if person is not None else None
    if person is not None and grant is not None and queries.seat_of(theme, person.id) is None:
        accounts.end_role(grant, by=by, reason=reason[:500])
    if person is not None and tell and by != person.id:
        _mail("deputy_ended", row, person.address, person.language, person_id=person.id, person=person)
    emit(DeputyEnded(subject_id=theme.id, deputy_id=row.id, seat_id=row.seat_id, took_over=False))


def hand_over(seat: Seat, *, by: int, reason: str) -> Seat:
    """The holder leaves, and the deputy steps in for good: on a new seat that takes the place of this one, with its
    vote from now on. Raises Conflict when nobody confirmed to be the deputy, it is known by now that they may not sit,
    or the place was drawn by lot: then who is next in line gets it. Raises Invalid without a reason."""
    if seat.filling is SeatFilling.DRAWN:
        raise Conflict(_("Lots were drawn for this place. Whoever is next in line gets it."))
    row = queries.deputy_of(seat)
    if row is None or row.person is None:
        raise Conflict(_("Nobody stands in for this place."))
    person, organisation_id = row.person, seat.organisation_id
    may_be_invited(seat.group, person, {}, for_organisation=True)
    db.session.refresh(row, ["state"], with_for_update=True)
    DEPUTIES.move(row, DeputyState.TOOK_OVER)
    row.ended_at = clock.now()
    flush()  # who takes over is no deputy any more when the seat comes free
    new = leave(seat, by=by, reason=reason)
    new.organisation_id = organisation_id
    home = None if new.municipality_id else person.municipality_id
    fill(new, person, filling=SeatFilling.INVITED, home_id=home, by=by)
    emit(DeputyEnded(subject_id=seat.group.theme_id, deputy_id=row.id, seat_id=seat.id, took_over=True))
    return new


def _still_asked(row: Deputy) -> None:
    db.session.refresh(row, ["state"], with_for_update=True)
    if row.state is not DeputyState.ASKED:
        raise Conflict(_("This was answered already."))


def _answered(row: Deputy) -> None:
    row.answered_at = row.answered_at or clock.now()
    row.name, row.address = "", ""
    row.cleared_at = row.cleared_at or clock.now()
    flush()


def _mail(template: str, row: Deputy, address: str, language: str, **more: Any) -> None:
    mails.post(
        f"emails/groups/{template}.txt",
        address=address,
        language=language,
        dedupe_key=f"{template}:{row.id}",
        deputy=row,
        seat=row.seat,
        theme=row.seat.group.theme,
        **more,
    )
