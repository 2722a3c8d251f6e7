"""Searching: finds what is there, survives what people type, and asks a fixed number of questions."""

import pytest

from regiodialoog.agenda.models import AgendaTheme
from tests.support.pages import check_page, count_queries
from tests.support.region import add_actions, add_region


@pytest.fixture
def found(client, session):
    add_region(session)

    def search(q: str, **more: str) -> list[str]:
        answer = client.get("/zoeken", query_string={"q": q, **more})
        assert answer.status_code == 200
        return [a.text_content() for a in check_page(answer).xpath("//main//ul[@class='rd-rows']//a")]

    return search


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("noorder", "Noorderdorp"),
        ("wonen", "Wonen"),
        ("woning", "Er komen genoeg woningen"),
        ("school", "Scholen bouwen"),
        ("bestuurlijk", "BO"),
        ("inwoner", "Inwoners"),
        ("CAFÉ", "Café Coöperatie 100%"),
        ("cooperatie cafe", "Café Coöperatie 100%"),
        ("100%", "Café Coöperatie 100%"),
        ("idee indienen", "Hoe kan ik een idee of voorstel indienen?"),
    ],
)
def test_it_finds(found, typed, title):
    assert title in found(typed)


@pytest.mark.parametrize("typed", ["onvindbaar", "wonen onvindbaar", "x%y", "no_rder", "' OR 1=1 --", '"><script>'])
def test_it_does_not_find(found, typed):
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["%", "__", "\\", "😀", "a", "q" * 300, "é" * 300, "wonen\x00", "%' AND '1"])
def test_it_survives(client, session, typed):
    add_region(session)
    check_page(client.get("/zoeken", query_string={"q": typed}))


def test_a_title_goes_before_a_text(found, session):
    theme = session.query(AgendaTheme).filter_by(slug="energie").one()
    add_actions(session, theme, ["Iets met daken", "Zonnig weer"], first=50)
    add_actions(session, theme, ["Daken van scholen"], first=60)
    assert found("daken")[:2] == ["Daken van scholen", "Iets met daken"]


def test_one_letter_is_too_short(client, session):
    add_region(session)
    text = check_page(client.get("/zoeken?q=a")).text_content()
    assert "2" in text
    assert "rd-rows" not in text


def test_one_kind_goes_on_page_after_page(client, session):
    add_region(session)
    theme = session.query(AgendaTheme).filter_by(slug="energie").one()
    add_actions(session, theme, [f"Zonnedak {n}" for n in range(45)], first=100)
    everything = check_page(client.get("/zoeken?q=zonnedak"))
    assert len(everything.xpath("//ul[@class='rd-rows']/li")) == 5
    seen = []
    for number in (1, 2, 3):
        tree = check_page(client.get(f"/zoeken?q=zonnedak&soort=acties&pagina={number}"))
        seen += [a.text_content() for a in tree.xpath("//ul[@class='rd-rows']//a")]
    assert sorted(seen) == sorted(f"Zonnedak {n}" for n in range(45))


@pytest.mark.parametrize("more", ["soort=bestaat-niet", "soort=acties&pagina=99", "pagina=0", "pagina=x", "pagina=²"])
def test_what_is_nowhere_is_not_found(client, session, more):
    add_region(session)
    assert client.get(f"/zoeken?q=wonen&{more}").status_code == 404


def test_htmx_gets_only_the_results(client, session):
    add_region(session)
    answer = client.get("/zoeken?q=wonen", headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert "Wonen" in answer.text


def test_it_asks_a_fixed_number_of_questions(client, session):
    add_region(session)
    theme = session.query(AgendaTheme).filter_by(slug="energie").one()
    add_actions(session, theme, [f"Zonnedak {n}" for n in range(10)], first=100)
    with count_queries() as few:
        client.get("/zoeken?q=zonnedak")
    add_actions(session, theme, [f"Zonnedak {n}" for n in range(990)], first=1000)
    with count_queries() as many:
        client.get("/zoeken?q=zonnedak")
    assert len(many) == len(few) <= 17, str(many)


def test_an_answer_of_the_help_page_is_found_at_its_place(client, session):
    tree = check_page(client.get("/zoeken?q=idee+indienen"))
    (hit,) = [a for a in tree.xpath("//main//ul[@class='rd-rows']//a") if "/hulp#" in a.get("href")]
    key = hit.get("href").partition("#")[2]
    assert check_page(client.get("/hulp")).xpath(f"//details//*[@id='{key}']")


def test_who_finds_nothing_is_led_to_the_help(client, session):
    assert check_page(client.get("/zoeken?q=onvindbaar")).xpath("//main//a[@href='/hulp']")
