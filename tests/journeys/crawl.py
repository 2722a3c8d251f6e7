"""Following the links of the demonstration, one page per kind of address."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

START = ("/", "/mijn", "/beheer", "/toegankelijkheid", "/bestaat-niet")
HREFS = "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
# Files and answers for machines; the tests of the API look at those.
MACHINES = ("api.", "health.", "pages.security_txt", "pages.robots_txt", "accounts.download_own_data")
FILES = (".csv", ".ics", ".json", ".jsonl", ".zip")


def endpoint_of(app: Flask, path: str) -> str:
    """The endpoint behind a path; "" when there is none."""
    try:
        found = app.url_map.bind("127.0.0.1").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    return str(found[0])


def is_public(app: Flask, endpoint: str) -> bool:
    return bool(getattr(app.view_functions.get(endpoint), "is_public", False))


def sign_in(page: Page, url: str, name: str) -> None:
    """Come in as an invented person of the demonstration, by the list that the home page offers or by number."""
    numbers = {"beheer": 1, "bureau": 3, "regiocontact": 5, "griffier": 7, "inwoner": 13}
    page.goto(f"{url}/demo/inloggen/{numbers[name]}")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/mijn")


def pages_of(app: Flask, page: Page, url: str, *, signed_in: bool = False) -> Iterator[tuple[str, str]]:
    """Endpoint and path of every kind of page that can be reached by links, each opened in ``page`` when yielded.

    ``signed_in``: only what is not for everybody. Fails on a page that answers 500.
    """

    def opens(path: str) -> list[str] | None:
        answer = page.goto(url + path)
        assert answer is not None, path
        assert answer.status < 500, f"{path} answers {answer.status}"
        sent_on = urlsplit(page.url).path != path  # to sign in, for example: that page has its own turn
        if sent_on or "text/html" not in answer.headers.get("content-type", ""):
            return None
        links = page.eval_on_selector_all("a[href]", HREFS)
        return [link.removeprefix(url) for link in links if link.startswith(url)]

    return kinds_of(app, opens, signed_in=signed_in)


def kinds_of(
    app: Flask, opens: Callable[[str], list[str] | None], *, signed_in: bool = False
) -> Iterator[tuple[str, str]]:
    """Endpoint and path of every kind of page that can be reached by links. ``opens`` goes to a path, and tells which
    links of this site lie on the page, or None where it is none."""
    waiting, seen = list(START), set()
    while waiting:
        path = waiting.pop(0)
        endpoint = endpoint_of(app, path) or path
        if endpoint in seen or endpoint.startswith(MACHINES) or (signed_in and is_public(app, endpoint)):
            continue
        if path.endswith(FILES):  # a browser saves it instead of showing it
            continue
        seen.add(endpoint)
        links = opens(path)
        if links is None:
            continue
        yield endpoint, path
        waiting += [urlsplit(link).path for link in links if "taal=" not in link]
