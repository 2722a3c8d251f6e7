"""Equal Shares, Phragmén and greedy: worked by hand, their promises, and the fast count beside the exact one."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiodialoog.engines.tally.budgets import Wishes, wishes
from regiodialoog.engines.tally.equal_shares import Counting
from regiodialoog.engines.tally.pollfile import read_poll
from regiodialoog.engines.tally.shares import Shares
from regiodialoog.engines.tally.shares_of_many import Many
from tests.engines.polls import among, approving, counted

OPTIONS = "abcde"
COSTS = st.fixed_dictionaries({option: st.integers(1, 12) for option in OPTIONS})
BALLOTS = st.lists(st.lists(st.sampled_from(OPTIONS), unique=True), min_size=1, max_size=10)
UTILITY = st.sampled_from(["cost", "count"])
COMPLETION = st.sampled_from(["none", "until-over-budget", "first-exhaustive"])
RULES = pytest.mark.parametrize("kind", ["equal-shares", "phragmen", "greedy"])


def shares(costs: dict[str, int], ballots: list[list[str]], budget: int, completion: str = "none", **more: Any) -> Any:
    return counted("equal-shares", costs, ballots, budget=budget, completion=completion, **more)


def wished(costs: dict[str, int], ballots: list[list[str]], budget: int) -> Wishes:
    poll = read_poll(among("equal-shares", costs, ballots, budget=budget))
    return wishes(poll, budget, poll.costs, ballots)


# ── worked by hand ───────────────────────────────────────────────────────────

TOWN = approving((6, "ab"), (4, "cd"))
COST = {"a": 40, "b": 20, "c": 40, "d": 30}
"""Ten people divide 100, ten each: six who want a and b have 60, four who want c and d have 40."""


def test_each_part_of_the_voters_decides_about_its_part_of_the_money() -> None:
    found = shares(COST, TOWN, 100)
    assert (found.outcome, found.winners, found.ties) == ("tie", ("a", "b"), (("c", "d"),))
    assert [str(step) for step in found.steps[1:6]] == [
        "10 voters divide € 100 equally.",
        "Equally far: a, b. Who goes first makes no difference.",
        "a: € 40, from 6 voters; each pays at most € 6.67.",
        "b: € 20, from 6 voters; each pays at most € 3.34.",
        "Equally far: c, d. Who goes first changes the result, so a lot drawn in public has to decide.",
    ]
    assert shares(COST | {"c": 41}, TOWN, 100).winners == ("a", "b", "d")


def test_the_same_wishes_for_other_money_are_counted_by_number() -> None:
    assert shares(COST, TOWN, 100, utility="count").winners == ("a", "b", "d")
    assert counted("greedy", COST, TOWN, budget=100).winners == ("a", "b", "d")


def test_the_completion_decides_who_wins_with_what_is_left() -> None:
    """Two want a, one wants b, one wants c; each has 5. Nobody can pay alone; with one euro more a is bought."""
    costs, ballots = {"a": 12, "b": 8, "c": 9}, approving((2, "a"), (1, "b"), (1, "c"))
    assert shares(costs, ballots, 20).outcome == "no-decision"
    assert shares(costs, ballots, 20, "first-exhaustive").winners == ("a", "b")
    assert shares(costs, ballots, 20, "until-over-budget").winners == ("a", "b")
    assert "to spend more of it everybody counts with € 3 on top" in str(
        shares(costs, ballots, 20, "until-over-budget").steps[1]
    )


def test_who_can_pay_less_pays_all_that_is_left() -> None:
    """Budget 12, three people, 4 each. a costs 6: 2 each of the first two and the third; b costs 5, wanted by the
    first two and the third alone has 2 left: 2 + 2 is too little."""
    found = shares({"a": 6, "b": 5}, approving((2, "ab"), (1, "a")), 12)
    assert found.winners == ("a",)
    found = shares({"a": 6, "b": 4}, approving((2, "ab"), (1, "a")), 12)
    assert found.winners == ("a", "b")


def test_an_equal_price_is_a_tie_when_it_matters() -> None:
    found = shares({"a": 10, "b": 10}, approving((1, "ab")), 15)
    assert (found.outcome, found.winners, found.ties) == ("tie", (), (("a", "b"),))
    found = shares({"a": 10, "b": 10}, approving((1, "ab")), 20)
    assert found.winners == ("a", "b")


def test_what_costs_more_than_the_budget_takes_no_part() -> None:
    for kind in ("equal-shares", "phragmen", "greedy"):
        found = counted(kind, {"a": 21, "b": 5}, approving((9, "a"), (1, "b")), budget=20)
        assert found.winners == ("b",)


def test_phragmen_buys_in_the_order_in_which_the_money_comes_together() -> None:
    """a has its 12 after 4 each of three; b its 10 after 5 of the two others; c comes at 9, after a was paid."""
    found = counted("phragmen", {"a": 12, "b": 10, "c": 15}, approving((3, "ac"), (2, "b")), budget=30)
    assert found.winners == ("a", "b")
    assert [str(step) for step in found.steps[1:4]] == [
        "a: paid by 3 voters when each had earned 4.",
        "b: paid by 2 voters when each had earned 5.",
        "c comes next and does not fit any more.",
    ]


def test_phragmen_gives_seats_too_and_tells_ties() -> None:
    ballots = approving((6, "abc"), (3, "de"))
    found = counted("phragmen", "abcde", ballots, seats=3)
    assert (found.outcome, found.winners) == ("tie", ())
    assert found.ties == (("a", "b", "c"),)
    assert counted("phragmen", "ab", approving((2, "a"), (1, "b")), seats=1).winners == ("a",)
    assert counted("phragmen", "ab", approving((2, "a"), (1, "b")), seats=1).outcome == "elected"


def test_greedy_passes_over_what_does_not_fit() -> None:
    found = counted("greedy", {"a": 5, "b": 8, "c": 4}, approving((5, "a"), (6, "b"), (2, "c")), budget=10)
    assert found.winners == ("a", "c")
    found = counted("greedy", {"a": 6, "b": 6}, approving((2, "ab")), budget=10)
    assert (found.outcome, found.ties) == ("tie", (("a", "b"),))


# ── for every poll ───────────────────────────────────────────────────────────


@RULES
@settings(deadline=None)
@given(costs=COSTS, ballots=BALLOTS, budget=st.integers(1, 40), order=st.randoms(use_true_random=False))
def test_the_budget_is_kept_and_neither_order_nor_names_matter(
    kind: str, costs: dict[str, int], ballots: list[list[str]], budget: int, order: Any
) -> None:
    before = counted(kind, costs, ballots, budget=budget)
    assert sum(costs[option] for option in before.winners) <= budget
    order.shuffle(ballots)
    after = counted(kind, costs, ballots, budget=budget)
    assert (after.winners, after.ties, after.counts) == (before.winners, before.ties, before.counts)
    other = dict(zip(OPTIONS, "zyxwv", strict=True))
    renamed = [[other[each] for each in ballot] for ballot in ballots]
    after = counted(kind, {other[each]: costs[each] for each in reversed(OPTIONS)}, renamed, budget=budget)
    assert after.outcome == before.outcome
    assert before.ties or set(after.winners) == {other[each] for each in before.winners}


@settings(deadline=None)
@given(COSTS, BALLOTS, st.integers(1, 40), UTILITY)
def test_equal_shares_has_prices_that_everybody_can_pay(
    costs: dict[str, int], ballots: list[list[str]], budget: int, utility: str
) -> None:
    """The price condition: every chosen option is paid by those who want it, nobody pays more than an equal part, and
    what is not chosen could not be paid with what they have left."""
    shared = Shares(wished(costs, ballots, budget), utility, 0)
    state = shared.start()
    spent = Fraction(0)
    while turn := shared.turn(state):
        before = state
        option, state = next(iter(turn.nexts.items()))
        paid = sum((before.money[n][0] - state.money[n][0]) * size for n, size in enumerate(shared.sizes))
        assert paid == costs[option]
        assert all(
            before.money[n] == state.money[n] for n in set(range(len(shared.sizes))) - set(shared.supporters[option])
        )
        assert all(amount >= 0 for amount, _grows in state.money)
        spent += paid
    assert spent <= budget
    for option in shared.wished.costs.keys() - state.winners:
        assert sum(state.money[n][0] * shared.sizes[n] for n in shared.supporters[option]) < costs[option]


@given(COSTS, BALLOTS, st.integers(5, 40), UTILITY)
@settings(max_examples=60, deadline=None)
def test_counting_on_is_the_same_as_counting_every_euro(
    costs: dict[str, int], ballots: list[list[str]], budget: int, utility: str
) -> None:
    counting = Counting(wished(costs, ballots, budget), utility)
    more = 0
    while more < 25:
        ends, further = counting.ends(more)
        assert all(counting.ends(at)[0] == ends for at in range(more, min(more + further, 25)))
        more += further


@settings(deadline=None)
@given(COSTS, BALLOTS, st.integers(5, 40), UTILITY)
def test_the_fast_count_says_the_same_or_nothing(
    costs: dict[str, int], ballots: list[list[str]], budget: int, utility: str
) -> None:
    wish = wished(costs, ballots, budget)
    if not wish.groups:
        return
    fast, exact = Many(wish, utility), Counting(wish, utility)
    for more in range(0, 20, 4):
        bought = fast.bought(more)
        if bought is not None:
            assert exact.ends(more)[0] == {frozenset(option for option, _step in bought)}
            steps: list[Any] = []
            exact.told(more, steps)
            told = {step.values["option"]: step.values["voters"] for step in steps if "part" in step.values}
            assert told == {step.values["option"]: step.values["voters"] for _option, step in bought}


@settings(deadline=None)
@given(BALLOTS, st.integers(1, 5))
def test_phragmen_gives_a_group_that_agrees_its_part(ballots: list[list[str]], seats: int) -> None:
    """Proportional justified representation (Brill and others, 2017): who agree on l options and are l / seats of all
    get l of what any of them wants."""
    found = counted("phragmen", OPTIONS, ballots, seats=seats)
    if found.ties or found.outcome == "no-decision":
        return
    for option in OPTIONS:
        group = [ballot for ballot in ballots if option in ballot]
        if group and len(group) * seats >= len(ballots):
            assert {each for ballot in group for each in ballot} & set(found.winners)


# ── what fell out ────────────────────────────────────────────────────────────


def test_what_fell_out_is_told_with_how_much_was_missing() -> None:
    """Ten people divide 80, eight each: five who want a pay 40 for it, five who want b have 40 of 50."""
    said = [str(step) for step in shares({"a": 40, "b": 50}, approving((5, "a"), (5, "b")), 80).steps]
    assert "b, € 50: those who want it have € 10 too little." in said
    assert not [step for step in said if step.startswith("a, ")], "what was chosen did not fall out"


@given(COSTS, BALLOTS, st.integers(1, 30), UTILITY)
@settings(max_examples=60, deadline=None)
def test_who_wants_what_fell_out_has_less_than_it_costs(
    costs: dict[str, int], ballots: list[list[str]], budget: int, utility: str
) -> None:
    found = wished(costs, ballots, budget)
    if not found.costs:
        return
    for option, short in Shares(found, utility, 0).missing().items():
        assert 0 < short <= costs[option]
