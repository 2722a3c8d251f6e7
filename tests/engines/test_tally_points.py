"""Consent, approval, score and dots: worked examples by hand, and what holds for every poll."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.engines.tally import read_poll, tally
from tests.engines.polls import approving, counted, poll

OPTIONS = "abcd"
NAMED = st.lists(st.sampled_from(OPTIONS), unique=True)
MANY = st.lists(NAMED, min_size=1, max_size=12)
POINTS = st.lists(st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 5)), min_size=1, max_size=12)


def consent(said: str, roll: int | None = None, **more: Any) -> Any:
    """``said``: a letter for each ballot, c (consent), z (concern) or o (objection)."""
    words = {"c": "consent", "z": "concern", "o": "objection"}
    groups = more.pop("groups", None)
    data = poll([words[letter] for letter in said], roll, groups=groups) | {"rule": {"kind": "consent", **more}}
    return tally(read_poll(data))


# ── consent ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "roll", "rule", "outcome"),
    [
        ("ccc", 3, {}, "accepted"),
        ("ccz", 3, {}, "accepted"),
        ("zzz", 3, {}, "accepted"),
        ("cco", 3, {}, "rejected"),
        ("cc", 4, {"min_response": "1/2"}, "accepted"),
        ("cc", 5, {"min_response": "1/2"}, "no-decision"),
        ("co", 5, {"min_response": "1/2"}, "no-decision"),
        ("cc", 5, {"quorum": "1/5", "min_response": "2/5"}, "accepted"),
        ("", 5, {}, "no-decision"),
    ],
)
def test_one_objection_stops_it_a_concern_does_not_and_silence_is_no_consent(
    said: str, roll: int, rule: dict[str, Any], outcome: str
) -> None:
    assert consent(said, roll, **rule).outcome == outcome


def test_concerns_are_counted_and_noted() -> None:
    found = consent("cczz")
    assert found.counts == {"consent": 2, "concern": 2, "objection": 0}
    assert str(found.steps[-1]) == "So it is adopted, and the concerns are noted."
    assert str(consent("cc").steps[-1]) == "So it is adopted."


def test_so_many_interests_have_to_be_without_objection() -> None:
    groups = ["a", "a", "b"]
    assert consent("czc", groups=groups, support={"by": "interest", "need": 2}).outcome == "accepted"
    assert consent("czc", groups=groups, support={"by": "interest", "need": 3}).outcome == "rejected"


@given(st.text("czo", max_size=20), st.randoms(use_true_random=False))
def test_consent_does_not_depend_on_the_order_and_an_objection_never_helps(said: str, order: Any) -> None:
    before = consent(said, 30)
    letters = list(said)
    order.shuffle(letters)
    assert consent("".join(letters), 30) == before
    if before.outcome == "rejected":
        assert consent(said + "o", 30).outcome == "rejected"


# ── approval, score and dots ─────────────────────────────────────────────────


def test_those_named_most_often_are_elected() -> None:
    found = counted("approval", "abc", approving((3, "ab"), (2, "b"), (1, "c")))
    assert (found.outcome, found.winners, found.ties) == ("elected", ("b",), ())
    assert found.counts == {"a": 3, "b": 5, "c": 1}
    assert counted("approval", "abc", approving((3, "ab"), (2, "b"), (1, "c")), seats=2).winners == ("a", "b")


def test_equal_numbers_around_the_last_seat_are_a_tie_and_elsewhere_not() -> None:
    ballots = approving((4, "a"), (2, "bc"), (1, "d"))
    tied = counted("approval", "abcd", ballots, seats=2)
    assert (tied.outcome, tied.winners, tied.ties) == ("tie", ("a",), (("b", "c"),))
    assert counted("approval", "abcd", ballots, seats=3).winners == ("a", "b", "c")
    assert str(tied.steps[-1]) == "A lot drawn in public has to decide between b, c."


def test_nobody_is_elected_by_no_vote_at_all() -> None:
    found = counted("approval", "abc", approving((3, "a")), seats=2)
    assert (found.outcome, found.winners) == ("elected", ("a",))
    for blank in (approving(), approving((2, ""))):
        assert counted("approval", "abc", blank).outcome == "no-decision"


def test_blank_ballots_count_for_the_quorum() -> None:
    assert counted("approval", "ab", [["a"], [], []], roll=6, quorum="1/2").outcome == "elected"
    assert counted("approval", "ab", [["a"], []], roll=6, quorum="1/2").outcome == "no-decision"


def test_points_are_added_up_and_nothing_given_is_nothing() -> None:
    found = counted("score", "abc", [{"a": 5, "b": 3}, {"b": 3, "c": 1}, {"a": 0}], max=5)
    assert (found.winners, found.counts) == (("b",), {"a": 5, "b": 6, "c": 1})
    assert counted("score", "abc", [{"a": 5}, {"b": 5}], max=5).ties == (("a", "b"),)


def test_dots_are_divided_within_their_number() -> None:
    found = counted("dots", "abc", [{"a": 3}, {"a": 1, "b": 2}, {"c": 3}, {}], points=3)
    assert (found.winners, found.counts) == (("a",), {"a": 4, "b": 2, "c": 3})
    tied = counted("dots", "abc", [{"a": 2, "b": 1}, {"b": 1, "c": 2}], points=3, per_option=2, seats=2)
    assert (tied.winners, tied.ties) == ((), (("a", "b", "c"),))


@given(MANY, st.integers(1, 4), st.randoms(use_true_random=False))
def test_neither_order_nor_names_matter(ballots: list[list[str]], seats: int, order: Any) -> None:
    before = counted("approval", OPTIONS, ballots, seats=seats)
    order.shuffle(ballots)
    assert counted("approval", OPTIONS, ballots, seats=seats) == before
    other = dict(zip(OPTIONS, "wxyz", strict=True))
    renamed = counted("approval", "wxyz", [[other[each] for each in ballot] for ballot in ballots], seats=seats)
    assert renamed.winners == tuple(other[each] for each in before.winners)
    assert renamed.ties == tuple(tuple(other[each] for each in tie) for tie in before.ties)


@given(POINTS)
def test_more_points_for_the_winner_never_make_it_lose(ballots: list[dict[str, int]]) -> None:
    for winner in counted("score", OPTIONS, ballots, max=5).winners:
        assert counted("score", OPTIONS, [*ballots, {winner: 5}], max=5).winners == (winner,)
        named = [[option for option in ballot if ballot[option]] for ballot in ballots]
        for approved in counted("approval", OPTIONS, named).winners:
            assert counted("approval", OPTIONS, [*named, [approved]]).winners == (approved,)


@given(POINTS, st.integers(1, 4))
def test_winners_have_more_than_losers_and_a_tie_is_about_equals(ballots: list[dict[str, int]], seats: int) -> None:
    found = counted("score", OPTIONS, ballots, max=5, seats=seats)
    tied = {option for tie in found.ties for option in tie}
    out = set(OPTIONS) - set(found.winners) - tied
    assert len({found.counts[option] for option in tied}) <= 1
    for worse in (tied, out):
        assert all(found.counts[a] > found.counts[b] for a in found.winners for b in worse)
    assert all(found.counts[a] > found.counts[b] for a in tied for b in out)
    assert len(found.winners) + len(tied) >= min(seats, sum(points > 0 for points in found.counts.values()))
