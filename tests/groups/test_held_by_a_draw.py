"""What a draw stands in the way of is said when the form is opened, not after it was filled in and sent."""

from datetime import timedelta

from regiodialoog.core import clock
from regiodialoog.groups import actions, queries
from regiodialoog.groups.asking import read
from regiodialoog.groups.models import Source
from tests.accounts.people import become
from tests.groups.conftest import Table
from tests.groups.test_drawing import pool, prepared, sealed_draw
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient

ROOM = "/beheer/groepen/fietspaden"
DRAWS = "/themas/fietspaden/loting"
HELD = "Dit kan nu niet"
AGAIN = "Het kan weer als loting 1 is bekendgemaakt"


def is_held(client: HouseClient, path: str) -> str:
    html = text_of(client, path)
    assert HELD in html, path
    assert 'method="post"' not in html.split("<main", 1)[1].split("</main", 1)[0], path
    assert f'href="{DRAWS}/1"' in html, "the way to what stands in the way"
    assert f'href="{ROOM}"' in html, "and the way back"
    return html


def test_no_form_is_shown_for_a_place_in_a_sealed_draw(table: Table, bureau: HouseClient) -> None:
    pool(table)
    draw = sealed_draw(table)
    held, free = draw.inputs["seats"][0], table.seat(0, 0).id
    for form in ("", "/weg", "/indelen", "/uitnodigen", "/organisatie"):
        html = is_held(bureau, f"{ROOM}/plekken/{held}{form}")
        assert "Om deze plek wordt geloot: de loting is verzegeld." in html
        assert AGAIN in html
        assert HELD not in text_of(bureau, f"{ROOM}/plekken/{free}{form}"), "lots are not drawn for this one"
    actions.abandon_draw(draw, reason="Toch niet.")
    assert HELD not in text_of(bureau, f"{ROOM}/plekken/{held}/indelen")


def test_the_room_links_the_forms_of_a_place_as_long_as_nothing_is_sealed(table: Table, bureau: HouseClient) -> None:
    pool(table)
    links = [
        f"{ROOM}/plekken/{seat}{form}" for seat in prepared(table).inputs["seats"] for form in ("/indelen", "/weg")
    ]
    assert all(f'href="{link}"' in text_of(bureau, ROOM) for link in links)


def test_the_room_links_no_form_beside_what_a_sealed_draw_holds(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=0, maximum=6)
    pool(table)
    draw = sealed_draw(table)
    link = f'href="{ROOM}/plekken/{draw.inputs["seats"][0]}/indelen"'
    demand = f'href="{ROOM}/samenstelling/{queries.quotas(table.group.id)[0].id}/weg"'
    html = text_of(bureau, ROOM)
    assert link not in html
    assert demand not in html
    assert f'href="{ROOM}/plekken/{table.seat(0, 0).id}/indelen"' in html
    assert html.count("Om deze plek wordt geloot") == len(draw.inputs["seats"])
    actions.abandon_draw(draw, reason="Toch niet.")
    html = text_of(bureau, ROOM)
    assert link in html
    assert demand in html


def test_no_form_is_shown_for_a_demand_or_a_question_of_a_sealed_draw(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(minimum=0, maximum=6)
    homes = actions.ask(table.group, "Woning", read(Source.ANSWER, "huur\nkoop"), justification="Voor een goede mix.")
    pool(table)
    draw = sealed_draw(table)
    demand = queries.quotas(table.group.id)[0].id
    forms = [f"samenstelling/{demand}", f"samenstelling/{demand}/weg", "samenstelling/nieuw", "vragen/nieuw"]
    forms += [f"vragen/{homes.id}{form}" for form in ("", "/weg", "/aandelen")]
    for form in forms:
        assert AGAIN in is_held(bureau, f"{ROOM}/{form}")
    actions.abandon_draw(draw, reason="Toch niet.")
    for form in forms:
        assert HELD not in text_of(bureau, f"{ROOM}/{form}"), form


def test_no_second_draw_is_prepared_while_one_goes_on(table: Table, bureau: HouseClient) -> None:
    pool(table)
    draw = prepared(table)
    assert "Er loopt al een loting" in is_held(bureau, f"{DRAWS}/voorbereiden")
    actions.abandon_draw(draw, reason="Toch niet.")
    assert HELD not in text_of(bureau, f"{DRAWS}/voorbereiden")


def test_the_outcome_is_typed_in_from_its_moment_on(table: Table, bureau: HouseClient) -> None:
    pool(table)
    sealed_draw(table)
    html = is_held(bureau, f"{DRAWS}/1/uitslag")
    assert "De uitkomst kan worden ingevuld vanaf" in html
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        become(bureau, table.bureau)
        assert HELD not in text_of(bureau, f"{DRAWS}/1/uitslag")


def test_who_sends_a_form_that_was_opened_before_the_seal_is_refused(table: Table, bureau: HouseClient) -> None:
    pool(table)
    seat = actions.seats_to_draw(table.seats)[0].id
    opened = bureau.get(f"{ROOM}/plekken/{seat}/weg")
    sealed_draw(table)
    assert bureau.send(opened).status_code == 409
