"""What is done with straw polls in the hall: prepared, asked, answered by phone, counted, corrected or dropped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.core.text import fold
from regiodialoog.core.tidying import tidies
from regiodialoog.engines.tally import shown_apart
from regiodialoog.groups.codes import new_channel_code
from regiodialoog.meetings import queries
from regiodialoog.meetings.actions.attending import DOOR
from regiodialoog.meetings.events import (
    StrawPollAnswered,
    StrawPollChanged,
    StrawPollCorrected,
    StrawPollCounted,
    StrawPollDropped,
    StrawPollOpened,
    StrawPollPrepared,
)
from regiodialoog.meetings.models import (
    LEAST_OPTIONS,
    MOST_OPTIONS,
    STRAW_POLLS,
    Meeting,
    MeetingState,
    StrawAnswer,
    StrawCount,
    StrawOption,
    StrawPoll,
    StrawState,
    StrawTally,
    StrawWay,
)
from regiodialoog.meetings.queries import Place

Counts = Mapping[tuple[int, int | None], int]
"""How often each option was chosen: by option and interest, without an interest for all."""
MOST = 10_000
FORGOTTEN = timedelta(days=1)


def prepare_straw_poll(row: Meeting, question: str, *, options: Sequence[str], **facts: Any) -> StrawPoll:
    """``facts``: way, scale, by_interest. Raises Invalid for too few, too many or twice the same option, Conflict for a
    meeting that was cancelled or is over."""
    if row.state is MeetingState.CANCELLED:
        raise Conflict(_("This meeting was cancelled."))
    _must_not_be_over(row)
    _check(options)
    number = queries.last_straw_number(row) + 1
    made = StrawPoll(meeting_id=row.id, number=number, code=new_channel_code(), question=question, **facts)
    made.meeting = row
    made.options = _options(options)
    store(made)
    emit(StrawPollPrepared(**_about(made)))
    return made


def change_straw_poll(row: StrawPoll, *, options: Sequence[str], **facts: Any) -> None:
    """Raises Conflict once it was asked or the meeting is over, Invalid as above."""
    _lock(row)
    if row.state is not StrawState.PREPARED:
        raise Conflict(_("This straw poll was asked already."))
    _must_not_be_over(row.meeting)
    _check(options)
    changed = assign(row, **facts)
    if [each.title for each in row.options] != list(options):
        row.options = []
        flush()
        changed += assign(row, options=_options(options))
    if changed:
        emit(StrawPollChanged(**_about(row)))


def open_straw_poll(row: StrawPoll) -> None:
    """Ask it, in the hall. Raises Conflict before the doors open, after the meeting, or when it was asked already."""
    _lock(row)
    _must_not_be_over(row.meeting)
    if not is_on(row.meeting):
        raise Conflict(_("You can ask this from two hours before the meeting until two hours after it."))
    STRAW_POLLS.move(row, StrawState.OPEN)
    row.opened_at = clock.now()
    flush()
    emit(StrawPollOpened(**_about(row)))


def answer_straw_poll(row: StrawPoll, place: Place | None, person_id: int, option: StrawOption) -> None:
    """Somebody answers by phone for a place; the last answer is the only one. Raises Conflict when it is not asked now,
    or this person has no place at this meeting."""
    _lock(row)
    if not takes_answers(row):
        raise Conflict(_("This straw poll does not take answers now."))
    if place is None or place.away:
        raise Conflict(_("Only who sits at the table at this meeting can answer."))
    db.session.execute(delete(StrawAnswer).where(_to(row), StrawAnswer.seat_id == place.seat_id))
    given = StrawAnswer(straw_poll_id=row.id, seat_id=place.seat_id, person_id=person_id, option_id=option.id)
    store(given)
    emit(StrawPollAnswered(**_about(row)))


def count_straw_poll(row: StrawPoll, counts: Counts, *, reason: str = "") -> None:
    """Write down what was counted in the hall, which closes it; or correct that with a reason. The same numbers again
    change nothing.

    Raises Conflict when it is not asked now, or by phone; Invalid for a correction without a
    reason, no number at all or an impossible one.
    """
    _lock(row)
    if row.way is StrawWay.PHONE:
        raise Conflict(_("By phone the site counts."))
    if row.state is StrawState.CLOSED:
        _correct(row, counts, reason)
        return
    _check_counts(row, counts)
    _close(row, counts)


def close_by_phone(row: StrawPoll) -> None:
    """Count the answers by phone, and forget who gave them. An interest is counted apart only when at least five
    answered for it, and so many are left besides. Raises Conflict when it is not asked now."""
    _lock(row)
    if row.way is not StrawWay.PHONE:
        raise Conflict(_("Count the hands or the cards, and fill in the numbers."))
    answers = queries.answers_to(row)
    sizes = Counter(str(interest) for _option, interest in answers) if row.by_interest else Counter[str]()
    apart = {int(one) for one in shown_apart(sizes)}
    found = Counter((option, interest if interest in apart else None) for option, interest in answers)
    groups = [*sorted(apart), *([None] if len(apart) < len(sizes) or not apart else [])]
    _close(row, {(each.id, group): found[each.id, group] for group in groups for each in row.options})
    db.session.execute(delete(StrawAnswer).where(_to(row)))


def drop_straw_poll(row: StrawPoll, *, reason: str) -> None:
    """It is not asked after all; answers are forgotten. Raises Invalid without a reason, Conflict once it was
    counted."""
    _lock(row)
    STRAW_POLLS.move(row, StrawState.DROPPED, reason=reason)
    row.reason = reason
    db.session.execute(delete(StrawAnswer).where(_to(row)))
    flush()
    emit(StrawPollDropped(**_about(row)))


def is_on(row: Meeting) -> bool:
    """Whether people are together: from the door on, until they have left."""
    there = row.starts_at - DOOR <= clock.now() <= row.ends_at + DOOR
    return there and row.state is not MeetingState.CANCELLED


def is_over(row: Meeting) -> bool:
    """Whether people have left: nothing can be asked in the hall any more."""
    return clock.now() > row.ends_at + DOOR


def _must_not_be_over(row: Meeting) -> None:
    """Raises Conflict: what is made now could never be asked."""
    if is_over(row):
        raise Conflict(_("This meeting is over: nothing can be asked in the hall any more."))


def takes_answers(row: StrawPoll) -> bool:
    """Whether one can answer by phone now."""
    return row.way is StrawWay.PHONE and row.state is StrawState.OPEN and is_on(row.meeting)


@tidies
def close_forgotten_straw_polls() -> None:
    """What nobody closed is counted a day after the meeting, so that nothing is kept of who answered what."""
    for row in queries.forgotten_straw_polls(clock.now() - FORGOTTEN):
        close_by_phone(row)


def _correct(row: StrawPoll, counts: Counts, reason: str) -> None:
    last = row.tally
    before = {(each.option_id, each.interest_id): each.count for each in last.counts} if last is not None else {}
    if before == dict(counts):
        return
    if not reason.strip():
        raise Invalid(_("It was counted already. Say why the numbers change."))
    _check_counts(row, counts)
    _write(row, counts, reason)
    emit(StrawPollCorrected(**_about(row)))


def _close(row: StrawPoll, counts: Counts) -> None:
    STRAW_POLLS.move(row, StrawState.CLOSED)
    row.closed_at = clock.now()
    _write(row, counts, "")
    emit(StrawPollCounted(**_about(row)))


def _write(row: StrawPoll, counts: Counts, reason: str) -> None:
    given = [StrawCount(option_id=option, interest_id=interest, count=n) for (option, interest), n in counts.items()]
    row.tallies.append(StrawTally(number=len(row.tallies) + 1, reason=reason, counts=given))
    flush()


def _options(titles: Sequence[str]) -> list[StrawOption]:
    return [StrawOption(position=n, title=title) for n, title in enumerate(titles, 1)]


def _check(options: Sequence[str]) -> None:
    if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise Invalid(_("Give two to eight options."))
    if len({fold(each) or each for each in options}) < len(options):
        raise Invalid(_("Every option must be different."))


def _check_counts(row: StrawPoll, counts: Counts) -> None:
    known = {each.id for each in row.options}
    if not counts or {option for option, _interest in counts} != known:
        raise Invalid(_("Fill in a number for every option."))
    if any(not 0 <= number <= MOST for number in counts.values()):
        raise Invalid(_("Fill in how many there were."))


def _to(row: StrawPoll) -> Any:
    return StrawAnswer.straw_poll_id == row.id


def _about(row: StrawPoll) -> dict[str, int]:
    return {"subject_id": row.meeting.theme_id, "meeting_id": row.meeting_id, "straw_poll_id": row.id}


def _lock(row: StrawPoll) -> None:
    """An answer that comes while it is counted is in it, or is told that it was too late."""
    db.session.refresh(row, ["state", "version"], with_for_update=True)
