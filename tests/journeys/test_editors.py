"""Two people of the bureau edit one municipality, in a real browser: nothing of either is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.chain.world import World
from tests.journeys.crawl import sign_in
from tests.support.browser import check_accessible

pytestmark = pytest.mark.browser
FORM = "/beheer/gemeenten/soest"
NOTES, NAME = "textarea[name=notes]", "input[name=name]"


@pytest.fixture
def people(browser: Browser) -> Iterator[list[BrowserContext]]:
    both = [browser.new_context() for _ in range(2)]
    yield both
    for context in both:
        context.close()


def test_the_draft_that_comes_back_holds_only_what_was_changed(people: list[BrowserContext], world: World) -> None:
    first, second = (context.new_page() for context in people)
    for page in (first, second):
        sign_in(page, world.url, "bureau")
        page.goto(world.url + FORM)
    first.fill(NAME, "Soest aan de Eem")
    first.get_by_role("main").get_by_role("button", name="Opslaan").click()
    first.wait_for_url("**/beheer/gemeenten")
    second.fill(NOTES, "Mijn aanvulling\nMet een tweede regel")
    second.get_by_role("main").get_by_role("button", name="Opslaan").click()
    expect(second.get_by_role("main")).to_contain_text("Foutcode 409")
    check_accessible(second)
    assert second.locator("main textarea[readonly]").input_value() == "Mijn aanvulling\nMet een tweede regel"
    second.locator(f"main a[href='{FORM}']").click()
    assert second.locator(NAME).input_value() == "Soest aan de Eem", "what the first saved is not overwritten"
    assert second.locator(NOTES).input_value() == "Mijn aanvulling\nMet een tweede regel", "the draft came back"
    second.get_by_role("main").get_by_role("button", name="Opslaan").click()
    second.wait_for_url("**/beheer/gemeenten")
    second.goto(world.url + FORM)
    assert second.locator(NAME).input_value() == "Soest aan de Eem"
    assert "Met een tweede regel" in second.locator(NOTES).input_value()
