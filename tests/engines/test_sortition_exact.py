"""The chances of small draws, held against complete enumeration of all panels."""

import itertools

import pytest

from regiodialoog.engines.sortition.leximin import NoPanel, fairest
from tests.engines.enumerated import TooMany, small_draw, truth

DRAWS, BATCHES = 304, 16
CLOSE = 1e-7


def draws(batch: int):
    """Small draws with their truth; those with too many panels to count out are passed over."""
    found = 0
    for seed in itertools.count(batch * 1_000_000):
        if found == DRAWS // BATCHES:
            return
        demands = small_draw(seed)
        try:
            true = truth(demands, most=800)
        except TooMany:
            continue
        found += 1
        yield seed, demands, true


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_chance_is_that_of_complete_enumeration(batch):
    for seed, demands, true in draws(batch):
        if true is None:
            with pytest.raises(NoPanel):
                fairest(demands)
            continue
        lottery = fairest(demands)
        assert lottery.exact
        expected = true.by_person()
        in_some_panel = {
            person for ids, seats in zip(true.groups, true.panels.T, strict=True) if seats.any() for person in ids
        }
        for kind, chance in zip(demands.kinds, lottery.chances, strict=True):
            for person in kind.ids:
                if kind.most:
                    assert abs(chance - expected[person]) <= CLOSE, (seed, person, chance, expected[person])
                    assert (chance > CLOSE) == (person in in_some_panel), (seed, person)
                else:
                    assert chance == 0.0
        assert abs(lottery.weights.sum() - 1.0) < CLOSE
        assert all(demands.shape.holds(panel) for panel in lottery.panels), seed
        given = lottery.weights @ lottery.panels / demands.shape.sizes
        assert abs(given - lottery.chances).max() <= CLOSE, seed


def test_a_draw_that_is_stopped_at_once_gives_everybody_a_chance_who_is_in_some_panel():
    stopped = 0
    for seed, demands, true in draws(0):
        if true is None:
            continue
        lottery = fairest(demands, stop=lambda: True)
        stopped += not lottery.exact
        expected = true.by_person()
        assert lottery.unknown == (), seed
        for n, (kind, chance) in enumerate(zip(demands.kinds, lottery.chances, strict=True)):
            for person in kind.ids if kind.most else ():
                assert (chance > CLOSE) == (expected[person] > CLOSE), (seed, person)
                assert (n in lottery.barred) == (expected[person] <= CLOSE), (seed, person)
        assert all(demands.shape.holds(panel) for panel in lottery.panels), seed
        free = [chance for kind, chance in zip(demands.kinds, lottery.chances, strict=True) if kind.most]
        assert min(free, default=0.0) <= lottery.limit + CLOSE, seed
    assert stopped > 5
