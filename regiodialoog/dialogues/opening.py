"""Whether people can really sign up on the days for it: a feature above knows what else that takes."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.i18n import date_on_page
from regiodialoog.dialogues import queries
from regiodialoog.dialogues.models import PhaseKind, Theme

Lacking = Callable[[Collection[int]], Collection[int]]
_lacking: list[Lacking] = []


def lacking(finder: Lacking) -> Lacking:
    """Register a function that, of themes by id, gives those that nobody can sign up for yet, whatever the day."""
    _lacking.append(finder)
    return finder


def closed(themes: Iterable[Theme]) -> set[int]:
    """The ids of those whose days for signing up have come while nobody can sign up yet. No query when there is none
    in these days."""
    in_time = [theme.id for theme in themes if theme.source_id is None and queries.is_in(theme, PhaseKind.RECRUITMENT)]
    return {number for finder in _lacking for number in finder(in_time)} if in_time else set()


HoldsBack = Callable[[Theme], bool]
_holding_back: list[HoldsBack] = []


def holds_back(finder: HoldsBack) -> HoldsBack:
    """Register a function that says whether something else than days and councils keeps signing up closed."""
    _holding_back.append(finder)
    return finder


@dataclass(frozen=True)
class Opens:
    """What the last agreement does to signing up, in words; ``at_once``: everybody can then sign up the same moment."""

    said: str
    at_once: bool = False


def with_the_last_council(theme: Theme) -> Opens | None:
    """None for a theme without days for signing up, or of which they are over."""
    phase = queries.phase_of(theme, PhaseKind.RECRUITMENT)
    if phase is None or not theme.is_active or clock.today() > phase.ends_on:
        return None
    if any(finder(theme) for finder in _holding_back):
        return Opens(
            _("Signing up does not open by itself with this: first it needs a group with places, and you open it.")
        )
    if clock.today() < phase.starts_on:
        day = date_on_page(phase.starts_on)
        return Opens(_("Once every council has agreed, signing up opens by itself on %(date)s.", date=day))
    return Opens(_("As soon as the last council agrees, everybody can sign up at once."), at_once=True)
