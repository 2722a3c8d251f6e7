"""A visitor over a bare socket, who knows of every byte of an answer whether it came."""

import re
import socket
import threading
import time
from collections.abc import Mapping
from urllib.parse import urlencode

import lxml.html

PATIENCE = 60


class Answer:
    """What came back of one request, complete or not. ``seconds`` is how long it took to the last byte.

    ``begun`` is set as soon as the first bytes are here.
    """

    def __init__(self) -> None:
        self.raw = b""
        self.seconds = 0.0
        self.begun = threading.Event()

    @property
    def head(self) -> str:
        return self.raw.partition(b"\r\n\r\n")[0].decode("latin-1")

    @property
    def body(self) -> bytes:
        return self.raw.partition(b"\r\n\r\n")[2]

    @property
    def status(self) -> int:
        """0 as long as the first line is not there."""
        found = re.match(r"HTTP/1\.[01] (\d{3})[^\r\n]*\r\n", self.raw.decode("latin-1"))
        return int(found[1]) if found else 0

    @property
    def complete(self) -> bool:
        length = self.header("Content-Length")
        return b"\r\n\r\n" in self.raw and length.isdecimal() and len(self.body) >= int(length)

    def header(self, name: str) -> str:
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.strip().lower() == name.lower():
                return value.strip()
        return ""

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """Keeps cookies, fills in forms and posts them; ``headers`` go along with every request."""

    def __init__(self, port: int, **headers: str) -> None:
        self.port = port
        self.headers = headers
        self.cookies: dict[str, str] = {}

    def again(self) -> "Visitor":
        """The same person, at the same time, on a line of their own."""
        other = Visitor(self.port)
        other.cookies = dict(self.cookies)
        return other

    def get(self, path: str) -> Answer:
        return self.fetch(self.request("GET", path))

    def post(self, path: str, values: Mapping[str, str]) -> Answer:
        return self.fetch(self.request("POST", path, values))

    def form(self, path: str) -> dict[str, str]:
        """The values with which the page's own form would be sent if nobody typed anything: tokens, key, defaults."""
        page = self.get(path)
        assert page.status == 200, f"GET {path}: {page.status}\n{page.text[:2000]}"
        forms = [f for f in lxml.html.document_fromstring(page.text).forms if (f.get("method") or "").lower() == "post"]
        chosen = [f for f in forms if (f.get("action") or path).rstrip("?") == path]
        assert len(chosen) == 1, f"{path} has {len(chosen)} forms"
        return {name: value for name, value in chosen[0].form_values() if value is not None}

    def submit(self, path: str, **typed: str) -> Answer:
        return self.post(path, self.form(path) | typed)

    def request(self, method: str, path: str, values: Mapping[str, str] | None = None) -> bytes:
        """The bytes of a request, so that the very same can be sent again."""
        body = urlencode(values or {}).encode()
        head = {
            "Host": f"127.0.0.1:{self.port}",
            "Connection": "close",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **self.headers,
        }
        if method == "POST":
            head |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items() if value)]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def fetch(self, request: bytes, answer: Answer | None = None) -> Answer:
        """Send and read to the end, or to where the other side fell away."""
        answer = answer or Answer()
        started = time.perf_counter()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
                line.sendall(request)
                while part := line.recv(65536):
                    answer.raw += part
                    answer.begun.set()
        except ConnectionError:
            pass
        answer.seconds = time.perf_counter() - started
        for cookie in re.findall(r"(?im)^set-cookie:\s*([^;\r\n]+)", answer.head):
            name, _, value = cookie.partition("=")
            self.cookies[name] = value
        return answer


class Submit(threading.Thread):
    """A request under way in a thread of its own."""

    def __init__(self, visitor: Visitor, request: bytes) -> None:
        super().__init__(daemon=True)
        self.visitor, self.request, self.answer = visitor, request, Answer()
        self.start()

    def run(self) -> None:
        self.visitor.fetch(self.request, self.answer)

    @property
    def begun(self) -> threading.Event:
        """Set with the first bytes of the answer."""
        return self.answer.begun
