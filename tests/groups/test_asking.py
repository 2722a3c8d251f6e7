"""Rules by which an answer follows from what is asked: written in lines, whole, without gaps and overlaps."""

from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.groups.asking import LONGEST_VALUE, OLDEST, BadRules, from_data, read
from regiodialoog.groups.library import library
from regiodialoog.groups.models import Source

pytestmark = [pytest.mark.usefixtures("dutch"), pytest.mark.parametrize("backend", ["sqlite"], indirect=True)]
AGES = "16 t/m 29\n30-49 jaar\n50 jaar\n51 t/m 66\n67 en ouder"
PARTS = "Noord: 3821-3829; 3812\nZuid: 3811; 3813 t/m 3820\nElders: overig"
SCHOOLS = "praktisch: vmbo; mbo 1\ntheoretisch: hbo; universiteit"


@pytest.fixture
def dutch(app: Flask):
    with app.test_request_context("/"):
        yield


def faults(source: Source, text: str, **more: int) -> str:
    with pytest.raises(BadRules) as found:
        read(source, text, **more)
    return " ".join(found.value.faults)


def test_of_a_year_of_birth_the_group_of_ages_follows() -> None:
    rules = read(Source.BIRTH_YEAR, AGES, year=2026, from_age=16)
    assert rules.values == ("16 t/m 29 jaar", "30 t/m 49 jaar", "50 jaar", "51 t/m 66 jaar", "67 jaar of ouder")
    asked = {"2010": 0, "1997": 0, "1996": 1, "1977": 1, "1976": 2, "1975": 3, "1959": 4, "1900": 4}
    assert {year: rules.value_of(year) for year in asked} == {year: rules.values[n] for year, n in asked.items()}
    for nothing in ("2011", "2027", "1890", "", "57", "1957.0", "abcd"):
        assert rules.value_of(nothing) is None
    assert rules.value_of("١٩٥٧") == rules.values[4], "digits of another script are digits"


def test_of_a_postcode_the_part_follows() -> None:
    rules = read(Source.POSTCODE, PARTS)
    asked = {"3821": "Noord", "3829 AB": "Noord", "3812": "Noord", "3811xx": "Zuid", "3820": "Zuid", "1011": "Elders"}
    assert {code: rules.value_of(code) for code in asked} == asked
    for nothing in ("", "0123", "38111", "381", "Noord", "3811 ABC"):
        assert rules.value_of(nothing) is None


def test_of_a_longer_list_the_coarse_answer_follows() -> None:
    rules = read(Source.LIST, SCHOOLS)
    assert rules.options == ("vmbo", "mbo 1", "hbo", "universiteit")
    assert [rules.value_of(each) for each in rules.options] == ["praktisch"] * 2 + ["theoretisch"] * 2
    assert rules.value_of("praktisch") is None, "only what can be chosen"
    plain = read(Source.ANSWER, "ja\nnee")
    assert [plain.value_of(each) for each in ("ja", "nee", "misschien")] == ["ja", "nee", None]


@pytest.mark.parametrize(
    ("source", "text", "said"),
    [
        (Source.BIRTH_YEAR, "16-29\n31 en ouder", "30"),
        (Source.BIRTH_YEAR, "16-30\n30 en ouder", "Regel 2: 30 staat al in regel 1"),
        (Source.BIRTH_YEAR, "16-29\n30-66", "67"),
        (Source.BIRTH_YEAR, "18-29\n30 en ouder", "16"),
        (Source.BIRTH_YEAR, "29-16\n30+", "Regel 1"),
        (Source.BIRTH_YEAR, "jong\noud", "Regel 1"),
        (Source.BIRTH_YEAR, "16 en ouder", "twee"),
        (Source.POSTCODE, "Noord: 3821\nZuid: 3821\nElders: overig", "Regel 2: 3821 staat al in regel 1"),
        (Source.POSTCODE, "Noord: 3820-3829\nZuid: 3825-3826; 3811\nElders: overig", "3825"),
        (Source.POSTCODE, "Noord: 3821\nZuid: 3811", "overig"),
        (Source.POSTCODE, "Noord: 3821\nElders: overig\nNergens: overig", "overig"),
        (Source.POSTCODE, "Noord 3821\nElders: overig", "Regel 1"),
        (Source.POSTCODE, "Noord: 382\nElders: overig", "382"),
        (Source.POSTCODE, "Noord: 3829-3821\nElders: overig", "3829-3821"),
        (Source.LIST, "a: vmbo\nb: VMBO", "Regel 2: VMBO staat al in regel 1"),
        (Source.LIST, "a: x\nA: y", "Regel 2: A staat al in regel 1"),
        (Source.LIST, "a:\nb: y", "Regel 1"),
        (Source.ANSWER, "ja\n" + "x" * (LONGEST_VALUE + 1), "Regel 2"),
        (Source.ANSWER, "ja\n\n ", "twee"),
        (Source.ANSWER, "\n".join(f"antwoord {n}" for n in range(21)), "20"),
        (Source.LIST, "a: " + "; ".join(map(str, range(31))) + "\nb: " + "; ".join(map(str, range(31, 62))), "60"),
    ],
)
def test_gaps_overlaps_and_nonsense_are_told_with_their_line(source: Source, text: str, said: str) -> None:
    assert said in faults(source, text, from_age=16)


def test_all_faults_are_told_at_once() -> None:
    told = faults(Source.BIRTH_YEAR, "jong\n16-29\n90-80")
    assert "Regel 1" in told
    assert "Regel 3" in told


@given(st.sets(st.integers(1, OLDEST - 1), max_size=6), st.integers(0, OLDEST))
def test_whoever_is_old_enough_is_in_one_group(starts: set[int], age: int) -> None:
    """With whole groups every age from the first on falls in exactly one, and in the one that says so."""
    first = [0, *sorted(starts)]
    lines = [f"{a} t/m {b - 1}" if b - 1 > a else f"{a}" for a, b in pairwise(first)]
    if len(first) < 2:
        return
    rules = read(Source.BIRTH_YEAR, "\n".join([*lines, f"{first[-1]} en ouder"]), year=2026)
    holds = [rule for rule in rules.rules if rule.holds(age)]
    assert len(holds) == 1
    assert rules.value_of(str(2026 - age)) == holds[0].value
    assert from_data(rules.source, rules.as_data(), 2026) == rules
    assert read(Source.BIRTH_YEAR, rules.as_text(), year=2026) == rules


@pytest.mark.parametrize(
    ("source", "text"), [(Source.POSTCODE, PARTS), (Source.LIST, SCHOOLS), (Source.ANSWER, "a\nb")]
)
def test_rules_survive_writing_and_reading(source: Source, text: str) -> None:
    rules = read(source, text)
    assert read(source, rules.as_text()) == rules
    assert from_data(source, rules.as_data(), None) == rules


@pytest.mark.parametrize("key", sorted(library()))
def test_every_question_of_the_library_is_whole(key: str) -> None:
    one = library()[key]
    assert one.why
    assert len(one.feature) <= LONGEST_VALUE
    if one.lines:
        rules = read(one.source, "\n".join(one.lines), year=2026, from_age=16)
        assert len(rules.values) >= 2
