"""The logs of the real server say what happened and never to whom, or with which key."""

import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.support.server import LiveServer

SECRETS = {
    "address": "heel.geheim@prive.example",
    "name": "Geheimpje Verborgens",
    "password": "mijn-geheime-wachtwoord-77",
    "code": "918273",
}
ADDRESS = "heel.geheim"


def test_no_log_of_the_server_holds_what_people_typed(live_server: LiveServer) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    token = "Tok3n" + "x" * 38

    def ask(path: str, data: bytes | None = None, **headers: str) -> str:
        try:
            with browser.open(urllib.request.Request(live_server.url + path, data, headers)) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return str(error.read().decode())

    for path in ("/inloggen", "/aanmelden", "/inloggen/wachtwoord"):
        for key in ("een-sleutel", "\x00"):
            html = ask(path)
            csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
            assert csrf, path
            fields = {"csrf_token": csrf[1], "idempotency_key": key + path, **SECRETS}
            ask(path, urllib.parse.urlencode(fields).encode())
    ask(f"/inloggen/{token}")
    ask(f"/mijn/adres/{token}")
    ask(f"/zoeken?q={ADDRESS}")
    ask(f"/beheer/mensen?zoek={ADDRESS}")
    ask("/inloggen", b"address=" + ADDRESS.encode() + b"\x00\xff", Cookie=f"regiodialoog={token}")
    ask("/" + ADDRESS, b"x" * 3_000_000)
    log = live_server.log
    assert "request" in log
    for hidden in (*SECRETS.values(), ADDRESS, token, "127.0.0.1"):
        assert hidden not in log, hidden
