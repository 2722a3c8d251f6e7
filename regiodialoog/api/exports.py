"""The files of an export of a theme: what the API answers of it, so that the two never differ in what is public."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from regiodialoog.api import dialogues, placements, proposals, queries, studies
from regiodialoog.api.schemas import Schema
from regiodialoog.core.exports import Content, Row, exported, exports
from regiodialoog.dialogues.models import Theme
from regiodialoog.dialogues.queries import by_ids, theme
from regiodialoog.polls.models import Poll, Standing
from regiodialoog.polls.queries import Counted, count, polls_of, public_file

AT_ONCE = 100
Read = Callable[[queries.Window], queries.Slice[Any]]
Make = Callable[[Sequence[Any]], Sequence[Schema]]


@exported("theme")
def find_theme(slug: str) -> int:
    """Raises NotFound."""
    return theme(slug).id


@exports("theme")
def theme_itself(theme_id: int) -> dict[str, Content]:
    return {"thema.json": _row(dialogues.theme(_slug(theme_id)))}


@exports("theme")
def its_proposals(theme_id: int) -> dict[str, Content]:
    return {
        "voorstellen.jsonl": (_row(proposals.proposal(number)) for number in _numbers(theme_id)),
        "paden.jsonl": (_row(proposals.path(number)) for number in _numbers(theme_id)),
    }


@exports("theme")
def what_became_of_them(theme_id: int) -> dict[str, Content]:
    return {
        "plaatsingen.jsonl": _all(placements.offers, placements.made, theme_id),
        "haalbaarheid.jsonl": _all(studies.studies, studies.made, theme_id),
    }


@exports("theme")
def its_polls(theme_id: int) -> dict[str, Content]:
    """A file per proposal that was voted on, to count again; none where others may not see the numbers."""
    return {
        f"stemmingen/{poll.number}-{one.question.position}.json": public_file(one)
        for poll in polls_of(theme_id)
        for one in _counted(poll)
        if one.file_is_public
    }


def _counted(poll: Poll) -> list[Counted]:
    return count(poll) if poll.standing is Standing.DEFINITIVE else []


def _slug(theme_id: int) -> str:
    return by_ids(Theme, [theme_id])[0].slug


def _numbers(theme_id: int) -> Iterator[str]:
    return (str(row.number) for row in _rows(queries.proposals, theme_id))


def _all(read: Read, make: Make, theme_id: int) -> Iterator[Row]:
    return (_row(answer) for answer in make(list(_rows(read, theme_id))))


def _rows(read: Read, theme_id: int) -> Iterator[Any]:
    """Every row of a listing that is about this theme, page after page."""
    window = queries.Window(AT_ONCE, 0, {"thema": _slug(theme_id)})
    while (part := read(window)).rows:
        yield from part.rows
        window = queries.Window(AT_ONCE, window.offset + AT_ONCE, window.filters)


def _row(answer: Schema) -> Row:
    return answer.model_dump(mode="json", by_alias=True)
