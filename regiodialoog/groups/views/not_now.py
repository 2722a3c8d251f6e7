"""A page instead of a form that could only be refused: why it cannot be done now, until when, and the way on."""

from collections.abc import Callable

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict
from regiodialoog.core.i18n import moment_on_page
from regiodialoog.core.web.pages import page
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.models import Draw, DrawState


def not_now(theme: Theme, title: str, check: Callable[[], None]) -> Response | None:
    """The page for whoever opens a form that a draw stands in the way of; None where ``check`` raises no Conflict. Who
    sends it is refused by the action."""
    if request.method == "POST":
        return None
    try:
        check()
    except Conflict as error:
        draw = queries.draw_goes_on(queries.group_of(theme).id)
        until = [_until(draw), _waits(draw)] if draw is not None else []
        return said_instead(theme, title, [error.message, *filter(None, until)], draw)
    return None


def before_its_moment(theme: Theme, title: str, draw: Draw) -> Response | None:
    """The page for whoever opens the form of an outcome before there is one."""
    if request.method == "POST" or not (waits := _waits(draw)):
        return None
    return said_instead(theme, title, [_("The outcome is not known yet."), waits], draw)


def said_instead(theme: Theme, title: str, said: list[str], draw: Draw | None) -> Response:
    return page("groups/not_now.html", theme=theme, title=title, said=said, draw=draw)


def _until(draw: Draw) -> str:
    said: str = _(
        "It is possible again once draw %(number)s has been announced, or once you let go of it.", number=draw.number
    )
    return said


def _waits(draw: Draw) -> str:
    if draw.state is not DrawState.SEALED or draw.opens_at is None or draw.opens_at <= clock.now():
        return ""
    said: str = _("The outcome can be typed in from %(moment)s on.", moment=moment_on_page(draw.opens_at))
    return said
