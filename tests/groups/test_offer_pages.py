"""Answering for a place that a draw offered: by the link in the mail, signed in, or by phone to the bureau."""

import re
from datetime import timedelta

import pytest

from regiodialoog.core import clock
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.groups import actions, draw_shapes, queries
from regiodialoog.groups.models import OfferState, SeatState
from tests.accounts.people import become, mails_to, someone
from tests.groups.conftest import Table
from tests.groups.test_drawing import announced, picked, pool
from tests.groups.test_offering import first, states
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient


def link_of(table: Table, address: str) -> str:
    """The page behind the link in the last mail about a place."""
    mail = [each for each in mails_to(address) if "/loting/plek/" in each.body][-1]
    found = re.search(rf"{table.path}/loting/plek/\S+", mail.body)
    assert found
    return found[0]


def test_somebody_answers_by_the_link_in_the_mail_without_signing_in(table: Table, client: HouseClient) -> None:
    draw = announced(table)
    offer = first(draw)
    link = link_of(table, offer.registration.person.address)
    html = text_of(client, link)
    assert "U bent ingeloot" in html
    assert states(draw) == [OfferState.SENT, OfferState.SENT], "looking at a page changes nothing"
    assert client.submit(link, {"answer": None}).status_code == 422
    assert client.submit(link, {"answer": "yes"}).status_code == 303
    assert queries.offers(draw.id)[0].state is OfferState.ACCEPTED
    assert "De plek is van u." in text_of(client, link)


def test_no_is_no_and_the_next_hears_of_it(table: Table, client: HouseClient) -> None:
    draw = announced(table)
    offer = first(draw)
    assert client.submit(link_of(table, offer.registration.person.address), {"answer": "no"}).status_code == 303
    new = queries.offers(draw.id)[-1]
    assert mails_to(new.registration.person.address)[-1].subject.startswith("Er is een plek voor u vrijgekomen")
    assert "Er is een plek voor u vrijgekomen" in text_of(client, link_of(table, new.registration.person.address))


def test_a_page_sent_twice_answers_once(table: Table, client: HouseClient) -> None:
    draw = announced(table)
    link = link_of(table, first(draw).registration.person.address)
    opened = client.get(link)
    assert client.send(opened, {"answer": "no"}).status_code == 303
    assert client.send(opened, {"answer": "no"}).status_code == 303
    assert states(draw).count(OfferState.DECLINED) == 1
    assert len(states(draw)) == 3


def test_signed_in_one_sees_it_on_ones_own_page_and_answers_there(table: Table, client: HouseClient) -> None:
    draw = announced(table)
    become(client, first(draw).registration.person)
    for path in ("/mijn", f"{table.path}/aanmelden"):
        html = text_of(client, path)
        assert "Zeg of u meedoet" in html
    assert client.submit(f"{table.path}/aanmelden/plek", {"answer": "yes"}).status_code == 303
    assert "De plek is van u." in text_of(client, f"{table.path}/aanmelden/plek")
    assert len([seat for seat in table.seats if seat.state is SeatState.FILLED]) == 1


def test_nobody_answers_for_somebody_else(table: Table, client: HouseClient) -> None:
    draw = announced(table)
    become(client, someone("Vreemde", "vreemde@example.nl"))
    lottery, key = f"{table.path}/loting/1", first(draw).id
    assert client.get(f"{table.path}/aanmelden/plek").status_code == 404
    for path in (f"{lottery}/plekken", f"{lottery}/plekken/{key}", f"{lottery}/vervangen"):
        assert client.get(path).status_code == 403
    other = dialogues.create_theme(table.theme.round, "Wandelpaden", question="Waar?", municipalities=table.places)
    link = link_of(table, first(draw).registration.person.address)
    assert client.get(link.replace(table.theme.slug, other.slug)).status_code == 404
    assert client.get(f"{lottery.removesuffix('/1')}/plek/onzin").status_code == 410
    drawn = {offer.registration.person_id for offer in queries.offers(draw.id)}
    become(client, next(person for person in table.people if person.id not in drawn))
    assert "Zeg of u meedoet" not in text_of(client, "/mijn")


def test_the_bureau_sees_who_answered_and_writes_down_what_was_said_by_phone(table: Table, bureau: HouseClient) -> None:
    draw = announced(table)
    lottery, one, two = f"{table.path}/loting/1", *queries.offers(draw.id)
    assert bureau.submit(f"{lottery}/plekken/{one.id}", {"answer": "no"}).status_code == 303
    assert bureau.get(f"{lottery}/plekken/{one.id}").status_code == 409
    assert bureau.submit(f"{lottery}/plekken/{two.id}", {"answer": "yes"}).status_code == 303
    html = text_of(bureau, f"{lottery}/plekken")
    for said in ("zegt nee", "zegt ja", "per telefoon", "was aan de beurt", one.registration.person.display_name):
        assert said in html
    assert queries.offers(draw.id)[0].answered_by == table.bureau.id
    assert bureau.get(f"{lottery}/plekken/999999").status_code == 404


def test_everybody_reads_the_figures_and_no_names_and_gets_the_file_if_it_is_public(
    table: Table, client: HouseClient
) -> None:
    draw = announced(table)
    actions.decline_offer(first(draw))
    html = text_of(client, f"{table.path}/loting/1")
    figures = dict(draw_shapes.answers(draw, queries.offers(draw.id)))
    assert (figures["Aangeboden plekken"], figures["Nee gezegd"]) == ("3", "1")
    assert all(name in html for name in figures)
    for row in queries.offers(draw.id):
        assert row.registration.person.display_name not in html
    answer = client.get(f"{table.path}/loting/1/replacements.json")
    assert len(answer.json["replacements"]) == 1
    draw.file_is_public = False
    assert client.get(f"{table.path}/loting/1/replacements.json").status_code in (302, 303, 403)


@pytest.mark.parametrize("until", ["", "2020-01-01", "9999-12-31"])
def test_a_last_day_that_is_no_day_to_come_is_refused(table: Table, bureau: HouseClient, until: str) -> None:
    pool(table)
    picked(table)
    with clock.at(clock.now() + timedelta(days=2)):
        become(bureau, table.bureau)
        answer = bureau.submit(f"{table.path}/loting/1/bekendmaken", {"replace_until": until})
    assert answer.status_code == 422
    assert not queries.offers(queries.draw(table.theme, 1).id)
