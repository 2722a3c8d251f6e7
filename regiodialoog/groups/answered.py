"""What holds after somebody answered for a place, or did not: the page behind a link that asks nothing any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.i18n import date_on_page
from regiodialoog.groups.models import (
    Invitation,
    InvitationState,
    Offer,
    OfferState,
    OrganisationInvitation,
    OrganisationState,
    Seat,
    SeatState,
)


@dataclass(frozen=True)
class Answered:
    """In sentences. ``sits``: whether whoever reads it has the place now."""

    title: str
    said: Sequence[str]
    sits: bool = False


def of_offer(offer: Offer) -> Answered:
    """Of a place that a draw offered."""
    title = _("The place that you were drawn for")
    if offer.state is OfferState.ACCEPTED:
        return _yes(title, offer.answered_at, offer.seat, offer.registration.person_id)
    again = _("You cannot be drawn for this group again.")
    if offer.state is OfferState.DECLINED:
        said = _(
            "You said no on %(date)s. The place goes to who is next in line.", date=date_on_page(offer.answered_at)
        )
        return Answered(title, [said, again])
    return Answered(title, [*_too_late(offer.answer_by), again])


def of_invitation(invitation: Invitation) -> Answered:
    """Of a place that somebody was invited for."""
    title = _("Your invitation")
    if invitation.state is InvitationState.ACCEPTED:
        return _yes(title, invitation.answered_at, invitation.seat, invitation.person_id)
    ask = _("Do you still want to join? Then ask the bureau.")
    if invitation.state is InvitationState.DECLINED:
        day = date_on_page(invitation.answered_at)
        return Answered(title, [_("You said no on %(date)s. We wiped your name and address.", date=day), ask])
    return Answered(title, [*_too_late(invitation.expires_on), ask])


def of_organisation(row: OrganisationInvitation) -> Answered:
    """Of a place that an organisation was asked for; says no name, for a link can be passed on."""
    title, day = _("The invitation of your organisation"), date_on_page(row.answered_at)
    ask = _("Do you want to change something? Then call or write to the bureau.")
    if row.state is OrganisationState.NAMED:
        return Answered(title, [_("You named your representative on %(date)s.", date=day), ask])
    if row.state is OrganisationState.DECLINED:
        return Answered(title, [_("You said no on %(date)s. We wiped your name and address.", date=day), ask])
    if row.state is OrganisationState.WITHDRAWN:
        return Answered(title, [_("The bureau took this invitation back on %(date)s.", date=day), ask])
    if clock.today() <= row.answer_by:
        return Answered(title, [_("This place cannot be given any more."), ask])
    return Answered(title, [*_too_late(row.answer_by), ask])


def _yes(title: str, answered_at: date | None, seat: Seat, person_id: int | None) -> Answered:
    sits = seat.state is SeatState.FILLED and person_id is not None and seat.person_id == person_id
    said = [_("You said yes on %(date)s.", date=date_on_page(answered_at))]
    said.append(_("The place is yours.") if sits else _("You do not sit in the group any more."))
    return Answered(title, said, sits=sits)


def _too_late(last: date) -> list[str]:
    return [
        _("The last day to answer was %(date)s. We got no answer before it was over.", date=date_on_page(last)),
        _("So the place goes to somebody else."),
    ]
