"""What the site gives to check a draw with: the program as it stands in the source code, and the explanations."""

import hashlib
import re
from pathlib import Path

from regiodialoog.groups import actions, written
from tests.engines.trails import VERIFY, program
from tests.groups.conftest import Table
from tests.groups.test_drawing import picked, pool
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient


def test_the_page_of_a_draw_gives_the_program_and_tells_how_to_use_it(table: Table, client: HouseClient) -> None:
    pool(table)
    draw = picked(table)
    html = text_of(client, f"{table.path}/loting/1")
    assert 'href="/loting/verify.py"' in html
    assert hashlib.sha256(VERIFY.read_bytes()).hexdigest() in html
    assert f"python3 verify.py . --seal {draw.seal}" in html
    assert 'href="/loting/uitleg"' in html
    assert 'href="/loting/controleurs"' in html


def test_on_an_english_page_the_program_is_asked_to_speak_english(table: Table, client: HouseClient) -> None:
    pool(table)
    draw = picked(table)
    client.get("/", query_string={"taal": "en"})
    html = text_of(client, f"{table.path}/loting/1")
    assert f"python3 verify.py . --seal {draw.seal} --english<" in html
    assert "<code>All is well.</code>" in html
    assert "In orde" not in html
    client.get("/", query_string={"taal": "nl"})
    html = text_of(client, f"{table.path}/loting/1")
    assert f"python3 verify.py . --seal {draw.seal}<" in html
    assert "<code>In orde.</code>" in html


def test_what_is_not_sealed_yet_is_not_there_to_check(table: Table, bureau: HouseClient) -> None:
    pool(table)
    actions.prepare_draw(table.group, by=table.bureau.id)
    assert "/loting/verify.py" not in text_of(bureau, f"{table.path}/loting/1")


def test_what_is_downloaded_checks_the_draw_as_the_page_says(table: Table, client: HouseClient, tmp_path: Path) -> None:
    pool(table)
    draw = picked(table)
    answer = client.get("/loting/verify.py")
    assert (answer.status_code, answer.data) == (200, VERIFY.read_bytes())
    assert "verify.py" in answer.headers["Content-Disposition"]
    for name in ("draw.json", "result.json"):
        (tmp_path / name).write_bytes(client.get(f"{table.path}/loting/1/{name}").data)
    assert program(tmp_path, "--seal", draw.seal).returncode == 0


def test_the_explanations_are_pages_whose_links_lead_somewhere(client: HouseClient) -> None:
    for address, words, other in (
        ("/loting/uitleg", "Vijf mensen willen meedoen", "/loting/controleurs"),
        ("/loting/controleurs", "Who is next in line", "/loting/uitleg"),
    ):
        html = text_of(client, address)
        assert words in html
        assert f'href="{other}"' in html
        for link in re.findall(r'href="([^"#]*)"', html):
            assert not link.endswith(".md"), link
        assert hashlib.sha256(VERIFY.read_bytes()).hexdigest() in html


def test_a_link_to_what_the_site_does_not_have_is_text() -> None:
    page = written.read("draw.md", ())
    assert "<a " not in page.body
    assert "trail.md" in page.body
    assert page.title.startswith("The draw")


def test_residents_read_that_a_witness_is_no_must_and_where_a_link_leads(client: HouseClient) -> None:
    html = text_of(client, "/loting/uitleg")
    assert "Het bureau kan een getuige aanwijzen" in html
    assert ">de uitleg voor controleurs, in het Engels</a>" in html
    assert "draw.md" not in html
