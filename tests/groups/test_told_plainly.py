"""Steps around a draw that could go wrong unseen: each says before, or at once, what is the matter and what to do."""

from datetime import datetime, timedelta

import pytest

from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.policy import Role
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.homes import home
from regiodialoog.groups.models import Draw, DrawState, OfferState
from tests.accounts.people import become, staff
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_conditions import ask
from tests.groups.test_drawing import DICE, announced, pool, prepared, sealed_draw
from tests.groups.test_offering import first, states
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

OPEN = "Aanmelden kan nog"


def lottery(table: Table) -> str:
    return f"{table.path}/loting/1"


def seal_at(moment: datetime) -> dict[str, str]:
    local = moment.astimezone(AMSTERDAM)
    when = {"opens_on": local.date().isoformat(), "opens_time": local.strftime("%H:%M")}
    return {"source": DICE, "file_is_public": "no", **when}


# ── answers and seals ────────────────────────────────────────────────────────


def test_after_the_seal_no_page_offers_to_change_an_answer_and_the_reason_is_for_residents(
    table: Table, client: HouseClient
) -> None:
    row = pool(table)[0]
    become(client, row.person)
    mine, change = f"{table.path}/aanmelden", f"{table.path}/aanmelden/wijzigen"
    assert change in text_of(client, mine)
    opened = client.get(change)
    draw = sealed_draw(table)
    html = text_of(client, mine)
    assert change not in html
    said = "Daarom kunt u uw antwoorden niet wijzigen tot de loting voorbij is."
    assert said in html
    for answer in (client.get(change), client.send(opened, {"interest_id": str(table.interests[1].id)})):
        assert answer.status_code == 409
        assert said in answer.get_data(as_text=True)
        assert "breek" not in answer.get_data(as_text=True), "that is for the bureau"
    become(client, table.bureau)
    desk = f"/beheer/groepen/fietspaden/balie/{row.id}"
    assert f"{desk}/wijzigen" not in text_of(client, desk)
    actions.abandon_draw(draw, reason="Toch niet.")
    become(client, row.person)
    assert change in text_of(client, mine)


def test_a_draw_that_no_longer_fits_says_so_before_the_form_with_the_way_out(table: Table, bureau: HouseClient) -> None:
    pool(table)
    prepared(table)
    fits = "Deze loting kan niet meer worden verzegeld"
    for path in (lottery(table), f"{lottery(table)}/verzegelen"):
        assert fits not in text_of(bureau, path)
    opened = bureau.get(f"{lottery(table)}/verzegelen")
    table.sign_up(0, 0)
    for path in (lottery(table), f"{lottery(table)}/verzegelen"):
        html = text_of(bureau, path)
        assert fits in html
        assert f'href="{lottery(table)}/afbreken"' in html
    assert 'name="source"' not in text_of(bureau, f"{lottery(table)}/verzegelen")
    assert bureau.send(opened, seal_at(clock.now() + timedelta(days=1))).status_code == 409


def test_giving_out_places_while_people_can_still_sign_up_is_warned_of(table: Table, bureau: HouseClient) -> None:
    pool(table)
    manage = "/beheer/groepen/fietspaden"
    seat = next(seat.id for seat in table.seats if seat.interest_id == table.interests[0].id)
    steps = [f"{table.path}/loting/voorbereiden", f"{manage}/indeling", f"{manage}/plekken/{seat}/indelen"]
    for path in steps:
        assert OPEN in text_of(bureau, path), path
    prepared(table)
    steps[0] = f"{lottery(table)}/verzegelen"
    assert OPEN in text_of(bureau, steps[0])
    in_phase(table.theme, PhaseKind.COMPOSITION)
    become(bureau, table.bureau)
    for path in steps:
        assert OPEN not in text_of(bureau, path), path


def test_between_seal_and_outcome_everybody_can_write_down_the_seal(table: Table, bureau: HouseClient) -> None:
    pool(table)
    draw = prepared(table)
    for minutes in (2, 59):
        with pytest.raises(Invalid, match="minstens een uur"):
            actions.seal_draw(draw, source=DICE, opens_at=clock.now() + timedelta(minutes=minutes), file_is_public=True)
    path = f"{lottery(table)}/verzegelen"
    refused = bureau.submit(path, seal_at(clock.now() + timedelta(minutes=20)))
    assert refused.status_code == 422
    assert "minstens een uur na nu" in refused.get_data(as_text=True)
    assert bureau.submit(path, seal_at(clock.now() + timedelta(minutes=62))).status_code == 303
    assert queries.draw(table.theme, 1).state is DrawState.SEALED


def test_before_a_seal_the_bureau_reads_of_how_many_the_address_is_unknown(table: Table, bureau: HouseClient) -> None:
    unknown = "weten wij niet waar"
    pool(table, 2)
    ask(table, place=False, office=False, household=True)
    table.sign_up(0, 0, home=home("3811 AB", "5", ""))
    prepared(table)
    assert "Van 2 mensen in deze loting weten wij niet waar zij wonen" in text_of(
        bureau, f"{lottery(table)}/verzegelen"
    )
    actions.abandon_draw(queries.draw(table.theme, 1), reason="Opnieuw.")
    ask(table, place=False, office=False, household=False)
    prepared(table, reason="Opnieuw.")
    assert unknown not in text_of(bureau, f"{table.path}/loting/2/verzegelen")


