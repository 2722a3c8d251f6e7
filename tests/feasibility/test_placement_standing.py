"""When a proposal counts as placed: every rule against what the councils said, and on which days people work."""

from datetime import date

import pytest

from regiodialoog.core.workdays import easter, is_working_day, next_working_day
from regiodialoog.feasibility.standing import PlacementState, RuleKind, Standing, count

S, R, T = PlacementState, RuleKind, Standing
LETTERS = {"o": S.OFFERED, "c": S.COLLEGE_ADVICE, "p": S.PLACED, "r": S.PLACED_WITH_REMARK, "n": S.NOT_PLACED,
           "d": S.DOES_NOT_JOIN}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "number", "said", "standing", "to_go"),
    [
        (R.EACH, None, "oco", T.WAITING, 1),
        (R.EACH, None, "onp", T.PLACED, 0),
        (R.EACH, None, "ndn", T.NOT_PLACED, 1),
        (R.EACH, None, "ndo", T.WAITING, 1),
        (R.ALL, None, "ppo", T.WAITING, 1),
        (R.ALL, None, "prp", T.PLACED, 0),
        (R.ALL, None, "pno", T.CANNOT, 2),
        (R.ALL, None, "pdp", T.NOT_PLACED, 1),
        (R.NUMBER, 2, "pco", T.WAITING, 1),
        (R.NUMBER, 2, "pro", T.PLACED, 0),
        (R.NUMBER, 2, "pno", T.WAITING, 1),
        (R.NUMBER, 2, "nno", T.CANNOT, 2),
        (R.NUMBER, 2, "nnp", T.NOT_PLACED, 1),
        (R.BUREAU, None, "ppp", T.WAITING, 0),
        (R.BUREAU, None, "nnn", T.WAITING, 0),
    ],
)
def test_the_standing_follows_from_the_rule(
    kind: RuleKind, number: int | None, said: str, standing: Standing, to_go: int
) -> None:
    found = count(kind, number, [LETTERS[one] for one in said])
    assert (found.standing, found.to_go) == (standing, to_go)
    assert found.total == len(said)
    assert found.waiting == sum(one in "oc" for one in said)


@pytest.mark.parametrize(
    ("said", "standing"), [([True], T.PLACED), ([False], T.NOT_PLACED), ([True, False], T.NOT_PLACED)]
)
def test_under_its_own_rule_the_last_word_of_the_bureau_counts(said: list[bool], standing: Standing) -> None:
    assert count(R.BUREAU, None, [S.OFFERED], said).standing is standing
    assert count(R.ALL, None, [S.OFFERED], said).standing is T.WAITING, "under another rule it has no say"


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_easter_is_on_its_day(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 14), True), (date(2026, 9, 12), False), (date(2026, 9, 13), False), (date(2026, 4, 6), False),
        (date(2026, 5, 14), False), (date(2026, 5, 25), False), (date(2026, 4, 27), False), (date(2026, 12, 25), False),
        (date(2025, 4, 26), False), (date(2025, 5, 5), False), (date(2026, 5, 5), True),
    ],
)  # fmt: skip
def test_nobody_works_in_a_weekend_or_on_a_holiday(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_the_next_working_day_skips_christmas() -> None:
    assert next_working_day(date(2026, 12, 25)) == date(2026, 12, 28)
