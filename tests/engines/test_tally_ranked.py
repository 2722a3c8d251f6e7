"""Schulze, instant run-off and the run-off of two: worked examples, real elections, and what holds for every poll."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engines.polls import counted, debian, ranked

OPTIONS = "abcd"


@st.composite
def rankings(draw: Any, options: str = OPTIONS) -> list[list[str]]:
    """A ballot, also short, blank or with equal ranks."""
    order = draw(st.permutations(options))[: draw(st.integers(0, len(options)))]
    ranks: list[list[str]] = []
    for option in order:
        if ranks and draw(st.booleans()):
            ranks[-1].append(option)
        else:
            ranks.append([option])
    return ranks


BALLOTS = st.lists(rankings(), min_size=1, max_size=12)
STRICT = st.lists(st.permutations(OPTIONS).map(lambda order: [[each] for each in order]), min_size=1, max_size=12)
KINDS = pytest.mark.parametrize("kind", ["schulze", "irv", "run-off", "stv"])


def beats(ballots: list[list[list[str]]], one: str, other: str) -> bool:
    """Whether more voters put one above the other than the other way."""

    def place(ballot: list[list[str]], option: str) -> int:
        return next((n for n, rank in enumerate(ballot) if option in rank), len(OPTIONS))

    lead = [place(ballot, other) - place(ballot, one) for ballot in ballots]
    return sum(each > 0 for each in lead) > sum(each < 0 for each in lead)


# ── Schulze ──────────────────────────────────────────────────────────────────

SCHULZE_2011 = [
    *[(5, "a>c>b>e>d"), (5, "a>d>e>c>b"), (8, "b>e>d>a>c"), (3, "c>a>b>e>d"), (7, "c>a>e>b>d"), (2, "c>b>a>d>e")],
    *[(7, "d>c>e>b>a"), (8, "e>b>a>d>c")],
]
"""The first example of Schulze's article."""


def test_the_example_of_the_article_elects_who_it_says_in_the_order_it_says() -> None:
    ballots = ranked(*SCHULZE_2011)
    order = ["".join(counted("schulze", "abcde", ballots, seats=n).winners) for n in range(1, 6)]
    assert order == ["e", "ae", "ace", "abce", "abcde"]


@pytest.mark.parametrize(
    ("year", "winner"), [(2006, "Anthony Towns"), (2007, "Sam Hocevar"), (2020, "Jonathan Carter")]
)
def test_real_elections_of_debian_give_who_was_elected(shared: Path, year: int, winner: str) -> None:
    names, ballots = debian(shared / "data" / "polls" / f"leader{year}_tally.txt")
    found = counted("schulze", [str(n) for n in range(len(names))], ballots)
    assert [names[int(each)] for each in found.winners] == [winner]
    assert found.ties == ()


def test_a_circle_of_equal_links_is_a_tie() -> None:
    found = counted("schulze", "abc", ranked((1, "a>b>c"), (1, "b>c>a"), (1, "c>a>b")))
    assert (found.outcome, found.ties) == ("tie", (("a", "b", "c"),))
    assert counted("schulze", "ab", ranked((1, "a>b"), (1, "b>a"))).ties == (("a", "b"),)


def test_an_option_that_is_not_named_is_below_those_that_are() -> None:
    found = counted("schulze", "abc", ranked((2, "a"), (1, "bc")))
    assert (found.winners, found.counts) == (("a",), {"a": 2, "b": 1, "c": 1})


@settings(deadline=None)
@given(BALLOTS)
def test_schulze_elects_who_beats_every_other(ballots: list[list[list[str]]]) -> None:
    best = [one for one in OPTIONS if all(beats(ballots, one, other) for other in OPTIONS if other != one)]
    assume(best)
    assert counted("schulze", OPTIONS, ballots).winners == tuple(best)


@settings(deadline=None)
@given(BALLOTS)
def test_one_more_for_the_winner_never_makes_it_lose(ballots: list[list[list[str]]]) -> None:
    for winner in counted("schulze", OPTIONS, ballots).winners:
        assert counted("schulze", OPTIONS, [*ballots, [[winner]]]).winners == (winner,)


# ── instant run-off ──────────────────────────────────────────────────────────


def test_the_last_goes_out_and_its_ballots_move_on() -> None:
    found = counted("irv", "abc", ranked((4, "a"), (3, "b"), (2, "c>b")))
    assert found.winners == ("b",)
    assert [str(step) for step in found.steps] == [
        "Voted: 9 of the 9 people on the roll, of whom 0 blank.",
        "Votes: a 4, b 3, c 2.",
        "Out: c.",
        "Votes: b 5, a 4.",
        "More than half of these 9 are for b.",
        "Elected: b.",
    ]


def test_equal_ranks_share_a_ballot() -> None:
    found = counted("irv", "abc", ranked((3, "ab"), (2, "c"), (1, "b")))
    assert "Votes: b 2.50, c 2, a 1.50." in map(str, found.steps)
    assert found.winners == ("b",)


