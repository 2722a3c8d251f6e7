"""A poll as storing a vote needs it. At the peak everybody votes at once, and loading it as rows of a session, which
could be changed and written, costs five times what asking for it does."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import bindparam, inspect, select
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict

from regiodialoog.core.db import Model, db
from regiodialoog.core.rows import LARGEST_ID, note_held
from regiodialoog.dialogues.models import Theme
from regiodialoog.polls.models import Poll, PollOption, PollQuestion
from regiodialoog.polls.queries.reading import poll

M = TypeVar("M", bound=Model)
KINDS: tuple[Any, ...] = (Poll, PollQuestion, PollOption)
_KEYS = {kind: tuple(each.key for each in inspect(kind).column_attrs) for kind in KINDS}
_THEME = ("id", "slug", "title")
_COLUMNS = [kind.__table__.c[key] for kind in KINDS for key in _KEYS[kind]] + [Theme.__table__.c[key] for key in _THEME]
_TO_VOTE = (
    select(*_COLUMNS)
    .select_from(Poll)
    .join(Poll.theme)
    .join(Poll.questions)
    .join(PollQuestion.options)
    .where(Theme.slug == bindparam("slug"), Poll.number == bindparam("number"), Poll.roll_made_at.is_not(None))
    .order_by(PollQuestion.position, PollOption.position)
    .with_for_update(read=True, of=Poll)
)


def poll_to_vote(slug: str, number: int) -> Poll:
    """As ``poll``, and nobody changes it before the vote is stored. Its rows are of no session: what was not asked for
    (proposals, the dialogue) is an error, and nothing of them is written.

    As long as its roll was not made whoever comes first will hold it, so nobody does yet, and it is as ``poll`` has it.
    """
    if not 0 < number <= LARGEST_ID:
        return poll(slug, number)
    rows = db.session.execute(_TO_VOTE, {"slug": slug, "number": number}).all()
    if not rows:
        return poll(slug, number)
    found = _put_together([tuple(row) for row in rows])
    note_held(found)
    return found


def _put_together(rows: Sequence[tuple[Any, ...]]) -> Poll:
    """One row for each option, with its question before it, and before that the poll."""
    of_poll, of_question, of_option = (len(_KEYS[kind]) for kind in KINDS)
    first = rows[0]
    questions: dict[int, PollQuestion] = {}
    found = _row(Poll, first[:of_poll], theme=_row(Theme, first[-len(_THEME) :], _THEME))
    for row in rows:
        rest = row[of_poll:]
        asked = dict(zip(_KEYS[PollQuestion], rest[:of_question], strict=True))
        if asked["id"] not in questions:
            questions[asked["id"]] = _row(PollQuestion, rest[:of_question], poll=found, options=[])
        question = questions[asked["id"]]
        option = rest[of_question : of_question + of_option]
        question.options.append(_row(PollOption, option, question=question))
    instance_dict(found)["questions"] = list(questions.values())
    return found


def _row(kind: type[M], values: Sequence[Any], keys: Sequence[str] = (), **related: Any) -> M:
    """A row as the database has it, of no session."""
    made = cast("M", inspect(kind).class_manager.new_instance())
    instance_dict(made).update(zip(keys or _KEYS[kind], values, strict=True), **related)
    make_transient_to_detached(made)
    return made
