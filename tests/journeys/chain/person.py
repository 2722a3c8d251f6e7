"""Somebody with a browser of their own, who looks at every page they come to."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from regiodialoog.accounts.models import Person as Account
from regiodialoog.core import clock
from regiodialoog.core.db import db
from tests.journeys.chain.world import World
from tests.journeys.crawl import endpoint_at
from tests.support.browser import NARROW, WIDE, Kinds, Watch, leaving
from tests.support.html import check_page

SCREENSHOTS = os.environ.get("REGIODIALOOG_SCREENSHOTS", "")


class Person:
    """``name`` as the demonstration knows them.

    They check every page at which they stop, and picture it where that is asked.
    """

    def __init__(self, world: World, name: str, page: Page, kinds: Kinds, *, javascript: bool) -> None:
        self.world, self.name, self.page, self.kinds, self.javascript = world, name, page, kinds, javascript
        self.watch = Watch(page)
        self._came: datetime | None = None

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    # ── coming and going ──

    def comes(self) -> None:
        """Sign in by the door of the demonstration, unless that was done today."""
        if self._came is not None and clock.now().date() == self._came.date():
            return
        with self.world.app.app_context():
            found = db.session.scalars(select(Account.id).where(Account.name == self.name)).one()
        self.page.goto(f"{self.world.url}/demo/inloggen/{found}")
        self.main.get_by_role("button").click()
        self.page.wait_for_url("**/mijn")
        self._came = clock.now()

    def goes(self, path: str) -> None:
        answer = self.page.goto(self.world.url + path)
        assert answer is not None
        assert answer.status < 400, f"{path} answers {answer.status} to {self.name}"

    def follows(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        with leaving(self.page):
            (within or self.main).get_by_role("link", name=name).first.click()

    def presses(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        with leaving(self.page):
            (within or self.main).get_by_role("button", name=name).first.click()
        self.world.work()

    def opens(self, name: str) -> None:
        """Open what is folded."""
        self.main.locator("summary").filter(has_text=name).first.click()

    # ── filling in ──

    def fills(self, label: str, text: str) -> None:
        self.main.get_by_label(label).and_(self.page.locator("input, textarea")).first.fill(text)

    def ticks(self, label: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        choices = self.page.locator("input[type=radio], input[type=checkbox]")
        (within or self.main).get_by_label(label).and_(choices).first.check()

    def chooses(self, label: str, option: str | re.Pattern[str]) -> None:
        choice = self.main.get_by_label(label).and_(self.page.locator("select"))
        found = choice.locator("option").filter(has_text=option).first.get_attribute("value")
        choice.select_option(found)

    # ── looking ──

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def looks(self, picture: str = "") -> None:
        """The page checker, and a picture; axe where this kind of page was not met before. It needs timers, so only
        with JavaScript."""
        check_page(self.page.content())
        if self.javascript:
            self.kinds.check(self.page, endpoint_at(self.world.app, self.page))
        self.watch.check()
        if picture:
            self.pictures(picture)

    def pictures(self, name: str) -> None:
        if not SCREENSHOTS:
            return
        folder = Path(SCREENSHOTS) / ("with" if self.javascript else "without")
        folder.mkdir(parents=True, exist_ok=True)
        before: Any = self.page.viewport_size
        number = len(list(folder.glob("*-375.png"))) + 1
        for size in (WIDE, NARROW):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.screenshot(
                path=folder / f"{number:02}-{name}-{size['width']}.png", full_page=True, caret="initial"
            )
        self.page.set_viewport_size(before)

    def keeps(self, name: str, file: bytes) -> None:
        """Put a file beside the pictures."""
        if SCREENSHOTS:
            folder = Path(SCREENSHOTS) / ("with" if self.javascript else "without")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(file)


@contextmanager
def arriving(
    browser: Browser, world: World, kinds: Kinds, name: str, *, javascript: bool, phone: bool
) -> Iterator[Person]:
    """Somebody with a fresh browser; it is closed afterwards, and must have had nothing to complain of."""
    context = browser.new_context(java_script_enabled=javascript, viewport=NARROW if phone else WIDE)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    try:
        person = Person(world, name, context.new_page(), kinds, javascript=javascript)
        yield person
        person.watch.check()
    finally:
        context.close()
