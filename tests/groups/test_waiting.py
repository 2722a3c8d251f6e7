"""What people read who wait: how the places of their interest are filled, that they were not drawn, that there was no
place; the truth, once, and what they can do."""

from datetime import timedelta
from typing import Any

from regiodialoog.core import clock
from regiodialoog.core.i18n import format_date
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, draw_shapes, queries, waiting
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.models import Draw, Registration, RegistrationState
from tests.accounts.people import become, mails_to
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_drawing import DICE, announced, sealed_draw
from tests.groups.test_offering import first, later
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

NOT_DRAWN = "U bent niet ingeloot: Fietspaden"


def told(row: Registration) -> list[str]:
    return [mail.subject for mail in mails_to(row.person.address)]


def not_offered(table: Table, draw: Draw) -> list[Registration]:
    offered = {row.registration_id for row in queries.offers(draw.id)}
    return [row for row in queries.registrations(table.theme.id) if row.id not in offered]


def test_whoever_was_not_drawn_hears_it_once_and_reads_the_same_on_their_own_page(
    table: Table, client: HouseClient
) -> None:
    draw = announced(table)
    others = not_offered(table, draw)
    assert len(others) == 2
    for row in others:
        assert told(row).count(NOT_DRAWN) == 1
        body = mails_to(row.person.address)[-1].body
        assert "U kunt nog aan de beurt komen" in body
        assert format_date(draw.replace_until) in body
        assert f"{table.path}/loting/1" in body
    for offer in queries.offers(draw.id):
        assert NOT_DRAWN not in told(offer.registration)
    become(client, others[0].person)
    for path in (f"{table.path}/aanmelden", "/mijn"):
        shown = client.get(path)
        check_page(shown)
        html = shown.get_data(as_text=True)
        assert "U bent niet ingeloot" in html, path
        assert f'href="{table.path}/loting/1"' in html, path
    assert "U bent aangemeld" not in text_of(client, f"{table.path}/aanmelden")
    assert "deelt het bureau de plekken in" not in text_of(client, f"{table.path}/aanmelden")


