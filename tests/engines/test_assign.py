"""The best assignment of open places, held against trying everything."""

import itertools

import numpy as np
import pytest

from regiodialoog.engines.sortition.assign import Candidate, Opening, assign
from regiodialoog.engines.sortition.people import Quota


def worth(taken, candidates, openings, quotas):
    """Places filled, minus people missed by quotas, evenings: what is to be as large as can be, in this order."""
    people = {each.id: each for each in candidates}
    chosen = [people[person] for person in taken.values()]
    missed = 0
    for quota in quotas:
        count = sum((quota.feature, quota.value) in each.answers for each in chosen)
        missed += max(quota.minimum - count, count - quota.maximum, 0)
    return len(taken), -missed, sum(each.evenings for each in chosen)


def everything(candidates, openings):
    """Every way to fill places, also with places left open."""
    for way in itertools.product([None, *candidates], repeat=len(openings)):
        chosen = [each.id for each in way if each is not None]
        homes = [each.home for each in way if each is not None and each.home]
        if (
            len(set(homes)) == len(homes)
            and len(set(chosen)) == len(chosen)
            and all(each is None or opening.fits(each) for each, opening in zip(way, openings, strict=True))
        ):
            yield {opening.id: each.id for each, opening in zip(way, openings, strict=True) if each is not None}


@pytest.mark.parametrize("seed", range(25))
def test_no_other_way_to_fill_the_places_is_better(seed):
    random = np.random.default_rng(seed)
    candidates = [
        Candidate(
            n,
            interest=int(random.integers(0, 2)),
            place=int(random.integers(0, 2)),
            answers=(("age", str(random.choice(["young", "old"]))),),
            evenings=int(random.integers(0, 4)),
        )
        for n in range(6)
    ]
    openings = [
        Opening(100 + n, int(random.integers(0, 2)), [None, 0, 1][int(random.integers(0, 3))]) for n in range(4)
    ]
    quotas = [Quota("age", "young", 2, 2), Quota("age", "old", int(random.integers(0, 3)), 3)]
    found = assign(candidates, openings, quotas)
    people = {each.id: each for each in candidates}
    assert all(opening.fits(people[found.taken[opening.id]]) for opening in openings if opening.id in found.taken)
    assert len(set(found.taken.values())) == len(found.taken)
    best = max(worth(way, candidates, openings, quotas) for way in everything(candidates, openings))
    assert worth(found.taken, candidates, openings, quotas) == best
    assert sum(1 for _ in found.missed) == sum(
        not q.minimum <= sum((q.feature, q.value) in people[p].answers for p in found.taken.values()) <= q.maximum
        for q in quotas
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_other_way_that_takes_one_of_a_household_is_better(seed):
    random = np.random.default_rng(1000 + seed)
    candidates = [
        Candidate(
            n,
            interest=int(random.integers(0, 2)),
            place=int(random.integers(0, 2)),
            answers=(("age", str(random.choice(["young", "old"]))),),
            evenings=int(random.integers(0, 2)),
            home=str(random.choice(["", "a", "b", "c"])),
        )
        for n in range(7)
    ]
    openings = [
        Opening(100 + n, int(random.integers(0, 2)), [None, 0, 1][int(random.integers(0, 3))]) for n in range(4)
    ]
    quotas = [Quota("age", "young", 2, 2), Quota("age", "old", int(random.integers(0, 3)), 3)]
    found = assign(candidates, openings, quotas)
    people = {each.id: each for each in candidates}
    homes = [people[one].home for one in found.taken.values() if people[one].home]
    assert len(set(homes)) == len(homes)
    assert all(opening.fits(people[found.taken[opening.id]]) for opening in openings if opening.id in found.taken)
    best = max(worth(way, candidates, openings, quotas) for way in everything(candidates, openings))
    assert worth(found.taken, candidates, openings, quotas) == best


def test_a_household_of_thirty_gets_one_place_and_the_others_stay_to_be_chosen():
    candidates = [Candidate(n, 0, n % 2, (), n % 3, home="a") for n in range(30)] + [Candidate(99, 0, 0)]
    found = assign(candidates, [Opening(100, 0), Opening(101, 0, 1), Opening(102, 0, 0)], [])
    assert len(found.taken) == 2
    assert 99 in found.taken.values()
    assert len(found.others[100]) == 15


def test_who_sits_already_counts_for_the_quotas():
    candidates = [Candidate(1, 0, 0, (("age", "young"),), 6), Candidate(2, 0, 0, (("age", "old"),), 0)]
    found = assign(candidates, [Opening(9, 0)], [Quota("age", "young", 0, 1)], seated=[(("age", "young"),)])
    assert found.taken == {9: 2}


def test_others_who_fit_are_named_best_first():
    candidates = [Candidate(n, 0, 0, (), n) for n in range(5)] + [Candidate(9, 1, 0, (), 9)]
    found = assign(candidates, [Opening(100, 0)], [], others=3)
    assert found.taken == {100: 4}
    assert found.others == {100: [3, 2, 1]}


def test_nobody_who_fits_leaves_the_place_open():
    assert assign([Candidate(1, 0, 0)], [Opening(9, 1)], []).taken == {}
    assert assign([], [Opening(9, 1)], []).taken == {}


def test_ten_thousand_people_are_assigned():
    random = np.random.default_rng(1)
    candidates = [
        Candidate(
            n,
            int(random.integers(0, 6)),
            int(random.integers(0, 9)),
            (("age", str(random.integers(0, 4))),),
            int(random.integers(0, 7)),
            home=f"home {n // 2}" if n % 10 < 4 else "",
        )
        for n in range(10_000)
    ]
    openings = [Opening(n, n % 6, n % 9 if n % 3 else None) for n in range(60)]
    found = assign(candidates, openings, [Quota("age", str(n), 12, 18) for n in range(4)])
    assert len(found.taken) == 60
    assert not found.missed
