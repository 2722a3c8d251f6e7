"""What pages around a draw say of it to everybody: that lots will be drawn, when, or that they were."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core import clock
from regiodialoog.core.i18n import date_on_page, moment_on_page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups import queries
from regiodialoog.groups.models import Draw, DrawState
from regiodialoog.groups.queries.draws import last_held

S = DrawState


@dataclass(frozen=True)
class DrawNews:
    """A sentence or two, and the way to where one sees more. ``dated``: whether a draw was sealed, so that it has a
    day."""

    said: str
    label: str
    url: str
    dated: bool = False


def of_theme(theme: Theme) -> DrawNews | None:
    """The last draw that everybody can follow, or that one comes; None where no place is filled by lot. One query, and
    one more where the last one failed."""
    latest, by_lot = queries.lot_of(theme.id)
    if latest is not None and latest.state in (S.SEALED, S.PICKED, S.ANNOUNCED):
        return _of_draw(theme, latest)
    comes = _comes(theme) if by_lot and theme.is_active else ""
    if latest is None:
        url = url_for("groups.draws", slug=theme.slug)
        return DrawNews(comes, _("How the draw works"), url) if comes else None
    before = last_held(latest.group_id)
    said = [_of_draw(theme, before).said if before is not None else "", _failed(latest), comes]
    return DrawNews(" ".join(each for each in said if each), _("See why"), _url(theme, latest))


def _of_draw(theme: Theme, draw: Draw) -> DrawNews:
    places = ngettext("%(num)s place", "%(num)s places", draw.places)
    if draw.state is S.SEALED:
        moment = moment_on_page(draw.opens_at)
        said = _(
            "Lots are drawn for %(places)s. From %(moment)s on it is decided who is drawn.",
            places=places,
            moment=moment,
        )
        return DrawNews(said, _("Follow the draw"), _url(theme, draw), dated=True)
    day = date_on_page(_held_on(draw))
    if draw.state is S.PICKED:
        said = _(
            "Lots were drawn on %(date)s for %(places)s. Everybody who took part hears soon.", date=day, places=places
        )
    else:
        said = _("Lots were drawn for %(places)s, on %(date)s.", date=day, places=places)
    return DrawNews(said, _("See how the draw went"), _url(theme, draw), dated=True)


def _held_on(draw: Draw) -> datetime:
    """Draws of before there were seals were held in one go."""
    return draw.picked_at or draw.announced_at or draw.drawn_at


def _failed(draw: Draw) -> str:
    if draw.state is S.ABANDONED:
        return str(_("The draw did not go on."))
    return str(_("The draw could not be held: no group could meet all demands."))


def _comes(theme: Theme) -> str:
    """That lots are still to be drawn."""
    phase = dialogues.phase_of(theme, PhaseKind.RECRUITMENT)
    if phase is not None and phase.ends_on < clock.today():
        return str(_("Lots are still to be drawn for some of the places. The day stands here a while beforehand."))
    return str(_("When signing up is over, lots are drawn for some of the places. The day stands here beforehand."))


def _url(theme: Theme, draw: Draw) -> str:
    return url_for("groups.draw", slug=theme.slug, number=draw.number)
