"""Every kind of page of the demonstration, as people see it: accessible, light, calm, and usable by keyboard."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.journeys.crawl import NUMBERS, pages_of, reckoned, sign_in, weight
from tests.support.browser import Kinds, check_colours
from tests.support.html import check_page
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser
COLD = 65_000
WARM = 12_000
WHO = pytest.mark.parametrize("who", ["", *NUMBERS])


@pytest.fixture(scope="session")
def address_book(demo_app: Flask) -> Flask:
    """The same application in this process, to know which address is of which kind."""
    return demo_app


@WHO
def test_every_page_is_accessible_and_light(
    page: Page, demo_server: LiveServer, address_book: Flask, kinds: Kinds, who: str
) -> None:
    if who:
        sign_in(page, demo_server.url, who)
    seen, heavy = [], []
    for endpoint, path in pages_of(address_book, page, demo_server.url, signed_in=bool(who)):
        cold, again = reckoned(page)
        if cold > COLD or again > WARM:
            heavy.append(f"{path}: {cold} cold, {again} again")
        check_page(page.content())
        kinds.check(page, endpoint)
        seen.append((endpoint, path))
    assert len(seen) >= 5, seen
    assert not heavy, "\n".join(heavy)


@pytest.mark.parametrize("path", ["/", "/agenda", "/gemeenten/soest"])
def test_a_page_weighs_no_more_than_is_reckoned(browser: Browser, demo_server: LiveServer, path: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(demo_server.url + path)
        cold, again = reckoned(page)
    with browser.new_context() as context:
        weighed, weighed_again = (sum(weight(context, demo_server.url + path).values()) for _ in range(2))
    assert cold - 1_500 < weighed <= cold
    assert again - 500 < weighed_again <= again


@pytest.mark.parametrize("path", ["/", "/agenda", "/inloggen", "/gemeenten", "/zoeken"])
def test_every_control_is_reached_by_keyboard(page: Page, demo_server: LiveServer, path: str) -> None:
    page.goto(demo_server.url + path)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
            .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0).length"""
    )
    visited = []
    for _ in range(wanted + 40):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
                e.dataset.visited = '1'; const b = e.getBoundingClientRect();
                return [e.tagName, b.width > 0 && b.height > 0]; }"""
        )
        if where is None:
            break
        visited.append(where)
    missed = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
            .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0)
            .filter(e => !e.dataset.visited && !(e.type === 'radio'))
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert visited[0][0] == "A", "the first stop is the link that skips to the content"
    assert not missed, missed


@pytest.mark.parametrize("path", ["/", "/agenda", "/inloggen", "/logboek"])
def test_pages_are_readable_in_the_dark(browser: Browser, demo_server: LiveServer, path: str) -> None:
    """Other colours are all that differs; in the light every page is examined above."""
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(demo_server.url + path)
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        check_colours(page)


def test_without_javascript_the_same_can_be_done(browser: Browser, demo_server: LiveServer) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(demo_server.url + "/")
        page.get_by_role("link", name="Zoeken").first.click()
        page.get_by_role("searchbox").first.fill("fiets")
        page.get_by_role("main").get_by_role("button", name="Zoek").first.click()
        expect(page.get_by_role("main").get_by_role("link", name="Fiets", exact=True).first).to_be_visible()
        page.get_by_role("link", name="English").first.click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert "q=fiets" in page.url
