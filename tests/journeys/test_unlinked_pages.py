"""Pages of the demonstration to which no link leads: of things in a state that only the walks bring about."""

import pytest
from playwright.sync_api import Page

from tests.house.walking import Answer, is_for_people
from tests.journeys.crawl import shows
from tests.support.browser import Kinds, check_accessible
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser


def test_every_page_to_which_no_link_leads_is_accessible(
    page: Page, demo_server: LiveServer, readers: dict[str, list[Answer]], kinds: Kinds
) -> None:
    """Those of things in a state that nobody of the demonstration comes to, as they were found on the walks."""
    faults = []
    for who, walk in readers.items():
        for each in walk:
            if each.is_page and is_for_people(each.endpoint) and kinds.is_new_address(each.endpoint):
                shows(page, demo_server.url + each.path, each.text)
                try:
                    check_accessible(page, kinds.new_places(page))
                except AssertionError as error:
                    faults.append(f"as {who}: {error}")
    assert not faults, "\n".join(faults)
