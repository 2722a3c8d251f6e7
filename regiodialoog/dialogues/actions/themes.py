"""Themes: made in a round, changed, joined by municipalities, and ended with a reason."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm.attributes import flag_modified

from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, free_slug, store
from regiodialoog.dialogues import queries
from regiodialoog.dialogues.actions.process import next_number
from regiodialoog.dialogues.events import (
    MunicipalitiesChanged,
    ThemeChanged,
    ThemeCreated,
    ThemeNotChosen,
    ThemeStopped,
)
from regiodialoog.dialogues.models import STATES, Round, Theme, ThemeMunicipality, ThemeState
from regiodialoog.organisations.models import Municipality

Scopes = Mapping[Municipality, str]
"""Municipalities that take part, each with its scope; empty for wholly."""
YOUNGEST = 16


def create_theme(
    in_round: Round,
    title: str,
    *,
    slug: str = "",
    number: int | None = None,
    municipalities: Iterable[Municipality] | Scopes = (),
    **facts: Any,
) -> Theme:
    """Add a theme that will run here; ``facts`` by attribute name of Theme. Raises Conflict for a round of history."""
    if in_round.dialogue.source_id is not None:
        raise Conflict(_("This dialogue is history, told by a document. Make a new dialogue for a new theme."))
    _check_look(facts.get("look_beforehand", False), facts.get("look_reason", ""))
    if queries.has_theme(in_round.dialogue, title):
        raise Conflict(_("There is a theme with this title in this dialogue already."))
    if number is None:
        number = next_number(Theme, "number", round_id=in_round.id)
    theme = Theme(
        round=in_round, slug=slug or free_slug(Theme, title), title=title, number=number, phases=[], municipalities=[],
        **{"fictitious": in_round.dialogue.fictitious, "min_age": YOUNGEST} | facts,
    )  # fmt: skip
    store(theme)
    emit(ThemeCreated(subject_id=theme.id, round_id=in_round.id))
    scopes = municipalities if isinstance(municipalities, Mapping) else dict.fromkeys(municipalities, "")
    if scopes:
        set_municipalities(theme, scopes)
    return theme


def change_theme(theme: Theme, **values: Any) -> None:
    """Change texts and rules; attribute names of Theme. Raises Invalid for a look beforehand without a reason."""
    look = values.get("look_beforehand", theme.look_beforehand)
    _check_look(look, values.get("look_reason", theme.look_reason))
    if fields := assign(theme, **values):
        emit(ThemeChanged(subject_id=theme.id, fields=fields))


def set_municipalities(theme: Theme, scopes: Scopes) -> None:
    """Say who takes part: exactly these. Raises Conflict for a theme that has ended, or when one is left out whose
    council agreed to the mandate: that council withdraws first, with a reason."""
    must_run(theme)
    before = {row.municipality_id: row for row in theme.municipalities}
    wanted = {municipality.id: scope for municipality, scope in scopes.items()}
    _keep_those_who_agreed(theme, set(before) - set(wanted))
    if wanted == {key: row.scope for key, row in before.items()}:
        return
    for key, row in before.items():
        if key in wanted:
            row.scope = wanted[key]
        else:
            theme.municipalities.remove(row)
    for municipality in scopes:
        if municipality.id not in before:
            theme.municipalities.append(ThemeMunicipality(municipality=municipality, scope=scopes[municipality]))
    touch(theme)
    emit(MunicipalitiesChanged(subject_id=theme.id, municipality_ids=tuple(sorted(wanted))))


def end_theme(theme: Theme, state: ThemeState, *, on: date, reason: str) -> None:
    """Not chosen, or stopped; with the reason that everybody reads. Raises Conflict when it has ended already,
    Invalid without a reason."""
    if not reason.strip():
        raise Invalid(_("Write down why, in words that everybody understands."))
    must_run(theme)
    STATES.move(theme, state, reason=reason)
    theme.ended_on, theme.end_reason = on, reason
    flush()
    ended = ThemeStopped if state is ThemeState.STOPPED else ThemeNotChosen
    emit(ended(subject_id=theme.id))


def must_run(theme: Theme) -> None:
    """Raises Conflict for a theme that has ended, or that is history."""
    if theme.source_id is not None:
        raise Conflict(_("This theme is history, told by a document."))
    if not theme.is_active:
        raise Conflict(_("This theme has ended. What stands there is kept as it was."))


def touch(theme: Theme) -> None:
    """What hangs below the theme changed: that counts as a new version of the theme too."""
    flag_modified(theme, "title")
    flush()


def _check_look(look_beforehand: bool, reason: str) -> None:
    if look_beforehand and not reason.strip():
        raise Invalid(_("Write down why a moderator looks at proposals first. Everybody reads this."))
    if not look_beforehand and reason.strip():
        raise Invalid(_("There is a reason for a look beforehand, but no look. Tick it, or take the reason away."))


def _keep_those_who_agreed(theme: Theme, leaving: set[int]) -> None:
    mandate = queries.mandate_of(theme) if leaving else None
    if mandate is None:
        return
    entries = queries.standing_entries(queries.agreements_of(mandate))
    agreed = [entries[key].municipality.name for key in leaving if key in entries and entries[key].agrees]
    if agreed:
        names = ", ".join(sorted(agreed))
        raise Conflict(
            _("The council agreed to the assignment: %(names)s. First write down that it withdraws.", names=names)
        )
