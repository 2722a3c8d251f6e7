"""What all who look at pages share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.conftest import readers, walks
from tests.journeys.chain.world import World, demonstration
from tests.support.browser import Kinds

__all__ = ["readers", "walks"]


@pytest.fixture
def world(demo_loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The demonstration, served by this process, beginning tomorrow."""
    storage = tmp_path / "storage"
    shutil.copytree(demo_loaded, storage)
    with demonstration(storage, monkeypatch) as world:
        yield world


@pytest.fixture(scope="session")
def kinds(meeting_place: Path) -> Kinds:
    """The kinds of page that anybody met in this test run: they meet many of the same."""
    return Kinds(meeting_place / "kinds")
