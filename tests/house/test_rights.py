"""Rule 2: every address, as everybody. What each may do is written in docs/rights.md, made here."""

from collections.abc import Callable

import pytest
from flask import Flask, Response, g

from regiodialoog.core.policy import RULES
from regiodialoog.core.security import limiter
from tests.house.people import EVERYBODY
from tests.house.routes import arguments
from tests.house.walking import Answer, paths, rules
from tests.support.client import HouseClient
from tests.support.documents import assert_document
from tests.support.told import told

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SHORT = {
    "visitor": "visitor",
    "resident": "signed in",
    "applicant": "applicant",
    "representative": "repres.",
    "participant": "particip.",
    "moderator": "moder.",
    "assessor": "assessor",
    "municipality_officer": "officer",
    "officer of another municipality": "other officer",
    "clerk": "clerk",
    "council_member": "council",
    "alderman": "alderman",
    "caller": "caller",
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


def verdict(status: int, location: str, text: str) -> str:
    if status in (301, 302, 303) and location.startswith("/inloggen/tweede-stap?verder"):
        return "code"
    if status in (301, 302, 303) and location.startswith("/inloggen?verder"):
        return "sign in"
    if status == 401:
        return "code" if "/inloggen/tweede-stap" in text else "sign in"
    if status in (200, 302, 303, 304, 400, 409, 422, 503):
        return "yes"
    return {403: "no", 404: "hidden", 410: "yes"}.get(status, f"error {status}")


def tried(browser: HouseClient, path: str, method: str = "GET") -> str:
    answer = browser.open(path, method=method)
    return verdict(answer.status_code, answer.headers.get("Location", ""), told(answer))


@pytest.fixture
def everybody(
    readers: dict[str, list[Answer]],
    demo: Flask,
    come_in_as: Callable[[str], HouseClient],
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, HouseClient]:
    """A browser per kind of person."""
    monkeypatch.setattr(limiter, "enabled", False)  # fifteen people behind one address, all at once
    return {who: come_in_as(who) for who in EVERYBODY}


Cell = list[str]
"""What one person got from the samples of one address, in their order."""


def read(found: list[Answer], rule: str, endpoint: str) -> tuple[Cell, set[str]]:
    """The verdicts of a walk on one address, and the rules that let in."""
    ours = [each for each in found if (each.rule, each.endpoint) == (rule, endpoint)]
    return [verdict(each.status, each.location, each.text) for each in ours], {each.authorised_by for each in ours}


def test_everybody_tries_every_address(
    readers: dict[str, list[Answer]], demo: Flask, everybody: dict[str, HouseClient]
) -> None:
    used: set[str] = set()

    def note(response: Response) -> Response:
        used.add(g.get("authorised_by", ""))
        return response

    demo.after_request_funcs.setdefault(None, []).append(note)
    rows, errors, unmarked = [], [], []
    try:
        for rule in rules(demo):
            for method in METHODS:
                if method not in (rule.methods or set()):
                    continue
                used.clear()
                seen: dict[str, Cell] = {who: [] for who in EVERYBODY}
                if method == "GET":
                    for who in EVERYBODY:
                        seen[who], by = read(readers[who], rule.rule, rule.endpoint)
                        used |= by
                else:
                    for path in paths(demo, rule):
                        for who, browser in everybody.items():
                            seen[who].append(tried(browser, path, method))
                public = getattr(demo.view_functions[rule.endpoint], "is_public", False)
                let_in = sorted(used - {""})
                if not let_in and not public:
                    unmarked.append(f"{method} {rule.rule}")
                cells = ["/".join(dict.fromkeys(seen[who])) for who in SHORT]
                errors += [
                    f"{method} {rule.rule} as {who}: {cell or 'nothing'}"
                    for who, cell in zip(SHORT, cells, strict=True)
                    if "err" in cell or not cell
                ]
                named = ", ".join(let_in) or ("*everybody*" if public else "–")
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
        assert tried(everybody["bureau without second factor"], path) == "code"
        assert tried(everybody["resident"], path) == "no"
        assert tried(everybody["bureau"], path) == "yes"
