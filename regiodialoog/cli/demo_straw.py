"""Straw polls in the hall of the demonstration: counted by hand, by phone and with cards, and one that is ready."""

from collections.abc import Sequence
from datetime import timedelta

from regiodialoog.core import clock
from regiodialoog.meetings import actions as meetings
from regiodialoog.meetings import labels, queries
from regiodialoog.meetings.models import Meeting, StrawPoll, StrawScale, StrawWay

ASKED = (
    ("Zullen we beginnen met de straten die het eerst onderlopen?", StrawScale.AGREE, StrawWay.HANDS, (7, 2, 1)),
    ("Is een wadi in elk park een goed idee?", StrawScale.COLOURS, StrawWay.CARDS, (5, 3, 2)),
)
READY = "Waarover praten we de volgende keer verder?"
SUBJECTS = ("Groene daken", "Water in de straat", "Regentonnen")


def ask(planned: Sequence[Meeting]) -> None:
    """At the latest evening two; one by phone is ready for the next."""
    past = [row for row in planned if row.ends_at < clock.now()]
    coming = [row for row in planned if row.starts_at > clock.now()]
    for n, (question, scale, way, of_ten) in enumerate(ASKED if past else ()):
        with clock.at(past[-1].starts_at + timedelta(minutes=45 + 20 * n)):
            row = _prepared(past[-1], question, scale, way, by_interest=n == 0)
            meetings.open_straw_poll(row)
            _count(row, of_ten)
    if coming:
        meetings.prepare_straw_poll(
            coming[0], READY, options=SUBJECTS, scale=StrawScale.OWN, way=StrawWay.PHONE, by_interest=False
        )


def _prepared(meeting: Meeting, question: str, scale: StrawScale, way: StrawWay, *, by_interest: bool) -> StrawPoll:
    options = labels.options_of(scale)
    return meetings.prepare_straw_poll(
        meeting, question, options=options, scale=scale, way=way, by_interest=by_interest
    )


def _count(row: StrawPoll, of_ten: tuple[int, ...]) -> None:
    """Everybody who came answers, spread as ``of_ten`` says."""
    present = queries.present(row.meeting)
    groups = dict(present) if row.by_interest else {None: present.total()}
    spread = [n for n, number in enumerate(of_ten) for _each in range(number)]
    counts: dict[tuple[int, int | None], int] = {}
    at = 0
    for group, number in groups.items():
        chosen = [spread[(at + 7 * k) % len(spread)] for k in range(number)]
        at += 3
        counts |= {(option.id, group): chosen.count(n) for n, option in enumerate(row.options)}
    meetings.count_straw_poll(row, counts)
