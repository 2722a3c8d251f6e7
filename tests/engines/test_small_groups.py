"""What is shown of groups tells nothing of a small one, also not by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.engines.tally import shown_apart

SIZES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 12), max_size=8)


def test_small_groups_are_shown_together() -> None:
    assert shown_apart({"a": 9, "b": 6, "c": 3, "d": 2}) == {"a", "b"}


def test_one_small_group_takes_the_smallest_large_one_along() -> None:
    assert shown_apart({"a": 9, "b": 6, "c": 3}) == {"a"}


def test_when_hardly_anybody_voted_nothing_is_shown_apart() -> None:
    assert shown_apart({"a": 5, "b": 4}) == frozenset()
    assert shown_apart({"a": 2, "b": 1}) == frozenset()


def test_large_groups_are_all_shown() -> None:
    assert shown_apart({"a": 5, "b": 5, "c": 0}) == {"a", "b"}


@given(SIZES)
def test_no_row_and_no_difference_holds_one_to_four_people(sizes: dict[str, int]) -> None:
    apart = shown_apart(sizes)
    assert all(sizes[group] >= 5 for group in apart)
    rest = sum(sizes.values()) - sum(sizes[group] for group in apart)
    assert rest == 0 or rest >= 5 or not apart