def test_who_does_not_take_part_is_counted_with_the_reason(table: Table, bureau: HouseClient) -> None:
    for seat in table.seats:
        if seat.interest_id == table.interests[1].id and seat.municipality_id is None:
            actions.remove_seat(seat)
    draw = announced(table, 4)
    person = first(draw).registration.person
    actions.decline_offer(first(draw))
    table.sign_up(0, 0, person=person)
    seats = actions.seats_to_draw(table.seats) or [queries.seat(queries.offers(draw.id)[0].seat_id)]
    pool_of = actions.can_be_drawn(table.group, seats)
    other, before, not_allowed, unasked = actions.left_out(table.group, seats)
    waiting = queries.count_registrations(table.theme.id, queries.OPEN[0])
    assert (other, before, not_allowed, unasked) == (2, 1, 0, 0)
    assert len(pool_of) + other + before + not_allowed + unasked == waiting


# ── typed in, and next in line ───────────────────────────────────────────────


def test_two_outcomes_that_differ_are_a_warning_and_no_success(table: Table, bureau: HouseClient) -> None:
    pool(table)
    sealed_draw(table)
    path = f"{lottery(table)}/uitslag"
    with clock.at(clock.now() + timedelta(days=2)):
        become(bureau, table.bureau)
        one = bureau.submit(path, {"outcome": "1 2 3"}, follow=True).get_data(as_text=True)
        assert "Nu vult iemand anders" in one
        become(bureau, staff(Role.BUREAU))
        two = bureau.submit(path, {"outcome": "1 2 4"}, follow=True).get_data(as_text=True)
        assert "De ander typte iets anders in." in two
        assert "utrecht-alert--warning" in two
        assert "utrecht-alert--ok" not in two
        assert "Nu vult iemand anders" not in two


def test_asking_who_is_next_says_why_nobody_is(table: Table, bureau: HouseClient) -> None:
    draw = announced(table)
    path = f"{lottery(table)}/vervangen"

    def said() -> str:
        html = bureau.submit(path, follow=True).get_data(as_text=True)
        assert "utrecht-alert--ok" not in html
        return html

    assert "Elke plek van deze loting is bezet of wacht op een antwoord." in said()
    while OfferState.SENT in states(draw):
        actions.decline_offer(first(draw))
    html = said()
    assert "In deze loting is niemand meer over die bij de plek past." in html
    assert "Binnen een uur vraagt de site" not in html
    assert f'href="{path}"' not in html
    check_page(bureau.get(f"{lottery(table)}/plekken"))
    with clock.at(clock.now() + timedelta(days=60)):
        become(bureau, table.bureau)
        assert "is voorbij. Geef de plek op een andere manier" in said()


def test_a_draw_that_found_no_group_stays_in_the_public_list_without_small_numbers(
    table: Table, client: HouseClient
) -> None:
    table.ask_ages(minimum=2, maximum=4)
    for n in range(3):
        table.sign_up(n % 2, 0, answers={"Leeftijd": "jong"})
    table.sign_up(1, 1, answers={"Leeftijd": "oud"})
    for seat in table.seats:
        if seat.municipality_id is not None:
            actions.remove_seat(seat)
    draw: Draw = actions.prepare_draw(table.group, by=table.bureau.id)
    drawing.keep_prepared(draw, *drawing.computed(draw.inputs))
    assert draw.state is DrawState.IMPOSSIBLE
    html = text_of(client, f"{table.path}/loting")
    assert "Er was geen groep die aan alle eisen voldoet" in html
    html = text_of(client, lottery(table))
    assert "geen groep gevonden" in html
    assert "zich aan" not in html.partition("Waarom kan het niet?")[2].partition("</section>")[0]
    assert "/beheer/" not in html
    become(client, table.bureau)
    assert "/beheer/groepen/fietspaden" in text_of(client, lottery(table))


def test_two_people_at_one_step_meet_the_state_and_no_error_of_the_machine(table: Table, bureau: HouseClient) -> None:
    pool(table)
    draw = sealed_draw(table)
    with pytest.raises(Conflict):
        actions.change_registration(queries.registrations(table.theme.id)[0], answers={}, evenings=[])
    assert draw.state is DrawState.SEALED


# ── leaving ──────────────────────────────────────────────────────────────────


def test_who_leaves_need_not_say_why_and_can_turn_back(table: Table, client: HouseClient) -> None:
    person = table.fill().person
    become(client, person)
    path = f"{table.path}/groep/verlaten"
    html = text_of(client, path)
    assert "Nee, ik blijf in de groep" in html
    assert "(niet verplicht)" in html
    assert client.submit(path, {"reason": ""}).status_code == 303
    assert queries.seat_of(table.theme, person.id) is None
    (left,) = queries.seats_left(table.group.id)
    assert left.reason == "Ging zelf weg en zei niet waarom."
