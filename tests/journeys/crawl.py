"""Following the links of the demonstration in a real browser, one page per kind of address."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

START = ("/", "/mijn", "/beheer", "/toegankelijkheid", "/bestaat-niet")
PAGE, FILE = 900, 450
"""More than the headers of a page and of a file take, in bytes."""
FAVICON = 300
"""More than its file; pages do not tell of it."""
HREFS = "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
# Files and answers for machines; the tests of the API look at those.
MACHINES = ("api.", "health.", "pages.security_txt", "pages.robots_txt", "accounts.download_own_data")
NUMBERS = {
    "inwoner": 13,
    "deelnemer": 12,
    "organisatie": 10,
    "gespreksleider": 11,
    "adviseur": 18,
    "regiocontact": 5,
    "griffier": 7,
    "raadslid": 8,
    "wethouder": 9,
    "bureau": 3,
    "beheer": 1,
}
"""By who they are, an invented person of the demonstration for every role."""
FILES = (".csv", ".ics", ".json", ".jsonl", ".pdf", ".svg", ".zip")


def endpoint_of(app: Flask, path: str) -> str:
    """The endpoint behind a path; "" when there is none."""
    try:
        found = app.url_map.bind("127.0.0.1").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return ""
    return str(found[0])


def endpoint_at(app: Flask, page: Page) -> str:
    """The endpoint behind the page that a browser shows."""
    return endpoint_of(app, urlsplit(page.url).path)


def is_public(app: Flask, endpoint: str) -> bool:
    return bool(getattr(app.view_functions.get(endpoint), "is_public", False))


def sign_in(page: Page, url: str, name: str) -> None:
    """Come in as an invented person of the demonstration, one of NUMBERS."""
    page.goto(f"{url}/demo/inloggen/{NUMBERS[name]}")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/mijn")


def shows(page: Page, url: str, html: str) -> None:
    """Open an address at which this page stands; what it fetches comes from the server."""
    page.route(url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(url)
    page.unroute(url)


def pages_of(app: Flask, page: Page, url: str, *, signed_in: bool = False) -> Iterator[tuple[str, str]]:
    """Endpoint and path of every kind of page that can be reached by links, each opened in ``page`` when yielded.

    ``signed_in``: only what is not for everybody. Fails on a page that answers 500.
    """
    waiting, seen = list(START), set()
    while waiting:
        path = waiting.pop(0)
        endpoint = endpoint_of(app, path) or path
        if endpoint in seen or endpoint.startswith(MACHINES) or (signed_in and is_public(app, endpoint)):
            continue
        if path.endswith(FILES):  # a browser saves it instead of showing it
            continue
        seen.add(endpoint)
        answer = page.goto(url + path)
        assert answer is not None, path
        assert answer.status < 500, f"{path} answers {answer.status}"
        sent_on = urlsplit(page.url).path != path  # to sign in, for example: that page has its own turn
        if sent_on or "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield endpoint, path
        links = page.eval_on_selector_all("a[href]", HREFS)
        waiting += [urlsplit(link).path for link in links if link.startswith(url) and "taal=" not in link]


def reckoned(page: Page) -> tuple[int, int]:
    """Bytes over the line for this page: for somebody who comes for the first time, and for who comes again and has
    every file whose address changes with its content. By what the page itself knows of its files."""
    files: list[tuple[str, int]] = page.evaluate(
        """() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
            .map(file => [new URL(file.name).pathname, file.encodedBodySize])"""
    )
    kept = [size + FILE for path, size in files if path.startswith("/static/")] + [FAVICON + FILE]
    fetched_again = sum(size + PAGE for path, size in files if not path.startswith("/static/"))
    return fetched_again + sum(kept), fetched_again


def weight(context: BrowserContext, url: str) -> dict[str, int]:
    """Bytes over the line per file, for somebody who comes for the first time."""
    page = context.new_page()
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    under_way: set[str] = set()
    session.on("Network.requestWillBeSent", lambda e: under_way.add(e["requestId"]))
    session.on("Network.loadingFailed", lambda e: under_way.discard(e["requestId"]))
    session.on("Network.loadingFinished", lambda e: under_way.discard(e["requestId"]))
    session.on("Network.responseReceived", lambda e: names.update({e["requestId"]: e["response"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({urlsplit(names.get(e["requestId"], "")).path: int(e["encodedDataLength"])}),
    )
    page.goto(url)
    quiet = 0
    while quiet < 3:  # a request may follow from one that has just ended
        page.wait_for_timeout(30)
        quiet = 0 if under_way else quiet + 1
    page.close()
    return sizes
