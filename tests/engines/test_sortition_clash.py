"""What clashes, what is the least to change, who can never be drawn and why, and what a quota costs."""

from dataclasses import replace

import pytest

from regiodialoog.engines.sortition import clash
from regiodialoog.engines.sortition.leximin import NoPanel, fairest
from regiodialoog.engines.sortition.people import Person, Quota
from regiodialoog.engines.sortition.pool import BadDemands, Demands
from tests.engines.enumerated import small_draw

YOUNG, OLD = Quota("age", "young", 2, 3), Quota("age", "old", 1, 4)
NORTH, SOUTH = Quota("place", "north", 0, 2), Quota("place", "south", 3, 9)
POOL = [Person(f"p{n}", ("young", "north")) for n in range(6)] + [Person(f"q{n}", ("old", "south")) for n in range(6)]


def demands(*quotas: Quota, seats: int = 5, **more) -> Demands:
    return Demands(("age", "place"), POOL, seats, quotas, **more)


def test_quotas_that_clash_only_together_are_named_together():
    found = clash.smallest_clash(demands(Quota("age", "young", 3, 5), OLD, NORTH, SOUTH))
    assert {each.quota for each in found} in [{Quota("age", "young", 3, 5), one} for one in (NORTH, SOUTH)]
    assert {each.available for each in found} == {6}


def test_the_smallest_relaxation_comes_first_and_each_makes_a_panel_possible():
    wanted = demands(Quota("age", "young", 3, 5), OLD, NORTH, SOUTH)
    ways = clash.relaxations(wanted)
    assert ways[0].seats == 1
    assert len(ways[0].quotas) == 1
    assert [len(way.quotas) for way in ways] == sorted(len(way.quotas) for way in ways)
    for way in ways:
        looser = {(q.feature, q.value): q for q in way.quotas}
        fairest(replace(wanted, quotas=[looser.get((q.feature, q.value), q) for q in wanted.quotas]))


def test_a_protected_quota_is_left_as_it_is():
    young = Quota("age", "young", 3, 5)
    ways = clash.relaxations(demands(young, OLD, NORTH, SOUTH), protected=[young])
    assert ways
    assert all(q.feature == "place" for way in ways for q in way.quotas)


def test_a_minimum_far_beyond_the_seats_still_has_a_way_out():
    one = Demands(("L",), [Person("a", ("a",))], 1, [Quota("L", "a", 1, 12), Quota("L", "c", 3, 12)])
    assert clash.relaxations(one)[0] == clash.Relaxation((Quota("L", "c", 0, 12),), 3)
    far = demands(Quota("age", "young", 900_000_000, 999_999_999), OLD, NORTH, Quota("place", "south", 40, 50))
    first = clash.relaxations(far)[0]
    assert (len(first.quotas), sum(q.minimum for q in first.quotas)) == (2, 5)
    assert clash.relaxations(far, protected=far.quotas[:1]) == []


def test_what_does_not_clash_is_not_named():
    assert clash.smallest_clash(demands(YOUNG, OLD, NORTH, SOUTH)) == []
    assert clash.smallest_clash(demands(YOUNG, OLD, NORTH, SOUTH), seated=0) == []


def test_too_few_people_are_no_clash_of_quotas():
    assert clash.smallest_clash(demands(seats=13)) == []
    assert clash.relaxations(demands(seats=13)) == []


def test_who_can_never_be_drawn_is_told_by_which_quotas():
    odd = Person("odd", ("young", "south"))
    wanted = Demands(("age", "place"), [*POOL, odd], 5, [Quota("age", "young", 2, 2), Quota("place", "north", 2, 2)])
    lottery = fairest(wanted)
    barred = [n for n, chance in enumerate(lottery.chances) if chance == 0.0]
    assert [wanted.kinds[n].ids for n in barred] == [("odd",)]
    causes = {each.quota for each in clash.smallest_clash(wanted, seated=barred[0])}
    assert causes == set(wanted.quotas)


def test_the_price_of_a_quota_is_what_the_smallest_chance_gains_without_it():
    wanted = demands(Quota("age", "young", 1, 1), Quota("age", "old", 4, 4))
    gains = clash.gains(wanted)
    assert gains[Quota("age", "young", 1, 1)] == pytest.approx(0.0), "the other quota still says how many are young"
    assert clash.gains(demands(Quota("age", "young", 1, 1)))[Quota("age", "young", 1, 1)] == pytest.approx(1 / 6)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"must": frozenset({"nobody"})}, "no 'nobody' in the pool"),
        ({"must": frozenset({"p1"}), "never": frozenset({"p1"})}, "must and must never"),
    ],
)
def test_demands_that_contradict_themselves_are_refused(more, says):
    with pytest.raises(BadDemands, match=says):
        fairest(demands(**more))


def test_all_that_contradicts_itself_is_told_at_once():
    with pytest.raises(BadDemands) as found:
        fairest(demands(must=frozenset({"nobody", "p1"}), never=frozenset({"p1", "nor he"})))
    assert len(str(found.value).splitlines()) == 3


def test_two_who_must_sit_and_live_together_are_refused():
    pool = [Person("a", ("x",), "1"), Person("b", ("x",), "1"), Person("c", ("x",))]
    with pytest.raises(BadDemands, match="share household"):
        fairest(Demands(("f",), pool, 2, [], must=frozenset({"a", "b"})))


def test_a_clash_is_smallest_and_its_relaxation_least_in_random_draws():
    """Without any one of the quotas that clash a panel exists; and no single place less would do."""
    seen = 0
    for seed in range(120):
        wanted = small_draw(seed)
        if not _impossible(wanted):
            continue
        seen += 1
        clashing = [each.quota for each in clash.smallest_clash(wanted)]
        assert _impossible(replace(wanted, quotas=clashing))
        assert all(not _impossible(replace(wanted, quotas=[q for q in clashing if q != one])) for one in clashing)
        way = clash.relaxations(wanted, most=1)[0]
        looser = {(q.feature, q.value): q for q in way.quotas}
        assert not _impossible(replace(wanted, quotas=[looser.get((q.feature, q.value), q) for q in wanted.quotas]))
        for q in wanted.quotas if way.seats > 1 else ():
            for other in (replace(q, minimum=max(0, q.minimum - 1)), replace(q, maximum=q.maximum + 1)):
                quotas = [other if one == q else one for one in wanted.quotas]
                assert len(way.quotas) > 1 or _impossible(replace(wanted, quotas=quotas))
    assert seen > 5


def _impossible(wanted: Demands) -> bool:
    try:
        fairest(wanted)
    except NoPanel:
        return True
    return False
