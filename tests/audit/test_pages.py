"""The logbook says which lines are sealed, and gives everybody the files to check that."""

import json

import pytest
from sqlalchemy import select

from regiodialoog.audit import actions, files
from regiodialoog.audit.models import TrailLine
from regiodialoog.core.db import db
from tests.audit.happened import checked, happen
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries


def seal(times: int = 1) -> None:
    happen(times)
    db.session.flush()
    actions.seal()
    db.session.commit()


def main_of(client: HouseClient, path: str = "/logboek") -> str:
    tree = check_page(client.get(path))
    return " ".join(tree.xpath("//main")[0].text_content().split())


def test_a_logbook_without_anything_is_in_order(client: HouseClient) -> None:
    assert "verzegeld" not in main_of(client)


def test_a_line_says_whether_it_is_sealed_with_its_number_and_the_begin_of_its_hash(client: HouseClient) -> None:
    seal(2)
    happen()
    db.session.commit()
    shown = main_of(client)
    first = db.session.scalars(select(TrailLine).where(TrailLine.n == 1)).one()
    assert f"verzegeld, nr. 1 {first.sha256[:8]}" in shown
    assert shown.count("verzegeld, nr.") == 2
    assert shown.count("nog niet verzegeld") == 1


def test_the_newest_seal_is_shown_whole_with_how_to_check_it(client: HouseClient) -> None:
    seal(3)
    page = client.get("/logboek")
    seals = json.loads(client.get("/logboek/seals.json").get_data())
    assert f"3:{seals[-1]['root']}" in page.text
    for name in ("trail.jsonl", "seals.json", "texts.jsonl"):
        assert f'href="/logboek/{name}?tot=3"' in page.text
    assert "Wie kan dit controleren?" in page.text


def test_a_filtered_page_and_the_full_log_say_nothing_else(client: HouseClient) -> None:
    seal(2)
    assert "verzegeld, nr. 2" in main_of(client, "/logboek?onderwerp=agenda")
    assert "verzegeld, nr." not in main_of(client, "/logboek?onderwerp=organisations")


def downloads(client: HouseClient, query: str = "") -> dict[str, bytes]:
    return {
        name: client.get(f"/logboek/{name}{query}").get_data() for name in ("trail.jsonl", "seals.json", "texts.jsonl")
    }


def test_the_files_are_whole_and_fit(client: HouseClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PART", 3)
    happen(2, text="Een tekst.")
    for times in (1, 5, 3):
        seal(times)
    found = checked(downloads(client))
    assert (found.lines, found.seals, found.texts) == (11, 3, 2)


@pytest.mark.parametrize(
    ("query", "lines"), [("?tot=3", 3), ("?tot=4", 3), ("?tot=99", 5), ("?tot=x", 5), ("?tot=2", 0)]
)
def test_the_files_can_be_had_as_they_were_at_a_seal(client: HouseClient, query: str, lines: int) -> None:
    seal(3)
    seal(2)
    assert checked(downloads(client, query)).lines == lines


def test_the_files_are_sent_as_files(client: HouseClient) -> None:
    seal()
    for name, kind in (("trail.jsonl", "application/x-ndjson"), ("seals.json", "application/json")):
        answer = client.get(f"/logboek/{name}")
        assert (answer.status_code, answer.mimetype) == (200, kind)
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert client.head(f"/logboek/{name}").status_code == 200


def test_a_long_file_is_read_in_parts_with_one_query_each(client: HouseClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PART", 4)
    seal(10)
    with count_queries() as queries:
        client.get("/logboek/trail.jsonl").get_data()
    assert len(queries) <= 6, str(queries)


def test_the_logbook_takes_a_fixed_number_of_queries(client: HouseClient) -> None:
    seal(10)
    with count_queries() as few:
        client.get("/logboek")
    seal(60)
    with count_queries() as many:
        client.get("/logboek")
    assert len(few) == len(many) <= 10, str(many)
