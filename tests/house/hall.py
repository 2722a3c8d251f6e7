"""Sample arguments of the addresses of straw polls in the hall, looked up in the demonstration."""

from typing import Any

from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Theme
from regiodialoog.meetings.models import (
    Meeting,
    MeetingState,
    StrawOption,
    StrawPoll,
    StrawScale,
    StrawState,
    StrawWay,
)
from tests.house.lookups import MEETING_HELD, MEETING_PLANNED, TALKS, Sample

CODE = "xxxxx"


def _asked() -> str:
    """The short address of a straw poll by phone that is asked now; made when there is none."""
    if db.session.scalars(select(StrawPoll).where(StrawPoll.code == CODE)).first() is None:
        query = select(Meeting).join(Meeting.theme).where(Theme.slug == TALKS, Meeting.state == MeetingState.HELD)
        held = db.session.scalars(query.order_by(Meeting.number)).first()
        assert held is not None, "no meeting of the demonstration was held"
        asked = StrawPoll(
            meeting_id=held.id,
            number=90,
            code=CODE,
            question="Gaan we door?",
            way=StrawWay.PHONE,
            scale=StrawScale.YES_NO,
            state=StrawState.OPEN,
            opened_at=clock.now(),
        )
        asked.options = [StrawOption(position=n, title=title) for n, title in enumerate(("Ja", "Nee"), 1)]
        db.session.add(asked)
        db.session.flush()
    return CODE


def _in(state: StrawState) -> Sample:
    """The address of the first straw poll of the demonstration in a state."""

    def found(column: Any) -> Any:
        query = select(column).select_from(StrawPoll).join(StrawPoll.meeting).where(StrawPoll.state == state)
        return db.session.scalars(query.order_by(StrawPoll.id)).first()

    return {"slug": TALKS, "number": lambda: found(Meeting.number), "straw": lambda: found(StrawPoll.number)}


COUNTED, PREPARED = _in(StrawState.CLOSED), _in(StrawState.PREPARED)
MEETINGS: list[Sample] = [{"slug": TALKS, "number": MEETING_HELD}, {"slug": TALKS, "number": MEETING_PLANNED}]
HALL: dict[str, list[Sample]] = {
    "meetings.answer": [{"code": _asked}],
    "meetings.count_straw_poll": [COUNTED, PREPARED],
    "meetings.drop_straw_poll": [PREPARED],
    "meetings.edit_straw_poll": [PREPARED],
    "meetings.new_straw_poll": [{"slug": TALKS, "number": MEETING_PLANNED}],
    "meetings.run_straw_poll": [COUNTED, PREPARED],
    "meetings.screen": MEETINGS,
    "meetings.screen_of_poll": [COUNTED, PREPARED],
    "meetings.straw_polls": MEETINGS,
}
