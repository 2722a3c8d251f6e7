"""What is published of a table of counts hides every count below 5, and nothing that is hidden follows from it."""

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest

from regiodialoog.engines.margins import LEAST, Shown, published

Table = dict[str, tuple[int, ...]]


def alone(counts: tuple[int, ...]) -> Shown:
    return published({"pool": counts})["pool"]


def test_large_counts_are_shown() -> None:
    assert alone((5, 6, 70)) == Shown((5, 6, 70), 81)


def test_a_small_count_hides_the_next_one_too() -> None:
    assert alone((3, 60, 8)) == Shown((None, 60, None), 71), "3 would follow from the total"


def test_small_counts_hide_each_other() -> None:
    assert alone((3, 2, 60, 8)) == Shown((None, None, 60, 8), 73)


def test_only_fours_hide_one_more() -> None:
    assert alone((4, 4, 60, 8)) == Shown((None, None, 60, None), 76), "two rows below 5 that are 8 together are fours"


def test_nobody_at_all_is_no_secret_and_a_small_total_is() -> None:
    assert alone((0, 0)) == Shown((0, 0), 0)
    assert alone((1, 2)) == Shown((None, None), None)
    assert alone((3,)) == Shown((None,), None)


@pytest.mark.parametrize(("rows", "most"), [(1, 30), (2, 24), (3, 16), (4, 9)])
def test_whoever_knows_the_rule_finds_two_tables_for_every_hidden_count(rows: int, most: int) -> None:
    """Every column there is, up to ``most`` in all: of those that are published alike no hidden count is the same."""
    alike: dict[Shown, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=rows):
        if sum(counts) <= most:
            alike[alone(counts)].append(counts)
    for shown, tables in alike.items():
        assert all(cell is None or cell >= LEAST or shown.total == 0 for cell in shown.cells), shown
        for n, cell in enumerate(shown.cells):
            assert cell is not None or len({counts[n] for counts in tables}) > 1, f"{shown}: row {n} follows"


def possible(shown: dict[str, Shown], whole: str, most: int) -> Iterator[Table]:
    """Every table that agrees with what is published, each part within its whole, for who does not know the rule."""
    found = []
    for one in shown.values():
        ranges = [range(most + 1) if cell is None else (cell,) for cell in one.cells]
        each = [counts for counts in product(*ranges) if one.total in (None, sum(counts))]
        found.append(each)
    for columns in product(*found):
        table = dict(zip(shown, columns, strict=True))
        within = all(part <= all_of for name in table for part, all_of in zip(table[name], table[whole], strict=True))
        if within:
            yield table


@pytest.mark.parametrize("seed", range(150))
def test_no_hidden_count_follows_from_the_column_of_which_it_is_a_part(seed: int) -> None:
    rnd = random.Random(seed)
    rows, most = rnd.choice((2, 3)), rnd.choice((6, 9))
    pool = tuple(rnd.randrange(most) for _row in range(rows))
    nearly = rnd.random() < 0.5
    seated = tuple(max(0, count - rnd.choice((0, 0, 1))) if nearly else rnd.randint(0, count) for count in pool)
    shown = published({"pool": pool, "seated": seated}, whole="pool")
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for table in possible(shown, "pool", most + 2):
        for name, counts in table.items():
            for n, count in enumerate(counts):
                seen[name, n].add(count)
    for name, one in shown.items():
        for n, cell in enumerate(one.cells):
            assert cell is not None or len(seen[name, n]) > 1, (
                f"{pool} {seated}: {name} of row {n} follows from {shown}"
            )


def test_nearly_everybody_sits() -> None:
    """Of 5 and 26 who signed up 4 and 26 sit: 30 in all. Then the 4 would follow from the 26."""
    shown = published({"pool": (5, 26), "seated": (4, 26)}, whole="pool")
    assert shown["seated"].cells == (None, None)
    assert shown["pool"].cells == (None, None)


def test_a_row_of_nobody_does_not_hide_the_whole_table() -> None:
    shown = published({"pool": (300, 200, 100, 0), "drawn": (9, 8, 7, 0), "seated": (10, 9, 8, 0)}, whole="pool")
    assert shown["pool"] == Shown((300, 200, None, None), 600)
    assert shown["seated"] == Shown((10, 9, None, None), 27)


def test_what_everybody_knows_already_is_shown_and_reckoned_with() -> None:
    shown = published({"pool": (40, 3, 50), "seated": (5, 1, 2)}, whole="pool", known=["seated"])
    assert shown["seated"] == Shown((5, 1, 2), 8)
    assert shown["pool"] == Shown((None, None, 50), 93)
    tight = published({"pool": (5, 3), "seated": (5, 3)}, whole="pool", known=["seated"])
    assert tight["pool"] == Shown((None, None), None), "all who signed up sit: the total would tell"
