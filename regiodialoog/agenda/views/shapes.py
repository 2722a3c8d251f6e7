"""The agenda as its pages show it: themes with their rows, and who takes part, ready to be written out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from regiodialoog.agenda.models import AgendaFigure, AgendaGoal, AgendaMilestone, AgendaPart, AgendaTheme
from regiodialoog.agenda.queries import ActionRow, Stances
from regiodialoog.core.text import fold

Line = tuple[int, str, str]
"""An action in a list: id, slug, title. A bare tuple: a template unpacks it far cheaper than it looks up names."""


@dataclass
class Block:
    """Actions (``rows``) with their sub-actions (``below``), and how many municipalities take part, of how many."""

    taking: int
    of: int
    rows: list[Line] = field(default_factory=list)
    below: dict[int, list[Line]] = field(default_factory=dict)

    def lines(self, page: str, *, anchors: bool = False) -> Markup:
        """The actions as list items that lead to their place on ``page``; with ``anchors`` they are places themselves.

        Written here and not in the template: with a thousand actions that is most of the cost of the page (measured).
        """
        parts = []
        for (key, _slug, _title), (slug, title) in zip(self.rows, _escaped(self.rows), strict=True):
            place = f' id="{slug}"' if anchors else ""
            parts.append(f'<li{place}><a class="nl-link" href="{page}#{slug}">{title}</a>')
            if key in self.below:
                items = "".join(f"<li>{title}</li>" for _slug, title in _escaped(self.below[key]))
                parts.append(f"<ul>{items}</ul>")
            parts.append("</li>")
        return Markup("".join(parts))  # noqa: S704 - every slug and title was escaped, and page is an address of ours

    @property
    def count(self) -> int:
        """How many actions are shown; a sub-action belongs to its action."""
        return len(self.rows)


@dataclass(kw_only=True)
class ThemeBlock(Block):
    theme: AgendaTheme
    goals: list[AgendaGoal] = field(default_factory=list)


@dataclass(kw_only=True)
class PartBlock(Block):
    """A part with the themes that are shown; its own actions are those that span the part."""

    part: AgendaPart
    themes: list[ThemeBlock] = field(default_factory=list)


@dataclass(frozen=True)
class Off:
    """Something that came off the agenda: ``place`` is its anchor, empty for what had none."""

    place: str
    name: str
    on: date
    reason: str


def apart(*lists: Sequence[Any]) -> tuple[list[list[Any]], list[Off]]:
    """Each list without what ended, and everything that did, oldest first."""
    ended = [row for rows in lists for row in rows if row.ended_on is not None]
    off = [Off(getattr(row, "slug", ""), name_of(row), row.ended_on, row.end_reason) for row in ended]
    return [[row for row in rows if row.ended_on is None] for rows in lists], sorted(off, key=lambda each: each.on)


def name_of(row: Any) -> str:
    """What people call a line of the agenda: it has a title, a text, or what it is about."""
    return next(str(getattr(row, name)) for name in ("title", "text", "what") if hasattr(row, name))


def _escaped(rows: Sequence[Line]) -> Iterable[tuple[str, str]]:
    """Slug and title of every line, escaped in one go: neither holds a line end."""
    if not rows:
        return ()
    slugs = str(escape("\n".join(row[1] for row in rows))).split("\n")
    titles = str(escape("\n".join(" ".join(row[2].split("\n")) for row in rows))).split("\n")
    return zip(slugs, titles, strict=True)


def matching(themes: Iterable[AgendaTheme], goals: Iterable[AgendaGoal], text: str) -> set[int]:
    """The themes of which the title or a goal holds ``text``; none for an empty text."""
    wanted = fold(text)
    if not wanted:
        return set()
    found = {theme.id for theme in themes if wanted in fold(theme.title)}
    return found | {goal.theme_id for goal in goals if wanted in fold(goal.text)}


def blocks(
    parts: Sequence[AgendaPart],
    themes: Sequence[AgendaTheme],
    goals: Iterable[AgendaGoal],
    rows: Iterable[ActionRow],
    who: Stances,
    *,
    municipality: str = "",
    only: set[int] | None = None,
) -> list[PartBlock]:
    """Parts with themes with actions. ``municipality`` keeps what that one takes part in; ``only`` (with a search)
    keeps these themes and those that have an action left."""
    by_part = {part.id: PartBlock(*who.count(None, part.id), part=part) for part in parts}
    by_theme = {theme.id: ThemeBlock(*who.count(theme.id, theme.part_id), theme=theme) for theme in themes}
    for goal in goals:
        by_theme[goal.theme_id].goals.append(goal)
    _hang(rows, by_part, by_theme)
    for theme in themes:
        block = by_theme[theme.id]
        wanted = only is None or theme.id in only or block.rows
        if wanted and (not municipality or who.takes_part(municipality, theme.id, theme.part_id)):
            by_part[theme.part_id].themes.append(block)
    searching = only is not None or municipality
    return [block for block in by_part.values() if block.themes or block.rows or not searching]


def _hang(rows: Iterable[ActionRow], by_part: dict[int, PartBlock], by_theme: dict[int, ThemeBlock]) -> None:
    """Every action at its theme or part; a sub-action below its action, or in its place when that is not shown."""
    shown: set[int] = set()
    for row in rows:
        key, part_id, theme_id, parent_id, slug, title = row
        place = by_part.get(part_id) if theme_id is None else by_theme.get(theme_id)
        if place is None:
            continue
        if parent_id is not None and parent_id in shown:
            place.below.setdefault(parent_id, []).append((key, slug, title))
        else:
            place.rows.append((key, slug, title))
            shown.add(key)


Place = tuple[str, int]
"""("theme" or "part", its id)."""


def figures_by_place(figures: Iterable[AgendaFigure]) -> dict[Place, list[AgendaFigure]]:
    """Figures of a theme and of its actions at the theme, those of an overarching action at the part."""
    found: dict[Place, list[AgendaFigure]] = {}
    for figure in figures:
        theme_id = figure.action.theme_id if figure.action is not None else figure.theme_id
        place = ("theme", theme_id) if theme_id is not None else ("part", figure.action.part_id if figure.action else 0)
        found.setdefault(place, []).append(figure)
    return found


def by_theme(milestones: Iterable[AgendaMilestone]) -> dict[int, list[AgendaMilestone]]:
    found: dict[int, list[AgendaMilestone]] = {}
    for milestone in milestones:
        found.setdefault(milestone.theme_id, []).append(milestone)
    return found
