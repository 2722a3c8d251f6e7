"""What every page must be, whatever it says: valid HTML with a language, one h1, labels, headings in order, and
nothing that the content security policy would refuse."""

import contextlib
import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import lxml.html

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("validate.mjs")
_SPOKEN = ("aria-label", "aria-labelledby", "title")
# What a server makes anew for every answer: letters and digits, as valid as those of the answer before.
_TOKENS = re.compile(r'(?<=name="csrf_token" value=")[\w.-]+(?=")|(?<=name="idempotency_key" value=")[\w-]+(?=")')
_SILENT = {"hidden", "submit", "button", "reset", "image"}


class _Validator:
    """One node process per test process, asked page by page."""

    def __init__(self) -> None:
        node = shutil.which("node")
        if node is None:
            raise RuntimeError("node is missing; the tests of pages need it")
        self.process = subprocess.Popen(
            [node, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def faults(self, html: str) -> list[dict[str, Any]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"html": html}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("tests/support/validate.mjs ended; run it by hand to see why")
        faults: list[dict[str, Any]] = json.loads(answer)
        return faults

    def close(self) -> None:
        with contextlib.suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        self.process.wait(10)
        if self.process.stdout is not None:
            self.process.stdout.close()


_running: list[_Validator] = []
_good: set[bytes] = set()


def validate(html: str) -> list[str]:
    """What is invalid in a document, as ``line:column message (rule)``."""
    if not _running:
        _running.append(_Validator())
    return [f"{f['line']}:{f['column']} {f['message']} ({f['rule']})" for f in _running[0].faults(html)]


def stop_validator() -> None:
    while _running:
        _running.pop().close()


def problems(html: str) -> list[str]:
    """Everything that is wrong with a page, as sentences; an empty list for a good page. A page that differs from a
    good one in its tokens alone is one: most tests look at the same page on both databases."""
    fingerprint = hashlib.sha256(_TOKENS.sub("", html).encode()).digest()
    if fingerprint in _good:
        return []
    found = _problems(html)
    if not found:
        _good.add(fingerprint)
    return found


def _problems(html: str) -> list[str]:
    page = lxml.html.document_fromstring(html)
    return [
        *validate(html),
        *_frame(page),
        *_headings(page),
        *_controls(page),
        *_forms(page),
        *_refused_by_policy(page),
    ]


def check_page(page: Any) -> lxml.html.HtmlElement:
    """Fail with all faults of a page (its HTML, or a response of the test client); else return its parsed tree."""
    html = page if isinstance(page, str) else page.get_data(as_text=True)
    found = problems(html)
    where = getattr(getattr(page, "request", None), "path", "The page")
    assert not found, f"{where} is not in order:\n" + "\n".join(f"  - {fault}" for fault in found)
    return lxml.html.document_fromstring(html)


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())


def _frame(page: Any) -> list[str]:
    found = []
    if not page.get("lang"):
        found.append('<html> has no lang: write <html lang="nl">')
    titles = page.findall("head/title")
    if len(titles) != 1 or not _text(titles[0]):
        found.append("the page needs exactly one <title> with words in it")
    if len(page.findall(".//h1")) != 1:
        found.append(f"the page has {len(page.findall('.//h1'))} h1 headings; exactly one says what it is")
    if len(page.findall(".//main")) != 1:
        found.append("the page needs exactly one <main>")
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    found += [f"the id {name!r} stands {n} times on the page" for name, n in ids.items() if n > 1]
    links = page.xpath("//a[starts-with(@href, '#')]/@href")
    found += [f"a link leads to {link}, which is nowhere on the page" for link in links if link[1:] not in ids]
    found += [
        f"{attribute}={value!r} of <{element.tag}> names an id that is nowhere on the page"
        for attribute in ("aria-labelledby", "aria-describedby", "for", "aria-controls")
        for element in page.xpath(f"//*[@{attribute}]")
        for value in element.get(attribute).split()
        if value not in ids
    ]
    return found


def _headings(page: Any) -> list[str]:
    found, before = [], 0
    for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6"):
        level = int(heading.tag[1])
        if not _text(heading):
            found.append(f"an empty <{heading.tag}>")
        if level > before + 1:
            found.append(f"the heading {_text(heading)!r} is an h{level} under an h{before}: no level may be left out")
        before = level
    return found


def _controls(page: Any) -> list[str]:
    labelled = set(page.xpath("//label/@for"))
    found = []
    for control in page.xpath("//input|//select|//textarea"):
        if control.get("type") in _SILENT:
            continue
        inside = any(parent.tag == "label" for parent in control.iterancestors())
        spoken = any(control.get(name, "").strip() for name in _SPOKEN)
        if not (inside or spoken or control.get("id") in labelled):
            found.append(f"the field {control.get('name')!r} has no label")
    for press in page.xpath("//button|//a[@href]"):
        pictures = press.xpath(".//*[local-name()='title']|.//img[@alt]")
        spoken = any(press.get(name, "").strip() for name in _SPOKEN)
        if not (_text(press) or spoken or pictures):
            found.append(f"a <{press.tag}> without words: {lxml.html.tostring(press, encoding='unicode')[:120]}")
    found += [f"<img src={img.get('src')!r}> has no alt" for img in page.xpath("//img[not(@alt)]")]
    return found


def _forms(page: Any) -> list[str]:
    found = []
    for form in page.xpath("//form"):
        names = form.xpath(".//input/@name")
        if form.get("method", "get").lower() != "post":
            if "csrf_token" in names:
                found.append(f"the GET form to {form.get('action')!r} carries a csrf_token into the address")
            continue
        found += [
            f"the form to {form.get('action')!r} has no {name}: let it show form.hidden_tag()"
            for name in ("csrf_token", "idempotency_key")
            if names.count(name) != 1
        ]
    return found


def _refused_by_policy(page: Any) -> list[str]:
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or element.get("style") is not None:
            found.append(f"inline style on <{element.tag}>: the policy refuses it; use a class")
        if element.tag == "script" and element.get("type", "") != "application/json" and not element.get("src"):
            found.append("an inline script: the policy refuses it; put it into static/app.js")
        found += [
            f"{name} on <{element.tag}>: no code in attributes"
            for name in element.attrib
            if name.startswith(("on", "hx-on", "data-hx-on"))
        ]
        for name in ("href", "action", "formaction"):
            if element.get(name, "").strip().lower().startswith("javascript:"):
                found.append(f"a javascript: address on <{element.tag}>")
        if element.tag in {"script", "link", "img", "iframe", "source", "use"}:
            address = element.get("src") or element.get("href") or ""
            if address.startswith(("http:", "https:", "//")) and element.get("rel") not in {"canonical", "alternate"}:
                found.append(f"<{element.tag}> fetches {address} from elsewhere")
    return found
