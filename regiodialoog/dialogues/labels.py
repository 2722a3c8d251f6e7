"""The closed words, dates and figures of dialogues as people read them."""

from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.core.i18n import date_on_page
from regiodialoog.dialogues.models import Influence, PhaseKind, Theme, ThemeFigure, ThemeOrigin, ThemePhase, ThemeState
from regiodialoog.dialogues.queries import Moment, Standing

PHASES = {
    PhaseKind.PREPARATION: _l("Preparation"),
    PhaseKind.THEME_CHOICE: _l("The councils choose the theme"),
    PhaseKind.MANDATE: _l("The councils adopt the assignment"),
    PhaseKind.RECRUITMENT: _l("Signing up"),
    PhaseKind.COMPOSITION: _l("The group is put together"),
    PhaseKind.DIALOGUE: _l("The group talks"),
    PhaseKind.ADVICE: _l("The group makes its advice"),
    PhaseKind.HANDOVER: _l("Offered to the councils"),
}
FINISHED = _l("Finished")
NOW = {
    PhaseKind.PREPARATION: _l("The bureau prepares this theme. The councils have not chosen it yet."),
    PhaseKind.THEME_CHOICE: _l(
        "Each council says whether it chooses this theme. You can follow that in your own council."
    ),
    PhaseKind.MANDATE: _l("Each council decides what it asks of the group, and what is fixed already."),
    PhaseKind.RECRUITMENT: _l("This is the time to sign up for a place at the table."),
    PhaseKind.COMPOSITION: _l("Every interest and every municipality gets a place at the table. Signing up is over."),
    PhaseKind.DIALOGUE: _l("The group meets and writes proposals. You can read along here."),
    PhaseKind.ADVICE: _l("The group chooses which proposals come in its advice, and says why."),
    PhaseKind.HANDOVER: _l("The advice goes to the councils. They say what they do with it, and why."),
}
STATES = {
    ThemeState.ACTIVE: _l("goes on"),
    ThemeState.NOT_CHOSEN: _l("Not chosen"),
    ThemeState.STOPPED: _l("Stopped"),
}
ORIGINS = {
    ThemeOrigin.FROM_AGENDA: _l("Taken from the agenda"),
    ThemeOrigin.CHOSEN_BY_COUNCILS: _l("Chosen by the councils"),
    ThemeOrigin.UNKNOWN: _l("Not known"),
}
INFLUENCES = {
    Influence.INFORMED: _l("Knowing"),
    Influence.CONSULTED: _l("Thinking along"),
    Influence.ADVISES: _l("Advising"),
    Influence.CO_DECIDES: _l("Deciding together"),
}
INFLUENCE_MEANS = {
    Influence.INFORMED: _l("The group hears what happens and why. It is not asked for an advice."),
    Influence.CONSULTED: _l("The group gives ideas. The councils look at them and decide."),
    Influence.ADVISES: _l("The group gives an advice. The councils answer it with a reason, and decide."),
    Influence.CO_DECIDES: _l(
        "The councils promised to take over what the group agrees on within the conditions. The councils still decide."
    ),
}


def state_of(theme: Theme, standing: Standing, *, opens: bool = True) -> tuple[str, str]:
    """Where a theme stands, in words, and the kind of its badge. ``opens``: whether one can sign up in these days."""
    if not theme.is_active:
        return str(STATES[theme.state]), "neutral"
    if theme.source_id is not None:
        return _("History"), "neutral"
    if standing.phase is not None:
        return _phase(standing.phase.kind, opens=opens)
    if standing.moment is Moment.FINISHED:
        return str(FINISHED), "ok"
    if standing.next is not None:
        return _(
            "From %(date)s: %(phase)s", date=date_on_page(standing.next.starts_on), phase=PHASES[standing.next.kind]
        ), "line"
    return _("No dates yet"), "line"


def _phase(kind: PhaseKind, *, opens: bool) -> tuple[str, str]:
    if kind is PhaseKind.RECRUITMENT and not opens:
        return _("Signing up: not open yet"), "line"
    return str(PHASES[kind]), "now"


def days(phase: ThemePhase) -> str:
    """The first and the last day of a phase."""
    first, last = date_on_page(phase.starts_on), date_on_page(phase.ends_on)
    return first if first == last else _("%(first)s to %(last)s", first=first, last=last)


def figure(row: ThemeFigure) -> str:
    """A figure with what belongs to it: "maximaal 15 kilometer", "49 procent in 2030 ten opzichte van 1990"."""
    number = format_decimal(row.value.normalize(), locale=get_locale(), decimal_quantization=False)
    said = " ".join(part for part in (row.bound, number, row.unit) if part)
    if row.year is not None:
        said = _("%(figure)s in %(year)s", figure=said, year=str(row.year))
    if row.compared_with is not None:
        said = _("%(figure)s compared with %(year)s", figure=said, year=str(row.compared_with))
    return said
