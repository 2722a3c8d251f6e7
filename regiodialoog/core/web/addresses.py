"""Addresses: a page of a list writes some hundred, most of which the page before it wrote as well."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request
from werkzeug.routing import Rule

MOST = 8192
PLAIN = frozenset({int, str, type(None)})


class LateRule(Rule):
    """An address in the code that writes how it is put together when that is first asked. werkzeug writes it for each
    of them when the application is made, twice, which took four fifths of making one; most are never asked."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        write = super()._compile_builder
        written: Callable[..., tuple[str, str]] | None = None

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            nonlocal written
            written = written or write(append_unknown)
            return written(rule, **values)

        return build


def remembered(app: Flask) -> Callable[..., str]:
    """``url_for`` of this application, for templates: what was asked before for the same plain values is not put
    together again. What depends on more than its values (a mail, an endpoint of this blueprint) is."""

    @lru_cache(maxsize=MOST)
    def known(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return app.url_for(endpoint, **dict(values))

    def url_for(endpoint: str, **values: Any) -> str:
        if has_request_context() and endpoint[0] != "." and all(type(value) in PLAIN for value in values.values()):
            return known(request.script_root, endpoint, tuple(values.items()))
        return app.url_for(endpoint, **values)

    return url_for
