"""Figures of the population for tests: a document they come from, and the ages of the library."""

from datetime import date

import pytest

from regiodialoog.groups import actions
from regiodialoog.groups.library import Ready, library
from regiodialoog.organisations import actions as organisations
from regiodialoog.organisations.models import Municipality, Source
from tests.groups.conftest import Table

DAY = date(2026, 1, 1)
AGES = ("16 t/m 29 jaar", "30 t/m 49 jaar", "50 t/m 66 jaar", "67 jaar of ouder")


@pytest.fixture
def source(table: Table) -> Source:
    return organisations.register_source("CBS", publisher="Bureau voor tellingen", date="2026-01")


@pytest.fixture
def ages() -> Ready:
    return library()["leeftijd"]


def note(ready: Ready, source: Source, *rows: tuple[Municipality, tuple[int | None, ...]], day: date = DAY) -> int:
    numbers = {
        (place.id, answer): number
        for place, given in rows
        for answer, number in zip(ready.answers, given, strict=False)
    }
    return actions.note_population(ready, numbers, counted_on=day, source=source)
