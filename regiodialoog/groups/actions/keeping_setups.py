"""Keeping the way in which a group was set up, to begin the group of another theme with."""

from collections import Counter

from flask_babel import gettext as _

from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.core.text import sort_key
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups import queries
from regiodialoog.groups.events import SetupChanged, SetupKept, SetupRemoved
from regiodialoog.groups.models import Group, OwnSetup, Quota, SeatFilling, Source
from regiodialoog.groups.queries import setups as kept
from regiodialoog.groups.setups import Question, is_taken

MOST_SETUPS = 50
PHASES = (PhaseKind.RECRUITMENT, PhaseKind.COMPOSITION, PhaseKind.DIALOGUE, PhaseKind.ADVICE, PhaseKind.HANDOVER)
"""Those whose length belongs to a setup; what comes before is up to the councils."""
LONGEST_PHASE = 104


def keep_setup(group: Group, *, name: str, why: str, evenings: int, weeks_between: int) -> OwnSetup:
    """Keep places, compensation, help, questions and the weeks of the phases as they are now.

    Raises Conflict for a name that is there already, a group without places, and one setup too many.
    """
    _must_be_free(name)
    if kept.count_own_setups() >= MOST_SETUPS:
        raise Conflict(_("There are %(most)s own setups already. First remove one.", most=MOST_SETUPS))
    shares = shares_now(group)
    if not shares:
        raise Conflict(_("There is no seat plan yet to keep."))
    row = OwnSetup(
        name=name,
        sort_key=sort_key(name),
        why=why,
        people=sum(people for _interest, people, _way in shares),
        evenings=evenings,
        weeks_between=weeks_between,
        shares=[{"interest_id": key, "people": people, "filling": way.value} for key, people, way in shares],
        compensation_kind=group.compensation_kind,
        compensation=group.compensation,
        help_offered=list(group.help_offered),
        costs=group.costs,
        weeks=weeks_of(group.theme),
        questions=[each.as_data() for each in questions_now(group)],
    )
    store(row)
    emit(SetupKept(subject_id=row.id, group_id=group.id))
    return row


def shares_now(group: Group) -> list[tuple[int, int, SeatFilling]]:
    """Of each interest of the plan its number, how many places, and how most of them are filled."""
    ways: dict[int, Counter[SeatFilling]] = {}
    for seat in queries.seats(group.id):
        ways.setdefault(seat.interest_id, Counter())[seat.filling] += 1
    return [(key, counted.total(), counted.most_common(1)[0][0]) for key, counted in ways.items()]


def questions_now(group: Group) -> list[Question]:
    """What is asked of whoever signs up; of each whether its demands ask for anybody. A feature that was made one
    demand at a time is a question with these answers, where there are two of them at least."""
    rows, found = queries.asked(group.id), []
    demands: dict[str, list[Quota]] = {}
    for each in queries.quotas(group.id):
        demands.setdefault(each.feature, []).append(each)
    for feature, of in demands.items():
        row, asks = rows.get(feature), any(each.minimum > 0 or each.maximum < group.size for each in of)
        if row is not None:
            lines = queries.rules_of(row).as_text().splitlines()
            found.append(Question(feature, row.source, tuple(lines), row.why, asks))
        elif len(of) > 1:
            values = tuple(each.value for each in of)
            found.append(Question(feature, Source.ANSWER, values, of[0].justification, asks))
    return found


def weeks_of(theme: Theme) -> dict[str, int]:
    """By the key of a phase how many weeks it takes, begun ones as whole."""
    days = {phase.kind: (phase.ends_on - phase.starts_on).days + 1 for phase in theme.phases if phase.kind in PHASES}
    return {kind.value: min(LONGEST_PHASE, max(1, -(-days[kind] // 7))) for kind in PHASES if kind in days}


def change_setup(row: OwnSetup, *, name: str, why: str) -> None:
    """Raises Conflict for a name that is there already."""
    _must_be_free(name, but=row.id)
    row.sort_key = sort_key(name)
    if fields := assign(row, name=name, why=why):
        emit(SetupChanged(subject_id=row.id, fields=fields))


def remove_setup(row: OwnSetup) -> None:
    """Groups that began with it keep what they have."""
    number = row.id
    db.session.delete(row)
    flush()
    emit(SetupRemoved(subject_id=number))


def _must_be_free(name: str, *, but: int | None = None) -> None:
    if is_taken(name, but=but):
        raise Conflict(_("There is a setup with this name already."))