def test_a_place_that_came_free_at_once_is_no_bad_news(table: Table) -> None:
    rows = [table.sign_up(n % 2, n // 2 % 2) for n in range(4)]
    draw = sealed_draw(table)
    with later(days=2):
        for by in (table.bureau.id, rows[0].person_id):
            actions.type_outcome(draw, outcome="1 2 3", by=by)
        actions.withdraw(queries.registration(next(iter(draw.result["seats"].values()))))
        actions.announce_draw(draw, replace_until=clock.today() + timedelta(days=9))
        for offer in queries.offers(draw.id):
            assert NOT_DRAWN not in told(offer.registration)
        assert sum(NOT_DRAWN in told(row) for row in rows) == 1


def test_after_the_last_day_nobody_is_told_to_hope(table: Table, client: HouseClient) -> None:
    draw = announced(table)
    (row, *_rest) = not_offered(table, draw)
    with clock.at(clock.now() + timedelta(days=60)):
        assert waiting.standing(row).said[1:] == ["Plekken die vrijkomen, gaan niet meer via deze loting."]


def test_before_it_is_decided_the_own_page_leads_to_the_draw_and_tells_no_outcome(
    table: Table, client: HouseClient
) -> None:
    row = table.sign_up(0, 0)
    table.sign_up(1, 0)
    draw = sealed_draw(table)
    become(client, row.person)
    html = text_of(client, f"{table.path}/aanmelden")
    assert "U doet mee in de loting." in html
    assert f'href="{table.path}/loting/1"' in html
    actions.abandon_draw(draw, reason="Een fout.")
    assert "U doet mee in de loting." not in text_of(client, f"{table.path}/aanmelden")


def test_the_confirmation_says_how_the_places_of_that_interest_are_filled(table: Table, client: HouseClient) -> None:
    """Two interests have places that are drawn for beside others; a third way is only drawn, or only the bureau."""
    row = table.sign_up(0, 0)
    name = row.interest.name
    some = f"Als het aanmelden voorbij is, wordt er geloot om een deel van de plekken voor: {name}."
    assert some in mails_to(row.person.address)[-1].body
    become(client, row.person)
    assert some in text_of(client, f"{table.path}/aanmelden")
    for seat in table.seats:
        if seat.interest_id == row.interest_id and seat.municipality_id is not None:
            actions.remove_seat(seat)
    assert waiting.how_filled(row) == f"Als het aanmelden voorbij is, wordt er geloot om de plekken voor: {name}."
    for seat in table.seats:
        if seat.municipality_id is None:
            actions.remove_seat(seat)
    other = table.sign_up(1, 0)
    assert waiting.how_filled(other) == "Als aanmelden niet meer kan, deelt het bureau de plekken in."


def test_who_had_no_chance_can_still_be_next_in_line_and_who_fits_no_place_cannot(table: Table) -> None:
    """Who is next depends on who sits by then, so a chance of nothing at the seal is no reason to be left out."""
    table.ask_ages(minimum=0, maximum=0)
    actions.change_quota(next(iter(queries.quotas(table.group.id))), minimum=0, maximum=4)
    young = [table.sign_up(n % 2, 0, answers={"Leeftijd": "jong"}) for n in range(2)]
    old = table.sign_up(0, 1, answers={"Leeftijd": "oud"})
    draw = actions.prepare_draw(table.group, by=table.bureau.id)
    drawing.keep_prepared(draw, *drawing.computed(draw.inputs))
    draw.group.theme = table.theme
    given: dict[str, Any] = {"source": DICE, "opens_at": clock.now() + timedelta(days=1), "file_is_public": False}
    actions.seal_draw(draw, barred_reason="Het past niet.", **given)
    with later(days=2):
        for by in (table.bureau.id, young[0].person_id):
            actions.type_outcome(draw, outcome="1 2 3", by=by)
        actions.announce_draw(draw, replace_until=clock.today() + timedelta(days=9))
        assert queries.in_line(table.theme.id, clock.today()) == {old.id}
        assert told(old).count(NOT_DRAWN) == 1
        assert "U kunt nog aan de beurt komen" in mails_to(old.person.address)[-1].body
        places = {place for place in queries.places_of(draw) if place[0] != old.interest_id}
        assert not waiting.fits(places, old)


# ── who cannot be drawn ──────────────────────────────────────────────────────


def test_who_has_no_chance_reads_why_and_what_they_can_do(table: Table, client: HouseClient) -> None:
    table.ask_ages(minimum=0, maximum=0)
    actions.change_quota(next(iter(queries.quotas(table.group.id))), minimum=0, maximum=4)
    can = [table.sign_up(n, 0, answers={"Leeftijd": "jong"}) for n in range(2)]
    cannot = table.sign_up(0, 1, answers={"Leeftijd": "oud"})
    draw = actions.prepare_draw(table.group, by=table.bureau.id)
    drawing.keep_prepared(draw, *drawing.computed(draw.inputs))
    opens = clock.now() + timedelta(days=1)
    actions.seal_draw(draw, source=DICE, opens_at=opens, file_is_public=False, barred_reason="Het past niet.")
    become(client, cannot.person)
    shown = client.get(f"{table.path}/loting/1")
    check_page(shown)
    html = shown.get_data(as_text=True)
    assert "U kunt nu niet worden ingeloot" in html
    assert "Leeftijd: oud. Er zitten al genoeg mensen aan tafel bij wie dat zo is." in html
    assert f'href="{table.path}/aanmelden"' in html
    become(client, can[0].person)
    assert "U kunt nu niet worden ingeloot" not in text_of(client, f"{table.path}/loting/1")


def test_causes_in_words(table: Table) -> None:
    def of(*causes: list[object]) -> list[str]:
        return draw_shapes.own_causes(Draw(found={"barred": [{"codes": ["a"], "causes": list(causes)}]}), "a")

    assert of(["Belang en gemeente", "Zorg, wonen, Soest", 0, 0]) == [
        "Er wordt geen plek verloot voor Zorg, wonen uit Soest."
    ]
    assert of(["Belang", "Zorg", 0, 0]) == ["Er wordt geen plek verloot voor Zorg."]
    (both,) = of(["Belang", "Zorg", 1, 1], ["Leeftijd", "oud", 2, 4])
    assert both.startswith("Deze eisen samen laten geen plek over voor iemand zoals u:")
    assert of() == []
    assert draw_shapes.own_causes(Draw(found={}), "a") == []


# ── no place, and who cannot be drawn again ──────────────────────────────────


def test_who_had_no_place_sees_the_reserve_list_and_can_withdraw(table: Table, client: HouseClient) -> None:
    row = table.sign_up(0, 0)
    actions.refuse(row, reason="Er waren meer mensen dan plekken.")
    become(client, row.person)
    shown = client.get(f"{table.path}/aanmelden")
    check_page(shown)
    html = shown.get_data(as_text=True)
    for said in ("Er is nu geen plek voor u", "U staat op de reservelijst.", "Er waren meer mensen dan plekken."):
        assert said in html
    assert 'name="interest_id"' not in html, "no empty form"
    mine = text_of(client, "/mijn")
    assert "U staat op de reservelijst." in mine
    assert "Aanmelden voor Fietspaden" not in mine
    assert client.submit(f"{table.path}/aanmelden/intrekken").status_code == 303
    assert row.state is RegistrationState.WITHDRAWN
    assert 'name="interest_id"' in text_of(client, f"{table.path}/aanmelden"), "now one can sign up anew"


def test_who_declined_a_drawn_place_is_told_that_no_lot_falls_on_them_again(table: Table, client: HouseClient) -> None:
    draw = announced(table)
    offer = first(draw)
    person, interest = offer.registration.person, offer.registration.interest
    actions.decline_offer(offer)
    become(client, person)
    assert "U kunt niet nog een keer worden ingeloot" in text_of(client, f"{table.path}/aanmelden")
    for seat in table.seats:
        if seat.interest_id == interest.id and seat.municipality_id is not None:
            actions.remove_seat(seat)
    again = table.sign_up(table.interests.index(interest), 0, person=person)
    said = "U kunt niet nog een keer worden ingeloot. Om alle plekken voor"
    assert said in text_of(client, f"{table.path}/aanmelden")
    assert said in mails_to(person.address)[-1].body
    assert again.id not in {row.id for row in drawing.can_be_drawn(table.group, table.seats)}


def test_nobody_who_is_in_line_hears_that_all_places_are_gone(table: Table, bureau: HouseClient) -> None:
    draw = announced(table)
    stranger = table.sign_up(0, 0)
    in_phase(table.theme, PhaseKind.COMPOSITION)
    path = "/beheer/groepen/fietspaden/aanmeldingen/geen-plek"
    html = text_of(bureau, path)
    assert "2 mensen zijn nog aan de beurt in de loting en krijgen deze mail niet" in html
    assert "1 persoon krijgt deze mail" in html
    assert "Deze persoon kan dit lezen" not in html
    assert bureau.submit(path, {"reason": "Alle plekken zijn vergeven.", "knowing": "y"}).status_code == 303
    assert told(stranger)[-1].startswith("Nu geen plek")
    actions.decline_offer(first(draw))
    asked = queries.offers(draw.id)[-1].registration
    assert not any(subject.startswith("Nu geen plek") for subject in told(asked))
    waits = next(row for row in not_offered(table, draw) if row.id != stranger.id)
    one = f"/beheer/groepen/fietspaden/aanmeldingen/{waits.id}/geen-plek"
    assert "kan nog een plek krijgen die vrijkomt" in text_of(bureau, one)
    with clock.at(clock.now() + timedelta(days=60)):
        become(bureau, table.bureau)
        assert "krijgen deze mail niet" not in text_of(bureau, path), "after the last day nobody is in line"


def test_everybody_who_signed_up_and_stayed_is_counted(table: Table, client: HouseClient) -> None:
    rows = [table.sign_up(n % 2, 0) for n in range(5)]
    actions.withdraw(rows[0])
    actions.refuse(rows[1], reason="Vol.")
    table.nobody_gets_a_place()
    in_phase(table.theme, PhaseKind.RECRUITMENT)
    table.sign_up(person=rows[1].person)
    assert "Tot nu toe meldden 4 mensen zich aan." in text_of(client, f"{table.path}/groep")
