"""Counting for, against and blank: exact, in any order, with every step in a sentence."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.engines.tally import BadPoll, Outcome, Result, read_poll, tally
from tests.engines.polls import ABSTAIN, NO, YES, poll, votes

CHOICES = st.lists(st.sampled_from([YES, NO, ABSTAIN]), max_size=40)
SHARES = st.sampled_from(["1/2", "3/5", "2/3", "3/4", "1/1"])
QUORUMS = st.sampled_from([None, "0/1", "1/3", "1/2", "2/3", "1/1"])


def counted(*given: Any, **more: Any) -> Result:
    return tally(read_poll(poll(*given, **more)))


def outcome(*given: Any, **more: Any) -> str:
    return counted(*given, **more).outcome.value


@pytest.mark.parametrize(
    ("cast", "rule", "expected"),
    [
        (votes(yes=11, no=10), {}, "accepted"),
        (votes(yes=10, no=10), {}, "rejected"),
        (votes(yes=10, no=10, abstain=5), {}, "rejected"),
        (votes(yes=3, no=2, abstain=30), {}, "accepted"),
        (votes(yes=2, no=1), {"threshold": "2/3"}, "accepted"),
        (votes(yes=199, no=100), {"threshold": "2/3"}, "rejected"),
        (votes(yes=200, no=100), {"threshold": "2/3"}, "accepted"),
        (votes(abstain=9), {}, "rejected"),
        (votes(abstain=9), {"threshold": "2/3"}, "rejected"),
        ([], {}, "rejected"),
        ([], {"threshold": "2/3", "base": "roll"}, "rejected"),
    ],
)
def test_a_majority_is_more_than_half_and_two_thirds_is_at_least(
    cast: list[str], rule: dict[str, Any], expected: str
) -> None:
    assert outcome(cast, **rule) == expected


def test_over_the_whole_roll_who_did_not_vote_counts_against() -> None:
    assert outcome(votes(yes=12, no=1), roll=24, base="roll") == "rejected"
    assert outcome(votes(yes=13, no=1), roll=24, base="roll") == "accepted"
    assert outcome(votes(yes=16), roll=24, base="roll", threshold="2/3") == "accepted"
    assert outcome(votes(yes=15), roll=24, base="roll", threshold="2/3") == "rejected"


def test_blank_counts_for_the_quorum_and_too_few_voters_is_no_decision() -> None:
    assert outcome(votes(yes=5, abstain=7), roll=24, quorum="1/2") == "accepted"
    assert outcome(votes(yes=5, abstain=6), roll=24, quorum="1/2") == "no-decision"
    assert outcome(votes(yes=9), roll=25, quorum="1/3") == "accepted"
    assert outcome(votes(yes=8), roll=25, quorum="1/3") == "no-decision"
    assert outcome(votes(yes=8), roll=25, min_response="1/3") == "no-decision"


def test_no_interest_may_be_left_behind_when_the_rule_says_so() -> None:
    groups = ["inwoners"] * 4 + ["bedrijven"] * 2
    rule = {"by": "interest", "need": "none-against"}
    assert outcome(votes(yes=4, no=2), groups=groups) == "accepted"
    assert outcome(votes(yes=4, no=2), groups=groups, support=rule) == "rejected"
    assert outcome([YES, YES, YES, YES, YES, NO], groups=groups, support=rule) == "accepted"


def test_so_many_groups_have_to_be_for() -> None:
    groups = ["a", "a", "a", "b", "c"]
    cast = [YES, YES, YES, YES, NO]
    assert outcome(cast, groups=groups, support={"by": "interest", "need": 2}) == "accepted"
    assert outcome(cast, groups=groups, support={"by": "interest", "need": 3}) == "rejected"


def test_the_support_is_broken_down_by_what_the_ballots_tell() -> None:
    found = counted([YES, NO, ABSTAIN], groups=["a", "a", "b"])
    assert found.support == {
        "interest": {"a": {"yes": 1, "no": 1, "abstain": 0}, "b": {"yes": 0, "no": 0, "abstain": 1}}
    }


def test_every_step_is_a_sentence_with_its_numbers_and_names_no_group() -> None:
    found = counted(
        votes(yes=14, no=7, abstain=3), roll=24, quorum="2/3", groups=["bedrijven"] * 24,
        support={"by": "interest", "need": "none-against"},
    )  # fmt: skip
    assert [str(step) for step in found.steps] == [
        "Voted: 24 of the 24 people on the roll. For: 14, against: 7, blank: 3.",
        "At least 2/3 of the roll had to vote, that is 16. That was reached.",
        "More than half of the 21 votes for and against had to be for. For were 14.",
        "In no interest more people may be against than for. Interests with more against than for: 0.",
        "So it is accepted.",
    ]


# ── for every poll ───────────────────────────────────────────────────────────


@given(CHOICES, st.randoms(use_true_random=False), SHARES, QUORUMS)
def test_the_order_of_the_ballots_does_not_matter(choices: list[str], order: Any, threshold: str, quorum: str) -> None:
    before = counted(choices, roll=50, threshold=threshold, quorum=quorum)
    order.shuffle(choices)
    assert counted(choices, roll=50, threshold=threshold, quorum=quorum) == before


@given(CHOICES, SHARES, st.sampled_from(["cast", "roll"]), QUORUMS)
def test_one_more_for_never_makes_it_worse(choices: list[str], threshold: str, base: str, quorum: str | None) -> None:
    rule = {"roll": 50, "threshold": threshold, "base": base, "quorum": quorum}
    if outcome(choices, **rule) == "accepted":
        assert outcome([*choices, YES], **rule) == "accepted"


@given(CHOICES, SHARES, st.sampled_from(["cast", "roll"]), QUORUMS)
def test_the_outcome_is_what_the_rule_says_in_fractions(
    choices: list[str], threshold: str, base: str, quorum: str | None
) -> None:
    yes, no, roll = choices.count(YES), choices.count(NO), 50
    found = outcome(choices, roll=roll, threshold=threshold, base=base, quorum=quorum)
    if quorum and Fraction(len(choices), roll) < Fraction(quorum):
        assert found == "no-decision"
        return
    of = yes + no if base == "cast" else roll
    part = Fraction(yes, of) if of else Fraction(0)
    enough = part > Fraction(1, 2) if threshold == "1/2" else part >= Fraction(threshold)
    assert (found == "accepted") == enough


@given(CHOICES, st.lists(st.sampled_from("abc"), min_size=40, max_size=40))
def test_the_groups_together_are_the_whole(choices: list[str], groups: list[str]) -> None:
    found = counted(choices, groups=groups[: len(choices)])
    together = {choice: sum(of[choice] for of in found.support.get("interest", {}).values()) for choice in found.counts}
    assert together == found.counts


# ── what cannot be counted ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": "iets anders"}, "format"),
        ({"question": 3}, "question"),
        ({"rule": {"kind": "guess"}}, "rule.kind"),
        ({"rule": {}}, "kind must be"),
        ({"rule": {"kind": "yes-no", "qorum": "1/2"}}, "rule.qorum"),
        ({"rule": {"kind": "yes-no", "threshold": "1/3"}}, "rule.threshold"),
        ({"rule": {"kind": "yes-no", "threshold": "50%"}}, "rule.threshold"),
        ({"rule": {"kind": "yes-no", "threshold": "3/2"}}, "rule.threshold"),
        ({"rule": {"kind": "yes-no", "quorum": "1/0"}}, "rule.quorum"),
        ({"rule": {"kind": "yes-no", "base": "all"}}, "rule.base"),
        ({"rule": {"kind": "yes-no", "support": {"by": "street", "need": 1}}}, "rule.support.by"),
        ({"rule": {"kind": "yes-no", "support": {"by": "interest", "need": 0}}}, "rule.support.need"),
        ({"rule": {"kind": "yes-no", "support": {"by": "interest", "need": 1}}}, "ballots[0]"),
        ({"roll": {"size": 1}}, "roll.size"),
        ({"roll": {"size": True}}, "roll.size"),
        ({"roll": {}}, '"size" is missing'),
        ({"options": [{"id": "1", "title": "a"}, {"id": "1", "title": "b"}]}, "options[1].id"),
        ({"ballots": {}}, "ballots"),
        ({"ballots": [{"receipt": "a", "choice": "maybe"}]}, "ballots[0].choice"),
        ({"ballots": [{"receipt": "a", "choice": ["yes"]}]}, "ballots[0].choice"),
        ({"ballots": [{"receipt": "a", "choice": "yes"}, {"receipt": "a", "choice": "no"}]}, "ballots[1].receipt"),
        ({"ballots": [{"choice": "yes"}]}, '"receipt" is missing'),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(BadPoll) as refused:
        tally(read_poll(poll(votes(yes=2)) | change))
    assert place in str(refused.value)


def test_the_outcomes_are_those_of_the_contract() -> None:
    assert {each.value for each in Outcome} == {"accepted", "rejected", "no-decision", "elected", "selected", "tie"}
