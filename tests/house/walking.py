"""Visiting every page of the demonstration in this process."""

from collections.abc import Iterator

from flask import Flask

from tests.house.routes import arguments


def pages(app: Flask, *, but: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Endpoint and path of every address that answers GET with a page, with each of its samples."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" not in (rule.methods or set()) or rule.endpoint.startswith(("api.", "health.", *but)):
            continue
        for sample in arguments(rule.endpoint, rule.arguments):
            with app.test_request_context():
                yield rule.endpoint, app.url_for(rule.endpoint, **sample)
