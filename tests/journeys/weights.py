"""What a page costs over the line: reckoned from what the server sends, and weighed in a real browser."""

import gzip
import re
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import brotli  # type: ignore[import-untyped]
import lxml.html
from playwright.sync_api import BrowserContext

ASKED = {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "nl-NL"}
FIRST_LINE = len("HTTP/1.1 200 OK\r\n\r\n")
# What a page makes a browser fetch, as (attribute, where it stands). A policy of the site keeps out all else.
FETCHED = (
    ("href", "//link[contains('icon stylesheet preload modulepreload manifest', @rel)]"),
    ("href", "//*[local-name()='use' or local-name()='image']"),
    ("src", "//script|//img|//iframe|//source|//audio|//video"),
)
IN_STYLES = re.compile(r"url\([\"']?([^)\"'#]+)")


@dataclass(frozen=True)
class Answer:
    """What the server sent for a path: of which kind, how many bytes with its headers, and what it says."""

    path: str
    kind: str
    size: int
    text: str


class Scales:
    """Reckons without a browser from the compressed bytes that the server sends; each file is asked for once."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[str, Answer] = {}

    def opens(self, path: str) -> list[str] | None:
        """The links of a page, or None where there is no page of its own."""
        answer = self.ask(path)
        if answer.path != path or "text/html" not in answer.kind:
            return None
        found = [
            urljoin(self.url + path, link) for link in lxml.html.document_fromstring(answer.text).xpath("//a/@href")
        ]
        return [link.removeprefix(self.url) for link in found if link.startswith(self.url + "/")]

    def reckon(self, path: str) -> dict[str, int]:
        """Bytes over the line per file, for somebody who comes for the first time."""
        page = lxml.html.document_fromstring(self.ask(path).text)
        files = [str(one.get(name)) for name, where in FETCHED for one in page.xpath(where) if one.get(name)]
        sizes = {path: self.ask(path).size}
        while files:
            file = urlsplit(files.pop()).path
            if file and file not in sizes:
                answer = self.ask(file)
                sizes[file] = answer.size
                files += [urljoin(file, address) for address in IN_STYLES.findall(answer.text)]
        return sizes

    def asks(self, path: str) -> frozenset[str]:
        """What a page fetches, and the attributes by which it asks something of its scripts."""
        page = lxml.html.document_fromstring(self.ask(path).text)
        names = {str(name) for one in page.iter("*") for name in one.attrib}
        asked = {name for name in names if name.startswith(("hx-", "data-"))}
        return frozenset(asked | self.reckon(path).keys() - {path})

    def ask(self, path: str) -> Answer:
        if path not in self.answers:
            try:
                answer = urlopen(Request(self.url + path, headers=ASKED), timeout=20)
            except HTTPError as error:
                answer = error
            with answer:
                assert answer.status < 500, f"{path} answers {answer.status}"
                body = answer.read()
                size = (
                    FIRST_LINE + sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items()) + len(body)
                )
                kind = answer.headers["Content-Type"]
                packed = answer.headers["Content-Encoding"]
                plain = (
                    brotli.decompress(body) if packed == "br" else gzip.decompress(body) if packed == "gzip" else body
                )
                readable = kind.startswith(("text/html", "text/css"))
                text = plain.decode() if readable else ""
                self.answers[path] = Answer(urlsplit(answer.url).path, kind, size, text)
        return self.answers[path]


def weighed(context: BrowserContext, url: str) -> dict[str, int]:
    """Bytes over the line per file, as a real browser counts them."""
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
