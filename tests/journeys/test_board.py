"""The board of proposals and councils on a wide window: the last council is seen without scrolling."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import WIDE
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser


def test_every_council_stands_in_sight(demo_server: LiveServer, page: Page) -> None:
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto(f"{demo_server.url}/plaatsing")
    board = page.locator(".rd-placing__scroll")
    assert board.locator("thead th").count() == 8, "seven councils take part in the theme of the demonstration"
    room, needed = board.evaluate("one => [one.clientWidth, one.scrollWidth]")
    assert needed <= room
