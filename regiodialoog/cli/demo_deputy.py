"""A deputy in the group that talks: asked by its representative, and there instead of them on one evening."""

from collections.abc import Sequence
from datetime import timedelta

from regiodialoog.cli import demo_people
from regiodialoog.core import clock
from regiodialoog.groups import actions
from regiodialoog.groups.models import Condition, Seat
from regiodialoog.meetings import actions as meetings
from regiodialoog.meetings.models import Meeting, Presence

NAME = "Ina Verhoef (fictief)"
ADDRESS = f"plaatsvervanger@{demo_people.DOMAIN}"
MET = {Condition.AGE: True, Condition.OFFICE: True}
DECLARED = "Fictief: ik heb zelf een winkel in een straat die bij een bui onder water staat."


def stand_in(seat: Seat, planned: Sequence[Meeting]) -> None:
    """For the seat of the representative; ``planned``: the evenings, those that are over with who came."""
    holder, since = seat.person_id, seat.filled_at
    assert holder is not None and since is not None  # noqa: PT018, S101 - it was filled before
    with clock.at(since + timedelta(days=4)):
        row = actions.ask_deputy(seat, name=NAME, address=ADDRESS, by=holder, tell=False)
    with clock.at(since + timedelta(days=5)):
        deputy = actions.confirm_deputy(row, name=NAME, language="nl", met=MET)
        actions.declare(seat, DECLARED)
    past = [meeting for meeting in planned if meeting.ends_at < clock.now()]
    with clock.at(past[1].ends_at + timedelta(hours=2)):
        meetings.note_attendance(past[1], {holder: Presence.CAME}, {holder: deputy.id})
