"""Nothing of the 29 proposals of 2018–2020 is lost or altered, and nothing is invented."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.cli.load_dialogues import DESTINATIONS, FILE, PROPOSALS, load_dialogues
from regiodialoog.cli.load_proposals import VERDICTS, load_proposals
from regiodialoog.cli.load_region import FILES
from regiodialoog.core.db import Model, db
from regiodialoog.proposals import queries
from regiodialoog.proposals.models import Proposal, ProposalState, Verdict
from tests.agenda.test_facts import scalars
from tests.dialogues.test_facts import Read
from tests.organisations.region import loaded_app
from tests.support.client import HouseClient
from tests.support.database import everything_rolled_back

__all__ = ["loaded_app"]
FACTS: dict[str, Any] = yaml.safe_load((FILES / FILE).read_text(encoding="utf-8"))
EVERY = [(theme["id"], one) for theme in FACTS["themas"] for one in theme[PROPOSALS]]
LINKS = {"gemeenten", "zie_ook"}
"""Keys whose values are ids of other things: the page leads there."""


@pytest.fixture(scope="module")
def past(loaded_app: Flask) -> Iterator[HouseClient]:
    """A visitor after the proposals were loaded, once for all tests: they only read, and load what is there again."""
    with everything_rolled_back(loaded_app):
        load_proposals(load_dialogues(FILES), FILES)
        client = loaded_app.test_client()
        assert isinstance(client, HouseClient)
        yield client


def test_the_page_of_each_proposal_tells_every_fact_of_it(past: HouseClient) -> None:
    assert len(EVERY) == 29
    destinations = {one["id"]: one for one in FACTS[DESTINATIONS]}
    for theme, facts in EVERY:
        record = queries.find_record(facts["id"])
        assert record is not None
        row = record.proposal
        page = Read(past, f"/voorstellen/{row.number}-{row.slug}")
        for place, key, value in scalars(facts):
            if value is True:
                assert "Dit zijn meer ideeën." in page.text, place
            elif key == "bestemming":
                assert destinations[value]["naam"] in page.text, place
                assert " ".join(destinations[value]["uitleg"].split()) in page.text, place
            elif key in LINKS:
                assert value in page.places, place
            else:
                assert page.shows(key, value), f"{place}: {value!r}"
        assert theme in page.places
        assert "Overgenomen uit Strategische agenda 2022" in page.text


def test_the_machines_get_the_same_facts(past: HouseClient) -> None:
    for _theme, facts in EVERY:
        record = queries.find_record(facts["id"])
        assert record is not None
        told = past.get(f"/api/v1/voorstellen/{record.proposal.number}").get_data(as_text=True)
        lost = [value for _place, _key, value in scalars(facts) if value is not True and value not in told]
        assert not lost


def test_every_destination_is_there_and_maps_to_a_word_of_today_only_where_it_says_the_same(past: HouseClient) -> None:
    rows = {row.slug: row for row in queries.destinations()}
    assert [(one["id"], one["naam"]) for one in FACTS[DESTINATIONS]] == [(r.slug, r.name) for r in rows.values()]
    mapped = yaml.safe_load((FILES / VERDICTS).read_text(encoding="utf-8"))
    assert {slug: row.verdict for slug, row in rows.items() if row.verdict} == {
        slug: Verdict(word) for slug, word in mapped.items()
    }
    assert rows["haalbaarheidsonderzoek"].verdict is None


def test_nobody_is_said_to_have_clicked(past: HouseClient) -> None:
    for row in queries.open_proposals():
        assert row.state is ProposalState.RECORDED
        assert (row.author_id, row.submitted_at, row.decided_at) == (None, None, None)
    assert db.session.scalar(select(func.count()).select_from(Proposal)) == 29


def test_the_path_ends_where_it_went(past: HouseClient) -> None:
    record = queries.find_record("voorstel-fiets-parkeernormen")
    assert record is not None
    text = Read(past, f"/voorstellen/{record.proposal.number}-{record.proposal.slug}/pad").text
    assert "Waar het naartoe ging: Meenemen als er ruimte is" in text
    assert "Als het beleid toch al verandert." in text
    assert "Het document belooft geen volgende stap." in text
    assert "mei 2018" in text


def test_loading_again_changes_nothing(past: HouseClient) -> None:
    def rows() -> dict[str, int]:
        return {
            t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in Model.metadata.sorted_tables
        }

    db.session.flush()
    before = rows()
    load_proposals(load_dialogues(FILES), FILES)
    db.session.flush()
    assert rows() == before
