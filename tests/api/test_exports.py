"""The export of a theme says what the API says, to the letter."""

from typing import Any

from flask import Flask

from regiodialoog.core.exports import files_of
from regiodialoog.engines.tally import read_poll, tally

ENDED, TALKS, BEFORE = "samen-buiten", "water-in-de-wijk", "dialoog-fiets"


def exported(app: Flask, slug: str) -> dict[str, Any]:
    with app.test_request_context():
        found = files_of("theme", slug)
        return {name: content if isinstance(content, dict) else list(content) for name, content in found.items()}


def test_an_export_holds_the_answers_of_the_api(demo_app: Flask) -> None:
    client, files = demo_app.test_client(), exported(demo_app, ENDED)
    assert set(files) == {"thema.json", "voorstellen.jsonl", "paden.jsonl", "plaatsingen.jsonl", "haalbaarheid.jsonl"}
    assert files["thema.json"] == client.get(f"/api/v1/themas/{ENDED}").json
    assert len(files["voorstellen.jsonl"]) == len(files["paden.jsonl"]) == 5
    for proposal, path in zip(files["voorstellen.jsonl"], files["paden.jsonl"], strict=True):
        assert proposal == client.get(f"/api/v1/voorstellen/{proposal['nummer']}").json
        assert path == client.get(f"/api/v1/voorstellen/{proposal['nummer']}/pad").json
    for name in ("plaatsingen", "haalbaarheid"):
        listed = client.get(f"/api/v1/{name}?thema={ENDED}&paginaGrootte=100").json
        assert listed is not None
        assert files[f"{name}.jsonl"] == listed["resultaten"]
        assert listed["resultaten"]


def test_an_export_brings_the_polls_to_count_again(demo_app: Flask) -> None:
    files = exported(demo_app, TALKS)
    polls = [content for name, content in files.items() if name.startswith("stemmingen/")]
    assert polls
    for poll in polls:
        assert tally(read_poll(poll)).as_json()["outcome"] == poll["published"]["result"]["outcome"]


def test_a_theme_of_before_brings_its_proposals_too(demo_app: Flask) -> None:
    files = exported(demo_app, BEFORE)
    assert {row["thema"]["slug"] for row in files["voorstellen.jsonl"]} == {BEFORE}
