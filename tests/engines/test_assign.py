"""The best assignment of open places, held against trying everything."""

import itertools
from collections import Counter

import numpy as np
import pytest

from regiodialoog.engines.sortition import leximin
from regiodialoog.engines.sortition.assign import Candidate, Opening, assign
from regiodialoog.engines.sortition.people import Person, Quota
from regiodialoog.engines.sortition.pool import Demands


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


# ── places that are filled later ─────────────────────────────────────────────


def worth_of_whole(way, now, later, quotas, seated, unknown):
    """What is to be as large as can be, in this order: places filled now and later, minus people missed by quotas of
    the whole table (each of whom nothing is known brings one value of a feature), minus how far what sits now is from
    its share of each quota, evenings. ``way``: a candidate or nobody by opening."""
    sits = [each for each, opening in zip(way, [*now, *later], strict=True) if each and opening in now]
    rest = [each for each, opening in zip(way, [*now, *later], strict=True) if each and opening in later]
    missed, off, filled = 0, 0, len(seated) + len(sits)
    whole = filled + len(later) + unknown
    for feature in {quota.feature for quota in quotas}:
        short = 0
        for quota in quotas:
            if quota.feature == feature:
                pair = quota.feature, quota.value
                here = sum(pair in each for each in [*seated, *(one.answers for one in sits)])
                count = here + sum(pair in each.answers for each in rest)
                short += max(quota.minimum - count, 0)
                missed += max(count - quota.maximum, 0)
                off += max(quota.minimum * filled - here * whole, here * whole - quota.maximum * filled, 0)
        missed += max(short - unknown, 0)
    return len(sits), len(rest), -missed, -off, sum(each.evenings for each in sits)


def every_way(candidates, openings):
    for way in itertools.product([None, *candidates], repeat=len(openings)):
        chosen = [each.id for each in way if each]
        homes = [each.home for each in way if each and each.home]
        fits = all(each is None or opening.fits(each) for each, opening in zip(way, openings, strict=True))
        if fits and len(set(chosen)) == len(chosen) and len(set(homes)) == len(homes):
            yield way


