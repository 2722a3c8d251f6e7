"""The demonstration of a test's own, in this very process: for journeys that change it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.chain.world import World, demonstration


@pytest.fixture
def world(demo_loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    storage = tmp_path / "storage"
    shutil.copytree(demo_loaded, storage)
    with demonstration(storage, monkeypatch) as world:
        yield world
