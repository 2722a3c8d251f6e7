"""Rules 5 and 7 on every page: valid, whole and in Dutch; a fragment is a part of its page and renders alone."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
import pytest
from flask import Flask
from jinja2 import StrictUndefined, UndefinedError

from regiodialoog.core.web import pages as answers
from tests.house.conftest import Walks
from tests.house.people import RESIDENT, VISITOR
from tests.house.walking import Answer, is_for_people, pages
from tests.support.client import HouseClient
from tests.support.html import check_page
from tools.translations import existing

ROOT = Path(__file__).resolve().parents[2]
WHO = pytest.mark.parametrize("who", [VISITOR, RESIDENT, "bureau", "administrator"])
ENGLISH = re.compile(r"\b(the|and|you|your|with|this|that|from|which|been|have|please|page|save|edit)\b", re.IGNORECASE)
# Names that the region itself uses.
BORROWED = ("Page", "save the date")


def html_of(client: HouseClient, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code < 500, f"{path} answers {answer.status_code} {headers or ''}"
    is_page = answer.status_code == 200 and answer.mimetype == "text/html"
    return answer.get_data(as_text=True) if is_page else ""


def pages_of(walk: list[Answer], *, but: str = "") -> list[Answer]:
    """The whole pages of a walk, every one of which answered."""
    broken = [f"{each.path} answers {each.status}" for each in walk if each.status >= 500]
    assert not broken, "\n".join(broken)
    return [each for each in walk if each.is_page and is_for_people(each.endpoint) and each.endpoint != but]


@WHO
def test_every_page_is_whole_and_valid(walks: Walks, who: str) -> None:
    whole = pages_of(walks(who))
    for each in whole:
        check_page(each.text)
    assert len(whole) > 10


def words_of(html: str) -> Iterator[str]:
    """What a Dutch page says, outside parts that say they are in another language."""
    tree = lxml.html.document_fromstring(html)
    for element in tree.iter():
        tag: object = element.tag  # a comment has a function for a tag
        if not isinstance(tag, str) or tag in {"script", "style"}:
            continue
        languages = [up.get("lang") for up in (element, *element.iterancestors()) if up.get("lang")]
        if languages and languages[0] != "nl":
            continue
        inside = next(element.iterancestors(), None)
        tail_is_dutch = inside is not None and (inside.get("lang") in (None, "nl"))
        yield from filter(None, [(element.text or "").strip(), (element.tail or "").strip() if tail_is_dutch else ""])
        for name in ("aria-label", "title", "placeholder", "alt", "content"):
            if element.get(name) and element.get("name") not in {"htmx-config", "viewport", "csrf-token"}:
                yield str(element.get(name))


@WHO
def test_no_english_on_dutch_pages(walks: Walks, who: str) -> None:
    msgids = {str(m.id) for m in existing("nl") if m.id and isinstance(m.id, str) and m.id != m.string}
    found = set()
    for each in pages_of(walks(who), but="pages.style"):
        for text in words_of(each.text):
            if text in msgids or (ENGLISH.search(text) and not any(name in text for name in BORROWED)):
                found.add(f"{each.path}: {text[:90]}")
    assert not found, "\n".join(sorted(found))


def fragments_in_the_code() -> set[tuple[str, str]]:
    """Every ``page("x.html", fragment="y")`` as written."""
    found = set()
    for path in (ROOT / "regiodialoog").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "page":
                for keyword in node.keywords:
                    if keyword.arg == "fragment" and isinstance(keyword.value, ast.Constant):
                        template = node.args[0].value if isinstance(node.args[0], ast.Constant) else "*"
                        found.add((str(template), str(keyword.value.value)))
    return found


def squeezed(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r'value="[^"]{20,}"', "", html)).strip()


def test_every_fragment_renders_alone_and_is_a_part_of_its_page(
    demo: Flask, come_in_as: Callable[[str], HouseClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert demo.jinja_env.undefined is StrictUndefined
    rendered: set[tuple[str, str]] = set()
    original = answers.render_block

    def noted(template: str, fragment: str, **context: object) -> str:
        rendered.add((template, fragment))
        return str(original(template, fragment, **context))

    monkeypatch.setattr(answers, "render_block", noted)
    bureau, author = come_in_as("bureau"), come_in_as("participant")
    for endpoint, path in pages(demo):
        client = author if endpoint.startswith("proposals.") and "draft" in endpoint else bureau
        before = len(rendered)
        part = html_of(client, path, **{"HX-Request": "true"})
        if len(rendered) > before or "<html" not in part:
            whole = html_of(client, path)
            assert squeezed(part) in squeezed(whole), f"{path}: the fragment is not a part of its page"
    wanted = {name for template, name in fragments_in_the_code()}
    missing = wanted - {name for _, name in rendered}
    assert not missing, f"No page of the walk renders these fragments: {sorted(missing)}"


def test_a_name_that_the_page_does_not_give_is_an_error(demo: Flask) -> None:
    with demo.test_request_context(), pytest.raises(UndefinedError):
        demo.jinja_env.from_string("{{ forgotten }}").render()


def test_every_answer_varies_on_htmx(demo: Flask, come_in_as: Callable[[str], HouseClient]) -> None:
    client = come_in_as(VISITOR)
    for path in ("/", "/logboek", "/bestaat-niet"):
        assert "HX-Request" in client.get(path).headers["Vary"]
