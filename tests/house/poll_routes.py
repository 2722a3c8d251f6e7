"""Sample arguments for the addresses of proxies, of letters with a voting code and of votes on paper."""

from datetime import timedelta

from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Theme
from regiodialoog.polls.models import CodeBatch, Electorate, PaperBatch, Poll, PollCode, PollRoll, PollState, Proxy
from regiodialoog.polls.queries import voted as voted_lines
from tests.house.lookups import TALKS, Sample


def CODES_POLL() -> int:  # noqa: N802 - a sample as the others
    """The number of a poll by letter that is open."""
    return _letters_of_a_poll().poll.number


def CODES() -> int:  # noqa: N802 - a sample as the others
    """A batch of one letter with a voting code that nobody knows."""
    return _letters_of_a_poll().id


def _letters_of_a_poll() -> CodeBatch:
    found = db.session.scalars(select(CodeBatch)).first()
    if found is None:
        theme = db.session.scalars(select(Theme).where(Theme.slug == TALKS)).one()
        now = clock.now()
        poll = Poll(
            theme_id=theme.id, number=99, question="Per brief?", rule={"kind": "yes-no"}, electorate=Electorate.CODES,
            moves=False, state=PollState.APPROVED, approved_at=now - timedelta(days=2), opens_at=now,
            closes_at=now + timedelta(days=2),
        )  # fmt: skip
        db.session.add(poll)
        db.session.flush()
        found = CodeBatch(poll_id=poll.id, count=1, sealed="verzegeld")
        db.session.add(found)
        db.session.flush()
        db.session.add(PollCode(poll_id=poll.id, batch_id=found.id, number=1, code_hash="0" * 64))
        db.session.flush()
    return found


def PAPER() -> int:  # noqa: N802 - a sample as the others
    """The number of a batch of votes on paper in the open poll."""
    found = db.session.scalars(select(PaperBatch)).first()
    if found is None:
        poll = db.session.scalars(select(Poll).join(Poll.theme).where(Theme.slug == TALKS, Poll.number == 2)).one()
        found = PaperBatch(poll_id=poll.id, number=1)
        db.session.add(found)
        db.session.flush()
    return found.number


def PROXY() -> int:  # noqa: N802 - a sample as the others
    """In the open poll: somebody who did not vote lets the first one who did vote for them, whoever that is by now."""
    poll = db.session.scalars(select(Poll).join(Poll.theme).where(Theme.slug == TALKS, Poll.number == 2)).one()
    poll.proxies = 1
    lines = db.session.scalars(select(PollRoll).where(PollRoll.poll_id == poll.id).order_by(PollRoll.id)).all()
    voted = voted_lines(poll.id)
    giver = next(line for line in lines if line.id not in voted)
    holder = next(line for line in lines if line.id in voted)
    found = db.session.scalars(select(Proxy)).first() or Proxy(poll_id=poll.id, giver_id=giver.person_id)
    found.holder_id = holder.person_id
    db.session.add(found)
    db.session.flush()
    return found.id


POLL_SAMPLES: dict[str, list[Sample]] = {
    "polls.cast_secret_by_code": [{"slug": TALKS, "number": CODES_POLL}],
    "polls.cast_secret_for": [{"slug": TALKS, "number": 2, "key": PROXY}],
    "polls.code_batch": [{"slug": TALKS, "number": CODES_POLL, "key": CODES}],
    "polls.codes": [{"slug": TALKS, "number": CODES_POLL}],
    "polls.codes_file": [{"slug": TALKS, "number": CODES_POLL}],
    "polls.codes_on_paper": [{"slug": TALKS, "number": CODES_POLL, "key": CODES}],
    "polls.codes_printed": [{"slug": TALKS, "number": CODES_POLL, "key": CODES}],
    "polls.drop_codes": [{"slug": TALKS, "number": CODES_POLL, "key": CODES}],
    "polls.drop_paper": [{"slug": TALKS, "number": 2, "batch": PAPER}],
    "polls.end_proxy": [{"slug": TALKS, "number": 2, "key": PROXY}],
    "polls.give_proxy": [{"slug": TALKS, "number": 2}],
    "polls.new_codes": [{"slug": TALKS, "number": CODES_POLL}],
    "polls.paper": [{"slug": TALKS, "number": 2}],
    "polls.paper_batch": [{"slug": TALKS, "number": 2, "batch": PAPER}],
    "polls.paper_done": [{"slug": TALKS, "number": 2, "batch": PAPER}],
    "polls.receipt_by_code": [{"slug": TALKS, "number": CODES_POLL}],
    "polls.receipt_for": [{"slug": TALKS, "number": 2, "key": PROXY}],
    "polls.strike": [{"slug": TALKS, "number": 2, "batch": PAPER}],
    "polls.take_paper": [{"slug": TALKS, "number": 2, "batch": PAPER}],
    "polls.take_paper_away": [{"slug": TALKS, "number": 2, "batch": PAPER, "place": 1}],
    "polls.type_paper": [{"slug": TALKS, "number": 2, "batch": PAPER}],
    "polls.vote_by_code": [{"slug": TALKS, "number": CODES_POLL}],
    "polls.vote_for": [{"slug": TALKS, "number": 2, "key": PROXY}],
}
