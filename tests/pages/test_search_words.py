"""What is typed becomes words: Dutch forms, no signs, never too long."""

import pytest

from regiodialoog.core.web.search import Hit, best_first, excerpt, forms_of, wanted


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("woningen", "woning"),
        ("huizen", "huis"),
        ("huis", "huizen"),
        ("scholen", "school"),
        ("school", "scholen"),
        ("straten", "straat"),
        ("brieven", "brief"),
        ("stappen", "stap"),
        ("gemeentes", "gemeente"),
    ],
)
def test_a_word_finds_its_other_number(typed: str, found: str) -> None:
    assert any(form in found for form in forms_of(typed))


def test_every_word_counts_and_small_words_do_not() -> None:
    sought = wanted("de scholen in Bunschoten")
    assert sought.matches("Een school bouwen", "Bunschoten doet mee")
    assert not sought.matches("Een school bouwen")


def test_a_search_of_small_words_only_still_searches() -> None:
    assert wanted("van").words == (("van",),)


@pytest.mark.parametrize("typed", ["", " ", "a", "%", "_", "'", "😀", "!?", "\x00"])
def test_what_holds_no_word_is_no_search(typed: str) -> None:
    assert wanted(typed).words == ()


def test_a_long_text_is_cut() -> None:
    sought = wanted("woord " * 300)
    assert len(sought.text) <= 100
    assert len(sought.words) <= 8


def test_accents_and_case_make_no_difference() -> None:
    assert wanted("CAFE cooperatie").matches("Café Coöperatie")


def test_a_title_goes_before_a_text() -> None:
    hits = [Hit("Iets anders", "/a"), Hit("Nieuwe scholen", "/b"), Hit("School aan huis", "/c")]
    found = best_first(wanted("school"), hits, 2, 0)
    assert [hit.url for hit in found.hits] == ["/c", "/b"]
    assert found.total == 3


def test_an_excerpt_shows_the_word_and_says_where_it_was_cut() -> None:
    text = "woord " * 60 + "scholen " + "woord " * 60
    shown = excerpt(wanted("school"), text)
    assert "scholen" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 200
