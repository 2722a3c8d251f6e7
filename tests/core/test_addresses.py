"""Addresses in templates are those of ``url_for``, whatever stands between."""

from typing import Any

import pytest
from flask import Flask, render_template_string, url_for
from werkzeug.routing import BuildError, Map, Rule

from regiodialoog.core.web.addresses import LateRule


def written(endpoint: str, **values: object) -> str:
    return render_template_string("{{ url_for(endpoint, **values) }}", endpoint=endpoint, values=values)


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("groups.group", {"slug": "fietspaden"}),
        ("groups.assign", {"slug": "fietspaden", "key": 1}),
        ("groups.manage", {"slug": "fietspaden", "q": "Zoë & co", "pagina": 2, "_anchor": "aanmeldingen"}),
        ("groups.manage", {"slug": "fietspaden", "q": None}),
        ("groups.manage", {"slug": "fietspaden", "_external": True}),
    ],
)
def test_an_address_is_the_same_the_first_time_and_later(app: Flask, endpoint: str, values: dict[str, object]) -> None:
    with app.test_request_context():
        asked = url_for(endpoint, **values)  # type: ignore[arg-type]
        assert [written(endpoint, **values) for _ in range(3)] == [asked.replace("&", "&amp;")] * 3


def test_values_that_only_look_alike_are_told_apart(app: Flask) -> None:
    with app.test_request_context():
        first = written("groups.manage", slug="fietspaden", pagina=1)
        assert written("groups.manage", slug="fietspaden", pagina=True) == first.replace("=1", "=True")
        assert written("groups.manage", slug="fietspaden", pagina=1) == first


def test_another_root_has_addresses_of_its_own(app: Flask) -> None:
    for root in ("", "/regio", ""):
        with app.test_request_context(base_url=f"http://localhost{root}"):
            assert written("groups.group", slug="fietspaden") == f"{root}/themas/fietspaden/groep"


def test_the_whole_address_is_no_part_of_one_and_a_mistake_stays_one(app: Flask) -> None:
    with app.test_request_context():
        part = written("groups.group", slug="fietspaden")
        with pytest.raises(BuildError):
            written("groups.nowhere")
        assert written("groups.group", slug="fietspaden", _external=True) == f"http://localhost{part}"


def test_an_address_is_put_together_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = app.url_for

    def counted(endpoint: str, **values: Any) -> str:
        asked.append(endpoint)
        return real(endpoint, **values)

    monkeypatch.setattr(app, "url_for", counted)
    with app.test_request_context():
        for _ in range(3):
            written("groups.group", slug="nergens-anders-gevraagd")
            written("groups.group", slug="nergens-anders-gevraagd", _external=True)
    assert len(asked) == 1 + 3, "only what depends on its values alone is remembered"


@pytest.mark.parametrize(
    "values",
    [
        {"slug": "fietspaden", "key": 3},
        {"slug": "Zoë & co", "key": 3, "q": "a/b", "rule": "x", "self": "y"},
        {"slug": "fietspaden", "key": 4},
        {"slug": "fietspaden", "key": "geen getal"},
        {"slug": "fietspaden"},
    ],
)
def test_a_late_rule_writes_the_address_that_werkzeug_writes(values: dict[str, object]) -> None:
    maps = [
        Map(
            [
                kind("/themas/<slug>", endpoint="theme", defaults={"key": 3}),
                kind("/themas/<slug>/<int:key>", endpoint="theme"),
            ]
        )
        for kind in (Rule, LateRule)
    ]

    def written(known: Map, *, append_unknown: bool) -> str:
        try:
            return known.bind("localhost").build("theme", values, append_unknown=append_unknown)
        except (BuildError, ValueError) as error:
            return str(error)

    for append_unknown in (True, False, True):
        plain, late = (written(known, append_unknown=append_unknown) for known in maps)
        assert late == plain


def test_making_an_application_writes_no_address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {type(rule) for rule in app.url_map.iter_rules()} == {LateRule}
    asked: list[str] = []
    write = Rule._compile_builder

    def counted(rule: Rule, append_unknown: bool) -> Any:
        asked.append(rule.rule)
        return write(rule, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", counted)
    known = Map([LateRule("/themas/<slug>", endpoint="theme")]).bind("localhost")
    assert asked == []
    assert {known.build("theme", {"slug": slug}) for slug in ("a", "b")} == {"/themas/a", "/themas/b"}
    assert asked == ["/themas/<slug>"]
