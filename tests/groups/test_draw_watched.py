"""Who watches a draw: a witness who is named, with or without an account, and councils that checked the files."""

import re
from datetime import timedelta
from typing import cast

import pytest
from flask import Flask

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts import own_data
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from regiodialoog.core.policy import Role
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import watching
from regiodialoog.groups.models import Draw, DrawState, DrawWitness
from tests.accounts.people import become, kinds, mails_to, someone, staff
from tests.groups.conftest import Table
from tests.groups.test_draw_told import clerk_of
from tests.groups.test_drawing import picked, pool, prepared, sealed_draw
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

NOTARY = {
    "who": "outside",
    "office": "notaris in Amersfoort",
    "name": "Nora Notaris",
    "address": "nora@notaris.example",
}


def decide(table: Table, draw: Draw) -> None:
    actions.type_outcome(draw, outcome="3 1 6", by=table.bureau.id)
    actions.type_outcome(draw, outcome="3 1 6", by=staff(Role.BUREAU).id)


def link_to(address: str) -> str:
    """The address of the page in the newest mail to a witness from outside."""
    found = re.search(r"https?://[^/\s]+(/themas/\S+/loting/getuige/\S+)", mails_to(address)[-1].body)
    assert found is not None
    return found[1]


def outsider(draw: Draw, table: Table) -> DrawWitness:
    office, name, address = NOTARY["office"], NOTARY["name"], NOTARY["address"]
    return actions.name_witness(draw, by=table.bureau.id, office=office, name=name, address=address)


def test_whoever_is_replaced_hears_that_if_they_heard_the_other(table: Table) -> None:
    pool(table)
    clerk, over = clerk_of(table), "U hoeft geen getuige meer te zijn: Fietspaden"

    def heard(address: str) -> int:
        return [mail.subject for mail in mails_to(address)].count(over)

    draw = sealed_draw(table)
    outsider(draw, table)
    link = link_to(NOTARY["address"])
    actions.name_witness(draw, office="griffier van Soest", person_id=clerk.id, by=None)
    assert heard(NOTARY["address"]) == 1
    (mail,) = [mail for mail in mails_to(NOTARY["address"]) if mail.subject == over]
    assert "De link die u kreeg, werkt niet meer." in mail.body
    with pytest.raises(NotFound):
        watching.witness_behind(link.rsplit("/", 1)[-1])
    actions.name_witness(draw, office="raadsgriffier van Soest", person_id=clerk.id, by=None)
    assert heard(clerk.address) == 0, "only the words of the office differ"
    outsider(draw, table)
    assert heard(clerk.address) == 1


def test_nobody_hears_of_it_who_heard_nothing_before_the_seal(table: Table) -> None:
    pool(table)
    draw = prepared(table)
    outsider(draw, table)
    actions.name_witness(draw, office="notaris in Soest", name="Ab", address="ab@notaris.example", by=None)
    assert not mails_to(NOTARY["address"])


def test_a_notary_who_is_named_hears_it_at_the_seal_and_confirms_without_an_account(
    table: Table, bureau: HouseClient, app: Flask
) -> None:
    visitor = cast("HouseClient", app.test_client())
    pool(table)
    draw = prepared(table)
    path = f"{table.path}/loting/1"
    assert bureau.submit(f"{path}/getuige/aanwijzen", {**NOTARY, "address": ""}).status_code == 422
    assert bureau.submit(f"{path}/getuige/aanwijzen", NOTARY).status_code == 303
    assert not mails_to(NOTARY["address"]), "nothing is sealed yet"
    assert "notaris in Amersfoort" in text_of(bureau, f"{path}/verzegelen")
    opens = clock.now() + timedelta(days=1)
    actions.seal_draw(draw, source="Dobbelstenen", opens_at=opens, file_is_public=False)
    assert draw.seal in mails_to(NOTARY["address"])[-1].body
    html = text_of(visitor, path)
    assert "notaris in Amersfoort is aangewezen" in html
    assert "Nora" not in html
    page = visitor.get(link_to(NOTARY["address"]))
    assert page.status_code == 200
    check_page(page)
    assert "<form" not in page.text.split("<main")[1].split("</main")[0]
    with clock.at(clock.now() + timedelta(days=2)):
        decide(table, draw)
        assert len(mails_to(NOTARY["address"])) == 2
        link = link_to(NOTARY["address"])
        check_page(visitor.get(link))
        assert visitor.get(link).status_code == 200
        assert draw.witnessed_at is None, "opening the link confirms nothing"
        assert visitor.submit(link, {"show_name": "no"}).status_code == 303
    assert "notaris in Amersfoort. Bevestigde op" in text_of(visitor, path)
    assert "Nora" not in text_of(visitor, path)
    witness = draw.witness
    assert witness is not None
    assert (witness.name, witness.address) == ("", "")
    assert "groups.draw_witness_named" in kinds()
    assert "groups.draw_witnessed" in kinds()
    with clock.at(clock.now() + timedelta(days=2)):
        assert visitor.get(link).status_code == 200
        assert visitor.post(link).status_code != 303, "only once"


