"""The bureau's page of a group: quiet before signing up begins, and led to what comes next."""

from typing import Any

import lxml.html

from regiodialoog.core import clock
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind, ThemeState
from regiodialoog.groups import actions
from tests.dialogues.conftest import Talk, in_phase
from tests.groups.conftest import Table
from tests.support.client import HouseClient
from tests.support.pages import check_page

MANAGE = "/beheer/groepen/fietspaden"


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def test_before_signing_up_begins_nothing_is_missing(table: Table, bureau: HouseClient) -> None:
    in_phase(table.theme, PhaseKind.MANDATE)
    page = text_of(bureau, MANAGE)
    assert "6 plekken staan klaar." in page
    assert "Wat ontbreekt er nog?" not in page
    assert "rd-badge--warn" not in page
    assert "dat er geen plek is" not in page, "nobody waits"
    in_phase(table.theme, PhaseKind.RECRUITMENT)
    page = text_of(bureau, MANAGE)
    assert "Wat ontbreekt er nog?" in page
    assert "rd-badge--warn" in page
    table.sign_up()
    assert "Aan iedereen die wacht zeggen dat er geen plek is" in text_of(bureau, MANAGE)


def test_the_plan_says_how_many_places_there_are_and_leads_on(table: Table, bureau: HouseClient) -> None:
    given = {"replaces": "y", **{f"count_{each.id}": "6" for each in table.interests}}
    assert bureau.submit(f"{MANAGE}/plan", given).status_code == 303
    page: Any = lxml.html.fromstring(text_of(bureau, MANAGE))
    alert, *_others = page.xpath("//div[contains(@class, 'rd-alert')]")
    assert "12 plekken staan klaar." in alert.text_content()
    (link,) = alert.xpath(".//a")
    assert link.text_content().startswith("Volgende: ")


def test_the_plan_says_what_each_way_to_a_place_means(table: Table, bureau: HouseClient) -> None:
    for path in (f"{MANAGE}/plan", f"{MANAGE}/plekken/nieuw"):
        page = text_of(bureau, path)
        for said in ("Het bureau kiest wie de plek krijgt.", "Het bureau vraagt iemand per mail", "Het lot bepaalt"):
            assert said in page, path


def test_a_plan_of_no_places_or_too_many_is_told(table: Table, bureau: HouseClient) -> None:
    for count in ("0", "251", "-1", "501", "x"):
        given = {"replaces": "y", **{f"count_{each.id}": count for each in table.interests}}
        assert bureau.submit(f"{MANAGE}/plan", given).status_code == 422, count
    assert len(table.seats) == 6


def test_the_plan_warns_that_signing_up_begins_with_it(table: Table, bureau: HouseClient) -> None:
    said = "Zodra u dit opslaat, kan iedereen zich aanmelden."
    assert said not in text_of(bureau, f"{MANAGE}/plan"), "it began already"
    for seat in table.seats:
        actions.remove_seat(seat)
    page = text_of(bureau, f"{MANAGE}/plan")
    assert said in page
    assert "Er zijn nog geen bijeenkomsten" in page


def test_the_crumbs_call_the_theme_and_the_group_by_their_own_names(table: Table, bureau: HouseClient) -> None:
    for path, last in ((MANAGE, "De groep"), (f"{MANAGE}/tekst", "Wat over de groep bekend is")):
        page: Any = lxml.html.fromstring(text_of(bureau, path))
        crumbs = page.xpath("//nav[contains(@class, 'rd-crumbs')]//li/*")
        found = {each.text_content(): each.get("href") for each in crumbs}
        assert found["Fietspaden"] == "/beheer/dialogen/themas/fietspaden"
        assert "De groep" in found
        assert last == "De groep" or found["De groep"] == MANAGE


def test_the_list_of_groups_leaves_no_theme_without_a_word_and_a_way(
    table: Table, talk: Talk, bureau: HouseClient
) -> None:
    over = dialogues.create_theme(talk.round, "Stilte", question="Waar?", municipalities={talk.region.places[0]: ""})
    assert "Groep maken" in text_of(bureau, "/beheer/groepen")
    dialogues.end_theme(over, ThemeState.STOPPED, on=clock.today(), reason="Geen geld.")
    page = text_of(bureau, "/beheer/groepen")
    assert "Groep maken" not in page
    row = next(each for each in page.split("<li>") if "Stilte" in each)
    assert "voorbij, zonder groep" in row
    assert 'href="/beheer/dialogen/themas/stilte"' in row
