"""Dots are given with a minus and a plus, by mouse or keys: no more than are left; without a script the box works."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from regiodialoog.core import clock
from regiodialoog.polls.actions import Offered
from tests.accounts.people import become
from tests.polls.conftest import Table
from tests.support.browser import NARROW, WIDE, axe_faults
from tests.support.client import HouseClient
from tests.support.pages import check_page

pytestmark = pytest.mark.browser
HERE = "http://127.0.0.1:9"
VOTE = "/themas/fietspaden/stemmingen/1/stem"


def shown(page: Page, client: HouseClient, table: Table, **rule: object) -> str:
    """The page on which a member votes, served to a browser by the test client."""
    options = [Offered(title=title) for title in ("Een bank", "Een boom", "Een brug")]
    poll = table.approved(rule={"kind": "dots", "seats": 1, **rule}, options=options, moves=False)
    become(client, table.members[0])
    with clock.at(poll.opens_at):
        first = client.get(VOTE)
    check_page(first)
    html = first.get_data(as_text=True)
    assets = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', html))
    answers = {VOTE: first} | {address: client.get(address) for address in assets}

    def serve(route: Route) -> None:
        answer = answers.get(route.request.url.removeprefix(HERE), first)
        route.fulfill(status=200, headers=dict(answer.headers), body=answer.get_data())

    page.route(f"{HERE}/**", serve)
    return html


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_minus_and_plus_follow_what_is_left(page: Page, client: HouseClient, table: Table, size: dict) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    shown(page, client, table, points=3, per_option=2)
    page.goto(HERE + VOTE)
    more = page.get_by_role("button", name="Eén meer voor: Een bank")
    less = page.get_by_role("button", name="Eén minder voor: Een bank")
    box = page.get_by_label("Stippen voor: Een bank")
    left = page.locator("[data-dots]")
    expect(left).to_have_attribute("aria-live", "polite")
    for button in (more, less):
        found = button.bounding_box()
        assert found is not None
        assert min(found["width"], found["height"]) >= 44
    less.click()
    assert box.input_value() in ("", "0"), "never below nothing"
    more.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(box).to_have_value("2")
    expect(left).to_contain_text("Nog over: 1")
    more.click()
    expect(box).to_have_value("2")
    other = page.get_by_role("button", name="Eén meer voor: Een boom")
    other.click()
    expect(left).to_contain_text("Nog over: 0")
    other.click()
    expect(page.get_by_label("Stippen voor: Een boom")).to_have_value("1")
    expect(page.get_by_role("status")).to_contain_text("geen stippen meer over")
    less.click()
    expect(left).to_contain_text("Nog over: 1")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not axe_faults(page)


def test_without_a_script_the_box_works_and_no_dead_button_shows(client: HouseClient, table: Table, page: Page) -> None:
    html = shown(page, client, table, points=3)
    buttons = re.findall(r"<button[^>]*data-step[^>]*>", html)
    assert len(buttons) == 6
    assert all(" hidden" in button and 'type="button"' in button for button in buttons)
    assert "data-step" not in html.partition('id="inhoud"')[0]


def test_points_have_the_buttons_too(page: Page, client: HouseClient, table: Table) -> None:
    options = [Offered(title=title) for title in ("Een bank", "Een boom")]
    poll = table.approved(rule={"kind": "score", "max": 5, "seats": 1}, options=options, moves=False)
    become(client, table.members[0])
    with clock.at(poll.opens_at):
        text = client.get(VOTE).get_data(as_text=True)
    assert 'aria-label="Eén meer voor: Een bank"' in text
    assert "data-dots" not in text