def test_the_name_of_a_witness_is_read_only_when_they_agree(table: Table, client: HouseClient) -> None:
    pool(table)
    draw = sealed_draw(table)
    outsider(draw, table)
    with clock.at(clock.now() + timedelta(days=2)):
        decide(table, draw)
        assert client.submit(link_to(NOTARY["address"]), {"show_name": "yes"}).status_code == 303
    assert "Nora Notaris, notaris in Amersfoort" in text_of(client, f"{table.path}/loting/1")


def test_a_link_serves_one_draw_for_its_days_and_ends_when_another_is_named(table: Table, client: HouseClient) -> None:
    pool(table)
    draw = sealed_draw(table)
    outsider(draw, table)
    link = link_to(NOTARY["address"])
    assert link.rpartition("/")[2] not in str(vars(draw.witness)), "only a hash is kept"
    assert client.get(link.replace("fietspaden", "bestaat-niet")).status_code == 404
    assert client.get(f"{table.path}/loting/getuige/verzonnen").status_code == 410
    with clock.at(clock.now() + timedelta(days=33)):
        assert client.get(link).status_code == 410
        watching.forget_witnesses()
        assert draw.witness is not None
        assert (draw.witness.address, draw.witness.token_hash, draw.witness.office) == ("", None, NOTARY["office"])
    outsider(draw, table)
    newer = link_to(NOTARY["address"])
    clerk = clerk_of(table)
    actions.name_witness(draw, office="griffier van Soest", person_id=clerk.id, by=table.bureau.id)
    assert client.get(newer).status_code == 410


def test_only_who_was_named_confirms_and_others_check(table: Table, bureau: HouseClient) -> None:
    pool(table)
    named, other = clerk_of(table), clerk_of(table, 1, "Otto Griffier")
    draw = prepared(table)
    path = f"{table.path}/loting/1"
    assert bureau.submit(f"{path}/getuige/aanwijzen", {"who": str(named.id)}).status_code == 303
    actions.seal_draw(draw, source="Dobbelstenen", opens_at=clock.now() + timedelta(days=1), file_is_public=False)
    assert "als getuige" in mails_to(named.address)[-1].body
    assert "als getuige" not in mails_to(other.address)[-1].body
    with clock.at(clock.now() + timedelta(days=2)):
        decide(table, draw)
        become(bureau, other)
        assert bureau.get(f"{path}/getuige").status_code == 403
        html = text_of(bureau, "/mijn")
        assert "Bevestig hoe de loting is beslist" not in html
        assert "Controleer de loting" in html
        become(bureau, named)
        assert "Bevestig hoe de loting is beslist" in text_of(bureau, "/mijn")
        assert bureau.submit(f"{path}/getuige", {"show_name": "yes"}).status_code == 303
        assert f"Greet Griffier, griffier van {table.places[0].name}" in text_of(bureau, path)
    with pytest.raises(Conflict):
        actions.name_witness(draw, office="griffier", person_id=other.id, by=None)


def test_a_council_writes_down_what_the_program_said(table: Table, bureau: HouseClient) -> None:
    pool(table)
    picked(table, public=False)
    path = f"{table.path}/loting/1"
    clerk = clerk_of(table)
    with clock.at(clock.now() + timedelta(days=2)):
        become(bureau, clerk)
        today = clock.today()
        for wrong in (
            {"checked_on": (today + timedelta(days=1)).isoformat(), "in_order": "yes"},
            {"checked_on": "2020-01-01", "in_order": "yes"},
            {"in_order": "no", "remark": ""},
            {},
        ):
            assert bureau.submit(f"{path}/controle", wrong).status_code == 422, wrong
        assert "Controleer de loting" in text_of(bureau, "/mijn")
        assert bureau.submit(f"{path}/controle", {"in_order": "yes"}).status_code == 303
        assert "Controleer de loting" not in text_of(bureau, "/mijn")
        bad = {"in_order": "no", "remark": "draw.json, paneel 12"}
        assert bureau.submit(f"{path}/controle", bad).status_code == 303
    become(bureau, someone("Kijker", "kijker@example.nl"))
    html = text_of(bureau, path)
    place = table.places[0].name
    assert f"Griffie van {place}" in html
    assert "bestand en uitslag zijn in orde" in html
    assert "draw.json, paneel 12" in html
    assert clerk.display_name not in html
    assert bureau.get(f"{path}/controle").status_code == 403, "a resident"
    become(bureau, table.bureau)
    assert bureau.get(f"{path}/controle").status_code == 403


