"""What everybody reads of a draw that did not go on or found no group, and what the bureau reads before it."""

import re
from datetime import timedelta

from regiodialoog.core import clock
from regiodialoog.groups import actions, draw_news, draw_shapes, queries
from regiodialoog.groups.models import DrawState, SeatFilling
from tests.accounts.people import mails_to
from tests.groups.conftest import Table
from tests.groups.test_drawing import announced, pool, prepared
from tests.groups.test_offering import first
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient

AGAIN = "Er kwam een plek vrij."


def news(table: Table, client: HouseClient) -> str:
    with client.application.test_request_context():
        found = draw_news.of_theme(table.theme)
        assert found is not None
        return f"{found.said} {found.url}"


def held_and_once_more(table: Table) -> None:
    """A draw was held, a place came free, and another draw is prepared."""
    draw = announced(table, 2)
    actions.decline_offer(first(draw))
    pool(table, 2)


def test_a_preparation_that_nobody_saw_changes_nothing_that_residents_read(table: Table, client: HouseClient) -> None:
    held_and_once_more(table)
    before = news(table, client)
    assert "/loting/1" in before
    draw = prepared(table, reason=AGAIN)
    assert news(table, client) == before
    actions.abandon_draw(draw, reason="Vergissing.")
    assert news(table, client) == before
    assert "/loting/1" in text_of(client, f"{table.path}/groep")


def test_a_sealed_draw_that_did_not_go_on_is_told_beside_the_one_that_was_held(
    table: Table, client: HouseClient
) -> None:
    held_and_once_more(table)
    draw = prepared(table, reason=AGAIN)
    opens = clock.now() + timedelta(days=1)
    actions.seal_draw(draw, source="Dobbelsteen", opens_at=opens, file_is_public=True)
    actions.abandon_draw(draw, reason="De bron viel weg.")
    page = text_of(client, f"{table.path}/groep")
    assert "De loting ging niet door." in page
    assert "Er is geloot om 2 plekken" in page
    assert "/loting/2" in page


def test_a_draw_that_did_not_happen_says_that_it_would_have(table: Table) -> None:
    pool(table)
    draw = prepared(table)
    actions.abandon_draw(draw, reason="Vergissing.")
    assert draw_shapes.says(draw)[0] == "Er zou worden geloot om 2 plekken, onder 4 personen."


def test_the_bureau_reads_before_it_for_which_places_nobody_can_be_drawn(table: Table, bureau: HouseClient) -> None:
    page = f"{table.path}/loting/voorbereiden"
    assert "Voor geen van deze plekken kan nu iemand worden ingeloot" in text_of(bureau, page)
    pool(table)
    assert "kan niemand worden ingeloot" not in text_of(bureau, page)
    seat = table.seat(0, 1)
    actions.change_seat(seat, filling=SeatFilling.DRAWN)
    for row in queries.registrations(table.theme.id):
        if (row.interest_id, row.municipality_id) == (seat.interest_id, seat.municipality_id):
            actions.withdraw(row)
    html = text_of(bureau, page)
    assert "Voor sommige plekken kan niemand worden ingeloot" in html
    draw = prepared(table)
    assert draw.state is DrawState.IMPOSSIBLE
    (clash,) = draw_shapes.clashes(draw)
    assert table.places[1].name in clash, "the place that nobody fits, and no other"
    assert clash.endswith("0 meldden zich aan")
    assert draw_shapes.says(draw)[0].startswith("Er zou worden geloot om 3 plekken")


def test_who_answers_by_the_link_without_signing_in_reads_what_they_answered(table: Table, client: HouseClient) -> None:
    draw = announced(table, 2)
    said = mails_to(first(draw).registration.person.address)[-1].body
    link = re.sub(r"^https?://[^/]+", "", next(word for word in said.split() if "/loting/plek/" in word))
    answer = client.submit(link, {"answer": "yes"})
    assert answer.location == link
    page = text_of(client, link)
    assert "Welkom in de groep." in page
    assert "Meld u aan voor deze groep" not in page
