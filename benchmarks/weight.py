"""What every page of the demonstration weighs for somebody who comes for the first time, compressed."""

import re
import statistics
import tempfile
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html

from benchmarks._serving import Installed, Line, line
from tests.reliability.assault import sign_in_as_bureau
from tests.reliability.installation import Stored, demo_database
from tests.reliability.visitor import Visitor
from tests.support.server import serving

HEAVIEST = "heaviest page, cold"
LIMITS = {HEAVIEST: 65_000.0}


def run(*, most: int = 2000) -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        storage = Path(folder) / "storage"
        url = demo_database(storage)
        with serving(url, storage, kind=Installed, REGIODIALOOG_DEMO="1", REGIODIALOOG_LOG_LEVEL="WARNING") as server:
            bureau = Visitor(server.port)
            sign_in_as_bureau(bureau, Stored(url))
            cookie = "; ".join(f"{name}={value}" for name, value in bureau.cookies.items())
            with line(server.port) as visitor:
                scales = Scales(visitor)
                pages = scales.weigh("/", most) | {
                    f"{p} (bureau)": w for p, w in scales.weigh("/beheer", most, cookie).items()
                }
    heaviest = max(pages, key=lambda page: pages[page])
    return [
        ("pages weighed", float(len(pages)), ""),
        ("stylesheet, script and fonts of all", float(sum(scales.assets.values())), "B"),
        ("median page, cold", float(statistics.median(pages.values())), "B"),
        (HEAVIEST, float(pages[heaviest]), f"B, {heaviest}"),
    ]


class Scales:
    def __init__(self, visitor: Line) -> None:
        self.visitor = visitor
        self.assets: dict[str, int] = {}

    def weigh(self, start: str, most: int, cookie: str = "") -> dict[str, int]:
        """Every page that can be reached by links, with the bytes of itself and of all it loads."""
        weights: dict[str, int] = {}
        waiting, seen = [start], {start}
        while waiting and len(weights) < most:
            path = waiting.pop(0)
            packed = self.visitor.get(path, **{"Accept-Encoding": "br", "Cookie": cookie})
            if packed.status != 200 or "text/html" not in packed.headers.get("content-type", ""):
                continue
            tree = lxml.html.document_fromstring(self.visitor.get(path, Cookie=cookie).body)
            loaded = {urljoin(path, href) for href in _texts(tree, "//link[@rel='stylesheet' or @rel='icon']/@href")}
            loaded |= {
                urljoin(path, src) for src in _texts(tree, "//script/@src | //img/@src | //*[name()='use']/@href")
            }
            weights[path] = len(packed.body) + sum(
                self._asset(each) for each in {urldefrag(one).url for one in loaded} - {path}
            )
            for href in _texts(tree, "//a/@href"):
                found = urldefrag(urljoin(path, href)).url
                if not urlsplit(found).netloc and ":" not in found and found not in seen and "afmelden" not in found:
                    seen.add(found)
                    waiting.append(found)
        return weights

    def _asset(self, path: str) -> int:
        """A stylesheet counts with the fonts it names."""
        if path not in self.assets:
            self.assets[path] = len(self.visitor.get(path, **{"Accept-Encoding": "br"}).body)
            if path.endswith(".css"):
                text = self.visitor.get(path).body.decode()
                fonts = {urljoin(path, url) for url in re.findall(r"url\([\"']?([^)\"']+\.woff2)", text)}
                self.assets[path] += sum(len(self.visitor.get(font).body) for font in fonts)
        return self.assets[path]


def _texts(tree: lxml.html.HtmlElement, xpath: str) -> list[str]:
    found = tree.xpath(xpath)
    return [str(each) for each in found if not str(each).startswith("data:")] if isinstance(found, list) else []