def test_an_equal_last_place_that_makes_no_difference_is_told() -> None:
    found = counted("irv", "abcd", ranked((5, "a"), (3, "b>a"), (3, "c>a")))
    assert found.winners == ("a",)
    found = counted("irv", "abc", ranked((4, "a"), (2, "b>a"), (2, "c>a"), (1, "a")))
    assert found.winners == ("a",)
    found = counted("irv", "abc", ranked((5, "a"), (3, "b>c"), (3, "c>b")))
    assert (found.outcome, found.ties) == ("tie", (("b", "c"),))
    found = counted("irv", "abcd", ranked((5, "a"), (2, "b>a"), (2, "c>a"), (4, "d")))
    assert found.winners == ("a",)
    assert "Equally far: b, c. Who goes first makes no difference." in map(str, found.steps)


def test_an_equal_last_place_that_makes_a_difference_is_a_tie() -> None:
    found = counted("irv", "abc", ranked((3, "a"), (2, "b>c"), (2, "c>b")))
    assert (found.outcome, found.winners, found.ties) == ("tie", (), (("b", "c"),))
    assert counted("irv", "ab", ranked((1, "a"), (1, "b"))).ties == (("a", "b"),)


@settings(deadline=None)
@given(BALLOTS)
def test_who_is_first_on_more_than_half_wins_by_every_rule(ballots: list[list[list[str]]]) -> None:
    for one in OPTIONS:
        if 2 * sum(ballot[:1] == [[one]] for ballot in ballots) > sum(bool(ballot) for ballot in ballots):
            for kind in ("irv", "run-off", "schulze", "stv"):
                assert counted(kind, OPTIONS, ballots).winners == (one,)


@settings(deadline=None)
@given(STRICT)
def test_instant_run_off_never_elects_who_loses_from_every_other(ballots: list[list[list[str]]]) -> None:
    for winner in counted("irv", OPTIONS, ballots).winners:
        assert not all(beats(ballots, other, winner) for other in OPTIONS if other != winner)


# ── run-off of two, for persons ──────────────────────────────────────────────


def test_more_than_half_of_the_first_choices_is_enough() -> None:
    found = counted("run-off", "abc", ranked((3, "a"), (1, "b"), (1, "c")))
    assert found.winners == ("a",)


def test_else_it_is_between_the_two_with_most_first_choices() -> None:
    found = counted("run-off", "abc", ranked((4, "a>b"), (3, "b"), (2, "c>b")))
    assert found.winners == ("b",)
    assert "a or b: 4 for the first, 5 for the second." in map(str, found.steps)


def test_an_equal_run_off_is_for_the_lot_and_the_lot_is_not_ours() -> None:
    found = counted("run-off", "abc", ranked((2, "a"), (2, "b"), (1, "c")))
    assert (found.outcome, found.winners, found.ties) == ("tie", (), (("a", "b"),))
    assert str(found.steps[-1]) == "A lot drawn in public has to decide between a, b."


def test_an_equal_second_place_is_a_tie_only_when_it_matters() -> None:
    found = counted("run-off", "abc", ranked((3, "a"), (2, "b>a"), (2, "c>a")))
    assert found.winners == ("a",)
    assert "Which two it is between is equal, and makes no difference." in map(str, found.steps)
    found = counted("run-off", "abc", ranked((3, "a>b"), (2, "b>c"), (2, "c")))
    assert (found.winners, found.ties) == ((), (("b", "c"),))


# ── all of them ──────────────────────────────────────────────────────────────


@KINDS
@settings(deadline=None)
@given(ballots=BALLOTS, order=st.randoms(use_true_random=False))
def test_neither_order_nor_names_matter(kind: str, ballots: list[list[list[str]]], order: Any) -> None:
    before = counted(kind, OPTIONS, ballots)
    order.shuffle(ballots)
    assert counted(kind, OPTIONS, ballots).as_json() == before.as_json()
    other = dict(zip(OPTIONS, "zyxw", strict=True))
    renamed = [[[other[each] for each in rank] for rank in ballot] for ballot in ballots]
    after = counted(kind, "wxyz", renamed)
    assert set(after.winners) == {other[each] for each in before.winners}
    assert after.outcome == before.outcome
    if kind == "schulze":
        assert [set(tie) for tie in after.ties] == [{other[each] for each in tie} for tie in before.ties]


@KINDS
@pytest.mark.parametrize("ballots", [[], [[], []]])
def test_nobody_said_anything_is_no_decision(kind: str, ballots: list[list[list[str]]]) -> None:
    assert counted(kind, OPTIONS, ballots, roll=5).outcome == "no-decision"
    assert counted(kind, OPTIONS, [*ballots, [["a"]]], roll=9, quorum="1/2").outcome == "no-decision"
