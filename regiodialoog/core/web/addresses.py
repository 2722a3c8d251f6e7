"""Addresses in templates: a page of a list writes some hundred, most of which the page before it wrote as well."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request

MOST = 8192
PLAIN = frozenset({int, str, type(None)})


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
