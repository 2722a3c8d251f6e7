"""What everybody may read of a group; the names only its own people."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core.policy import can, current_actor, public
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.shelf import known_to_all, shares_a_part
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import draw_news, labels, queries, shapes
from regiodialoog.groups.models import Group, Seat
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.wheel import wheel


@bp.get("/themas/<slug>/groep")
@public
@shares_a_part
def group(slug: str) -> Response:
    """Who sits at the table for what: counts for everybody, names for the group itself."""
    theme = dialogues.theme(slug)
    found = queries.group_of(theme)
    seats = cache(partial(queries.seats, found.id))
    for_all = cache(partial(_for_all, theme, found, seats))
    mine = queries.seat_of(theme, person) if (person := current_actor().person_id) else None
    names = can("groups.see_members", theme)
    return page(
        "groups/group.html",
        same={"state": for_all, "table": for_all},
        theme=theme,
        group=found,
        seats=seats() if names else [],
        mine=mine,
        deputies=queries.deputies(found.id) if names else {},
        mandates=queries.mandates(seats()) if names else {},
        stands_in=None if mine else queries.deputised(theme, person),
        comes=shapes.what_comes(theme) if mine else [],
        can_sign_up=not mine and joining(theme).open,
        labels=labels,
        fictitious=[(_("Fictitious"), "line")] if found.fictitious else [],
    )


def _for_all(theme: Theme, found: Group, seats: Callable[[], Sequence[Seat]]) -> dict[str, Any]:
    """What the page says to everybody: how far it is, and the places as picture and table."""
    now = joining(theme)
    return {
        "theme": theme,
        "composition": queries.composition(seats()),
        "wheel": wheel(seats()),
        "sitting": shapes.sitting(seats()),
        "replaced": queries.count_seats_left(found.id),
        "lot": draw_news.of_theme(theme),
        "joining": now,
        "signed_up": queries.count_signed_up(theme.id) if now.open else 0,
        "labels": labels,
    }


def joining(theme: Theme) -> shapes.SigningUp:
    """Where signing up stands; what that takes is asked once until something changes."""
    if not shapes.is_time_to_sign_up(theme):
        return shapes.signing_up(theme)
    ready = known_to_all(f"readiness of {theme.id}", partial(queries.readiness, [theme.id]))
    return shapes.signing_up(theme, ready[theme.id])