def test_a_check_before_the_outcome_says_so(table: Table) -> None:
    pool(table)
    draw = sealed_draw(table)
    clerk = clerk_of(table)
    row = actions.record_check(draw, table.places[0].id, in_order=True, checked_on=clock.today(), by=clerk.id)
    assert not row.with_result
    with pytest.raises(Invalid):
        actions.record_check(draw, table.places[0].id, in_order=False, checked_on=clock.today(), by=clerk.id)


def test_without_the_file_nobody_is_told_to_put_it_in_a_folder(table: Table, bureau: HouseClient) -> None:
    pool(table)
    picked(table, public=False)
    path = f"{table.path}/loting/1"
    become(bureau, someone("Kijker", "kijker@example.nl"))
    html = text_of(bureau, path)
    assert "Maak een map" not in html
    assert "python3 verify.py" not in html
    assert "Dit kan iedereen controleren" in html
    become(bureau, clerk_of(table))
    assert "Maak een map" in text_of(bureau, path)


def test_who_was_named_for_a_draw_that_is_let_go_of_hears_it_and_is_forgotten(
    table: Table, client: HouseClient
) -> None:
    pool(table)
    first = prepared(table)
    outsider(first, table)
    actions.abandon_draw(first, reason="Vergissing.")
    assert not mails_to(NOTARY["address"])
    assert first.witness is not None
    assert first.witness.address == ""
    second = prepared(table, reason="Opnieuw.")
    opens = clock.now() + timedelta(days=1)
    outsider(second, table)
    actions.seal_draw(second, source="Dobbelstenen", opens_at=opens, file_is_public=True)
    link = link_to(NOTARY["address"])
    actions.abandon_draw(second, reason="De griffier was ziek.")
    assert "De loting gaat niet door" in mails_to(NOTARY["address"])[-1].subject
    assert second.witness is not None
    assert (second.witness.name, second.witness.address) == ("", "")
    assert client.get(link).status_code == 410


def test_an_erased_witness_keeps_the_office_and_loses_the_name(table: Table) -> None:
    pool(table)
    clerk = clerk_of(table)
    draw = picked(table)
    actions.witness_draw(draw, by=clerk.id, role="griffier van Soest", shown_name=clerk.name)
    (told,) = own_data.collect(clerk)["draws_watched"]["witness"]
    assert told["shown_name"] == clerk.name
    accounts.erase(clerk)
    db.session.refresh(draw)
    assert draw.witness is not None
    assert (draw.witness.shown_name, draw.witness_role) == ("", "griffier van Soest")


def test_a_name_of_300_letters_and_a_step_that_is_over_are_refused(table: Table, bureau: HouseClient) -> None:
    pool(table)
    draw = actions.prepare_draw(table.group, by=table.bureau.id)
    path = f"{table.path}/loting/1/getuige/aanwijzen"
    assert bureau.get(path).status_code == 409
    actions.abandon_draw(draw, reason="Vergissing.")
    assert bureau.get(path).status_code == 409
    again = prepared(table, reason="Opnieuw.")
    path = path.replace("/1/", "/2/")
    for field in ("office", "name"):
        answer = bureau.submit(path, {**NOTARY, field: "x" * 300})
        assert answer.status_code == 422, field
    assert bureau.submit(path, {"who": "12345678"}).status_code == 422
    assert queries.draw(table.theme, 2).witness is None
    assert again.state is DrawState.PREPARED


def test_what_a_reader_must_do_stands_before_all_else_on_the_page_of_a_draw(table: Table, bureau: HouseClient) -> None:
    pool(table)
    picked(table)
    become(bureau, clerk_of(table))
    html = text_of(bureau, f"{table.path}/loting/1")
    assert html.index(">Bevestigen dat u zag hoe het is beslist<") < html.index("In het kort")


def test_after_a_draw_was_decided_without_a_witness_none_is_awaited(table: Table, client: HouseClient) -> None:
    pool(table)
    draw = sealed_draw(table)
    path = f"{table.path}/loting/{draw.number}"
    assert "Er is nog geen getuige aangewezen." in text_of(client, path)
    with clock.at(clock.now() + timedelta(days=2)):
        decide(table, draw)
        html = text_of(client, path)
    assert "Er is geen getuige aangewezen." in html
    assert "nog geen getuige" not in html
