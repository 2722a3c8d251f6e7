"""What we publish to check a draw with: the program, and two pages that stand in ``docs`` as text."""

import hashlib
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from regiodialoog.core.resources import resource_dir

PROGRAM = "verify.py"


@dataclass(frozen=True)
class Page:
    """``title``: the first heading of the text, which is not in ``body``."""

    title: str
    body: Markup


@lru_cache(maxsize=1)
def program() -> tuple[bytes, str]:
    """The program that checks draws, and its SHA-256 (hex)."""
    data = (resource_dir("tools") / PROGRAM).read_bytes()
    return data, hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=4)
def read(name: str, addresses: tuple[tuple[str, str], ...]) -> Page:
    """A text of ``docs`` as a page. ``addresses``: by the name of another text, where that stands on the site; a link
    to anything else in the source code is text alone."""
    text = (resource_dir("docs") / name).read_text(encoding="utf-8")
    head, _line, rest = text.partition("\n")
    reader = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    body = reader.render(rest, {"addresses": dict(addresses), "table": _TABLES[name], "regions": 0})
    return Page(head.removeprefix("# "), Markup(body))  # noqa: S704 - a text of ours, and HTML in it is shown as text


_TABLES = {"loting.md": "tabel", "geheim-stemmen.md": "tabel", "draw.md": "table"}


def _next(word: str, env: MutableMapping[str, Any]) -> str:
    """Regions of a page have names that differ."""
    env["regions"] += 1
    return f"{word} {env['regions']}"


class _Renderer(RendererHTML):
    """With the classes of the site, tables that scroll, and links that lead somewhere. A method per kind of token."""

    def table_open(self, _tokens: Sequence[Token], _at: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        name = _next(env["table"], env)
        return f'<div class="rd-scroll" role="region" aria-label="{name}" tabindex="0"><table class="rd-table">'

    def table_close(self, *_given: Any) -> str:
        return "</table></div>"

    def fence(self, tokens: Sequence[Token], at: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        box = Markup(
            '<div class="rd-scroll" role="region" aria-label="{}" tabindex="0"><pre><code>{}</code></pre></div>'
        )
        return str(box.format(_next("code", env), tokens[at].content))

    def link_open(self, tokens: Sequence[Token], at: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        address = str(tokens[at].attrGet("href"))
        away = address.startswith(("https://", "http://"))
        target = address if away else env["addresses"].get(address.partition("#")[0], "")
        env.setdefault("open", []).append(bool(target))
        return str(Markup('<a class="nl-link" href="{}">').format(target)) if target else ""

    def link_close(self, _tokens: Sequence[Token], _at: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        return "</a>" if env["open"].pop() else ""
