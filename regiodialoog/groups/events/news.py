"""What happens to who wants to be kept informed of a theme."""

import enum
from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


class NewsEnd(enum.StrEnum):
    """STOPPED: by themselves. OVER: on its day. LEFT: with their account."""

    STOPPED = "stopped"
    OVER = "over"
    LEFT = "left"


@happening("groups.news_wanted", subject="theme", says=N_("Somebody wants to be kept informed of a theme"))
@dataclass(frozen=True, kw_only=True)
class NewsWanted(Event):
    wish_id: int


@happening("groups.news_told", subject="theme", says=N_("Who wants to be kept informed got a mail"))
@dataclass(frozen=True, kw_only=True)
class NewsTold(Event):
    people: int


@happening("groups.news_ended", subject="theme", says=N_("Somebody is not kept informed of a theme any more"))
@dataclass(frozen=True, kw_only=True)
class NewsEnded(Event):
    wish_id: int
    how: NewsEnd
