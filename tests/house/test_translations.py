"""Languages: nothing untranslated, fuzzy or unused; no English on Dutch pages."""

from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog

from tools import translations


@pytest.fixture(scope="module", autouse=True)
def extracted_once() -> Iterator[None]:
    """What the code and the templates say is read once for all these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translations, "extracted", cache(translations.extracted))
        yield


def test_dutch_is_complete() -> None:
    assert not translations.faults("nl"), "Run ./dev translate, write the Dutch, and commit translations/nl"


def test_english_is_complete() -> None:
    assert not translations.faults("en"), "Run ./dev translate and commit translations/en"


def test_the_check_finds_what_is_missing_fuzzy_and_unused() -> None:
    catalog = translations.existing("nl")
    msgid = next(message.id for message in catalog if isinstance(message.id, str) and message.id)
    original = translations.existing

    def broken(language: str) -> Catalog:
        lies = original(language)
        lies.delete(msgid)
        lies.add("Nobody says this", "Niemand zegt dit")
        fuzzy = next(m for m in lies if m.id and m.id != msgid)
        fuzzy.flags.add("fuzzy")
        empty = next(m for m in lies if m.id and m.id not in {msgid, fuzzy.id} and isinstance(m.id, str))
        empty.string = ""
        return lies

    translations.existing = broken  # type: ignore[assignment]
    try:
        found = translations.faults("nl")
    finally:
        translations.existing = original  # type: ignore[assignment]
    for fault in ("missing", "unused: 'Nobody says this'", "fuzzy", "untranslated"):
        assert any(fault in line for line in found), (fault, found)


def test_the_inbox_is_empty() -> None:
    waiting = [path.name for path in (translations.TRANSLATIONS / "inbox").glob("*.txt")]
    assert not waiting, f"Merged texts stay behind in translations/inbox: {waiting}"
