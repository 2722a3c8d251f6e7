"""What an installation refuses to start with, and what stands above every answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regiodialoog.core.db import db
from regiodialoog.settings import DEMO_SECRET, SettingsError, load_settings
from tests.accounts.people import someone
from tests.conftest import make_app, settings_for
from tests.support.client import HouseClient
from tests.support.database import Databases
from tests.support.server import SECRET

HTTPS = "https://dialoog.example.nl"
BAD: list[dict[str, Any]] = [
    {},
    {"secret_key": "kort"},
    {"secret_key": DEMO_SECRET},
    {"secret_key": SECRET, "base_url": "http://dialoog.example.nl"},
    {"secret_key": SECRET, "base_url": "http://localhost@dialoog.example.nl"},
    {"demo": True, "base_url": HTTPS},
    {"demo": True, "base_url": "http://192.0.2.1:8000"},
    {"demo": True, "base_url": "http://127.0.0.1.example.nl"},
]


@pytest.mark.parametrize("given", BAD)
def test_an_installation_that_would_not_be_safe_does_not_start(given: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        load_settings(**given)


def test_a_safe_installation_starts() -> None:
    assert load_settings(secret_key=SECRET, base_url=HTTPS).https
    assert load_settings(secret_key=SECRET).base_url == "http://127.0.0.1:8000"
    assert load_settings(demo=True).signing_key == DEMO_SECRET


@pytest.fixture
def public(databases: Databases, tmp_path: Path) -> Iterator[HouseClient]:
    """A visitor of an installation that the world can reach, behind a proxy that says nothing about HTTPS."""
    url = databases.new()
    app = make_app(settings_for(url, tmp_path, base_url=HTTPS, testing=False))
    client = app.test_client()
    assert isinstance(client, HouseClient)
    yield client
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_carries_what_protects_the_browser(public: HouseClient, method: str) -> None:
    for path in ("/", "/inloggen", "/niets", "/mijn", "/api/v1/gemeenten", "/api/v1/niets", "/robots.txt"):
        answer = public.open(path, method=method)
        assert answer.status_code < 500, path
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
        assert "Cache-Control" in answer.headers


def test_a_static_file_carries_it_too(public: HouseClient) -> None:
    for path in ("/static/app.css", "/static/favicon.svg"):
        headers = public.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_the_cookie_is_for_this_site_over_https_and_not_for_scripts(public: HouseClient) -> None:
    (cookie,) = public.get("/inloggen").headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-regiodialoog=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie


def test_a_machine_gets_no_cookie_and_a_stranger_may_read_only_public_data(public: HouseClient) -> None:
    answer = public.get("/api/v1/gemeenten", headers={"Origin": "https://kwaad.example"})
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Access-Control-Allow-Origin" not in public.get("/").headers


def test_the_doors_of_the_demonstration_are_shut_elsewhere(client: HouseClient) -> None:
    person = someone()
    assert client.get(f"/demo/inloggen/{person.id}").status_code == 404
    assert client.post(f"/demo/inloggen/{person.id}", data={"idempotency_key": "k"}).status_code == 404
    assert client.get("/mijn/berichten").status_code == 303
