"""The main job in a real browser, with and without JavaScript: from signing up to a project that does the proposal."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.chain import advising, choosing, joining, path, placing, programming, studying, writing
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.world import World, demonstration
from tests.support.browser import Kinds

pytestmark = pytest.mark.browser
STEPS = (
    *joining.STEPS,
    *writing.STEPS,
    *choosing.STEPS,
    *advising.STEPS,
    *placing.STEPS,
    *studying.STEPS,
    *programming.STEPS,
    *path.STEPS,
)


@pytest.fixture
def world(demo_loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    storage = tmp_path / "storage"
    shutil.copytree(demo_loaded, storage)
    with demonstration(storage, monkeypatch) as world:
        yield world


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_signing_up_to_what_became_of_a_proposal(
    world: World, browser: Browser, kinds: Kinds, javascript: bool
) -> None:
    with ExitStack() as leaving:
        stage = Stage(world, browser, javascript, leaving, kinds)
        for step in STEPS:
            stage.plays(step)
