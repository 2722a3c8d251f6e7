"""Told as persons, in a real browser, with and without JavaScript; axe at every kind of page they come to."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.chain.world import World, demonstration
from tests.journeys.crawl import sign_in
from tests.journeys.kinds import Kinds
from tests.support.browser import NARROW, check_accessible, watched
from tests.support.html import check_page

pytestmark = pytest.mark.browser


@dataclass
class Visit:
    """Somebody with a browser of their own."""

    page: Page
    world: World
    kinds: Kinds
    javascript: bool

    @property
    def url(self) -> str:
        return self.world.url

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)
        self.look()

    def press(self, name: str, *, role: str = "button") -> None:
        main = self.page.get_by_role("main")
        main.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        self.world.work()
        self.look()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_role("main").get_by_label(label).fill(text)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def look(self) -> None:
        """axe, at both widths; it needs timers, so without JavaScript the page itself is checked."""
        if not self.kinds.is_new(self.world.app, self.page):
            return
        if self.javascript:
            check_accessible(self.page)
        else:
            check_page(self.page.content())

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.textContent.trim()"))


@pytest.fixture(scope="module", params=[True, False], ids=["with JavaScript", "without JavaScript"])
def stage(
    request: pytest.FixtureRequest, demo_loaded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Kinds, bool]]:
    """One demonstration for all stories: each is about other people. And what was looked at in it."""
    storage = tmp_path_factory.mktemp("people") / "storage"
    shutil.copytree(demo_loaded, storage)
    with pytest.MonkeyPatch.context() as patch, demonstration(storage, patch) as world:
        yield world, Kinds(), request.param


@pytest.fixture
def visit(stage: tuple[World, Kinds, bool], browser: Browser) -> Iterator[Callable[[], Visit]]:
    """``visit()``: a new person at the door, on a phone."""
    world, kinds, javascript = stage
    with ExitStack() as leaving:

        def arrive() -> Visit:
            context = browser.new_context(java_script_enabled=javascript, viewport=NARROW)  # type: ignore[arg-type]
            leaving.callback(context.close)
            page = context.new_page()
            leaving.enter_context(watched(page))
            return Visit(page, world, kinds, javascript)

        yield arrive


def mailed_link(visit: Visit, address: str) -> str:
    """The newest link that was mailed; in the demonstration the mails can be read on a page."""
    visit.page.goto(visit.url + "/mijn/berichten")
    found = re.findall(rf"{re.escape(visit.url)}(/\S+)", visit.page.get_by_role("main").inner_text())
    assert found, f"no mail with a link for {address}"
    return found[0]


def test_a_resident_makes_an_account_and_comes_back(visit: Callable[[], Visit]) -> None:
    fatma = visit()
    fatma.go("/aanmelden")
    fatma.press("Maak mijn account")
    fatma.sees("Vul dit in")
    fatma.fill("Uw naam", "Fatma Yilmaz (fictief)")
    fatma.fill("E-mailadres", "fatma@voorbeeld.example")
    fatma.press("Maak mijn account")
    link = mailed_link(fatma, "fatma@voorbeeld.example")
    telephone = visit()
    telephone.go(link)
    telephone.page.get_by_role("main").get_by_role("button").click()
    telephone.look()
    telephone.sees("Fatma Yilmaz")
    telephone.go(link)
    telephone.sees("link")  # used: it says so, and how to get a new one
    telephone.go("/uitloggen")
    telephone.page.get_by_role("main").get_by_role("button").click()
    telephone.go("/mijn")
    assert "/inloggen" in telephone.page.url


def test_two_people_share_one_mailbox(visit: Callable[[], Visit]) -> None:
    ria = visit()
    ria.go("/inloggen")
    ria.fill("Wat is uw e-mailadres?", "familie@voorbeeld.example")
    ria.press("Stuur mij de mail")
    ria.go(mailed_link(ria, "familie@voorbeeld.example"))
    ria.page.get_by_label("Henk Smit (fictief)").check()
    ria.page.get_by_role("main").get_by_role("button").click()
    ria.look()
    ria.sees("Henk Smit")


def test_the_bureau_changes_a_theme_and_the_log_tells(visit: Callable[[], Visit]) -> None:
    mirjam = visit()
    sign_in(mirjam.page, mirjam.url, "bureau")
    mirjam.go("/beheer/agenda/themas/agenda-wonen")
    mirjam.fill("Titel van het thema", "")
    mirjam.fill("Kader", "Dit blijft staan")
    mirjam.press("Opslaan")
    assert mirjam.page.get_by_label("Kader").input_value() == "Dit blijft staan", "what was typed is kept"
    if mirjam.javascript:
        assert mirjam.focused() == "Er klopt nog iets niet", "the summary has the focus"
    mirjam.fill("Titel van het thema", "Wonen en bouwen")
    mirjam.press("Opslaan")
    visitor = visit()
    visitor.go("/agenda/themas/agenda-wonen")
    visitor.sees("Wonen en bouwen")
    visitor.go("/logboek")
    visitor.sees("Wonen en bouwen")
    assert "Mirjam" not in visitor.page.content()
    mirjam.go("/beheer/logboek")
    mirjam.sees("Mirjam de Groot")


def test_an_administrator_gives_a_role_and_ends_it(visit: Callable[[], Visit]) -> None:
    bo = visit()
    sign_in(bo.page, bo.url, "beheer")
    bo.go("/beheer/mensen/11")
    bo.press("griffier", role="link")
    bo.page.get_by_label("Voor welke?").select_option(label="Soest")
    bo.press("Geef deze rol")
    bo.sees("griffier")
    bo.go("/beheer/mensen/11")
    bo.press("indigen", role="link")
    bo.press("Deze rol beëindigen")
    bo.sees("Vul dit in")
    bo.fill("Waarom eindigt deze rol?", "Werkt nu bij een andere gemeente")
    bo.press("Deze rol beëindigen")
    bo.sees("Werkt nu bij een andere gemeente")
