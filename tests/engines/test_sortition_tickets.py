"""The lottery in a million tickets, its seal, and what a ticket yields."""

import hashlib
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiodialoog.engines.sortition import sealed, tickets
from regiodialoog.engines.sortition.leximin import NoPanel, fairest
from regiodialoog.engines.sortition.people import Person
from regiodialoog.engines.sortition.pool import Demands, Type
from tests.engines.enumerated import small_draw


def possible_draw(seed: int) -> Demands:
    """The first small draw from this seed on that has a panel."""
    while True:
        demands = small_draw(seed)
        try:
            fairest(demands)
        except NoPanel:
            seed += 1
        else:
            return demands


def sealed_draw(seed: int = 0) -> tuple[Demands, dict]:
    demands = possible_draw(seed)
    return demands, sealed.seal(demands, fairest(demands), sealed.Announced())


@st.composite
def circles(draw):
    """A type and the ranges of tickets that seat so many of it."""
    size = draw(st.integers(1, 12))
    kind = Type(("a",), tuple(f"p{n}" for n in range(size)), 0, size)
    cuts = sorted(draw(st.sets(st.integers(1, 200), max_size=6)))
    edges = [0, *cuts, 201]
    seats = draw(st.lists(st.integers(1, size), min_size=len(edges), max_size=len(edges)))
    panels = [tickets.Range(((0, seats[n]),), first, edges[n + 1] - 1) for n, first in enumerate(edges[:-1])]
    return kind, panels


@given(circles())
def test_the_tickets_of_a_person_are_those_that_name_the_person(case):
    kind, panels = case
    begin = tickets.start(kind)
    named = Counter(
        person
        for panel in panels
        for ticket in range(panel.first, panel.last + 1)
        for person in tickets.people([kind], [begin], panel, ticket)
    )
    assert tickets.counts([kind], [begin], panels) == {person: named[person] for person in kind.ids}


@pytest.mark.parametrize("seed", [0, 3, 9, 12, 21, 45])
def test_a_million_tickets_name_everybody_as_often_as_the_exact_chance_says(seed):
    demands, draw = sealed_draw(seed)
    lottery = fairest(demands)
    exact = {person: chance for kind, chance in zip(demands.kinds, lottery.chances, strict=True) for person in kind.ids}
    assert draw["panels"][0]["tickets"][0] == 0
    assert draw["panels"][-1]["tickets"][1] == 999_999
    assert all(a["tickets"][1] + 1 == b["tickets"][0] for a, b in zip(draw["panels"], draw["panels"][1:], strict=False))
    assert sum(draw["chances"].values()) == demands.seats * 1_000_000
    assert max(abs(draw["chances"][person] / 1e6 - exact[person]) for person in exact) <= 1e-4


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 999_999), st.sampled_from([0, 1, 3, 5, 9]))
def test_every_ticket_yields_a_panel_that_meets_every_demand(ticket, seed):
    demands, draw = sealed_draw_of(seed)
    persons = sealed.result(draw, ticket=ticket)["persons"]
    assert len(set(persons)) == len(persons) == demands.seats
    chosen = [person for person in demands.people if person.id in set(persons)]
    for quota in demands.quotas:
        place = demands.features.index(quota.feature)
        assert quota.minimum <= sum(one.values[place] == quota.value for one in chosen) <= quota.maximum
    homes = Counter(one.household for one in chosen if one.household)
    assert not homes or max(homes.values()) == 1
    assert demands.must <= set(persons)
    assert not demands.never & set(persons)


_made: dict[int, tuple[Demands, dict]] = {}


def sealed_draw_of(seed: int) -> tuple[Demands, dict]:
    return _made.setdefault(seed, _made.get(seed) or sealed_draw(seed))


def test_a_draw_is_the_same_when_it_is_made_again_and_another_when_anything_changes():
    demands, draw = sealed_draw(3)
    again = sealed.seal(demands, fairest(demands), sealed.Announced())
    assert again == draw
    told = sealed.seal(demands, fairest(demands), sealed.Announced(source="lotto"))
    assert told["seal"] != draw["seal"]
    assert draw["seal"] == sealed.seal_of(draw)


def test_the_ticket_of_an_outcome_follows_from_outcome_and_seal_alone():
    seal = "ab" * 32
    digest = hashlib.sha256(f"3 12 25\n{seal}\n0".encode()).digest()
    expected = int.from_bytes(digest[:8], "big") % 1_000_000
    assert sealed.ticket_of("3 12 25", seal) == sealed.ticket_of("  3 12 25\n", seal) == expected
    assert sealed.ticket_of("e\u0301", seal) == sealed.ticket_of("\u00e9", seal)
    assert sealed.ticket_of("3 12 26", seal) != expected


def test_people_of_one_type_share_its_tickets_evenly():
    pool = [Person(f"p{n}", ("a",)) for n in range(7)]
    demands = Demands(("f",), pool, 3, [])
    draw = sealed.seal(demands, fairest(demands), sealed.Announced())
    assert np.ptp(list(draw["chances"].values())) <= 1
