"""Actions, with their partners."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.agenda.actions.document import next_position
from regiodialoog.agenda.events import ActionChanged, ActionCreated
from regiodialoog.agenda.models import AgendaAction, AgendaPart, AgendaPartner, AgendaTheme
from regiodialoog.core.errors import Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.core.text import fold
from regiodialoog.organisations.models import Organisation

Partner = tuple[str, str]
"""Name (without a colon: in a form that ends it), and about what (may be empty)."""


def create_action(
    place: AgendaTheme | AgendaPart | AgendaAction,
    title: str,
    *,
    slug: str = "",
    position: int | None = None,
    partners: Sequence[Partner] = (),
    organisations: Sequence[Organisation] = (),
    **facts: Any,
) -> AgendaAction:
    """Add an action to a theme; to a part (it then spans the part); or below an action. ``facts`` by attribute name.

    Raises Invalid below a sub-action: there is one level.
    """
    part_id, theme_id, parent_id = _place(place)
    if position is None:
        position = next_position(AgendaAction, part_id=part_id, theme_id=theme_id, parent_id=parent_id)
    action = AgendaAction(
        part_id=part_id, theme_id=theme_id, parent_id=parent_id, slug=slug or free_slug(AgendaAction, title),
        title=title, position=position, organisations=list(organisations), partners=_partners(partners), **facts,
    )  # fmt: skip
    action.search_text = _searchable(action)
    store(action)
    emit(ActionCreated(subject_id=action.id))
    return action


def change_action(action: AgendaAction, *, partners: Sequence[Partner] | None = None, **values: Any) -> None:
    """Change facts; attribute names of AgendaAction. ``partners`` replaces them all."""
    if partners is not None and [(each.name, each.topic) for each in action.partners] != list(partners):
        values["partners"] = _partners(partners)
    if fields := assign(action, **values):
        action.search_text = _searchable(action)
        emit(ActionChanged(subject_id=action.id, fields=fields))


def _place(place: AgendaTheme | AgendaPart | AgendaAction) -> tuple[int, int | None, int | None]:
    """Part, theme and parent of an action that is put there."""
    if isinstance(place, AgendaTheme):
        return place.part_id, place.id, None
    if isinstance(place, AgendaPart):
        return place.id, None, None
    if place.parent_id is not None:
        raise Invalid(_("A part of an action has no parts of its own."))
    return place.part_id, place.theme_id, place.id


def _partners(partners: Sequence[Partner]) -> list[AgendaPartner]:
    if any(not name or ":" in name for name, _topic in partners):
        raise Invalid(_("The name of a partner is not empty, and has no colon."))
    return [AgendaPartner(name=name, topic=topic, position=n) for n, (name, topic) in enumerate(partners, 1)]


def _searchable(action: AgendaAction) -> str:
    words = [action.title, action.description, *(action.components or []), *(action.topics or [])]
    return fold(" ".join(word for word in words if word))
