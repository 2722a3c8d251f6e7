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

from tests.support.laboratory import in_laboratory

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
EVERYTHING = os.environ.get("REGIODIALOOG_AXE", "") == "everything"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ("color-contrast", "link-in-text-block")
# The rules that measure: they may find at one width what they did not at another, though the same elements show.
# A test sees to it that no other rule measures.
MEASURING = (
    *COLOURS,
    "label",
    "label-content-name-mismatch",
    "landmark-one-main",
    "page-has-heading-one",
    "scrollable-region-focusable",
    "select-name",
    "skip-link",
    "target-size",
    "th-has-data-cells",
)
# What shows now and did not when this was asked before: each element by its attributes, and whether it has words.
_SHOWN = r"""() => {
    const all = [...document.querySelectorAll('body *')];
    const showing = new Set(all.filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && getComputedStyle(e).clipPath === 'none'));
    const before = window.rdShowed ?? showing;
    window.rdShowed = showing;
    const said = ({name, value}) => /^(class|role|type|aria-.*)$/.test(name) ? `${name}=${value}` : name;
    return all.filter(e => showing.has(e) && !before.has(e))
        .map(e => [e.localName, ...[...e.attributes].map(said), /\S/.test(e.textContent)].join(' ')).join('\n');
}"""
# Every place of a page: an element by where it stands (in what, and of which class), by its attributes (what some of
# them say, of all whether they say anything), by what stands in it, by whether there are words in it, and whether it
# shows.
_PLACES = r"""() => {
    const telling = /^(class|role|type|aria-(hidden|expanded|current|invalid|pressed|checked|selected|sort|live))$/;
    const said = ({name, value}) => telling.test(name) ? `${name}=${value}` : name + (value ? '' : '=');
    const found = new Map();
    const visit = (one, above) => {
        const inside = [...new Set([...one.children].map(child => child.localName))].sort().join('+');
        const words = /\S/.test(one.textContent), shows = one.checkVisibility({visibilityProperty: true});
        const place = [above, one.localName, ...[...one.attributes].map(said), inside, words, shows].join(' ');
        if (!found.has(place)) found.set(place, one);
        const here = `${above}>${one.localName}.${one.getAttribute('class') ?? ''}`;
        for (const child of one.children) visit(child, here);
    };
    visit(document.documentElement, '');
    window.rdPlaces = found;
    return [...found.keys()];
}"""
# What axe may leave out: every part of the page in which none of these places is. Nothing, if one is not found.
_LEAVE_OUT_ALL_BUT = r"""places => {
    if (!places.every(place => window.rdPlaces.has(place))) return;
    const near = new Set();
    for (const place of places)
        for (let one = window.rdPlaces.get(place); one; one = one.parentElement) near.add(one);
    window.rdLeftOut = [...document.querySelectorAll('body *')].filter(e => !near.has(e) && near.has(e.parentElement));
}"""
# The browser reports every answer of 400 and up; those that a test provokes are checked by the test itself.
_EXPECTED = re.compile(r"^Failed to load resource: the server responded with a status of 4\d\d")

_shown_before: set[str] = set()


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
    """Which kinds of page were met: those of an address in the code, and those with something in them that stood in
    none before. axe finds the same in an element that is built the same way and stands in the same place; what only
    the whole page tells (headings, ids, labels), the page checker looks at on every page. Whoever shares the folder
    shares what was met."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()
        folder.mkdir(exist_ok=True)

    def check(self, page: Page, endpoint: str) -> None:
        """``check_accessible`` if no page of this kind was met yet, for what is new in it; from now on it was."""
        is_new_address = self.is_new_address(endpoint)
        places = self.new_places(page)
        if is_new_address or places != []:
            check_accessible(page, places)

    def new_places(self, page: Page) -> list[str] | None:
        """The places of this page that were in none before; from now on they were. None, for all that is in every
        page, where REGIODIALOOG_AXE=everything."""
        if EVERYTHING:
            return None
        return list(filter(self._claims, page.evaluate(_PLACES)))

    def is_new_address(self, endpoint: str) -> bool:
        """Whether no page of this address in the code was met yet; from now on it was."""
        return self._claims(f"page {endpoint}")

    def _claims(self, place: str) -> bool:
        name = hashlib.sha256(place.encode()).hexdigest()
        if name in self._known:
            return False
        self._known.add(name)
        try:
            (self._folder / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def check_accessible(page: Page, places: list[str] | None = None) -> None:
    """Fail if axe finds anything on a phone or on a wide window, or if the page is wider than either. Of what stands
    in it axe looks at these ``places`` only, where they are given; rules about the whole page it keeps.

    The phone gets all rules. The wide window gets them too where it shows what the phone does not, unless just that
    showed before without a fault; else it gets the rules that measure, for all others would find the same.
    """
    found = []
    beside = in_laboratory(page)
    if places is not None:
        beside.set_viewport_size(page.viewport_size or WIDE)  # type: ignore[arg-type]
        beside.evaluate(_PLACES)
        beside.evaluate(_LEAVE_OUT_ALL_BUT, places)
    where = urlsplit(page.url).path
    beside.set_viewport_size(NARROW)  # type: ignore[arg-type]
    beside.evaluate(_SHOWN)
    found += _told(beside, where, axe_faults(beside))
    beside.set_viewport_size(WIDE)  # type: ignore[arg-type]
    more = beside.evaluate(_SHOWN)
    faults = axe_faults(beside, MEASURING if more in _shown_before else ())
    if not faults:
        _shown_before.add(more)
    found += _told(beside, where, faults)
    assert not found, "The page is not accessible:\n" + "\n".join(f"  - {fault}" for fault in found)


def check_colours(page: Page) -> None:
    """Fail if axe finds a colour too weak at either width: of a page whose colours alone are other than before."""
    found: list[str] = []
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += _told(page, urlsplit(page.url).path, axe_faults(page, COLOURS))
    assert not found, "The page is not readable:\n" + "\n".join(f"  - {fault}" for fault in found)


def axe_faults(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds now by some rules or by all, a line per rule and place. The policy stays on: axe comes in through
    the debugger."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    result: dict[str, Any] = page.evaluate(
        # without preload: no rule of these reads style sheets or films, and it would fetch them for every page
        "how => axe.run({exclude: window.rdLeftOut ?? []}, how)",
        {"runOnly": only, "resultTypes": ["violations"], "preload": False},
    )
    return [
        f"{violation['id']}: {violation['help']} – {node['html'][:160]} ({' '.join(map(str, node['target']))})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def _told(page: Page, where: str, faults: list[str]) -> list[str]:
    """Where the page is and how wide, before each fault."""
    size = page.viewport_size or WIDE
    return [f"{where} at {size['width']} px: {fault}" for fault in [*faults, *_overflow(page)]]


def _overflow(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"the page is {wide} px wider than the window"] if wide > 0 else []


@cache
def _axe() -> str:
    if not AXE.is_file():
        raise RuntimeError("axe-core is missing; ./dev test installs it")
    return AXE.read_text(encoding="utf-8")
