"""The composition in figures: what is counted, what only the bureau reads, and the same on paper."""

import csv
import io
import re
from datetime import timedelta

import pypdf

from regiodialoog.accounts.actions import give_role
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import tidying
from regiodialoog.groups.figures import DECLINED, DRAWN, EXPIRED, HOME, LEFT, POOL, SEATED, Figures, figures
from regiodialoog.groups.figures import Table as Counts
from regiodialoog.groups.homes import Home
from regiodialoog.groups.models import OfferState, RegistrationState, SeatFilling
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.test_drawing import picked
from tests.groups.test_many import crowd
from tests.groups.test_offering import first
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.many import cost


def all_of(table: Table, *, everything: bool = True) -> Figures:
    return figures(table.theme, table.group, everything=everything)


def column(counts: Counts, key: str) -> dict[str, int | None]:
    n = counts.columns.index(key)
    return {line.name: line.cells[n] for line in counts.lines}


def ages(found: Figures) -> Counts:
    (table,) = found.features
    return table


REST = "een ander antwoord, of geen"


def test_who_signed_up_and_who_sits_is_counted_by_answer(table: Table) -> None:
    table.ask_ages(1, 4)
    table.fill(0, 0, answers={"Leeftijd": "jong"})
    table.sign_up(0, 1, answers={"Leeftijd": "oud"})
    table.sign_up(0, 1)
    actions.withdraw(table.sign_up(1, 1, answers={"Leeftijd": "oud"}))
    found = ages(all_of(table))
    assert [(line.name, line.least, line.most) for line in found.lines] == [
        ("jong", 1, 4),
        ("oud", 1, 4),
        (REST, None, None),
    ]
    assert column(found, POOL) == {"jong": 1, "oud": 1, REST: 1}
    assert column(found, SEATED) == {"jong": 1, "oud": 0, REST: 0}
    assert found.totals == (3, 1)


def test_whoever_was_invited_sits_without_an_answer(table: Table) -> None:
    table.ask_ages()
    seat = table.seat(0, 0)
    invitation = actions.invite(seat, name="Gast", address="gast@example.nl", by=table.bureau.id)
    actions.accept(invitation, name="Gast", municipality_id=None, language="nl")
    assert column(ages(all_of(table)), SEATED) == {"jong": 0, "oud": 0, REST: 1}


def test_a_place_that_was_offered_is_not_counted_as_a_seat(table: Table) -> None:
    """The tables of what people told and of where they sit have the same total."""
    table.ask_ages(0, 4)
    for n in range(4):
        table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong"})
    draw = picked(table)
    actions.announce_draw(draw)
    found = all_of(table)
    assert column(ages(found), SEATED) == {"jong": 0, "oud": 0, REST: 0}
    assert column(ages(found), POOL)["jong"] == 4
    actions.accept_offer(first(draw))
    found = all_of(table)
    assert column(ages(found), SEATED) == {"jong": 1, "oud": 0, REST: 0}
    assert sum(each or 0 for each in column(found.places[0], SEATED).values()) == 1


