"""The file of a draw has a day of its own: published and sealed with it, and after it the values are gone and the seal
stays."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from regiodialoog.accounts.actions import give_role
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.engines.sortition import withdrawn
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import draw_file, tidying
from regiodialoog.groups.models import DrawState
from regiodialoog.groups.retention import ANSWERS_KEPT, days_of_file
from tests.accounts.people import become, someone, staff
from tests.groups.conftest import Table
from tests.groups.test_drawing import announced, pool, prepared, sealed_draw
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient


def later(day: date) -> datetime:
    """Noon on the day after."""
    return datetime.combine(day + timedelta(days=1), clock.now().timetz())


def got(browser: HouseClient, path: str, word: str) -> bool:
    return word in browser.get(path).get_data(as_text=True)


def test_without_a_choice_the_file_is_kept_as_long_as_the_answers(table: Table) -> None:
    pool(table)
    draw = sealed_draw(table)
    last = max(phase.ends_on for phase in table.theme.phases)
    assert draw.file_until == last + ANSWERS_KEPT
    assert json.loads(draw.file)["config"]["kept_until"] == draw.file_until.isoformat()


@pytest.mark.parametrize("which", ["first", "last"])
def test_a_day_that_is_too_early_or_too_late_is_refused_and_the_edge_is_not(table: Table, which: str) -> None:
    pool(table)
    days = days_of_file(table.theme.id, clock.today() + timedelta(days=1))
    edge, beyond = getattr(days, which), timedelta(days=-1 if which == "first" else 1)
    draw = prepared(table)
    given: dict[str, Any] = {
        "source": "Dobbelstenen",
        "opens_at": clock.now() + timedelta(days=1),
        "file_is_public": True,
    }
    with pytest.raises(Invalid):
        actions.seal_draw(draw, **given, file_until=edge + beyond)
    assert draw.state is DrawState.PREPARED
    actions.seal_draw(draw, **given, file_until=edge)
    assert draw.file_until == edge


def test_after_its_day_the_values_are_gone_and_the_seal_outcome_and_ticket_stay(table: Table) -> None:
    draw = announced(table, replace_until=None)
    seal, ticket, until = draw.seal, draw.result["ticket"], draw.file_until
    assert until is not None
    with clock.at(later(until) - timedelta(days=1)):
        draw_file.withdraw_files()
        assert draw.file, "the last day is included"
    with clock.at(later(until)):
        draw_file.withdraw_files()
        draw_file.withdraw_files()
    db.session.expire_all()
    assert (draw.file, draw.codes, list(draw.inputs)) == ("", {}, ["seats"])
    assert "persons" not in draw.result
    assert (draw.seal, draw.result["ticket"]) == (seal, ticket)


def test_the_day_holds_also_while_the_worker_is_late_and_what_is_in_its_place_is_for_everybody(
    table: Table, bureau: HouseClient
) -> None:
    draw = announced(table, replace_until=None)
    draw.file_is_public = False
    path, until = f"{table.path}/loting/1", draw.file_until
    assert until is not None
    become(bureau, someone("Kijker", "kijker@example.nl"))
    assert bureau.get(f"{path}/draw.json").status_code == 403
    with clock.at(later(until)):
        assert bureau.get(f"{path}/draw.json").json == {
            "format": withdrawn.FORMAT, "seal": draw.seal, "kept_until": until.isoformat(),
        }  # fmt: skip
        assert "Het bestand is weggehaald" in text_of(bureau, path)
        clerk = someone("Griffier", "griffier@example.nl")
        give_role(clerk, Role.CLERK, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
        for person in (clerk, table.bureau, table.people[0]):
            become(bureau, person)
            assert not got(bureau, f"{path}/draw.json", "pool")
            assert bureau.get(f"{path}/result.json").status_code in (403, 404)
            assert "Uw kans" not in text_of(bureau, path)


def test_a_draw_of_before_has_no_day_and_goes_with_the_answers(table: Table) -> None:
    draw = announced(table, replace_until=None)
    draw.file_until = None
    with clock.at(later(max(phase.ends_on for phase in table.theme.phases) + ANSWERS_KEPT)):
        draw_file.withdraw_files()
        assert draw.file
        tidying.clear_answers()
    assert draw.file == ""
    assert draw_file.in_its_place(draw)["kept_until"] is None


def test_a_file_that_is_kept_longer_than_the_answers_no_longer_tells_whose_code_is_whose(table: Table) -> None:
    pool(table)
    ends = max(phase.ends_on for phase in table.theme.phases)
    draw = sealed_draw(table, file_until=ends + timedelta(days=200))
    with clock.at(clock.now() + timedelta(days=2)):
        actions.type_outcome(draw, outcome="1", by=table.bureau.id)
        actions.type_outcome(draw, outcome="1", by=staff(Role.BUREAU).id)
        actions.announce_draw(draw)
    actions.decline_offer(queries.offers(draw.id)[0])
    with clock.at(later(ends + ANSWERS_KEPT)):
        tidying.clear_answers()
        draw_file.withdraw_files()
        assert draw.has_file
    assert (draw.codes, list(draw.inputs)) == ({}, ["seats"])
    assert not any(row.line for row in queries.offers(draw.id))


def test_a_draw_that_waits_for_its_outcome_keeps_its_values_and_gives_them_to_nobody(
    table: Table, bureau: HouseClient
) -> None:
    pool(table)
    draw = sealed_draw(table, file_until=clock.today() + timedelta(days=31))
    with clock.at(clock.now() + timedelta(days=40)):
        draw_file.withdraw_files()
        become(bureau, table.bureau)
        assert not got(bureau, f"{table.path}/loting/1/draw.json", "pool")
        actions.type_outcome(draw, outcome="1", by=table.bureau.id)
        actions.type_outcome(draw, outcome="1", by=staff(Role.BUREAU).id)
        actions.announce_draw(draw, replace_until=clock.today() + timedelta(days=3))
        draw_file.withdraw_files()
        assert draw.file == ""


def test_a_draw_whose_values_went_with_the_theme_decides_nothing_any_more(table: Table) -> None:
    pool(table)
    draw = sealed_draw(table)
    with clock.at(later(max(phase.ends_on for phase in table.theme.phases) + ANSWERS_KEPT)):
        tidying.clear_answers()
        with pytest.raises(Conflict, match="weggehaald"):
            actions.type_outcome(draw, outcome="1", by=table.bureau.id)
        actions.abandon_draw(draw, reason="Te laat.")


def test_nobody_is_next_in_line_after_the_file_is_gone(table: Table, bureau: HouseClient) -> None:
    pool(table)
    draw = sealed_draw(table, file_until=clock.today() + timedelta(days=31))
    with clock.at(clock.now() + timedelta(days=2)):
        actions.type_outcome(draw, outcome="1", by=table.bureau.id)
        actions.type_outcome(draw, outcome="1", by=staff(Role.BUREAU).id)
        with pytest.raises(Invalid, match="bestand"):
            actions.announce_draw(draw, replace_until=clock.today() + timedelta(days=60))
        become(bureau, table.bureau)
        late = {"replace_until": (clock.today() + timedelta(days=60)).isoformat()}
        answer = bureau.submit(f"{table.path}/loting/1/bekendmaken", late)
        assert answer.status_code == 422
        assert "dan gaat het bestand van de loting weg" in answer.get_data(as_text=True)
        assert bureau.submit(f"{table.path}/loting/1/bekendmaken").status_code == 303


def test_the_bureau_chooses_the_day_at_the_seal_and_everybody_reads_it(table: Table, bureau: HouseClient) -> None:
    pool(table)
    prepared(table)
    path, tomorrow = f"{table.path}/loting/1", clock.today() + timedelta(days=1)
    given = {
        "source": "Zes dobbelstenen", "opens_on": tomorrow.isoformat(), "opens_time": "20:00", "file_is_public": "no",
    }  # fmt: skip
    for wrong in ("2020-01-01", "9999-12-31", "", "0000-00-00", "morgen"):
        assert bureau.submit(f"{path}/verzegelen", {**given, "file_until": wrong}).status_code == 422, wrong
    assert bureau.submit(f"{path}/verzegelen", {**given, "opens_on": "9999-12-31"}).status_code == 422
    chosen = tomorrow + timedelta(days=45)
    assert bureau.submit(f"{path}/verzegelen", {**given, "file_until": chosen.isoformat()}).status_code == 303
    become(bureau, someone("Kijker", "kijker@example.nl"))
    assert "Het bestand is er tot en met" in text_of(bureau, path)
    assert queries.draw(table.theme, 1).file_until == chosen
