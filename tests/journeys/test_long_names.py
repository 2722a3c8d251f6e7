"""A name of two hundred letters without a space breaks no page, on no width."""

import sqlite3

import pytest
from playwright.sync_api import Page

from tests.journeys.chain.world import World
from tests.journeys.crawl import sign_in
from tests.support.browser import SMALLEST, WIDE

pytestmark = pytest.mark.browser
LONG = "W" * 200
PATHS = (
    "/",
    "/agenda",
    "/agenda/agenda-leefomgeving",
    "/agenda/themas/agenda-wonen",
    "/gemeenten",
    "/gemeenten/soest",
    "/organisaties",
    "/organisaties/regiogemeenten",
    "/overleggen",
    "/logboek",
    "/zoeken?q=WWWW",
)
# By who may see it; the pages above look the same to everybody but for the frame.
OF_ROLES = {
    "bureau": (
        "/beheer/gemeenten",
        "/beheer/gemeenten/soest",
        "/beheer/agenda",
        "/beheer/agenda/themas/agenda-wonen",
    ),
    "beheer": ("/beheer/logboek", "/beheer/mensen", "/beheer/mensen/11", *PATHS),
}


def test_a_name_without_end_breaks_no_page(page: Page, world: World) -> None:
    with sqlite3.connect(world.app.config["SETTINGS"].storage / "regiodialoog.db", timeout=20) as database:
        database.execute("UPDATE agenda_themes SET title = ? WHERE slug = 'agenda-wonen'", (LONG,))
        database.execute("UPDATE municipalities SET name = ? WHERE slug = 'soest'", (LONG,))
        database.execute("UPDATE organisations SET name = ? WHERE slug = 'regiogemeenten'", (LONG,))
        database.execute("UPDATE people SET name = ? WHERE id = 11", (LONG[:100],))
    too_wide = []
    for who, paths in OF_ROLES.items():
        sign_in(page, world.url, who)
        for path in paths:
            answer = page.goto(world.url + path)
            assert answer is not None
            assert answer.status == 200, f"{path} answers {answer.status} to {who}"
            for size in (WIDE, SMALLEST):
                page.set_viewport_size(size)  # type: ignore[arg-type]
                wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                if wide > 0:
                    too_wide.append(f"{path} at {size['width']} px: {wide} px too wide")
    assert not too_wide, "\n".join(too_wide)
