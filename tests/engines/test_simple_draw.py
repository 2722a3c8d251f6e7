"""The simple draw: within its quotas, the same for the same seed, and honest about what cannot be."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from regiodialoog.engines.sortition.simple import Bounds, Candidate, Clash, Panel, Place, draw

YOUNG, OLD = {"age": "young"}, {"age": "old"}


def pool(young: int, old: int, interest: int = 1, municipality: int = 1) -> list[Candidate]:
    ages = [YOUNG] * young + [OLD] * old
    return [Candidate(n, interest, municipality, age) for n, age in enumerate(ages, 1)]


def places(count: int) -> list[Place]:
    return [Place(100 + n, 1) for n in range(count)]


def ages(panel: Panel | Clash, people: list[Candidate]) -> Counter[str]:
    assert isinstance(panel, Panel)
    drawn = set(panel.seats.values())
    return Counter(each.answers["age"] for each in people if each.id in drawn)


def test_a_panel_fills_every_place_within_every_quota():
    people = pool(30, 4)
    quotas = [Bounds("age", "young", 2, 3), Bounds("age", "old", 3, 4)]
    found = draw(people, places(6), quotas, seed=1)
    assert isinstance(found, Panel)
    assert set(found.seats) == {place.id for place in places(6)}
    assert len(set(found.seats.values())) == 6
    assert ages(found, people)["old"] in (3, 4)


def test_the_same_seed_draws_the_same_people_and_another_one_others():
    people = pool(40, 40)
    assert draw(people, places(10), [], seed=7) == draw(people, places(10), [], seed=7)
    assert len({tuple(sorted(draw(people, places(10), [], seed=n).seats.values())) for n in range(5)}) > 1


def test_nobody_sits_for_another_interest_or_municipality():
    people = [Candidate(n, interest=n % 3, municipality=n % 2) for n in range(60)]
    seats = [Place(1, 0, 0), Place(2, 1, 1), Place(3, 2)]
    found = draw(people, seats, [], seed=3)
    by_id = {each.id: each for each in people}
    assert all(seat.fits(by_id[found.seats[seat.id]]) for seat in seats)


def test_a_quota_that_too_few_people_meet_is_named():
    assert draw(pool(9, 1), places(5), [Bounds("age", "old", 2, 3)], seed=1) == Clash(
        Bounds("age", "old", 2, 3), (), 1, proven=True
    )


def test_a_quota_that_lets_too_few_in_is_named():
    found = draw(pool(9, 1), places(5), [Bounds("age", "young", 0, 3)], seed=1)
    assert isinstance(found, Clash)
    assert found.bounds == Bounds("age", "young", 0, 3)
    assert found.proven


def test_places_that_too_few_people_fit_are_named():
    people = [Candidate(1, 1, 1), Candidate(2, 2, 1)]
    seats = [Place(1, 1), Place(2, 1), Place(3, 2)]
    assert draw(people, seats, [], seed=1) == Clash(None, (1, 2), 1, proven=True)


def test_an_empty_pool_is_a_clash_and_no_seats_an_empty_panel():
    assert isinstance(draw([], places(1), [], seed=1), Clash)
    assert draw(pool(1, 1), [], [], seed=1) == Panel({})


def test_demands_that_clash_only_together_are_not_said_to_be_proven():
    people = [Candidate(n, 1, 1, {"age": "old", "sex": "m"}) for n in range(5)]
    people += [Candidate(n, 1, 1, {"age": "young", "sex": "f"}) for n in range(5, 10)]
    quotas = [Bounds("age", "old", 3, 4), Bounds("sex", "f", 3, 4)]
    found = draw(people, places(4), quotas, seed=1)
    assert isinstance(found, Clash)
    assert not found.proven


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.integers(1, 8), st.integers(0, 8), st.integers(0, 8), st.integers())
def test_a_panel_never_breaks_a_quota_and_a_proven_clash_is_true(young, old, count, least, more, seed):
    people, bounds = pool(young, old), Bounds("age", "old", least, least + more)
    found = draw(people, places(count), [bounds], seed=seed)
    possible = any(young >= count - n >= 0 for n in range(least, min(old, least + more) + 1))
    assert isinstance(found, Panel) == possible
    if isinstance(found, Panel):
        assert bounds.minimum <= ages(found, people)["old"] <= bounds.maximum
    elif found.proven:
        assert not possible