def test_who_was_drawn_is_counted_from_what_was_sealed(table: Table) -> None:
    table.ask_ages(0, 4)
    rows = [table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong"}) for n in range(4)]
    draw = picked(table)
    actions.announce_draw(draw)
    found = all_of(table)
    assert column(ages(found), DRAWN) == {"jong": 2, "oud": 0, REST: 0}
    interests = found.places[0]
    assert column(interests, DRAWN) == {"Onderwijs": 1, "Inwoners": 1}
    for row in rows:
        row.answers = {"Leeftijd": "oud"}
    db.session.flush()
    assert column(ages(all_of(table)), DRAWN) == {"jong": 2, "oud": 0, REST: 0}, "what changed since does not count"
    assert column(ages(all_of(table)), POOL)["oud"] == 0
    draw.counted, draw.inputs = {}, {"seats": draw.inputs["seats"]}
    db.session.flush()
    assert column(ages(all_of(table)), POOL)["oud"] == 4, "a draw of before anything was kept"
    assert DRAWN not in ages(all_of(table)).columns, "once nobody may know it, it is not told"


def test_what_a_draw_was_about_stays_as_it_was_when_it_was_announced(table: Table, client: HouseClient) -> None:
    table.ask_ages(0, 4)
    rows = [table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong"}) for n in range(4)]
    draw = picked(table)
    actions.announce_draw(draw)
    before = all_of(table)
    assert before.frozen is draw
    actions.accept_offer(first(draw))
    actions.withdraw(next(row for row in rows if row.state is RegistrationState.REGISTERED))
    actions.add_quota(table.group, "Geslacht", "man", minimum=0, maximum=3, justification="Voor een goede mix.")
    after = all_of(table)
    assert [each.name for each in after.features] == ["Leeftijd"], "what is asked since was not asked then"
    for kept in (POOL, DRAWN):
        assert column(ages(after), kept) == column(ages(before), kept)
        then, now = ([column(each, kept) for each in found.places if kept in each.columns] for found in (before, after))
        assert now == then
    assert column(ages(after), SEATED) == {"jong": 1, "oud": 0, REST: 0}, "who sits is as it is now"
    html = text_of(client, f"{table.path}/groep/samenstelling")
    assert "zoals het was" in html
    assert f'href="{table.path}/loting/{draw.number}"' in html
    assert f'href="{table.path}/groep/samenstelling"' in text_of(client, f"{table.path}/loting/{draw.number}")


def test_the_counts_of_a_draw_outlive_the_answers(table: Table) -> None:
    table.ask_ages(0, 4)
    for n in range(4):
        table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong" if n else "oud"})
    draw = picked(table)
    actions.announce_draw(draw)
    for offer in queries.offers(draw.id):
        actions.accept_offer(offer)
    before = all_of(table)
    with clock.at(clock.now() + timedelta(days=2000)):
        tidying.clear_answers()
    after = all_of(table)
    assert not queries.answers_at_table(table.group)[0]
    assert not after.wiped
    assert (after.features, after.places) == (before.features, before.places)
    assert set(draw.counted) == {"asked", "pool", "seated", "drawn", "interests", "municipalities"}


def test_what_a_public_file_tells_is_told(table: Table) -> None:
    """Hiding who was drawn helps nobody while everybody can read the file."""
    table.ask_ages(0, 4)
    for n in range(4):
        table.sign_up(n % 2, n // 2 % 2, answers={"Leeftijd": "jong"})
    draw = picked(table)
    actions.announce_draw(draw)
    assert column(ages(all_of(table, everything=False)), DRAWN)["jong"] == (2 if draw.file_is_public else None)
    draw.file_is_public = not draw.file_is_public
    db.session.flush()
    assert column(ages(all_of(table, everything=False)), DRAWN)["jong"] == (2 if draw.file_is_public else None)
    draw.file_is_public, draw.file_until = True, clock.today() - timedelta(days=1)
    db.session.flush()
    assert column(ages(all_of(table, everything=False)), DRAWN)["jong"] is None, "its day is over"


def test_interests_and_municipalities_are_counted_by_themselves(table: Table) -> None:
    table.fill(0, 0)
    table.sign_up(1, 1)
    free = next(seat for seat in table.seats if seat.municipality_id is None)
    actions.change_seat(free, filling=SeatFilling.ASSIGNED)
    actions.assign_seat(free, table.sign_up(0, 1), by=table.bureau.id)
    db.session.expire_all()
    found = all_of(table)
    interests, municipalities = found.places
    assert column(interests, POOL) == {"Onderwijs": 2, "Inwoners": 1}
    assert column(interests, SEATED) == {"Onderwijs": 2, "Inwoners": 0}
    first, second = (place.name for place in table.places)
    assert column(municipalities, SEATED) == {first: 1, second: 0}
    assert column(municipalities, HOME) == {first: 0, second: 1}
    assert found.anywhere == 2
    assert HOME not in all_of(table, everything=False).places[1].columns


def test_who_left_and_who_declined_are_totals_by_interest_and_by_municipality(table: Table) -> None:
    row = table.fill(0, 0)
    actions.leave(table.seat_of(row.person_id), by=table.bureau.id, reason="Verhuisd.")
    seat = table.seat(1, 1)
    actions.decline(actions.invite(seat, name="Gast", address="g@example.nl", by=table.bureau.id))
    interests, places = all_of(table).gone
    assert column(interests, LEFT) == {"Onderwijs": 1, "Inwoners": 0}
    assert column(interests, DECLINED) == {"Onderwijs": 0, "Inwoners": 1}
    assert column(places, DECLINED)[table.places[1].name] == 1
    assert {cell for each in all_of(table, everything=False).gone for line in each.lines for cell in line.cells} == {
        0,
        None,
    }, "one person each: nothing but the column of nobody is shown"


def test_who_did_not_take_a_drawn_place_is_counted_too(table: Table) -> None:
    for n in range(6):
        table.sign_up(n % 2, n // 2 % 2)
    draw = picked(table)
    actions.announce_draw(draw)
    first, second, *_rest = [offer for offer in queries.offers(draw.id) if offer.state is OfferState.SENT]
    actions.decline_offer(first)
    actions.expire_offer(second)
    db.session.expire_all()
    interests, _places = all_of(table).gone
    assert sum(each or 0 for each in column(interests, DECLINED).values()) == 1
    assert sum(each or 0 for each in column(interests, EXPIRED).values()) == 1


def test_a_draw_by_household_is_counted(table: Table, client: HouseClient) -> None:
    actions.change_conditions(table.group, asks_place=False, asks_no_office=False, one_per_household=True)
    home = Home("3811AB", "12")
    for n in range(6):
        table.sign_up(n % 2, n // 2 % 2, home=home if n < 2 else None)
    draw = picked(table)
    assert any(len(row) == 3 for row in draw.inputs["people"]), "somebody shares a home"
    actions.announce_draw(draw)
    for tail in ("", ".csv", ".pdf"):
        assert client.get(f"{table.path}/groep/samenstelling{tail}").status_code == 200


def test_everybody_reads_the_page_and_no_small_count(table: Table, client: HouseClient) -> None:
    table.ask_ages()
    crowd(table, 40)
    for _more in range(3):
        table.sign_up(0, 0, answers={"Leeftijd": "oud"})
    path = f"{table.path}/groep/samenstelling"
    html = text_of(client, path)
    assert "Sommige aantallen worden niet getoond" in html
    found = ages(all_of(table, everything=False))
    assert column(found, POOL) == {"jong": 40, "oud": None, REST: None}, "3 and nobody hide each other"
    assert re.search(r">oud</th>\s*<td[^>]*>1 t/m 4</td>\s*<td[^>]*><span aria-hidden", html)
    become(client, table.bureau)
    html = text_of(client, path)
    assert "U ziet alle aantallen" in html
    assert re.search(r">oud</th>\s*<td[^>]*>1 t/m 4</td>\s*<td[^>]*>3</td>", html)
    contact = someone("Inge", "inge@example.nl")
    give_role(contact, Role.MUNICIPALITY_OFFICER, ScopeKind.MUNICIPALITY, table.places[0].id, by=None, tell=False)
    for other in (someone("Bo", "bo@example.nl"), contact):
        become(client, other)
        assert "U ziet alle aantallen" not in text_of(client, path)


def test_the_table_for_a_spreadsheet_says_what_the_page_says(table: Table, client: HouseClient) -> None:
    actions.add_quota(table.group, "=1+1", "jong", minimum=0, maximum=4, justification="Mix.")
    crowd(table, 40)
    table.sign_up(0, 0)
    path = f"{table.path}/groep/samenstelling.csv"
    answer = client.get(path)
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0][:6] == ["Tabel", "Rij", "Ten minste", "Ten hoogste", "Aangemeld", "Geloot"]
    assert rows[1][:5] == ["'=1+1", "jong", "0", "4", "niet getoond"]
    assert len({len(row) for row in rows}) == 1
    become(client, table.bureau)
    rows = list(csv.reader(io.StringIO(client.get(path).get_data(as_text=True))))
    assert rows[1][4] == "0"


def test_the_figures_stand_on_one_sheet_with_where_and_when_and_what_is_invented(
    table: Table, client: HouseClient
) -> None:
    table.ask_ages()
    crowd(table, 40)
    table.group.fictitious = True
    actions.change_group(table.group, title='Groep #text(size: 99pt)[x] "aanhaling"')
    table.theme.title = "Fietspaden #pagebreak() *en* $x$"
    db.session.flush()
    answer = client.get(f"{table.path}/groep/samenstelling.pdf")
    assert answer.mimetype == "application/pdf"
    document = pypdf.PdfReader(io.BytesIO(answer.get_data()))
    assert len(document.pages) == 1
    assert tuple(round(float(side)) for side in document.pages[0].mediabox[2:]) == (595, 842), "A4"
    text = " ".join(document.pages[0].extract_text().split())
    for said in ("Regio Test", "Fietspaden #pagebreak() *en* $x$", "Fictief", str(clock.today().year), "Leeftijd"):
        assert said in text, said


def test_a_full_table_still_stands_on_one_sheet(table: Table, client: HouseClient) -> None:
    for n in range(60):
        actions.add_quota(
            table.group, f"Kenmerk {n // 5}", f"Waarde {n} {'lang ' * 8}", minimum=0, maximum=4, justification="Mix."
        )
    document = pypdf.PdfReader(io.BytesIO(client.get(f"{table.path}/groep/samenstelling.pdf").get_data()))
    assert len(document.pages) == 1


def test_the_figures_take_as_many_queries_for_ten_as_for_a_thousand(table: Table, bureau: HouseClient) -> None:
    table.ask_ages()
    paths = [f"{table.path}/groep/samenstelling{kind}" for kind in ("", ".csv", ".pdf")]
    crowd(table, 10)
    few = [cost(bureau, path) for path in paths]
    crowd(table, 990)
    assert [cost(bureau, path) for path in paths] == few


def test_wiped_answers_are_not_counted_as_none(table: Table) -> None:
    table.ask_ages()
    actions.clear(table.sign_up(0, 0, answers={"Leeftijd": "oud"}))
    found = all_of(table)
    assert found.wiped
    assert found.features == ()


def test_on_a_phone_each_row_names_its_columns(table: Table, client: HouseClient) -> None:
    html = text_of(client, f"{table.path}/groep/samenstelling")
    assert 'class="rd-table rd-table--blocks" role="table"' in html
    for label in ("Gevraagd", "Zit nu"):
        assert f'<td role="cell" data-label="{label}"' in html
