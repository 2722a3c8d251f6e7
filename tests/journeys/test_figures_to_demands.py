"""Somebody of the bureau reads a file of the statistics office, mends it, and makes a group with a setup: in a real
browser, with and without JavaScript, with axe at every step (which needs it)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.crawl import sign_in
from tests.support.browser import NARROW, check_accessible
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser
ROOM = "/beheer/bevolking/geslacht"
FAULTS = "Regio's;vrouw;man\nSoest;24.300;veel\nBaarn;12.900;-\n"
FILE = "Regio's;vrouw;man\nSoest;24.300;23.800\nBaarn;12.900;11.800\n"


def reads(page: Page, file: str) -> None:
    page.set_input_files("input[type=file]", {"name": "cbs.csv", "mimeType": "text/csv", "buffer": file.encode()})
    page.get_by_role("main").get_by_role("button", name="Lees het bestand").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with_javascript", "without_javascript"])
def test_a_file_is_mended_and_fills_the_demands_of_a_new_group(
    browser: Browser, own_demo_server: LiveServer, javascript: bool
) -> None:
    with browser.new_context(java_script_enabled=javascript) as context:
        page = context.new_page()
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        the_bureau_begins(page, own_demo_server, check_accessible if javascript else lambda _page: None)


def the_bureau_begins(page: Page, own_demo_server: LiveServer, looks: Callable[[Page], None]) -> None:
    main = page.get_by_role("main")
    sign_in(page, own_demo_server.url, "bureau")
    page.goto(own_demo_server.url + ROOM)
    reads(page, FAULTS)
    expect(main).to_contain_text("Regel 2, kolom 3: ‘veel’ is geen heel getal vanaf 0")
    expect(main).to_contain_text("Regel 3, kolom 3: ‘-’ is geen heel getal vanaf 0")
    looks(page)
    reads(page, FILE)
    expect(main).to_contain_text("Uw bestand zegt niets over: anders.")
    looks(page)
    assert page.get_by_label("Soest, vrouw").input_value() == "24300"
    page.get_by_label("Uit welk document komen de getallen?").select_option(index=1)
    page.get_by_label("Op welke dag zijn de inwoners geteld?").fill("2026-01-01")
    main.get_by_role("button", name="Opslaan").click()
    expect(main).to_contain_text("bekend van 2 van de 9 gemeenten")
    looks(page)
    page.goto(f"{own_demo_server.url}/beheer/groepen/stille-nachten/tekst?opzet=30-5")
    expect(main).to_contain_text("vrouw 51 %; man 49 %")
    looks(page)
    page.get_by_role("checkbox", name=re.compile("^Opleiding")).uncheck()
    main.get_by_role("button", name="Opslaan").click()
    expect(page.locator("body")).to_contain_text("krijgt vragen over: Leeftijd, Geslacht.")
    page.goto(f"{own_demo_server.url}/beheer/groepen/stille-nachten/vragen")
    expect(main).to_contain_text("vrouw: 14 tot en met 17 mensen")
    expect(main).to_contain_text("anders: 0 tot en met 30 mensen")
    expect(main).to_contain_text("Zo wonen er in de gemeenten die zijn geteld naar verhouding: 51 %.")
    looks(page)
    main.get_by_role("link", name=re.compile("Naar het aandeel in de bevolking.*Geslacht")).click()
    expect(main).to_contain_text("Er zijn geen cijfers voor: anders.")
    looks(page)
