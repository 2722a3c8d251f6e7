"""A name of two hundred letters without a space breaks no page, on no width."""

import sqlite3
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

from tests.journeys.crawl import sign_in
from tests.support.browser import SMALLEST, WIDE
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser
LONG = "W" * 200
WAITING = """SELECT person_id FROM registrations JOIN themes ON themes.id = theme_id
    WHERE slug = 'ontmoeten-in-de-buurt'"""
OPEN_SEAT = """SELECT seats.id FROM seats JOIN groups ON groups.id = group_id JOIN themes ON themes.id = groups.theme_id
    JOIN registrations AS waits ON waits.theme_id = themes.id AND waits.interest_id = seats.interest_id
    AND waits.municipality_id = seats.municipality_id
    WHERE slug = 'ontmoeten-in-de-buurt' AND seats.state = 'open' AND waits.state = 'registered' LIMIT 1"""
"""A place for which somebody waits."""
GROUP = "/beheer/groepen/ontmoeten-in-de-buurt"
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
    "/beheer/logboek",
    "/beheer/mensen",
    "/beheer/mensen/11",
    "/beheer/gemeenten",
    "/beheer/gemeenten/soest",
    "/beheer/agenda",
    "/beheer/agenda/themas/agenda-wonen",
)
ROOM = (
    GROUP,
    f"{GROUP}/voorwaarden",
    f"{GROUP}/voorwaarden?wie=iedereen",
    f"{GROUP}/plekken/{{seat}}/indelen",
    f"{GROUP}/indeling/1",
    f"{GROUP}/dubbel",
    f"{GROUP}/huishoudens",
)


def test_a_name_without_end_breaks_no_page(page: Page, own_demo_server: LiveServer) -> None:
    with sqlite3.connect(own_demo_server.storage / "regiodialoog.db", timeout=20) as database:
        database.execute("UPDATE agenda_themes SET title = ? WHERE slug = 'agenda-wonen'", (LONG,))
        database.execute("UPDATE municipalities SET name = ? WHERE slug = 'soest'", (LONG,))
        database.execute("UPDATE organisations SET name = ? WHERE slug = 'regiogemeenten'", (LONG,))
        database.execute("UPDATE people SET name = ? WHERE id = 11", (LONG[:100],))
    sign_in(page, own_demo_server.url, "beheer")
    none_too_wide(page, own_demo_server.url, PATHS)


def test_a_name_without_end_breaks_no_page_of_the_room_of_a_group(page: Page, own_demo_server: LiveServer) -> None:
    with sqlite3.connect(own_demo_server.storage / "regiodialoog.db", timeout=20) as database:
        database.execute(f"UPDATE people SET name = ? WHERE id IN ({WAITING})", (LONG[:100],))
        (seat,) = database.execute(OPEN_SEAT).fetchone()
    sign_in(page, own_demo_server.url, "bureau")
    paths = [path.format(seat=seat) for path in ROOM]
    for path in paths:
        answer = page.goto(own_demo_server.url + path)
        assert answer is not None, path
        assert answer.status == 200, path
    none_too_wide(page, own_demo_server.url, paths)


def none_too_wide(page: Page, url: str, paths: Iterable[str]) -> None:
    too_wide = []
    for size in (WIDE, SMALLEST):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for path in paths:
            page.goto(url + path)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                too_wide.append(f"{path} at {size['width']} px: {wide} px too wide")
    assert not too_wide, "\n".join(too_wide)
