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
from tests.house.conftest import Walks
from tests.house.walking import Answer, is_for_people, pages
from tests.support.client import HouseClient
from tests.support.html import check_page

TYPED = "Mijn tekst, die niet verloren mag gaan. "
WHO = ["visitor", "resident", "participant", "moderator", "bureau", "administrator"]
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
        ]
        texts = [
            e.get("name") for e in visible if e.tag == "textarea" or (e.tag == "input" and e.get("type", "") in TEXTUAL)
        ]
        choices = [e.get("name") for e in visible if e.tag == "select" or e.get("type") == "radio"]
        yield Found(path, form.get("action") or path, sends, texts, list(dict.fromkeys(choices)))


def forms_of(walk: list[Answer]) -> dict[str, set[tuple[str, ...]]]:
    """By page the forms that are there to be tried, each by its fields: of one endpoint each form once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    found: dict[str, set[tuple[str, ...]]] = {}
    for each in walk:
        if not each.is_page or not is_for_people(each.endpoint) or each.endpoint == "pages.style":
            continue
        for form in forms_on(each.path, each.text):
            fields = tuple(form.sends)
            if (each.endpoint, fields) not in seen:
                seen.add((each.endpoint, fields))
                found.setdefault(each.path, set()).add(fields)
    return found


def every_form(
    app: Flask, client: HouseClient, there: dict[str, set[tuple[str, ...]]], wrong: list[str]
) -> Iterator[Found]:
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


@pytest.fixture
def there(walks: Walks, who: str) -> dict[str, set[tuple[str, ...]]]:
    return forms_of(walks(who))


@pytest.mark.parametrize("who", WHO)
def test_every_form_refuses_what_cannot_be_and_a_false_token_and_stores_nothing(
    there: dict[str, set[tuple[str, ...]]],
    planted: Flask,
    come_in_as: Callable[[str], HouseClient],
    patient: None,
    who: str,
) -> None:
    client, filled_in, tried = come_in_as(who), 0, 0
    wrong: list[str] = []
    before = happened()
    for form in every_form(planted, client, there, wrong):
        where = f"{form.page} → {form.action}"
        tried += 1
        false = client.post(form.action, data={**form.sends, "csrf_token": "vals"})
        wrong += [f"{where}, a false token: {fault}" for fault in refusal(false.status_code, false.text)]
        if form.texts or form.choices:
            filled_in += 1
            long = dict.fromkeys(form.texts, TYPED * 600)
            never = {**form.sends, **long, **dict.fromkeys(form.choices, "bestaat-niet")}
            answer = client.post(form.action, data=never)
            wrong += [f"{where}: {fault}" for fault in faults(answer.status_code, answer.text, form)]
        if happened() != before:
            wrong.append(f"{where}: something was stored")
            before = happened()
    assert tried
    assert filled_in
    assert not wrong, "\n".join(wrong)


def refusal(status: int, html: str) -> list[str]:
    """What is not good about the answer to a form that cannot be accepted, whatever is wrong with it."""
    if status != 422:
        return [f"answers {status}, not 422"]
    check_page(html)
    return []


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
