"""A closed poll is counted again by a second person, from the files, before its result is made definitive."""

import json
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush
from regiodialoog.engines.tally import BadPoll, ballots_root, read_poll, rules_sha256, tally
from regiodialoog.polls import queries
from regiodialoog.polls.actions.voting import make_roll, nobody_stands_out
from regiodialoog.polls.events import PollClosedEarly, PollRecounted
from regiodialoog.polls.models import Poll, Standing
from regiodialoog.polls.queries import Counted


def recount(poll: Poll, files: Iterable[bytes], *, by: int | None) -> None:
    """Count every question again from poll files, and compare with the votes that are stored here.

    Raises Conflict unless the poll is closed and its box, if it has one, open, and TooFew where a group would show what
    one of a few chose; Invalid when a file cannot be read or
    counted, gives something else, or when there is none for a question.
    """
    db.session.refresh(poll, with_for_update=True)
    if poll.standing is not Standing.COUNTING or (poll.secret and poll.box_opened_at is None):
        raise Conflict(_("There is nothing to count now."))
    make_roll(poll)
    given = [_read(data) for data in files]
    whole = queries.count(poll)
    nobody_stands_out(whole)
    for counted in whole:
        _compare(counted, given)
    poll.recounted_by_id, poll.recounted_at = by, clock.now()
    flush()
    emit(PollRecounted(subject_id=poll.id, theme_id=poll.theme_id))


def close_early(poll: Poll) -> None:
    """Close a poll in which everybody has voted. Raises Conflict as long as somebody can still vote."""
    db.session.refresh(poll, with_for_update=True)
    if poll.standing is not Standing.OPEN or poll.roll_made_at is None:
        raise Conflict(_("This poll is not open."))
    if queries.turnout(poll.id) < poll.roll_size:
        raise Conflict(_("Not everybody has voted yet: the poll closes by the clock."))
    poll.closes_at = clock.now()
    flush()
    emit(PollClosedEarly(subject_id=poll.id, theme_id=poll.theme_id))


def _read(data: bytes) -> dict[str, Any]:
    try:
        read: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Invalid(_("This is no poll file: it is not JSON.")) from error
    if not isinstance(read, dict):
        raise Invalid(_("This is no poll file."))
    return read


def _compare(counted: Counted, given: list[dict[str, Any]]) -> None:
    """Raises Invalid unless one of the files has these rules and these ballots, and gives this result."""
    question = counted.question
    name = question.options[0].name if len(question.options) == 1 else question.poll.question
    own = [file for file in given if _of_rules(file) == question.rules_sha256]
    if not own:
        raise Invalid(
            _("There is no file of “%(question)s” among them, with the rules that were fixed.", question=name)
        )
    expected = queries.counting_file(counted)["published"]
    for file in own:
        try:
            result = tally(read_poll(file))
        except (BadPoll, RecursionError) as error:
            wrong = _("The file of “%(question)s” cannot be counted: %(why)s", question=name, why=str(error))
            raise Invalid(wrong) from error
        root = ballots_root(sorted(file["ballots"], key=lambda ballot: str(ballot["receipt"])))
        if root == expected["root"] and result.as_json() == expected["result"]:
            return
    raise Invalid(
        _("The file of “%(question)s” holds other votes than the site: its fingerprint differs.", question=name)
    )


def _of_rules(file: dict[str, Any]) -> str:
    try:
        return rules_sha256(file)
    except (TypeError, ValueError, RecursionError):
        return ""
