"""Whoever signed up while no lots were drawn takes part in a draw only once they agreed to it."""

import pytest

from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import agreeing_anew, drawing
from regiodialoog.groups.consent import agreed_now
from regiodialoog.groups.models import Registration, SeatFilling
from tests.accounts.people import become, kinds, mails_to, someone
from tests.dialogues.conftest import Talk
from tests.groups.conftest import Table
from tests.groups.test_drawing import prepared, sealed_draw
from tests.groups.test_pages import MANAGE, text_of
from tests.support.client import HouseClient

AGREE, ASK = "/themas/fietspaden/aanmelden/akkoord", f"{MANAGE}/loting-akkoord"


def before_lots(table: Table, count: int = 2) -> list[Registration]:
    """People who signed up while the bureau filled every place; after that lots are drawn for some."""
    drawn = [seat for seat in table.seats if seat.filling is SeatFilling.DRAWN]
    for seat in drawn:
        actions.change_seat(queries.seat(seat.id), filling=SeatFilling.ASSIGNED)
    rows = [table.sign_up(n % 2, agreed=agreed_now(table.theme, table.group)) for n in range(count)]
    for seat in drawn:
        actions.change_seat(queries.seat(seat.id), filling=SeatFilling.DRAWN)
    return rows


def after_lots(table: Table, count: int = 2) -> list[Registration]:
    return [table.sign_up(n % 2, agreed=agreed_now(table.theme, table.group)) for n in range(count)]


def pool(table: Table) -> set[int]:
    return {row.id for row in drawing.can_be_drawn(table.group, actions.seats_to_draw(table.seats))}


def test_who_agreed_to_no_draw_is_in_no_pool_and_in_no_file(table: Table) -> None:
    early, late = before_lots(table), after_lots(table)
    assert pool(table) == {row.id for row in late}
    draw = prepared(table)
    assert set(draw.codes.values()) == {row.id for row in late}
    assert actions.left_out(table.group, actions.seats_to_draw(table.seats)) == (0, 0, 0, len(early))
    suggested = table.suggested()
    assert set(suggested.seats.values()) & {row.id for row in early}, "the bureau can still give them a place"


def test_once_they_agree_they_take_part(table: Table, client: HouseClient) -> None:
    early, _late = before_lots(table), after_lots(table)
    become(client, early[0].person)
    assert AGREE in text_of(client, f"{table.path}/aanmelden")
    page = text_of(client, AGREE)
    assert "Voor plekken wordt geloot." in page
    assert "De griffiers van de raden krijgen dat bestand" in page, "all of it stands there"
    shown = client.get(AGREE)
    for _twice in range(2):
        assert client.send(shown).location == f"{table.path}/aanmelden"
    assert early[0].id in pool(table)
    assert early[1].id not in pool(table)
    assert AGREE not in text_of(client, f"{table.path}/aanmelden")
    assert kinds().count("groups.consent_given") == 5


def test_after_the_seal_it_is_too_late(table: Table, client: HouseClient) -> None:
    early, _late = before_lots(table), after_lots(table)
    become(client, early[0].person)
    shown = client.get(AGREE)
    sealed_draw(table)
    assert client.get(AGREE).location == f"{table.path}/aanmelden"
    client.send(shown)
    assert early[0].id not in {row.id for row in drawing.can_be_drawn(table.group, table.seats)}
    with pytest.raises(Conflict):
        agreeing_anew.agree_anew(early[0], agreed_now(table.theme, table.group))


def test_the_bureau_reads_how_many_and_has_them_asked_once(table: Table, bureau: HouseClient) -> None:
    early, _late = before_lots(table, 3), after_lots(table)
    prepare = text_of(bureau, f"{table.path}/loting/voorbereiden")
    assert "3 meldden zich aan toen er niet werd geloot, en gingen daarmee nog niet akkoord." in prepare
    assert ASK in prepare
    assert early[0].person.display_name in text_of(bureau, ASK)
    assert bureau.submit(ASK).status_code == 303
    for _twice in range(2):
        agreeing_anew.ask_some([row.id for row in early])
    for row in early:
        asked = [mail for mail in mails_to(row.person.address) if "Er wordt toch geloot" in mail.subject]
        assert len(asked) == 1
        assert AGREE in asked[0].body
    become(bureau, someone())
    assert bureau.get(ASK).status_code == 403


def test_at_the_desk_it_is_read_aloud(table: Table, bureau: HouseClient) -> None:
    (row,) = before_lots(table, 1)
    there = f"{MANAGE}/balie/{row.id}/akkoord"
    assert "Lees deze tekst voor." in text_of(bureau, there)
    assert bureau.submit(there).status_code == 303
    last = queries.consents([row.id])[row.id]
    assert (last.read_aloud, last.text.by_lot) == (True, True)
    assert row.id in pool(table)
    become(bureau, someone())
    assert bureau.get(there).status_code == 403


def test_nobody_is_asked_when_everybody_agreed(table: Table, bureau: HouseClient) -> None:
    after_lots(table)
    assert ASK not in text_of(bureau, f"{table.path}/loting/voorbereiden")
    assert "Er is niemand om te vragen." in text_of(bureau, ASK)
    with pytest.raises(Conflict):
        agreeing_anew.ask_to_agree(table.group)


def test_of_another_theme_or_without_a_registration_there_is_nothing_to_agree_to(
    table: Table, client: HouseClient
) -> None:
    assert client.get(AGREE).status_code in (302, 303)
    become(client, someone())
    assert client.get(AGREE).location == f"{table.path}/aanmelden"
    db.session.rollback()


def test_while_no_lots_are_drawn_nobody_is_asked_anything(table: Table, bureau: HouseClient) -> None:
    (row,) = before_lots(table, 1)
    table.nothing_by_lot()
    assert "Er is niemand om te vragen." in text_of(bureau, ASK)
    with pytest.raises(Conflict):
        agreeing_anew.ask_to_agree(table.group)
    assert bureau.get(f"{MANAGE}/balie/{row.id}/akkoord").location == f"{MANAGE}/balie/{row.id}"
    become(bureau, row.person)
    assert AGREE not in text_of(bureau, f"{table.path}/aanmelden")
    assert bureau.get(AGREE).location == f"{table.path}/aanmelden"


def test_the_desk_may_press_twice_and_finds_nobody_of_another_theme(
    table: Table, talk: Talk, bureau: HouseClient
) -> None:
    (row,) = before_lots(table, 1)
    shown = bureau.get(f"{MANAGE}/balie/{row.id}/akkoord")
    for _twice in range(2):
        assert bureau.send(shown).location == f"{MANAGE}/balie/{row.id}"
    assert len(queries.consents_of(row.id)) == 2
    places = {talk.region.places[0]: ""}
    other = dialogues.create_theme(talk.round, "Bomen", question="Waar?", municipalities=places)
    actions.make_group(other, "Groep Bomen", size=2)
    assert bureau.get(f"/beheer/groepen/bomen/balie/{row.id}/akkoord").status_code == 404


# ── what one told, also once there is a place ────────────────────────────────


def test_who_sits_still_reads_what_they_told_and_is_led_to_leaving(table: Table, client: HouseClient) -> None:
    table.ask_ages()
    row = table.fill(0, 0, answers={"Leeftijd": "jong"})
    become(client, row.person)
    for path in (f"{table.path}/aanmelden", f"{table.path}/aanmelden/bewaren"):
        assert "jong" in text_of(client, path), path
    assert client.get(f"{table.path}/aanmelden/intrekken").location == f"{table.path}/groep/verlaten"
