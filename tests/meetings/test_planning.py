"""Planning meetings: one with what the last one had, or several in one form."""

from datetime import timedelta

import pytest

from regiodialoog.core import clock
from regiodialoog.core.i18n import format_date
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.dialogues.queries import phase_of
from regiodialoog.meetings import actions, labels, queries
from regiodialoog.meetings.models import Meeting
from tests.accounts.people import become
from tests.groups.conftest import Table, bureau, laid_out, small, table, talk
from tests.meetings.test_meetings import moderator, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

__all__ = ["bureau", "laid_out", "small", "table", "talk"]
ROOM = "/beheer/bijeenkomsten/fietspaden"


def first(table: Table, **more: str) -> Meeting:
    start = clock.now() + timedelta(days=7)
    facts = {"place": "De Dissel", "address": "Kerklaan 1, 3828 EA Hoogland", **more}
    return actions.plan_meeting(
        table.theme, "Eerste avond", starts_at=start, ends_at=start + timedelta(hours=2), **facts
    )


def test_what_is_taken_over_from_the_last_meeting_is_said(table: Table, bureau: HouseClient) -> None:
    said = "Overgenomen van de vorige bijeenkomst"
    assert said not in text_of(bureau, f"{ROOM}/nieuw")
    first(table, access_note="Er is een lift.")
    page = text_of(bureau, f"{ROOM}/nieuw")
    assert said in page
    assert "die van Eerste avond" in page
    assert page.index('<details class="rd-details"><summary><span>Meer') < page.index("Er is een lift.")
    wrong = {"title": "Tweede", "day": "2027-02-01", "begins": "19:30", "ends": "21:30", "online_note": "x" * 1001}
    answer = bureau.submit(f"{ROOM}/nieuw", wrong)
    assert answer.status_code == 422
    assert '<details class="rd-details" open>' in answer.text, "what was refused is in sight"


def test_several_meetings_are_planned_in_one_form(table: Table, bureau: HouseClient) -> None:
    first(table, access_note="Er is een lift.")
    two = {
        "title_1": "Tweede avond", "day_1": "2027-02-01", "begins_1": "19:30", "ends_1": "21:30",
        "title_3": "Derde avond", "day_3": "2027-02-08", "begins_3": "20:00", "ends_3": "22:00", "place_3": "De Poort",
    }  # fmt: skip
    assert bureau.submit(f"{ROOM}/reeks", two).location == ROOM
    page = text_of(bureau, ROOM)
    assert "2 bijeenkomsten zijn gepland." in page
    _first, second, third = queries.meetings_of(table.theme)
    assert (second.title, second.place, second.address) == ("Tweede avond", "De Dissel", "Kerklaan 1, 3828 EA Hoogland")
    assert second.access_note == "Er is een lift."
    assert (third.title, third.place, third.address, third.access_note) == ("Derde avond", "De Poort", "", "")


def test_times_and_places_that_are_left_empty_are_those_of_the_row_above(table: Table, bureau: HouseClient) -> None:
    rows = {
        "title_1": "Eerste", "day_1": "2027-02-01", "begins_1": "19:30", "ends_1": "21:30", "place_1": "De Poort",
        "title_2": "Tweede", "day_2": "2027-02-08", "begins_2": "20:00",
        "title_5": "Derde", "day_5": "2027-02-15", "place_5": "De Brug",
    }  # fmt: skip
    assert bureau.submit(f"{ROOM}/reeks", rows).status_code == 303
    planned = [(labels.when(row).split(", ")[1], row.place) for row in queries.meetings_of(table.theme)]
    assert planned == [
        ("19:30 tot 21:30 uur", "De Poort"),
        ("20:00 tot 21:30 uur", "De Poort"),
        ("20:00 tot 21:30 uur", "De Brug"),
    ]


def test_a_day_that_may_be_a_slip_can_be_changed_at_once(table: Table, bureau: HouseClient) -> None:
    phase = phase_of(table.theme, PhaseKind.DIALOGUE)
    assert phase is not None
    days = (phase.starts_on, phase.ends_on + timedelta(days=1))
    rows = {f"title_{n}": f"Avond {n}" for n in (1, 2)} | {f"day_{n}": day.isoformat() for n, day in enumerate(days, 1)}
    assert bureau.submit(f"{ROOM}/reeks", rows | {"begins_1": "19:30", "ends_1": "21:30"}).status_code == 303
    page = text_of(bureau, ROOM)
    assert f"Klopt {format_date(days[1])}?" in page
    _before, _between, after = page.partition(f"Klopt {format_date(days[1])}?")
    assert after.index(f'href="{ROOM}/2"') < after.index("</a>"), "the button in the warning leads to that meeting"


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({}, "Vul minstens één bijeenkomst in."),
        ({"title_1": "Avond"}, "Bijeenkomst 1: dag"),
        ({"title_2": "Avond", "day_2": "2027-02-01"}, "Bijeenkomst 2: van"),
        ({"title_1": "A", "day_1": "2027-02-01", "begins_1": "21:00", "ends_1": "20:00"}, "niet eindigen voor"),
        ({"title_1": "A", "day_1": "9027-02-01", "begins_1": "19:00", "ends_1": "20:00"}, "Kies een datum die bestaat"),
    ],
)
def test_a_row_that_is_not_whole_is_refused(
    table: Table, bureau: HouseClient, values: dict[str, str], fault: str
) -> None:
    answer = bureau.submit(f"{ROOM}/reeks", dict(values))
    assert answer.status_code == 422
    check_page(answer)
    assert fault in answer.text
    assert not queries.meetings_of(table.theme)


def test_a_moderator_is_not_led_to_rooms_of_the_bureau(table: Table, client: HouseClient) -> None:
    become(client, moderator(table.theme.id))
    given = {"title": "Avond", "day": "2027-02-01", "begins": "19:30", "ends": "21:30"}
    assert client.submit(f"{ROOM}/nieuw", given).status_code == 303
    page = text_of(client, ROOM)
    assert "De bijeenkomst is gepland." in page
    assert "/beheer/dialogen" not in page


@pytest.mark.parametrize(
    ("place", "address", "said"),
    [
        ("De Dissel", "Kerklaan 1, 3828 EA Hoogland", "De Dissel, Hoogland"),
        ("Stadhuis Amersfoort", "Stadhuisplein 1, Amersfoort", "Stadhuis Amersfoort"),
        ("De Dissel", "", "De Dissel"),
        ("", "Amersfoort", "Amersfoort"),
        ("", "", ""),
    ],
)
def test_a_list_says_in_which_town_it_is(table: Table, place: str, address: str, said: str) -> None:
    assert labels.where(first(table, place=place, address=address)) == said
