"""Who came to which evening, over all evenings of a group: for the bureau and the moderators of its theme."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.dialogues.models import Theme
from regiodialoog.engines.spreadsheets import harmless
from regiodialoog.groups import queries as groups
from regiodialoog.groups.models import Seat
from regiodialoog.meetings import queries
from regiodialoog.meetings.models import Attendance, Meeting, MeetingState, Presence

LEAST = 5
"""Fewer people than this are not counted out to others: so few can be recognised."""
TWICE = 2
BOM = "\ufeff"


@dataclass
class Member:
    """Somebody who sits or sat at the table. ``at``: per evening what is known; an evening before they came, or after
    they left, is not in it."""

    person: Person
    sits: bool
    organisation: str
    at: dict[int, Attendance | None] = field(default_factory=dict)

    @property
    def known(self) -> list[Attendance]:
        return [row for row in self.at.values() if row is not None]

    @property
    def came(self) -> int:
        """Evenings on which the place was taken, by themselves or by a deputy."""
        return sum(row.state is Presence.CAME for row in self.known)

    @property
    def excused(self) -> int:
        """Evenings for which they said beforehand that they could not come."""
        return sum(row.state is Presence.EXCUSED for row in self.known)

    @property
    def absent(self) -> int:
        """Evenings on which they stayed away without a word."""
        return sum(row.state is Presence.ABSENT for row in self.known)

    @property
    def to_call(self) -> bool:
        """Whether they were absent the last two times without a word."""
        last = [row.state for row in self.known][-TWICE:]
        return self.sits and len(last) == TWICE and set(last) == {Presence.ABSENT}


@dataclass(frozen=True)
class Turnout:
    """``meetings``: the evenings that have begun, in the order of time; ``members`` by name."""

    meetings: Sequence[Meeting]
    members: list[Member]

    @property
    def to_call(self) -> list[Member]:
        return [one for one in self.members if one.to_call]

    def count(self, meeting: Meeting) -> tuple[int, int]:
        """How many places were taken on an evening, and of how many."""
        there = [one.at[meeting.id] for one in self.members if meeting.id in one.at]
        return sum(row is not None and row.state is Presence.CAME for row in there), len(there)


def turnout(theme: Theme) -> Turnout:
    """Four queries at most, whatever the number of members and evenings."""
    begun = [row for row in queries.meetings_of(theme) if row.starts_at <= clock.now()]
    meetings = [row for row in begun if row.state is not MeetingState.CANCELLED]
    if not meetings:
        return Turnout([], [])
    known = {(row.meeting_id, row.person_id): row for row in queries.attendances_of_theme(theme)}
    members: dict[int, Member] = {}
    for seat in _seats(theme):
        if seat.person is None:
            continue
        name = seat.organisation.name if seat.organisation else ""
        member = members.setdefault(seat.person.id, Member(seat.person, False, name))
        member.sits = member.sits or seat.left_at is None
        for meeting in meetings:
            if _sat(seat, meeting) or (meeting.id, seat.person.id) in known:
                member.at[meeting.id] = known.get((meeting.id, seat.person.id))
    return Turnout(meetings, sorted(members.values(), key=lambda one: (one.person.sort_key, one.person.id)))


def _seats(theme: Theme) -> Sequence[Seat]:
    group = groups.find_group(theme)
    return groups.seats_ever_held(group.id) if group is not None else ()


def _sat(seat: Seat, meeting: Meeting) -> bool:
    if seat.filled_at is None or seat.filled_at > meeting.starts_at:
        return False
    return seat.left_at is None or seat.left_at > meeting.starts_at


@dataclass(frozen=True)
class Paid:
    """Somebody who came, themselves or as a deputy, and to which evenings."""

    person: Person
    organisation: str
    evenings: list[Meeting]


def paid(found: Turnout) -> list[Paid]:
    """Who is paid for which evenings, by name: members for those to which they came, deputies for theirs."""
    people: dict[int, Paid] = {}
    for meeting in found.meetings:
        for one in found.members:
            row = one.at.get(meeting.id)
            if row is not None and row.state is Presence.CAME:
                who = row.deputy or row.person
                people.setdefault(who.id, Paid(who, one.organisation, [])).evenings.append(meeting)
    return sorted(people.values(), key=lambda one: (one.person.sort_key, one.person.id))


def compensation_csv(theme: Theme) -> Iterator[str]:
    """The list by which the bureau pays, a line each; it stands nowhere else."""
    yield BOM + _line("naam", "namens", "avonden", "data")
    for one in paid(turnout(theme)):
        days = [row.starts_at.astimezone(AMSTERDAM).date().isoformat() for row in one.evenings]
        yield _line(one.person.display_name, one.organisation, str(len(days)), " ".join(days))


def _line(*cells: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return out.getvalue()
