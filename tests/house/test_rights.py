"""Rule 2: every address, as everybody. What each may do is written in docs/rights.md, made here."""

from collections.abc import Callable

import pytest
from flask import Flask, Response, g
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from regiodialoog.core.policy import RULES
from regiodialoog.core.security import limiter
from tests.house.conftest import EVERYBODY
from tests.house.routes import arguments
from tests.support.client import HouseClient
from tests.support.documents import assert_document

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SHORT = {
    "visitor": "visitor",
    "resident": "signed in",
    "representative": "repres.",
    "participant": "particip.",
    "moderator": "moder.",
    "assessor": "assessor",
    "municipality_officer": "officer",
    "officer of another municipality": "other officer",
    "clerk": "clerk",
    "council_member": "council",
    "alderman": "alderman",
    "bureau": "bureau",
    "bureau without second factor": "bureau, no code",
    "administrator": "admin.",
}
INTRODUCTION = """# Who may open and send what

Made by walking every address as everybody, on the demonstration's data with its open doors shut (`/demo/…`, all mails).
**yes**: answered (a form without its fields is asked again) · **no**: refused (403) · **sign in**: asked who you are ·
**code**: asked for the second factor · **hidden**: does not exist for this person (404).
The rule is the predicate in a feature's `policy.py`; *everybody* is a page marked `@public`.

"""


def verdict(answer: TestResponse) -> str:
    location = answer.headers.get("Location", "")
    if answer.status_code in (301, 302, 303) and location.startswith("/inloggen/tweede-stap?verder"):
        return "code"
    if answer.status_code in (301, 302, 303) and location.startswith("/inloggen?verder"):
        return "sign in"
    if answer.status_code == 401:
        return "code" if "/inloggen/tweede-stap" in answer.get_data(as_text=True) else "sign in"
    if answer.status_code in (200, 302, 303, 304, 400, 409, 422, 503):
        return "yes"
    return {403: "no", 404: "hidden", 410: "yes"}.get(answer.status_code, f"error {answer.status_code}")


@pytest.fixture
def everybody(
    demo: Flask, come_in_as: Callable[[str], HouseClient], monkeypatch: pytest.MonkeyPatch
) -> dict[str, HouseClient]:
    """A browser per kind of person."""
    monkeypatch.setattr(limiter, "enabled", False)  # fourteen people behind one address, all at once
    return {who: come_in_as(who) for who in EVERYBODY}


def addresses(app: Flask) -> list[tuple[Rule, str]]:
    """Every address with every method that it takes."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    return [(rule, method) for rule in rules for method in METHODS if method in (rule.methods or set())]


def test_everybody_tries_every_address(demo: Flask, everybody: dict[str, HouseClient]) -> None:
    used: list[str] = []

    def note(response: Response) -> Response:
        used.append(g.get("authorised_by", ""))
        return response

    demo.after_request_funcs.setdefault(None, []).append(note)
    rows, errors, unmarked = [], [], []
    try:
        for rule, method in addresses(demo):
            samples = arguments(rule.endpoint, rule.arguments)
            seen: dict[str, list[str]] = {who: [] for who in EVERYBODY}
            used.clear()
            for sample in samples:
                with demo.test_request_context():
                    path = demo.url_for(rule.endpoint, **sample)
                for who, browser in everybody.items():
                    seen[who].append(verdict(browser.open(path, method=method)))
            public = getattr(demo.view_functions[rule.endpoint], "is_public", False)
            rules = sorted(set(used) - {""})
            if not rules and not public:
                unmarked.append(f"{method} {rule.rule}")
            cells = ["/".join(dict.fromkeys(seen[who])) for who in SHORT]
            errors += [
                f"{method} {rule.rule} as {who}: {cell}"
                for who, cell in zip(SHORT, cells, strict=True)
                if "err" in cell
            ]
            named = ", ".join(rules) or ("*everybody*" if public else "–")
            rows.append(f"| {method} | `{rule.rule}` | {named} | {' | '.join(cells)} |")
    finally:
        demo.after_request_funcs[None].remove(note)
    assert not errors, "\n".join(errors)
    assert not unmarked, f"No rule let anybody in and they are not @public: {unmarked}"
    head = f"| | address | rule | {' | '.join(SHORT.values())} |\n|{'---|' * (3 + len(SHORT))}\n"
    assert_document("rights.md", INTRODUCTION + head + "\n".join(rows) + "\n")


def test_a_new_address_without_samples_fails_the_walk() -> None:
    with pytest.raises(KeyError, match=r"tests/house/routes\.py"):
        arguments("nieuw.adres", {"slug"})


def test_every_rule_has_a_name_and_says_what_it_lets(demo: Flask) -> None:
    for name, predicate in RULES.items():
        feature, _, what = name.partition(".")
        assert feature, f"{name}: name a rule feature.verb"
        assert what, f"{name}: name a rule feature.verb"
        assert predicate.__doc__, f"{name} does not say what it lets people do"


def test_the_bureau_without_its_code_has_no_more_rights_than_anybody(everybody: dict[str, HouseClient]) -> None:
    for path in ("/beheer", "/beheer/mensen", "/beheer/regio", "/beheer/agenda", "/beheer/logboek"):
        assert verdict(everybody["bureau without second factor"].get(path)) == "code"
        assert verdict(everybody["resident"].get(path)) == "no"
        assert verdict(everybody["bureau"].get(path)) == "yes"
