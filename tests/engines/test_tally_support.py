"""Every result by interest and by municipality, and councils that decide together."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.engines.tally import Result, read_poll, tally
from tests.engines.polls import among, votes
from tests.engines.polls import poll as yes_no
from tests.engines.test_tally_faults import COSTS, GOOD

KINDS = pytest.mark.parametrize("kind", sorted(set(GOOD) - {"yes-no", "consent"}))
PLACES = ["Soest", "Leusden", "Baarn"]


def councils(of: dict[str, tuple[int, int, int]], need: Any, **rule: Any) -> Result:
    """``of``: for, against and blank in each council."""
    cast = [(place, choice) for place, numbers in of.items() for choice in votes(*numbers)]
    data = yes_no([choice for _place, choice in cast], councils={"names": PLACES, "need": need}, **rule)
    for ballot, (place, _choice) in zip(data["ballots"], cast, strict=True):
        ballot["municipality"] = place
    return tally(read_poll(data))


# ── by group ─────────────────────────────────────────────────────────────────


@KINDS
def test_a_choice_is_broken_down_by_what_the_ballots_tell(kind: str) -> None:
    rule, choice = GOOD[kind]
    data = among(kind, COSTS, [choice] * 4, **rule)
    whole = tally(read_poll(data))
    assert whole.support == {}
    for ballot, interest in zip(data["ballots"], ["wonen", "wonen", "natuur"], strict=False):
        ballot["interest"] = interest
    data["ballots"][0]["municipality"] = "Soest"
    found = tally(read_poll(data))
    one = {option: number // 4 for option, number in whole.counts.items()}
    two = {option: number * 2 for option, number in one.items()}
    assert found.support == {"interest": {"wonen": two, "natuur": one}, "municipality": {"Soest": one}}
    assert (found.outcome, found.winners, found.counts) == (whole.outcome, whole.winners, whole.counts)


def test_ranked_ballots_are_broken_down_by_who_is_first() -> None:
    data = among("schulze", "abc", [[["a", "b"], ["c"]], [["c"]], []])
    for ballot in data["ballots"]:
        ballot["interest"] = "wonen"
    assert tally(read_poll(data)).support == {"interest": {"wonen": {"a": 1, "b": 1, "c": 1}}}


@given(st.lists(st.tuples(st.sampled_from("pqr"), st.lists(st.sampled_from("abc"), unique=True)), max_size=15))
def test_the_groups_together_are_the_whole(said: list[tuple[str, list[str]]]) -> None:
    data = among("approval", "abc", [choice for _group, choice in said])
    for ballot, (group, _choice) in zip(data["ballots"], said, strict=True):
        ballot["municipality"] = group
    found = tally(read_poll(data))
    groups = found.support.get("municipality", {}).values()
    assert {option: sum(of[option] for of in groups) for option in "abc"} == found.counts


# ── councils ─────────────────────────────────────────────────────────────────


def test_each_council_has_its_own_majority_and_so_many_councils_make_the_whole() -> None:
    of = {"Soest": (9, 8, 0), "Leusden": (5, 4, 9), "Baarn": (1, 15, 0)}
    assert councils(of, 2).outcome == "accepted"
    assert councils(of, 3).outcome == councils(of, "all").outcome == "rejected"
    assert "Each of the 3 councils has its own majority. At least 2 had to be for. For were 2." in map(
        str, councils(of, 2).steps
    )


def test_an_equal_vote_of_a_council_is_no_majority_and_a_council_that_did_not_vote_is_not_for() -> None:
    of = {"Soest": (9, 0, 0), "Leusden": (4, 4, 0)}
    assert councils(of, 1).outcome == "accepted"
    assert councils(of, 2).outcome == "rejected"
    assert councils(of | {"Leusden": (5, 4, 0)}, "all").outcome == "rejected"


def test_two_thirds_are_asked_of_each_council() -> None:
    of = {"Soest": (6, 3, 0), "Leusden": (5, 4, 0)}
    assert councils(of, 1, threshold="2/3").outcome == "accepted"
    assert councils(of, 2, threshold="2/3").outcome == "rejected"


def test_the_quorum_comes_first() -> None:
    assert councils({"Soest": (3, 0, 0)}, 1, roll=9, quorum="1/2").outcome == "no-decision"
