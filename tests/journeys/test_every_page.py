"""Every kind of page of the demonstration, as people see it: accessible, light, calm, and usable by keyboard."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.journeys.crawl import kinds_of, pages_of, sign_in
from tests.journeys.kinds import Kinds
from tests.journeys.weights import Scales, weighed
from tests.support.browser import check_accessible, check_colours
from tests.support.html import check_page
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser
COLD = 65_000
WARM = 12_000
WHO = pytest.mark.parametrize("who", ["", "inwoner", "bureau", "beheer"])


@pytest.fixture(scope="session")
def address_book(demo_app: Flask) -> Flask:
    """The same application in this process, to know which address is of which kind."""
    return demo_app


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    """What the roles met together: much of what one may see, another may see, too."""
    return Kinds()


@WHO
def test_every_page_is_accessible(
    page: Page, demo_server: LiveServer, address_book: Flask, kinds: Kinds, who: str
) -> None:
    if who:
        sign_in(page, demo_server.url, who)
    seen = []
    for endpoint, path in pages_of(address_book, page, demo_server.url, signed_in=bool(who)):
        if kinds.is_new(address_book, page):
            check_page(page.content())
            check_accessible(page)
        seen.append((endpoint, path))
    assert len(seen) >= 5, seen


def test_every_page_is_light(browser: Browser, demo_server: LiveServer, address_book: Flask) -> None:
    scales = Scales(demo_server.url)
    pages = [path for _endpoint, path in kinds_of(address_book, scales.opens)]
    assert len(pages) >= 40, pages
    reckoned = {path: scales.reckon(path) for path in pages}
    heavy = [
        f"{path}: {sum(cold.values())} cold, {cold[path]} again: {cold}"
        for path, cold in reckoned.items()
        if sum(cold.values()) > COLD or cold[path] > WARM
    ]
    assert not heavy, "\n".join(heavy)
    # What scripts fetch besides, only a browser tells: of the pages that give the scripts the same to do it weighs one.
    heaviest = {scales.asks(path): path for path in sorted(pages, key=lambda path: reckoned[path][path])}
    for path in heaviest.values():
        with browser.new_context() as context:
            cold = weighed(context, demo_server.url + path)
            again = weighed(context, demo_server.url + path)
        assert cold.keys() <= reckoned[path].keys(), f"{path} fetches what was not reckoned: {cold}"
        off = {
            file: (size, reckoned[path][file]) for file, size in cold.items() if abs(size - reckoned[path][file]) > 99
        }
        assert not off, f"{path} weighs something else than was reckoned: {off}"
        assert sum(again.values()) <= reckoned[path][path] + 99, f"{path} fetches again what it had: {again}"


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
        assert page.get_by_role("main").get_by_role("link", name="Fiets", exact=True).count() > 0
        page.get_by_role("link", name="English").first.click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert "q=fiets" in page.url
