"""What everybody may read of a group; the names only its own people."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core.policy import can, current_actor, public
from regiodialoog.core.web.pages import page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups import labels, queries, shapes
from regiodialoog.groups.models import SeatFilling
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.wheel import wheel


@bp.get("/themas/<slug>/groep")
@public
def group(slug: str) -> Response:
    """Who sits at the table for what: counts for everybody, names for the group itself."""
    theme = dialogues.theme(slug)
    found = queries.group_of(theme)
    seats = queries.seats(found.id)
    mine = queries.seat_of(theme, current_actor().person_id)
    return page(
        "groups/group.html",
        theme=theme,
        group=found,
        seats=seats if can("groups.see_members", theme) else [],
        composition=queries.composition(seats),
        wheel=wheel(seats),
        sitting=shapes.sitting(seats),
        replaced=len(queries.seats_left(found.id)),
        by_lot=any(seat.filling is SeatFilling.DRAWN for seat in seats),
        mine=mine,
        deputies=queries.deputies(found.id) if can("groups.see_members", theme) else {},
        mandates=queries.mandates(seats) if can("groups.see_members", theme) else {},
        stands_in=None if mine else queries.deputised(theme, current_actor().person_id),
        comes=shapes.what_comes(theme) if mine else [],
        joining=shapes.signing_up(theme),
        signed_up=queries.count_signed_up(theme.id),
        labels=labels,
        fictitious=[(_("Fictitious"), "line")] if found.fictitious else [],
    )
