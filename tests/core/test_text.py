"""Text as it is stored, sorted and put into addresses."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.core.text import clean_line, clean_text, mask_address, slugify, sort_key


def test_people_find_names_where_they_expect_them() -> None:
    names = ["Zeist", "élan", "Eemnes", "10 jaar", "9 jaar", "'t Gooi", "IJsselstein"]
    assert sorted(names, key=sort_key) == ["9 jaar", "10 jaar", "Eemnes", "élan", "IJsselstein", "'t Gooi", "Zeist"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Regio Amersfoort", "regio-amersfoort"),
        ("Energietransitie & Duurzaamheid", "energietransitie-duurzaamheid"),
        ("Coöperaties: één plan!", "cooperaties-een-plan"),
        ("🚲🚲", "zonder-naam"),
        ("woord " * 40, "woord-woord-woord-woord-woord-woord-woord-woord-woord-woord-woord-woord-woord"),
    ],
)
def test_a_title_becomes_an_address(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text(max_size=400))
def test_every_slug_can_stand_in_an_address(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(title))
    assert len(slugify(title)) <= 80


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\n" not in clean_line(text)


def test_invisible_characters_do_not_survive() -> None:
    assert clean_line("Jan\u202e\u0000 de\u200b  Boer\t") == "Jan de Boer"


def test_what_a_quick_look_takes_for_visible_is_visible() -> None:
    """Text that Python calls printable is not looked at sign by sign: that must mean the same as our categories."""
    printable = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isprintable()]
    assert len(printable) > 100_000
    assert not [hex(ord(c)) for c in printable if unicodedata.category(c).startswith("C")]


def test_no_control_and_no_format_character_survives_alone_in_a_text() -> None:
    hidden = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Cc", "Cf")]
    assert len(hidden) > 200
    kept = {c for c in hidden if clean_text(f"a{c}b") != "ab"}
    assert kept == set("\t\n\r\u200d"), "white space, and what joins emoji"


def test_a_masked_address_does_not_tell_the_name() -> None:
    assert mask_address("jan.de.boer@voorbeeld.nl") == "j…@voorbeeld.nl"
