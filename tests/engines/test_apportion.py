"""Places by shares: whole, together right, and honest about what was a tie."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.engines.apportion import Spread, deal, largest_remainder

WEIGHTS = st.lists(st.integers(0, 200_000), min_size=1, max_size=12).filter(any)


def test_the_largest_remainders_get_what_is_left() -> None:
    assert largest_remainder(10, [47, 16, 158]) == Spread((2, 1, 7)), "shares 2.13, 0.72 and 7.15"


def test_a_tie_goes_to_whoever_comes_first_and_is_told() -> None:
    assert largest_remainder(7, [1, 1, 1]) == Spread((3, 2, 2), tied=(0, 1, 2), won=1)
    assert largest_remainder(5, [3, 1, 1, 3]) == Spread((2, 1, 0, 2), tied=(1, 2), won=1)
    assert largest_remainder(6, [1, 1, 1]) == Spread((2, 2, 2)), "nothing was left to be tied for"


def test_a_small_one_gets_the_least_and_the_others_share_the_rest() -> None:
    found = largest_remainder(10, [900, 90, 5, 5], least=1)
    assert found.places == (7, 1, 1, 1)
    assert found.raised == (2, 3)
    assert largest_remainder(10, [900, 90, 5, 5]).places == (9, 1, 0, 0)


@pytest.mark.parametrize(
    ("places", "weights", "least"), [(3, [], 0), (3, [0, 0], 0), (-1, [1], 0), (3, [1, -1], 0), (1, [1, 1], 1)]
)
def test_what_cannot_be_shared_out_is_refused(places: int, weights: list[int], least: int) -> None:
    with pytest.raises(ValueError, match="places"):
        largest_remainder(places, weights, least=least)


@given(places=st.integers(0, 500), weights=WEIGHTS)
def test_every_share_is_rounded_up_or_down_and_all_places_are_given(places: int, weights: list[int]) -> None:
    found = largest_remainder(places, weights)
    assert sum(found.places) == places
    whole = sum(weights)
    for got, weight in zip(found.places, weights, strict=True):
        assert places * weight // whole <= got <= -(-places * weight // whole)


@given(more=st.integers(0, 300), weights=WEIGHTS, least=st.integers(0, 3))
def test_nobody_is_below_the_least_and_a_larger_one_never_has_fewer(more: int, weights: list[int], least: int) -> None:
    places = least * len(weights) + more
    found = largest_remainder(places, weights, least=least)
    assert sum(found.places) == places
    assert min(found.places) >= least
    pairs = sorted(zip(weights, found.places, strict=True))
    by_weight = {weight: [got for each, got in pairs if each == weight] for weight in set(weights)}
    order = [by_weight[weight] for weight in sorted(by_weight)]
    assert all(max(small) <= min(large) for small, large in itertools.pairwise(order))
    assert all(max(same) - min(same) <= 1 for same in order)


@given(rows=st.lists(st.integers(0, 40), min_size=1, max_size=8), weights=WEIGHTS)
def test_a_table_has_the_sums_that_were_asked(rows: list[int], weights: list[int]) -> None:
    columns = list(largest_remainder(sum(rows), weights).places)
    table = deal(rows, columns)
    assert [sum(row) for row in table] == rows
    assert [sum(column) for column in zip(*table, strict=True)] == columns
    assert all(cell >= 0 for row in table for cell in row)


@given(rows=st.lists(st.integers(0, 40), min_size=1, max_size=8), width=st.integers(1, 12))
def test_even_columns_give_even_rows(rows: list[int], width: int) -> None:
    columns = list(largest_remainder(sum(rows), [1] * width).places)
    for row in deal(rows, columns):
        assert max(row) - min(row) <= 1


def test_sums_that_differ_make_no_table() -> None:
    with pytest.raises(ValueError, match="sums"):
        deal([2], [1])
