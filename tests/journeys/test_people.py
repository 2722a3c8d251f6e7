"""Told as persons, in a real browser, with and without JavaScript; axe at every kind of page they come to."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.journeys.crawl import endpoint_at, sign_in
from tests.support.browser import Kinds, leaving, watched
from tests.support.html import check_page
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser


@dataclass
class Visit:
    """Somebody with a browser of their own."""

    page: Page
    url: str
    app: Flask
    kinds: Kinds
    javascript: bool

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)
        self.look()

    def press(self, name: str, *, role: str = "button") -> None:
        main = self.page.get_by_role("main")
        with leaving(self.page):
            main.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.look()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_role("main").get_by_label(label).fill(text)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def look(self) -> None:
        """The page checker, and axe where this kind of page was not met before: it needs timers, so only with
        JavaScript."""
        check_page(self.page.content())
        if self.javascript:
            self.kinds.check(self.page, endpoint_at(self.app, self.page))

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.textContent.trim()"))


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visit(
    request: pytest.FixtureRequest, browser: Browser, own_demo_server: LiveServer, demo_app: Flask, kinds: Kinds
) -> Iterator[Callable[[], Visit]]:
    """``visit()``: a new person at the door, on a phone."""
    contexts, watching = [], []

    def arrive() -> Visit:
        context = browser.new_context(java_script_enabled=request.param, viewport={"width": 375, "height": 812})
        contexts.append(context)
        page = context.new_page()
        guard = watched(page)
        guard.__enter__()
        watching.append(guard)
        return Visit(page, own_demo_server.url, demo_app, kinds, request.param)

    yield arrive
    for guard in watching:
        guard.__exit__(None, None, None)
    for context in contexts:
        context.close()


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
    with leaving(telephone.page):
        telephone.page.get_by_role("main").get_by_role("button").click()
    telephone.look()
    telephone.sees("Fatma Yilmaz")
    telephone.go(link)
    telephone.sees("link")  # used: it says so, and how to get a new one
    telephone.go("/uitloggen")
    with leaving(telephone.page):
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
    with leaving(ria.page):
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


DAAN = 15


def tapped_at_the_top(visit: Visit, label: str) -> None:
    """Tap a choice that stands at the top of the screen: it is taken, and the page stays where it is."""
    words = visit.page.get_by_text(label, exact=True)
    words.evaluate("one => scrollTo({top: scrollY + one.getBoundingClientRect().top - 60, behavior: 'instant'})")
    before = visit.page.evaluate("scrollY")
    words.click()
    assert visit.page.get_by_label(label).is_checked()
    assert visit.page.evaluate("scrollY") == before


def test_a_resident_signs_up_and_hands_in_a_first_proposal_on_a_phone(visit: Callable[[], Visit]) -> None:
    """Without help and without a place in the group; a moderator looks, and admits it."""
    title = "Een lange tafel in elke straat"
    truus, theme = visit(), "/themas/ontmoeten-in-de-buurt"
    truus.go("/voorstellen")
    truus.press("Meld u aan voor de groep", role="link")
    truus.fill("Uw naam", "Truus Bakker (fictief)")
    truus.fill("E-mailadres", "truus@voorbeeld.example")
    truus.page.get_by_label("In welke gemeente woont of werkt u?").select_option(label="Soest")
    truus.page.get_by_label("Inwoners").check()
    tapped_at_the_top(truus, "50 t/m 66 jaar")
    truus.press("Aanmelden")
    truus.go(mailed_link(truus, "truus@voorbeeld.example"))
    truus.press("Ja, meld mij aan")
    truus.sees("U bent aangemeld")
    truus.sees("Een moderator kijkt eerst.")
    truus.press("Schrijf een voorstel", role="link")
    truus.press("Begin met schrijven")
    truus.fill("Hoe noemt u uw voorstel?", title)
    truus.fill("Wat is het idee?", "Elke straat krijgt een lange tafel van hout.")
    truus.fill("Waarom is het nodig?", "Wie samen eet, leert elkaar kennen.")
    truus.press("Verder: nalezen en indienen")
    truus.press("Dien in")
    truus.sees("Een moderator leest het eerst")
    number = re.findall(r"/voorstellen/(\d+)-", truus.page.url)[0]
    visitor = visit()
    visitor.go(f"/voorstellen/{number}")
    assert title not in visitor.page.content()
    daan = visit()
    daan.page.goto(f"{daan.url}/demo/inloggen/{DAAN}")
    with leaving(daan.page):
        daan.page.get_by_role("main").get_by_role("button").click()
    daan.go("/moderatie")
    daan.sees("van buiten de groep")
    daan.press(title, role="link")
    daan.page.get_by_label("Toelaten: de groep bespreekt het").check()
    daan.press("Sla het besluit op")
    visitor.go(f"/voorstellen/{number}")
    visitor.sees(title)
    visitor.sees("Iemand die zich aanmeldde voor de groep")
    visitor.sees("De groep bespreekt voorstellen vanaf")
    assert "Truus" not in visitor.page.content()
    truus.go(theme)
    truus.sees(title)
