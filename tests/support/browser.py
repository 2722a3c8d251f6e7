"""A real Chromium that tells on the page: console errors, violations of the policy, requests to elsewhere, axe."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, WebError

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 375, "height": 812}
SMALLEST = {"width": 320, "height": 640}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# An element by its attributes (what some of them say, of all whether they say anything), and whether it has words.
_PIECES = r"""() => {
    const said = ({name, value}) => /^(class|role|type)$/.test(name) ? `${name}=${value}` : name + (value ? '' : '=');
    const piece = one => [one.localName, ...[...one.attributes].map(said), /\S/.test(one.textContent)].join(' ');
    const told = all => [...new Set(all.map(piece))].sort();
    const all = [...document.querySelectorAll('*')];
    return [told(all.filter(one => one.closest('main'))), told(all.filter(one => !one.closest('main')))];
}"""
# The browser reports every answer of 400 and up; those that a test provokes are checked by the test itself.
_EXPECTED = re.compile(r"^Failed to load resource: the server responded with a status of 4\d\d")


def executable() -> str:
    """The Chromium of this computer: by preference the one without windows, to which a page costs half as much."""
    found = os.environ.get("REGIODIALOOG_CHROMIUM")
    for name in ("chromium-headless-shell", "chromium", "chromium-browser"):
        found = found or shutil.which(name)
    if not found:
        raise RuntimeError("There is no chromium on this computer; ./dev test installs it, or says how")
    return found


class Watch:
    """What a page did that it should not: lines in ``faults``. ``allow`` a fault by a pattern where it is meant."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        self.allowed: list[re.Pattern[str]] = [_EXPECTED]
        context = page.context
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def allow(self, pattern: str) -> None:
        self.allowed.append(re.compile(pattern))

    def check(self) -> None:
        found = [fault for fault in self.faults if not any(p.search(fault) for p in self.allowed)]
        assert not found, "The browser complained:\n" + "\n".join(f"  - {fault}" for fault in found)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(message.text)

    def _error(self, error: WebError) -> None:
        self.faults.append(f"uncaught: {error.error.message}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "about", "blob"} and parts.hostname not in {"127.0.0.1", "localhost"}:
            self.faults.append(f"a request left the site: {request.url}")


@contextmanager
def watched(page: Page) -> Iterator[Watch]:
    """Fail at the end if the page, or any other page of its context, did something it should not."""
    watch = Watch(page)
    yield watch
    watch.check()


@contextmanager
def leaving(page: Page) -> Iterator[None]:
    """Within, something is pressed that leads to another page; afterwards all of that page is there."""
    with page.expect_navigation():
        yield


class Kinds:
    """Which kinds of page were met: of this address in the code, with a main part built of these pieces, in a frame
    built of those. axe finds the same in all pages of a kind. Whoever shares the folder shares what was met."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def is_new(self, page: Page, endpoint: str) -> bool:
        """Whether no page of this kind was met yet; from now on it was."""
        main, frame = page.evaluate(_PIECES)
        return any([self._claims(endpoint, *main), self._claims("", *frame)])

    def _claims(self, *pieces: str) -> bool:
        name = hashlib.sha256("\n".join(pieces).encode()).hexdigest()
        try:
            (self._folder / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def check_accessible(page: Page) -> None:
    """Fail if axe finds anything on a wide window or on a phone, or if the page is wider than the window. Afterwards
    the window is as it was."""
    before, found = page.viewport_size, []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        where = f"{urlsplit(page.url).path} at {size['width']} px"
        found += [f"{where}: {fault}" for fault in (*axe_faults(page), *_overflow(page))]
    if before is not None:
        page.set_viewport_size(before)
    assert not found, "The page is not accessible:\n" + "\n".join(f"  - {fault}" for fault in found)


def axe_faults(page: Page) -> list[str]:
    """What axe finds now, a line per rule and place. The policy stays on: axe comes in through the debugger."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe())
    result: dict[str, Any] = page.evaluate(
        # without preload: no rule of these reads style sheets or films, and it would fetch them for every page
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false})",
        RULES,
    )
    return [
        f"{violation['id']}: {violation['help']} – {node['html'][:160]} ({' '.join(map(str, node['target']))})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def _overflow(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"the page is {wide} px wider than the window"] if wide > 0 else []


@cache
def _axe() -> str:
    if not AXE.is_file():
        raise RuntimeError("axe-core is missing; ./dev test installs it")
    return AXE.read_text(encoding="utf-8")
