"""Single transferable vote: worked by hand, and its promises for every poll."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.polls import counted, ranked
from tests.engines.test_tally_ranked import BALLOTS, OPTIONS, STRICT


def steps(*said: tuple[int, str], seats: int, options: str = "abcd") -> list[str]:
    return [str(step) for step in counted("stv", options, ranked(*said), seats=seats).steps]


def test_a_surplus_moves_on_at_its_exact_value() -> None:
    """12 ballots, 2 seats: quota 5. a has 7, so 2 are over: each of its ballots moves on at 2/7; b gets 3·2/7 on top of
    2, c 4·2/7 on top of 3, which is 4 1/7; d has none and goes out, then b."""
    assert steps((3, "a>b"), (4, "a>c"), (2, "b>c"), (3, "c"), seats=2) == [
        "Voted: 12 of the 12 people on the roll, of whom 0 blank.",
        "12 ballots for 2 seats: the quota is 5.",
        "Votes: a 7, c 3, b 2.",
        "With the quota: a.",
        "The surplus moves on of a.",
        "Votes: c 4.14…, b 2.85….",
        "Out: b.",
        "Votes: c 6.14….",
        "With the quota: c.",
        "Elected: a, c.",
    ]


def test_who_is_left_takes_the_seats_that_are_left() -> None:
    found = counted("stv", "abc", ranked((5, "a"), (2, "b"), (1, "c")), seats=2)
    assert found.winners == ("a", "b")
    assert "No more are left than seats: b." in map(str, found.steps)


def test_an_equal_last_place_is_a_tie_when_it_matters() -> None:
    found = counted("stv", "abcd", ranked((6, "a"), (2, "b>c"), (2, "c>b"), (3, "d")), seats=2)
    assert (found.outcome, found.winners, found.ties) == ("tie", ("a",), (("b", "c"),))
    found = counted("stv", "abcd", ranked((6, "a"), (1, "b>d"), (1, "c>d"), (3, "d")), seats=2)
    assert (found.outcome, found.winners) == ("elected", ("a", "d"))
    assert "Equally far: b, c. Who goes first makes no difference." in map(str, found.steps)


def test_an_equal_surplus_that_makes_no_difference_is_told() -> None:
    found = counted("stv", "abcd", ranked((5, "a>c"), (5, "b>d"), (2, "c"), (2, "d")), seats=3)
    assert (found.outcome, found.winners, found.ties) == ("tie", ("a", "b"), (("c", "d"),))
    found = counted("stv", "abcd", ranked((5, "a>c"), (5, "b>d"), (3, "c"), (2, "d")), seats=3)
    assert found.winners == ("a", "b", "c")
    assert "Equally far: a, b. Who goes first makes no difference." in map(str, found.steps)


def test_an_equal_surplus_is_a_tie_when_it_matters() -> None:
    """Quota 7: a and b have one over each. The first of those brings c to the quota, the second passes c by."""
    said = ranked((8, "a>c>e"), (8, "b>c>d"), (6, "c"), (5, "d"), (5, "e"))
    found = counted("stv", "abcde", said, seats=4)
    assert (found.outcome, found.winners, found.ties) == ("tie", ("a", "b", "c"), (("a", "b"),))


def test_equal_ranks_share_and_what_comes_back_goes_to_the_equal_one() -> None:
    found = counted("stv", "abc", ranked((4, "ab>c"), (1, "b"), (2, "c")), seats=1)
    assert "Votes: b 3, a 2, c 2." in map(str, found.steps)
    assert found.winners == ("b",)


def test_who_is_on_no_ballot_takes_no_part() -> None:
    found = counted("stv", "abcd", ranked((2, "a"), (1, "b")), seats=3)
    assert found.winners == ("a", "b")


def test_a_great_many_equal_options_are_a_tie_and_end_in_time() -> None:
    options = [f"p{n}" for n in range(30)]
    ballots = [[[option], [options[n - 7]]] for n, option in enumerate(options)]
    found = counted("stv", options, ballots, seats=4)
    assert (found.outcome, found.ties) == ("tie", (tuple(options),))
    assert counted("irv", options, ballots).ties == (tuple(options),)


@settings(deadline=None)
@given(BALLOTS, st.integers(1, 4))
def test_seats_are_filled_and_never_more(ballots: list[list[list[str]]], seats: int) -> None:
    found = counted("stv", OPTIONS, ballots, seats=seats)
    named = {option for ballot in ballots for rank in ballot for option in rank}
    if not found.ties:
        assert len(found.winners) == min(seats, len(named))
    else:
        assert len(found.winners) < seats


@settings(deadline=None)
@given(STRICT, st.integers(1, 3), st.sampled_from(["a", "ab", "abc"]))
def test_who_stands_together_gets_what_the_quota_promises(
    ballots: list[list[list[str]]], seats: int, together: str
) -> None:
    """Droop proportionality for solid coalitions: k quotas of voters who put the same options first, in whatever order,
    elect k of them, or all."""
    solid = sum({option for rank in ballot[: len(together)] for option in rank} == set(together) for ballot in ballots)
    quota = len(ballots) // (seats + 1) + 1
    found = counted("stv", OPTIONS, ballots, seats=seats)
    due = min(solid // quota, len(together))
    possible = set(found.winners) | {option for tie in found.ties for option in tie}
    assert len(possible & set(together)) >= due or found.ties
    if not found.ties:
        assert len(set(found.winners) & set(together)) >= due


@pytest.mark.parametrize(("ballots", "seats"), [(7, 2), (99, 3), (100, 4), (12, 1)])
def test_no_more_can_reach_the_quota_than_there_are_seats(ballots: int, seats: int) -> None:
    quota = ballots // (seats + 1) + 1
    assert Fraction(ballots, quota) < seats + 1 <= Fraction(ballots, quota - 1)
