"""Dialogues and themes as their pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core import clock
from regiodialoog.core.i18n import date_on_page
from regiodialoog.dialogues import labels, opening, queries
from regiodialoog.dialogues.models import Dialogue, PhaseKind, Round, Theme
from regiodialoog.dialogues.queries import Moment, Standing


@dataclass(frozen=True)
class Line:
    """A theme in a list: its badge in words and kind, and until when."""

    theme: Theme
    standing: Standing
    state: str
    kind: str
    can_join: bool = False

    @property
    def urgency(self) -> int:
        """For lists: what one can join comes first, then what runs, what comes, what is over, and history."""
        if not self.theme.is_active or self.theme.source_id is not None:
            return 4
        if self.can_join:
            return 0
        return {Moment.DURING: 1, Moment.BETWEEN: 1, Moment.BEFORE: 2, Moment.UNPLANNED: 2}.get(self.standing.moment, 3)

    @property
    def until(self) -> str:
        """The last day of the phase that runs now; empty when none does."""
        phase = self.standing.phase if self.theme.is_active else None
        return "" if phase is None else date_on_page(phase.ends_on)


@dataclass
class Block:
    """A dialogue with its rounds, and the themes of each."""

    dialogue: Dialogue
    rounds: list[tuple[Round, list[Line]]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Of all rounds, the most urgent first."""
        return sorted((line for _round, lines in self.rounds for line in lines), key=lambda line: line.urgency)

    @property
    def urgency(self) -> int:
        """That of its most urgent theme; without themes, of what is still to come."""
        return min((line.urgency for line in self.lines), default=2)

    @property
    def age(self) -> int:
        """0 while a theme of it goes on, 2 when it is history or all its themes are over, else 1."""
        coming = [line for line in self.lines if line.theme.is_active and not line.standing.is_over]
        if self.dialogue.source_id is not None or (self.lines and not coming):
            return 2
        return 0 if any(line.standing.moment in (Moment.DURING, Moment.BETWEEN) for line in coming) else 1


def line(theme: Theme) -> Line:
    return lines([theme])[0]


def lines(themes: Sequence[Theme]) -> list[Line]:
    """In the order of the themes. At most one query."""
    closed, found = opening.closed(themes), []
    for theme in themes:
        standing, opens = where(theme), theme.id not in closed
        can_join = opens and standing.kind is PhaseKind.RECRUITMENT
        found.append(Line(theme, standing, *labels.state_of(theme, standing, opens=opens), can_join=can_join))
    return found


def where(theme: Theme) -> Standing:
    """Where a theme stands today; for one that has ended, where it stood that day."""
    return queries.standing(theme.phases, on=theme.ended_on)


def blocks(dialogues: Iterable[Dialogue], rounds: Iterable[Round], themes: Iterable[Theme]) -> list[Block]:
    by_dialogue = {dialogue.id: Block(dialogue) for dialogue in dialogues}
    by_round: dict[int, list[Line]] = {}
    for row in rounds:
        by_round[row.id] = []
        by_dialogue[row.dialogue_id].rounds.append((row, by_round[row.id]))
    for each in lines(list(themes)):
        by_round[each.theme.round_id].append(each)
    return list(by_dialogue.values())


def steps(theme: Theme, standing: Standing, *, councils_agree: bool) -> list[dict[str, str]]:
    """The planned phases as ``ui.steps`` wants them, with their days; when they are over, the end behind them."""
    day = theme.ended_on
    found = []
    for phase in sorted(theme.phases, key=lambda each: each.starts_on):
        state = "now" if standing.phase is phase else _done(phase.ends_on, standing)
        if phase.kind is PhaseKind.MANDATE and state == "done" and not councils_agree:
            state = ""  # its days have gone by; what they were for has not come
        if not theme.is_active and (state == "now" or (day and phase.starts_on > day)):
            state = "stopped" if state == "now" else ""
        found.append({"label": str(labels.PHASES[phase.kind]), "note": labels.days(phase), "state": state})
    if standing.moment is Moment.FINISHED and theme.is_active:
        found.append({"label": str(labels.FINISHED), "note": "", "state": "done"})
    return found


def _done(ends_on: Any, standing: Standing) -> str:
    """Done when it ended before what runs now, or before what comes."""
    if standing.moment is Moment.FINISHED:
        return "done"
    ahead = standing.phase or standing.next
    return "done" if ahead is not None and ends_on < ahead.starts_on else ""


def now(theme: Theme, standing: Standing, *, councils_agree: bool, opens: bool) -> list[str]:
    """Where we are now, what that means and what comes then: a few sentences. ``opens``: nothing else keeps people from
    signing up than the days for it."""
    if not theme.is_active:
        return []
    if standing.moment is Moment.UNPLANNED:
        return [_("The dates are not known yet. As soon as they are, you read them here.")]
    if standing.moment is Moment.FINISHED:
        return [_("All phases are over.")]
    said = []
    if standing.phase is not None:
        waits = standing.phase.kind is PhaseKind.RECRUITMENT and not (councils_agree and opens)
        why = _("Nobody can sign up yet.") if councils_agree else _("Nobody can sign up yet: not all councils agreed.")
        said.append(why if waits else str(labels.NOW[standing.phase.kind]))
        said.append(_("This phase lasts to %(date)s.", date=date_on_page(standing.phase.ends_on)))
    if standing.next is not None:
        said.append(
            _(
                "Then, from %(date)s: %(phase)s.",
                date=date_on_page(standing.next.starts_on),
                phase=_small(standing.next.kind),
            )
            if standing.moment is not Moment.BEFORE
            else _(
                "It begins on %(date)s: %(phase)s.",
                date=date_on_page(standing.next.starts_on),
                phase=_small(standing.next.kind),
            )
        )
    return said


def sign_up_days(theme: Theme) -> str:
    """When one can sign up, of a theme for which all is ready, in the words of its page; empty without days for it."""
    phase = queries.phase_of(theme, PhaseKind.RECRUITMENT)
    if phase is None:
        return ""
    today, first, last = clock.today(), date_on_page(phase.starts_on), date_on_page(phase.ends_on)
    if today < phase.starts_on:
        return str(_("You can sign up from %(date)s.", date=first))
    if today <= phase.ends_on:
        return str(_("You can sign up until %(date)s.", date=last))
    return str(_("You could sign up until %(date)s.", date=last))


def _small(kind: PhaseKind) -> str:
    """The name of a phase inside a sentence."""
    name = str(labels.PHASES[kind])
    return name[:1].lower() + name[1:]


def agreed_sentence(agreed: int, total: int) -> str:
    """How many of the councils of a theme agreed, without a full stop."""
    return str(
        ngettext(
            "%(num)s of %(total)s councils has agreed", "%(num)s of %(total)s councils have agreed", agreed, total=total
        )
    )


def agreed(answers: Sequence[queries.Answer]) -> int:
    return sum(answer.agrees for answer in answers)
