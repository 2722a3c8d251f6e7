"""From ballots to a result: as a poll file for the engine, whole for the group and without small groups for others."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
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
from regiodialoog.polls.models import Ballot, Electorate, OpenedBallot, Poll, PollOption, PollQuestion, PollRoll
from regiodialoog.polls.queries.roll import ballots, roll
from regiodialoog.polls.queries.secret import UNKNOWN, group_name, opened

File = dict[str, Any]
Translate = Callable[[str], str]


@dataclass(frozen=True)
class Counted:
    """What came of one question. ``apart``: by dimension, the groups that others may see apart; the rest they see
    together. ``file`` is the whole poll file, for the group itself; ``voters`` the lines of the roll that voted."""

    question: PollQuestion
    result: Result
    apart: dict[str, frozenset[str]]
    file: File
    voters: tuple[str, ...]
    ballots: Sequence[Ballot]

    @property
    def total(self) -> int:
        return len(self.voters)

    @property
    def numbers_are_public(self) -> bool:
        """Whether others may see numbers at all: of fewer than five people they see the outcome only."""
        return self.total >= LEAST

    @property
    def file_is_public(self) -> bool:
        """Whether others get a file: they could not count by groups that are too small to be told apart."""
        by = self.question.poll.support_by
        return self.numbers_are_public and (not by or set(self.result.support.get(by, {})) == set(self.apart[by]))


def rule_file(question: PollQuestion, *, roll_size: int = 0, roll_sha256: str = "") -> File:
    """The poll file of one question without ballots: question, rule and options as they were frozen."""
    return {
        "format": FORMAT,
        "question": question.poll.question,
        "rule": question.poll.rule,
        "options": [_option(option) for option in question.options],
        "roll": {"size": roll_size, "sha256": roll_sha256},
        "ballots": [],
    }


def _option(option: PollOption) -> File:
    texts = {"summary": option.summary, "text": option.text, "title": option.title}
    told: File = {"id": option.key, "title": option.title, "text_sha256": sha256(canonical(texts))}
    if option.revision is not None:
        told["revision"] = option.revision
    if option.cost is not None:
        told["cost"] = option.cost
    return told


def count(poll: Poll) -> list[Counted]:
    """Count every question of a poll from its ballots, also those on paper. Three queries."""
    lines = roll(poll.id)
    if poll.secret:
        voters, out = [line.line for line in lines if line.voted], opened(poll)
        return [_count(each, [_opened(one) for one in out if one.question_id == each.id], voters)
                for each in poll.questions]  # fmt: skip
    by, cast = {line.id: line for line in lines}, ballots(poll.id)
    papers, handed_in = opened(poll), [line.line for line in lines if line.voted]
    counted = []
    for question in poll.questions:
        own = [one for one in cast if one.question_id == question.id]
        voters = [*(by[one.roll_id].line for one in own), *handed_in]
        told = [_ballot(one, by[one.roll_id]) for one in own]
        told += [_paper(one) for one in papers if one.question_id == question.id]
        counted.append(_count(question, sorted(told, key=lambda one: str(one["receipt"])), voters, own))
    return counted


def count_one(poll: Poll, position: int) -> Counted | None:
    """The count of the question at a position, or None."""
    return next((one for one in count(poll) if one.question.position == position), None)


def _count(question: PollQuestion, told: list[File], voters: Sequence[str], cast: Sequence[Ballot] = ()) -> Counted:
    poll = question.poll
    whole = rule_file(question, roll_size=poll.roll_size, roll_sha256=poll.roll_sha256) | {"ballots": told}
    result = tally(read_poll(whole))
    sizes = {by: Counter(one[by] for one in told if by in one) for by in ("interest", "municipality")}
    apart = {by: shown_apart(groups) for by, groups in sizes.items()}
    return Counted(question, result, apart, whole, tuple(sorted(voters)), cast)


def _ballot(ballot: Ballot, line: PollRoll) -> File:
    groups = {by: group_name(line, by) for by in ("interest", "municipality")}
    return {"receipt": ballot.receipt, "choice": ballot.choice, **groups}


def _paper(ballot: OpenedBallot) -> File:
    return {"receipt": ballot.receipt, "choice": ballot.choice, "interest": UNKNOWN, "municipality": UNKNOWN}


def _opened(ballot: OpenedBallot) -> File:
    by = ballot.question.poll.support_by
    return {"receipt": ballot.receipt, "choice": ballot.choice} | ({by: ballot.of_group} if by else {})


def full_file(counted: Counted, translate: Translate = str) -> File:
    """The published file with interest and municipality of every ballot: for the group itself."""
    return _published(counted, counted.file, counted.result, translate)


def counting_file(counted: Counted, translate: Translate = str) -> File:
    """The file with which a second person counts again: whole where a group knows of itself who chose what; otherwise
    the one that everybody will get, or if that cannot be counted one with the groups that the rule counts by."""
    poll = counted.question.poll
    if poll.electorate is Electorate.GROUP and not poll.secret:
        return full_file(counted, translate)
    if counted.file_is_public:
        return public_file(counted, translate)
    return _with_groups(counted, {poll.support_by}, translate)


def too_few_voted(counted: Counted) -> list[str]:
    """The groups of which so few voted in a secret poll that counting by group would show what they chose."""
    poll = counted.question.poll
    if not poll.secret or not poll.support_by:
        return []
    sizes = Counter(one[poll.support_by] for one in counted.file["ballots"])
    return sorted(name for name, size in sizes.items() if size < LEAST)


def public_file(counted: Counted, translate: Translate = str) -> File:
    """The published file for everybody: one dimension only, and of that only groups that may be shown apart."""
    by = counted.question.poll.support_by or "interest"
    return _with_groups(counted, {by}, translate, shown=counted.apart[by])


def _with_groups(counted: Counted, by: set[str], translate: Translate, *, shown: Collection[str] | None = None) -> File:
    """The published file with these dimensions only, and of them only the groups that are ``shown``."""
    kept = [
        {name: value for name, value in one.items()
         if name in ("receipt", "choice") or (name in by and (shown is None or value in shown))}
        for one in counted.file["ballots"]
    ]  # fmt: skip
    file = {**counted.file, "ballots": kept}
    return _published(counted, file, tally(read_poll(file)), translate)


def _published(counted: Counted, file: File, result: Result, translate: Translate) -> File:
    poll = counted.question.poll
    return publish(
        file, opened=_moment(poll.opens_at), closed=_moment(poll.closes_at), voters=counted.voters,
        result=result.as_json(translate),
    )  # fmt: skip


def is_recounted(counted: Counted) -> bool:
    """Whether the ballots give what was written down when the result was established, by the rule that was frozen."""
    question = counted.question
    return (
        question.outcome == counted.result.outcome.value
        and question.result == written(counted)
        and question.root == full_file(counted)["published"]["root"]
        and question.rules_sha256 == rules_sha256(counted.file)
    )


def written(counted: Counted) -> File:
    """What is written down of a result when it is established; ``cast``: how many voted."""
    whole = counted.result.as_json()
    return {"cast": counted.total} | {name: whole[name] for name in ("counts", "winners", "ties")}


def _moment(moment: Any) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
