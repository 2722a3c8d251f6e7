"""From ballots to a result: as a poll file for the engine, whole for the group and without small groups for others."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from regiodialoog.engines.tally import (
    FORMAT,
    LEAST,
    Result,
    publish,
    read_poll,
    rules_sha256,
    shown_apart,
    tally,
)
from regiodialoog.engines.trail import canonical, sha256
from regiodialoog.polls.models import Ballot, Poll, PollProposal, PollRoll
from regiodialoog.polls.queries.roll import ballots, roll

File = dict[str, Any]
Translate = Callable[[str], str]
UNKNOWN = "–"
"""The municipality of a seat of which none is known."""


@dataclass(frozen=True)
class Counted:
    """What came of one proposal. ``apart``: by dimension, the groups that others may see apart; the rest they see
    together. ``file`` is the whole poll file, for the group itself; ``voters`` the lines of the roll that voted."""

    row: PollProposal
    result: Result
    apart: dict[str, frozenset[str]]
    file: File
    voters: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(self.result.counts.values())

    @property
    def numbers_are_public(self) -> bool:
        """Whether others may see numbers at all: of fewer than five people they see the outcome only."""
        return self.total >= LEAST

    @property
    def file_is_public(self) -> bool:
        """Whether others get a file: they could not count by groups that are too small to be told apart."""
        by = (self.row.poll.rule.get("support") or {}).get("by")
        return self.numbers_are_public and (by is None or set(self.result.support.get(by, {})) == set(self.apart[by]))


def rule_file(row: PollProposal, *, roll_size: int = 0, roll_sha256: str = "") -> File:
    """The poll file of one proposal without ballots: question, rule and option as they were frozen."""
    texts = {"summary": row.summary, "text": row.text, "title": row.title}
    return {
        "format": FORMAT,
        "question": row.poll.question,
        "rule": row.poll.rule,
        "options": [
            {
                "id": str(row.proposal.number),
                "title": row.title,
                "revision": row.revision,
                "text_sha256": sha256(canonical(texts)),
            }
        ],
        "roll": {"size": roll_size, "sha256": roll_sha256},
        "ballots": [],
    }


def count(poll: Poll) -> list[Counted]:
    """Count every proposal of a poll from its ballots. Three queries."""
    lines, cast = {line.id: line for line in roll(poll.id)}, ballots(poll.id)
    return [_count(row, lines, [one for one in cast if one.poll_proposal_id == row.id]) for row in poll.proposals]


def count_one(poll: Poll, position: int) -> Counted | None:
    """The count of the proposal at a position, or None."""
    return next((one for one in count(poll) if one.row.position == position), None)


def _count(row: PollProposal, lines: dict[int, PollRoll], cast: Sequence[Ballot]) -> Counted:
    poll = row.poll
    whole = rule_file(row, roll_size=poll.roll_size, roll_sha256=poll.roll_sha256)
    whole["ballots"] = [
        {
            "receipt": one.receipt,
            "choice": one.choice.value,
            "interest": lines[one.roll_id].interest.name,
            "municipality": place.name if (place := lines[one.roll_id].municipality) else UNKNOWN,
        }
        for one in cast
    ]
    result = tally(read_poll(whole))
    sizes = {
        by: Counter({group: sum(counts.values()) for group, counts in result.support.get(by, {}).items()})
        for by in ("interest", "municipality")
    }
    apart = {by: shown_apart(groups) for by, groups in sizes.items()}
    return Counted(row, result, apart, whole, tuple(sorted(lines[one.roll_id].line for one in cast)))


def full_file(counted: Counted, translate: Translate = str) -> File:
    """The published file with interest and municipality of every ballot: for the group itself."""
    return _published(counted, counted.file, counted.result, translate)


def public_file(counted: Counted, translate: Translate = str) -> File:
    """The published file for everybody: one dimension only, and of that only groups that may be shown apart."""
    by = (counted.row.poll.rule.get("support") or {}).get("by", "interest")
    shown = counted.apart[by]
    kept = [
        {name: one[name] for name in ("receipt", "choice", *((by,) if one[by] in shown else ()))}
        for one in counted.file["ballots"]
    ]
    file = {**counted.file, "ballots": kept}
    return _published(counted, file, tally(read_poll(file)), translate)


def _published(counted: Counted, file: File, result: Result, translate: Translate) -> File:
    poll = counted.row.poll
    return publish(
        file, opened=_moment(poll.opens_at), closed=_moment(poll.closes_at), voters=counted.voters,
        result=result.as_json(translate),
    )  # fmt: skip


def is_recounted(counted: Counted) -> bool:
    """Whether the ballots give what was written down when the result was established, by the rule that was frozen."""
    row, counts = counted.row, counted.result.counts
    return (
        row.outcome == counted.result.outcome.value
        and (row.for_count, row.against_count, row.blank_count) == (counts["yes"], counts["no"], counts["abstain"])
        and row.root == full_file(counted)["published"]["root"]
        and row.rules_sha256 == rules_sha256(counted.file)
    )


def _moment(moment: Any) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
