"""Choosing many things from a folded list, in a real browser: the list says how many."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.crawl import sign_in
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser


def test_how_many_are_chosen_follows_the_boxes(demo_server: LiveServer, page: Page) -> None:
    sign_in(page, demo_server.url, "bureau")
    page.goto(f"{demo_server.url}/beheer/dialogen")
    page.locator("main a[href$='/themas/nieuw']").first.click()
    picker = page.locator("details", has_text="Gemeenten die meedoen")
    badge = picker.locator("summary .rd-badge")
    expect(badge).to_have_text("9 gekozen")
    picker.locator("summary").click()
    boxes = picker.get_by_role("checkbox")
    boxes.nth(0).uncheck()
    boxes.nth(1).uncheck()
    expect(badge).to_have_text("7 gekozen")
    boxes.nth(1).check()
    expect(badge).to_have_text("8 gekozen")