def a_case(random):
    candidates = [
        Candidate(
            n,
            interest=int(random.integers(0, 2)),
            place=int(random.integers(0, 2)),
            answers=(("age", str(random.choice(["young", "old"]))), ("sex", str(random.choice(["f", "m"])))),
            evenings=int(random.integers(0, 3)),
            home=str(random.choice(["", "", "a", "b"])),
            later=bool(random.random() < 0.8),
        )
        for n in range(6)
    ]
    openings = [
        Opening(100 + n, int(random.integers(0, 2)), [None, 0, 1][int(random.integers(0, 3))]) for n in range(5)
    ]
    bounds = [sorted(int(each) for each in random.integers(0, 4, 2)) for _quota in range(4)]
    pairs = [("age", "young"), ("age", "old"), ("sex", "f"), ("sex", "m")]
    return (
        candidates,
        openings[:3],
        openings[3:],
        [Quota(*pair, *both) for pair, both in zip(pairs, bounds, strict=True)],
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_other_way_leaves_the_places_that_are_filled_later_better_off(seed):
    random = np.random.default_rng(2000 + seed)
    candidates, now, later, quotas = a_case(random)
    seated, unknown = [(("age", "young"), ("sex", "f"))] * (seed % 2), seed % 3
    found = assign(candidates, now, quotas, seated=seated, later=later, unknown=unknown)
    ways = [
        (worth_of_whole(way, now, later, quotas, seated, unknown), way)
        for way in every_way(candidates, [*now, *later])
        if all(each is None or each.later for each in way[len(now) :])
    ]
    best = max(worth for worth, _way in ways)
    people = {each.id: each for each in candidates}
    chosen = tuple(people[found.taken[each.id]] if each.id in found.taken else None for each in now)
    mine = [worth for worth, way in ways if way[: len(now)] == chosen]
    assert max(mine, default=None) == best
    assert bool(found.missed) == (best[2] < 0), "a demand is missed only when no whole table meets it"


def chances_after(found, candidates, later, quotas):
    """The smallest and the largest chance in the draw that follows, by the fairest lottery."""
    people = {each.id: each for each in candidates}
    have = Counter(pair for one in found.taken.values() for pair in people[one].answers)
    pool = [
        Person(str(each.id), tuple(value for _feature, value in each.answers))
        for each in candidates
        if each.id not in found.taken.values() and each.interest == later[0].interest
    ]
    left = [
        Quota(q.feature, q.value, max(0, q.minimum - have[q.feature, q.value]), q.maximum - have[q.feature, q.value])
        for q in quotas
    ]
    features = tuple(feature for feature, _value in candidates[0].answers)
    chances = leximin.fairest(Demands(features, pool, len(later), left)).chances
    return min(chances), max(chances)


def a_mixed_group(seed):
    """160 sign-ups for 18 places of organisations and 12 of residents that are drawn for, and the demands of all 30."""
    random = np.random.default_rng(seed)
    ages, sexes, interests = ["16-29", "30-49", "50-66", "67+"], ["f", "m", "x"], ["residents", "a", "b", "c"]
    candidates = [
        Candidate(
            n,
            str(random.choice(interests, p=[0.56, 0.16, 0.16, 0.12])),
            0,
            (
                ("age", str(random.choice(ages, p=[0.1, 0.25, 0.3, 0.35]))),
                ("sex", str(random.choice(sexes, p=[0.6, 0.39, 0.01]))),
            ),
            int(random.integers(0, 6)),
        )
        for n in range(160)
    ]
    now, later = [Opening(n, "abc"[n % 3]) for n in range(18)], [Opening(100 + n, "residents") for n in range(12)]
    asked = [("age", ages, [(5, 7), (8, 10), (7, 9), (6, 8)]), ("sex", sexes, [(14, 16), (14, 16), (0, 1)])]
    return candidates, now, later, [
        Quota(feature, value, *both)
        for feature, values, bounds in asked
        for value, both in zip(values, bounds, strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_the_draw_that_follows_is_about_as_fair_as_it_can_be(seed):
    """Without room for the drawn places the smallest chance of the same people was 1 in 20 and less, the largest 1."""
    candidates, now, later, quotas = a_mixed_group(seed)
    found = assign(candidates, now, quotas, later=later)
    people = {each.id: each for each in candidates}
    sits = Counter(pair for one in found.taken.values() for pair in people[one].answers)
    assert len(found.taken) == 18
    assert not found.missed
    for quota in quotas:
        count = sits[quota.feature, quota.value]
        assert quota.minimum * 18 // 30 <= count <= -(-quota.maximum * 18 // 30), quota
    least, most = chances_after(found, candidates, later, quotas)
    assert least > 1 / 13
    assert most < 1 / 2


def test_a_demand_that_only_the_later_places_can_meet_is_not_missed():
    candidates = [Candidate(n, 0, 0, (("age", "old"),)) for n in range(3)] + [
        Candidate(9 + n, 1, 0, (("age", "young"),)) for n in range(2)
    ]
    quotas = [Quota("age", "young", 2, 2), Quota("age", "old", 2, 2)]
    now, later = [Opening(100, 0), Opening(101, 0)], [Opening(102, 1), Opening(103, 1)]
    assert not assign(candidates, now, quotas, later=later).missed
    assert [(each.quota.value, each.count) for each in assign(candidates, now, quotas).missed] == [("young", 0)]
    assert [each.quota.value for each in assign(candidates[:4], now, quotas, later=later).missed] == ["young"]


def test_of_whom_nothing_is_known_each_brings_one_value_of_a_feature():
    candidates = [Candidate(n, 0, 0, (("age", "old"),)) for n in range(3)]
    quotas = [Quota("age", "young", 1, 2), Quota("age", "middle", 1, 2)]
    assert not assign(candidates, [Opening(100, 0)], quotas, unknown=2).missed
    assert len(assign(candidates, [Opening(100, 0)], quotas, unknown=1).missed) == 1


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
