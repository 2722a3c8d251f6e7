"""Bad input on every form of the demonstration: a summary that names the field, nothing lost, nothing stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
import pytest
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.db import db
from regiodialoog.core.security import limiter
from tests.house.people import EVERYBODY
from tests.house.walking import Answer, is_for_people, pages
from tests.support.client import HouseClient
from tests.support.html import check_page, problems

TYPED = "Mijn tekst, die niet verloren mag gaan. "
TEXTUAL = {"text", "email", "search", "tel", "url", "number", "date", ""}


@dataclass
class Found:
    """A POST form on a page: where it goes, what it would send, and which of its fields people fill in."""

    page: str
    action: str
    sends: dict[str, Any]
    texts: list[str]
    choices: list[str]


def forms_on(path: str, html: str) -> Iterator[Found]:
    for form in lxml.html.document_fromstring(html).forms:
        if (form.get("method") or "get").lower() != "post":
            continue
        sends: dict[str, Any] = {}
        for name, value in form.form_values():
            sends.setdefault(name, []).append(value)
        visible = [
            e
            for e in form.inputs
            if e.get("name") and e.get("type") != "hidden" and e.get("autocomplete") != "username"
            if not any("hidden" in around.attrib for around in e.iterancestors())  # a trap for machines
        ]
        texts = [
            e.get("name") for e in visible if e.tag == "textarea" or (e.tag == "input" and e.get("type", "") in TEXTUAL)
        ]
        choices = [e.get("name") for e in visible if e.tag == "select" or e.get("type") == "radio"]
        yield Found(path, form.get("action") or path, sends, texts, list(dict.fromkeys(choices)))


Fields = tuple[str, ...]


def forms_of(walk: list[Answer], seen: set[tuple[str, Fields]]) -> dict[str, set[Fields]]:
    """By page the forms that are not in ``seen``, each by its fields, and added to it: of one endpoint each form once.
    What one may send, another is refused no otherwise."""
    found: dict[str, set[Fields]] = {}
    for each in walk:
        if not each.is_page or not is_for_people(each.endpoint) or each.endpoint == "pages.style":
            continue
        for form in forms_on(each.path, each.text):
            fields = tuple(form.sends)
            if (each.endpoint, fields) not in seen:
                seen.add((each.endpoint, fields))
                found.setdefault(each.path, set()).add(fields)
    return found


def every_form(app: Flask, client: HouseClient, there: dict[str, set[Fields]], wrong: list[str]) -> Iterator[Found]:
    """The same forms, opened anew: a form is sent by the session that opened it. One that is gone is ``wrong``."""
    left = dict(there)
    for _endpoint, path in pages(app):
        wanted = left.pop(path, None)
        if wanted is not None:
            found = {tuple(form.sends): form for form in reversed(list(forms_on(path, client.get(path).text)))}
            wrong += [f"{path}: this form is not there any more: {fields}" for fields in wanted - set(found)]
            yield from (form for fields, form in found.items() if fields in wanted)
    wrong += [f"{path} is not visited any more" for path in left]


def happened() -> int:
    return db.session.scalar(select(func.count()).select_from(AuditEvent)) or 0


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody counts how often we try."""
    monkeypatch.setattr(limiter, "enabled", False)


def test_every_form_refuses_what_cannot_be_and_a_false_token_and_stores_nothing(
    readers: dict[str, list[Answer]], planted: Flask, come_in_as: Callable[[str], HouseClient], patient: None
) -> None:
    seen: set[tuple[str, Fields]] = set()
    wrong: list[str] = []
    for who in EVERYBODY:
        there = forms_of(readers[who], seen)
        client, gone = come_in_as(who), list[str]()
        for form in every_form(planted, client, there, gone):
            before = happened()
            found = unsigned(client, form)
            if form.texts or form.choices:
                found += impossible(client, form)
            if happened() != before:
                found.append("something was stored")
            wrong += [f"{who}: {form.page} → {form.action}: {fault}" for fault in found]
        wrong += [f"{who}: {each}" for each in gone]
    assert len(seen) > 100, len(seen)
    assert not wrong, "\n".join(wrong)


def unsigned(client: HouseClient, form: Found) -> list[str]:
    """What is not good about the answer to a form that another site sent."""
    answer = client.post(form.action, data={**form.sends, "csrf_token": "vals"})
    return [f"to a false token: {fault}" for fault in refusal(answer.status_code, answer.text)]


def impossible(client: HouseClient, form: Found) -> list[str]:
    """What is not good about the answer to texts that are too long and choices that are not there."""
    long = dict.fromkeys(form.texts, TYPED * 600)
    answer = client.post(form.action, data={**form.sends, **long, **dict.fromkeys(form.choices, "bestaat-niet")})
    return faults(answer.status_code, answer.text, form)


def refusal(status: int, html: str) -> list[str]:
    """What is not good about the answer to a form that cannot be accepted, whatever is wrong with it."""
    return problems(html) if status == 422 else [f"answers {status}, not 422"]


def faults(status: int, html: str, form: Found) -> list[str]:
    """What is not good about the answer to a form whose fields cannot be."""
    found = refusal(status, html)
    if found:
        return found
    tree = lxml.html.document_fromstring(html)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    summary = tree.xpath("//*[contains(@class, 'rd-summary')]//a[starts-with(@href, '#')]")
    found += [] if summary else ["no summary that names the field"]
    found += [
        f"the summary leads to {a.get('href')}, which is not there" for a in summary if a.get("href")[1:] not in ids
    ]
    secret = {e.get("name") for e in tree.iter("input") if e.get("type") == "password"}
    for name in form.texts:
        kept = [e for e in tree.iter("input", "textarea") if e.get("name") == name]
        values = [(e.get("value") or e.text or "") if e.tag == "input" else (e.text or "") for e in kept]
        if name not in secret and not any(TYPED.strip() in value for value in values):
            found.append(f"what was typed in {name} is lost")
    return found


def test_unknown_things_do_not_exist(demo: Flask, come_in_as: Callable[[str], HouseClient]) -> None:
    client = come_in_as("administrator")
    for path in (
        "/gemeenten/bestaat-niet",
        "/agenda/themas/bestaat-niet",
        "/agenda/bestaat-niet",
        "/organisaties/bestaat-niet",
        "/beheer/mensen/99999999",
        "/beheer/mensen/99999999999999999999",
        "/beheer/gemeenten/bestaat-niet",
        "/voorstellen/999999",
        "/gemeenten/%F0%9F%9A%B2",
        "/gemeenten/" + "a" * 3000,
    ):
        answer = client.get(path)
        assert answer.status_code == 404, path
        check_page(answer.get_data(as_text=True))
