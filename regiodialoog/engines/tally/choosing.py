"""What all rules share that choose among options: who voted, whether that is enough, and how the result is told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regiodialoog.engines.tally.groups import broken_down
from regiodialoog.engines.tally.pollfile import BadPoll, Place, PollFile, at_least_one
from regiodialoog.engines.tally.result import N_, Counts, Outcome, Result, Step
from regiodialoog.engines.tally.turnout import enough_voted

_DONE = {
    Outcome.ELECTED: N_("Elected: %(options)s."),
    Outcome.SELECTED: N_("Chosen: %(options)s."),
}
_NOBODY = N_("So nothing was chosen.")


@dataclass(frozen=True)
class Chosen:
    """``winners``: those who are in for certain; ``ties``: the sets between which a lot has to decide."""

    winners: Iterable[str]
    ties: Iterable[Iterable[str]]
    steps: Sequence[Step]


def read_seats(rule: Mapping[str, Any]) -> int:
    """How many options are elected: 1 unless told. Raises BadPoll."""
    return at_least_one(rule.get("seats", 1), ("rule", "seats"))


def check_seats(poll: PollFile, seats: int) -> None:
    if seats > len(poll.options):
        raise BadPoll(("rule", "seats") if "seats" in poll.rule else ("options",), "there are more seats than options")


def choose(
    poll: PollFile,
    quorum: Fraction,
    marks: Sequence[Counts],
    decide: Callable[[Counts], Chosen],
    done: Outcome = Outcome.ELECTED,
) -> Result:
    """The result of a poll among options. ``marks``: what each ballot gives to each option (nothing: it is blank);
    ``decide`` gets what they give together, and is not asked when nobody said anything or too few voted."""
    counts = dict.fromkeys(poll.options, 0)
    blank = 0
    for given in marks:
        blank += not any(given.values())
        for option, mark in given.items():
            counts[option] += mark
    support = broken_down(poll.ballots, marks, poll.options)
    steps = [Step(N_("Voted: %(cast)s of the %(roll)s people on the roll, of whom %(blank)s blank."),
                  {"cast": len(marks), "roll": poll.roll_size, "blank": blank})]  # fmt: skip
    if not enough_voted(quorum, len(marks), poll.roll_size, steps) or blank == len(marks):
        return Result(Outcome.NO_DECISION, counts, support, (*steps, Step(N_("So there is no decision."))))
    chosen = decide(counts)
    winners = in_order(poll, chosen.winners)
    ties = tuple(in_order(poll, tie) for tie in chosen.ties)
    steps += chosen.steps
    if winners:
        steps.append(Step(_DONE[done], {"options": titles(poll, winners)}))
    steps += [
        Step(N_("A lot drawn in public has to decide between %(options)s."), {"options": titles(poll, tie)})
        for tie in ties
    ]
    if not winners and not ties:
        steps.append(Step(_NOBODY))
    outcome = Outcome.TIE if ties else done if winners else Outcome.NO_DECISION
    return Result(outcome, counts, support, tuple(steps), winners, ties)


def in_order(poll: PollFile, options: Iterable[str]) -> tuple[str, ...]:
    """These options in the order of the file."""
    wanted = frozenset(options)
    return tuple(option for option in poll.options if option in wanted)


def titles(poll: PollFile, options: Iterable[str]) -> str:
    return ", ".join(poll.options[option] for option in options)


def check_options(poll: PollFile) -> None:
    if not poll.options:
        raise BadPoll(("options",), "there is nothing to choose from")


def known(poll: PollFile, option: Any, place: Place) -> str:
    """An option that a ballot names. Raises BadPoll."""
    if not isinstance(option, str) or option not in poll.options:
        raise BadPoll(place, "this is no option of this poll")
    return option


def read_approvals(poll: PollFile) -> list[list[str]]:
    """The options that each ballot names, each at most once. Raises BadPoll."""
    options = frozenset(poll.options)
    for ballot in poll.ballots:
        try:
            good = type(ballot.choice) is list and len(options.intersection(ballot.choice)) == len(ballot.choice)
        except TypeError:
            good = False
        if not good:
            _refuse(poll, ballot.choice, (*ballot.place, "choice"))
    return [ballot.choice for ballot in poll.ballots]


def _refuse(poll: PollFile, choice: object, place: Place) -> None:
    """Raises BadPoll for the first fault of a list of options."""
    if not isinstance(choice, list):
        raise BadPoll(place, "this must be a list of options")
    for n, option in enumerate(choice):
        if known(poll, option, (*place, n)) in choice[:n]:
            raise BadPoll((*place, n), "this option is there twice")


def read_points(poll: PollFile, most: int, together: int | None = None) -> list[dict[str, int]]:
    """The points that each ballot gives, 0 to ``most`` an option and ``together`` at most. Raises BadPoll."""
    found = []
    for ballot in poll.ballots:
        place = (*ballot.place, "choice")
        if not isinstance(ballot.choice, Mapping):
            raise BadPoll(place, "this must be an object: points by option")
        for option, points in ballot.choice.items():
            known(poll, option, (*place, option))
            if not isinstance(points, int) or isinstance(points, bool) or not 0 <= points <= most:
                raise BadPoll((*place, option), f"this must be a whole number from 0 to {most}")
        if together is not None and sum(ballot.choice.values()) > together:
            raise BadPoll(place, f"these are more than {together} points")
        found.append(dict(ballot.choice))
    return found
