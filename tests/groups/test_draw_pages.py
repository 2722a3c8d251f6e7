"""A draw as people follow it: prepared, sealed, decided by two, witnessed, announced."""

from datetime import timedelta

from regiodialoog.accounts.actions import give_role
from regiodialoog.core import clock
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.models import DrawState, SeatState
from tests.accounts.people import become, someone, staff
from tests.groups.conftest import Table
from tests.groups.test_drawing import picked, pool, prepared, sealed_draw
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient


def test_a_draw_is_held_by_two_of_the_bureau_a_clerk_and_everybody_who_looks_on(
    table: Table, bureau: HouseClient
) -> None:
    """Prepared, computed, sealed, typed in twice, witnessed, announced; every page between, as each may see it."""
    rows = [table.sign_up(n % 2, n // 2 % 2) for n in range(4)]
    lottery = f"{table.path}/loting"
    assert "Een loting voorbereiden" in text_of(bureau, lottery)
    assert bureau.submit(f"{lottery}/voorbereiden").status_code == 303
    html = text_of(bureau, f"{lottery}/1")
    assert "De kansen worden berekend" in html
    assert "Hoeveel van hen niet kunnen worden ingeloot" not in html, "nobody knows yet"
    draw = queries.draw(table.theme, 1)
    drawing.keep_prepared(draw, *drawing.computed(draw.inputs))
    assert "1 op 2" in text_of(bureau, f"{lottery}/1")
    become(bureau, rows[0].person)
    assert bureau.get(f"{lottery}/1").status_code == 403
    become(bureau, table.bureau)
    tomorrow = clock.today() + timedelta(days=1)
    given = {
        "source": "Zes dobbelstenen",
        "opens_on": tomorrow.isoformat(),
        "opens_time": "20:00",
        "file_is_public": "no",
    }
    assert bureau.submit(f"{lottery}/1/verzegelen", {**given, "opens_on": "2020-01-01"}).status_code == 422
    assert bureau.submit(f"{lottery}/1/verzegelen", given).status_code == 303
    become(bureau, rows[0].person)
    html = text_of(bureau, f"{lottery}/1")
    assert "Uw kans: 1 op 2." in html
    assert "Zes dobbelstenen" in html
    assert bureau.get(f"{lottery}/1/draw.json").status_code == 403
    assert bureau.get(f"{lottery}/1/uitslag").status_code == 403
    with clock.at(clock.now() + timedelta(days=2)):
        for person in (table.bureau, staff(Role.BUREAU)):
            become(bureau, person)
            assert bureau.submit(f"{lottery}/1/uitslag", {"outcome": "1 2 3 4 5 6"}).status_code == 303
        assert queries.draw(table.theme, 1).state is DrawState.PICKED
        clerk = someone("Greet Griffier", "griffier@example.nl")
        give_role(clerk, Role.CLERK, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
        become(bureau, clerk)
        assert bureau.get(f"{lottery}/1/draw.json").json["seal"] == draw.seal
        assert bureau.submit(f"{lottery}/1/getuige").status_code == 303
        become(bureau, table.bureau)
        assert bureau.submit(f"{lottery}/1/bekendmaken", {"answer_days": "0"}).status_code == 422
        assert bureau.submit(f"{lottery}/1/bekendmaken").status_code == 303
    html = text_of(bureau, f"{lottery}/1")
    assert f"griffier van {table.places[0].name}" in html
    assert "Wie is ingeloot, hoorde dat per mail of telefoon en zegt ja of nee." in html
    assert len([seat for seat in table.seats if seat.state is SeatState.PROMISED]) == 2
    become(bureau, rows[0].person)
    for path in (lottery, f"{lottery}/1"):
        html = text_of(bureau, path)
        assert not any(row.person.display_name in html for row in rows[1:])


def test_a_clerk_of_a_council_outside_the_theme_gets_no_file_and_is_no_witness(
    table: Table, bureau: HouseClient
) -> None:
    pool(table)
    lottery, draw = f"{table.path}/loting", picked(table, public=False)
    there = {place.id for place in table.places}
    outside = next(place for place in table.region_places() if place.id not in there)
    for place, status in ((outside, 403), (table.places[0], 200)):
        clerk = someone(f"Griffier {place.name}", f"griffier{place.id}@example.nl")
        give_role(clerk, Role.CLERK, ScopeKind.MUNICIPALITY, place.id, by=None, tell=False)
        become(bureau, clerk)
        for path in ("draw.json", "result.json", "getuige"):
            assert bureau.get(f"{lottery}/1/{path}").status_code == status, (place.name, path)
    assert bureau.submit(f"{lottery}/1/getuige").status_code == 303
    assert bureau.get(f"{lottery}/1/getuige").status_code == 409
    assert draw.witness_role == f"griffier van {table.places[0].name}"


def test_nobody_but_the_bureau_sees_a_draw_before_its_seal_and_everybody_that_it_was_let_go_of(
    table: Table, bureau: HouseClient
) -> None:
    rows = pool(table)
    draw = prepared(table)
    member = rows[0].person
    clerk = someone("Griffier", "griffier@example.nl")
    give_role(clerk, Role.CLERK, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
    lottery = f"{table.path}/loting"
    for person in (member, clerk):
        become(bureau, person)
        assert bureau.get(f"{lottery}/1").status_code == 403
        assert bureau.get(f"{lottery}/1/draw.json").status_code == 403
        assert "Loting 1" not in text_of(bureau, lottery)
    actions.abandon_draw(draw, reason="De griffier was ziek.")
    become(bureau, member)
    html = text_of(bureau, f"{lottery}/1")
    assert "De griffier was ziek." in html
    assert "Uw kans" not in html
    assert "1 op 2" not in html
    assert "De griffier was ziek." in text_of(bureau, lottery)


def test_a_step_that_is_not_its_turn_is_refused(table: Table, bureau: HouseClient) -> None:
    pool(table)
    prepared(table)
    lottery = f"{table.path}/loting"
    for step in ("uitslag", "bekendmaken"):
        assert bureau.get(f"{lottery}/1/{step}").status_code == 409
    assert bureau.get(f"{lottery}/1/verzegelen").status_code == 200


def test_who_withdrew_after_the_seal_reads_where_a_place_that_falls_to_them_goes(
    table: Table, client: HouseClient
) -> None:
    rows = [table.sign_up(n % 2, n // 2 % 2) for n in range(4)]
    draw = sealed_draw(table)
    gone, stays = rows[:2]
    actions.withdraw(gone)
    goes_on = "Valt er een plek op u, dan gaat die naar wie aan de beurt is."
    for who, says in ((gone, True), (stays, False)):
        become(client, who.person)
        html = text_of(client, f"{table.path}/loting/{draw.number}")
        assert "Uw kans: 1 op 2." in html, "as it was sealed"
        assert ("U hebt uw aanmelding ingetrokken." in html) is says
        assert (goes_on in html) is says


def test_who_withdrew_does_not_read_that_they_are_still_on_the_list(table: Table, client: HouseClient) -> None:
    table.ask_ages(minimum=0, maximum=2)
    for n in (0, 1):
        table.fill(n, 0, answers={"Leeftijd": "jong"})
    actions.change_quota(queries.quotas(table.group.id)[1], maximum=6)
    barred = table.sign_up(0, 1, answers={"Leeftijd": "jong"})
    for n in range(4):
        table.sign_up(n % 2, 1, answers={"Leeftijd": "oud"})
    draw = sealed_draw(table, barred_reason="Er zitten al twee jongeren.")
    become(client, barred.person)
    path = f"{table.path}/loting/{draw.number}"
    assert "U blijft op de lijst staan" in text_of(client, path)
    actions.withdraw(barred)
    html = text_of(client, path)
    assert "U hebt uw aanmelding ingetrokken." in html
    assert "U blijft op de lijst staan" not in html
