"""A draw as people follow it: prepared, sealed, decided by two, witnessed, announced."""

from datetime import timedelta

from regiodialoog.accounts.actions import give_role
from regiodialoog.core import clock
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import queries
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.models import DrawState, SeatState
from tests.accounts.people import become, someone, staff
from tests.groups.conftest import Table
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
    assert "De kansen worden berekend" in text_of(bureau, f"{lottery}/1")
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
        assert bureau.submit(f"{lottery}/1/bekendmaken").status_code == 303
    html = text_of(bureau, f"{lottery}/1")
    assert f"griffier van {table.places[0].name}" in html
    assert "Wie is ingeloot, heeft een mail gekregen." in html
    assert len([seat for seat in table.seats if seat.state is SeatState.FILLED]) == 2
    become(bureau, rows[0].person)
    for path in (lottery, f"{lottery}/1"):
        html = text_of(bureau, path)
        assert not any(row.person.display_name in html for row in rows[1:])
