"""Which kinds of pages were examined: what cannot differ need not be examined twice."""

from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page

from tests.journeys.crawl import endpoint_of

PIECES = "[...new Set([...document.querySelectorAll('*')].map(one => `${one.localName}.${one.className}`))].sort()"


class Kinds:
    """A page is of a kind with another when it has the same address in the code and is built of the same pieces."""

    def __init__(self) -> None:
        self._known: set[tuple[str, ...]] = set()

    def is_new(self, app: Flask, page: Page) -> bool:
        """Whether no page of this kind was met yet. From now on it was."""
        path = urlsplit(page.url).path
        kind = (endpoint_of(app, path) or path, *page.evaluate(PIECES))
        if kind in self._known:
            return False
        self._known.add(kind)
        return True
