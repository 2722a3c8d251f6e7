"""The main job in a real browser, with and without JavaScript: from signing up to a project that does the proposal."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.journeys.chain import advising, choosing, joining, path, placing, programming, studying, writing
from tests.journeys.chain.stage import Stage
from tests.journeys.chain.world import World
from tests.journeys.kinds import Kinds

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


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    """What was seen with JavaScript need not be examined without it, where it is built of the same pieces."""
    return Kinds()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_signing_up_to_what_became_of_a_proposal(
    world: World, browser: Browser, kinds: Kinds, javascript: bool
) -> None:
    with ExitStack() as leaving:
        stage = Stage(world, browser, javascript, leaving, kinds)
        for step in STEPS:
            stage.plays(step)
