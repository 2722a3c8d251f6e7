"""The programme and the calendar as people read them and as the bureau keeps them."""

from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from icalendar import Calendar
from sqlalchemy.exc import IntegrityError

from regiodialoog.adoption import actions as adoption
from regiodialoog.adoption.queries import moment
from regiodialoog.core.dates import parse_fuzzy
from regiodialoog.core.db import db
from regiodialoog.programme import actions, queries
from regiodialoog.programme.models import (
    Challenge,
    ChallengeActivity,
    ChallengeGoal,
    ChallengeLead,
    ChallengeParticipation,
    Programme,
)
from regiodialoog.programme.views.shapes import Span, period, running
from tests.organisations.region import Small
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries
from tests.support.region import add_moments, add_region

READING = [
    "/programma",
    "/programma?gemeente=barneveld",
    "/programma?gemeente=bestaat-niet",
    "/programma/voortgang-novex",
    "/programma/voortgang-res",
    "/programma/voortgang-woondeal?jaar=2023",
    "/programma/voortgang-inkoop-jeugdhulp-wmo",
    "/programma/planning-en-control",
    "/programma/voortgang-res/besluiten",
    "/termijnagenda",
    "/termijnagenda?jaar=2025",
    "/termijnagenda?jaar=2025&gemeente=barneveld&soort=bo",
    "/termijnagenda?jaar=1950",
    "/termijnagenda/moment-ruimte-raden-juni",
    "/termijnagenda/moment-werken-plan",
]


@pytest.mark.parametrize("path", READING)
def test_every_page_of_the_programme_is_a_good_page(loaded: HouseClient, path: str) -> None:
    answer = loaded.get(path)
    assert answer.status_code == 200
    check_page(answer)


@pytest.mark.parametrize("path", ["/programma/nergens", "/termijnagenda/nergens", "/programma/voortgang-res?jaar=x"])
def test_what_is_not_there_is_not_there(loaded: HouseClient, path: str) -> None:
    assert loaded.get(path).status_code == 404


def test_before_there_is_a_programme_the_page_says_so(client: HouseClient, small: Small) -> None:
    assert "Er is nog geen programma" in client.get("/programma").text
    check_page(client.get("/termijnagenda"))


# ── what it says ─────────────────────────────────────────────────────────────


def test_a_count_is_over_the_municipalities_that_take_part(loaded: HouseClient) -> None:
    page = loaded.get("/programma").text
    assert "7 van de 9 gemeenten" in page
    only = loaded.get("/programma?gemeente=barneveld").text
    assert "3 opgaven" in only
    assert "Warmtetransitie" not in only
    scoped = loaded.get("/programma?gemeente=nijkerk").text
    assert "alleen harmonisering woonruimteverdeling" in scoped


def test_the_page_of_a_municipality_says_in_which_opgaven_it_takes_part(loaded: HouseClient) -> None:
    page = loaded.get("/gemeenten/eemnes").text
    assert "De gemeente doet mee aan 11 van de 11 opgaven" in page
    assert "alleen Jeugd" in page


def test_the_calendar_keeps_apart_what_has_no_month(loaded: HouseClient) -> None:
    page = loaded.get("/termijnagenda?jaar=2025").text
    june, between, undated = (
        page.index("Juni 2025"),
        page.index("In 2025, zonder vaste maand"),
        page.index("Zonder datum"),
    )
    assert june < page.index("moment-ruimte-raden-juni") < between
    assert between < page.index('id="moment-u-ned-bol"') < undated
    assert undated < page.index('id="moment-sociaal-ssd"')
    assert "de bron noemt geen jaar" in page


def test_the_calendar_of_a_municipality_holds_its_opgaven_and_its_own_moments(loaded: HouseClient) -> None:
    soest = loaded.get("/termijnagenda?jaar=2025&gemeente=soest").text
    barneveld = loaded.get("/termijnagenda?jaar=2025&gemeente=barneveld").text
    assert "moment-res-netcongestie-bo" in soest
    assert "moment-res-netcongestie-bo" not in barneveld
    assert "moment-u-ned-raden-juni" in barneveld
    assert "moment-inkoop-amersfoort" not in soest
    assert "moment-inkoop-amersfoort" in loaded.get("/termijnagenda?gemeente=amersfoort").text


def test_the_feed_holds_whole_days_and_nothing_that_is_no_day(loaded: HouseClient) -> None:
    answer = loaded.get("/termijnagenda.ics?gemeente=barneveld")
    assert answer.mimetype == "text/calendar"
    events = Calendar.from_ical(answer.get_data()).walk("VEVENT")
    found = {str(event["UID"]).partition("@")[0]: event.decoded("DTSTART") for event in events}
    assert found["moment-u-ned-raden-juni"] == date(2025, 6, 12)
    assert "moment-u-ned-bol" not in found
    assert "moment-res-netcongestie-bo" not in found
    assert loaded.get("/termijnagenda.ics?gemeente=nergens").status_code == 404


def test_two_moments_in_one_meeting_point_to_each_other(loaded: HouseClient) -> None:
    page = loaded.get("/termijnagenda/moment-ruimte-raden-juni").text
    assert "/termijnagenda/moment-u-ned-raden-juni" in page
    assert "Ruimtelijk Voorstel en Provinciale Omgevingsvisie" in page


def test_the_search_page_finds_opgaven_activities_and_moments(loaded: HouseClient) -> None:
    page = loaded.get("/zoeken?q=netcongestie").text
    assert "/programma/voortgang-res#activiteit-res-netcongestie" in page
    assert "/termijnagenda/moment-res-netcongestie-bo" in page
    assert "/programma/voortgang-warmtetransitie" in loaded.get("/zoeken?q=warmtetransitie").text


# ── periods ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "end", "year", "expected"),
    [
        ("2022", "2040", 2025, (0, 12, 0)),
        ("2022", "2040", 2041, None),
        ("2022-10", "2025-04", 2025, (0, 4, 8)),
        ("2022-10", "2025-04", 2022, (9, 3, 0)),
        ("2024", "doorlopend", 2030, (0, 12, 0)),
        ("", "2025", 2025, (2, 10, 0)),
        ("", "2025", 2024, None),
        ("", "", 2025, None),
    ],
)
def test_a_period_runs_in_the_months_that_the_source_allows(
    start: str, end: str, year: int, expected: tuple[int, int, int] | None
) -> None:
    span = Span("Looptijd", parse_fuzzy(start) if start else None, parse_fuzzy(end) if end else None)
    assert running(span, year, date(2025, 3, 1)) == expected


def test_a_period_is_said_as_it_was_printed(loaded: HouseClient) -> None:
    with loaded.application.test_request_context():
        assert period(parse_fuzzy("2022"), parse_fuzzy("2040")) == "2022 – 2040"
        assert period(None, parse_fuzzy("2025")) == "tot en met 2025"
        assert period(parse_fuzzy("2024"), parse_fuzzy("doorlopend")) == "vanaf 2024, doorlopend"
        assert period(None, None) == ""


# ── the rooms of the bureau ──────────────────────────────────────────────────


@pytest.fixture
def challenge(small: Small) -> Challenge:
    return actions.create_challenge(actions.add_group("Ruimte"), "Fietspad", what="Een pad voor de fiets.")


def test_the_bureau_sets_up_a_programme_without_any_document(bureau: HouseClient, small: Small) -> None:
    assert bureau.submit("/beheer/programma/tekst", {"title": "Programma", "as_of": "2026-01"}).status_code == 303
    assert bureau.submit("/beheer/programma/groepen/nieuw", {"title": "Wonen"}).status_code == 303
    group = queries.groups()[0]
    values = {"title": "Meer huizen", "group_id": str(group.id), "period_end": "doorlopend"}
    page = bureau.submit("/beheer/programma/opgaven/nieuw", values, follow=True).text
    assert "Meer huizen" in page
    assert "doorlopend" in page
    assert "Meer huizen" in bureau.get("/programma").text


@pytest.mark.parametrize(
    ("kind", "values", "shown"),
    [
        (
            "doelen",
            {"text": "Veilig fietsen", "target": "27.000", "unit": "woningen", "year": "2030"},
            "27.000 woningen",
        ),
        ("activiteiten", {"title": "Asfalt leggen", "topics": "fiets\nweg"}, "Asfalt leggen"),
        ("deeltrajecten", {"title": "Noord", "period_start": "2024"}, "vanaf 2024"),
        ("trekkers", {"function": "Wethouder", "name": "A. de Proef"}, "A. de Proef"),
        ("partijen", {"role": "partner", "party": "r"}, "Regio Test"),
        ("cijfers", {"what": "kilometers", "value": "8,5", "bound": "at_least"}, "minimaal 8,5"),
        ("documenten", {"title": "Fietsnota", "when": "2021"}, "Fietsnota"),
        ("lijsten", {"title": "Soorten", "items": "smal\nbreed"}, "breed"),
    ],
)
def test_every_kind_of_line_is_added_shown_and_ended(
    bureau: HouseClient, challenge: Challenge, kind: str, values: dict[str, str], shown: str
) -> None:
    path = f"/beheer/programma/opgaven/{challenge.slug}/{kind}/nieuw"
    assert bureau.submit(path, values).status_code == 303
    assert shown in bureau.get(f"/programma/{challenge.slug}").text
    lines = bureau.get(f"/beheer/programma/opgaven/{challenge.slug}/regels")
    check_page(lines)
    (end,) = [href for href in lines.text.split('"') if href.endswith("/beeindigen") and f"/{kind}/" in href]
    assert bureau.submit(end, {"why": ""}).status_code == 422
    assert bureau.submit(end, {"why": "Het is klaar."}).status_code == 303
    assert "Het is klaar." in bureau.get(f"/programma/{challenge.slug}").text
    assert bureau.submit(end, {"why": "Nog eens."}).status_code == 409


def test_a_lead_is_replaced_and_never_overwritten(bureau: HouseClient, challenge: Challenge) -> None:
    lead = actions.add_line(ChallengeLead, challenge, function="Wethouder", name="A. de Proef")
    assert bureau.get(f"/beheer/programma/trekkers/{lead.id}").status_code == 404
    values = {"function": "Burgemeester", "name": "B. Nieuw", "on": "2026-09-01", "why": "Nieuw college."}
    assert bureau.submit(f"/beheer/programma/trekkers/{lead.id}/vervangen", values).status_code == 303
    page = bureau.get(f"/programma/{challenge.slug}").text
    assert "Burgemeester B. Nieuw" in page
    assert "A. de Proef – tot en met 31 augustus 2026. Nieuw college." in " ".join(page.split())


def test_a_municipality_takes_part_once(bureau: HouseClient, challenge: Challenge, small: Small) -> None:
    path = f"/beheer/programma/opgaven/{challenge.slug}/gemeenten/nieuw"
    place = str(small.places[0].id)
    assert bureau.submit(path, {"municipality_id": place, "scope": "alleen het noorden"}).status_code == 303
    assert bureau.submit(path, {"municipality_id": place}).status_code == 422
    page = bureau.get(f"/programma/{challenge.slug}").text
    assert "1 van de 3 gemeenten" in page
    assert "alleen het noorden" in page


def test_a_moment_is_planned_for_an_activity(bureau: HouseClient, challenge: Challenge) -> None:
    kind = adoption.add_kind("Raad")
    activity = actions.add_line(ChallengeActivity, challenge, title="Asfalt")
    path = f"/beheer/programma/opgaven/{challenge.slug}/momenten/nieuw"
    values = {
        "kind_id": str(kind.id), "what": "De raad beslist", "when": "14 oktober 2026", "activity_id": str(activity.id),
    }  # fmt: skip
    page = bureau.submit(path, values, follow=True).text
    assert "14 oktober 2026" in page
    placed = queries.moments_of(challenge.id)
    assert [(each.moment.slug, each.activity_id) for each in placed] == [("de-raad-beslist", activity.id)]
    assert not moment("de-raad-beslist").fictitious


def test_the_second_of_two_editors_is_told(bureau: HouseClient, challenge: Challenge) -> None:
    goal = actions.add_line(ChallengeGoal, challenge, text="Eerst")
    for path, field in (
        (f"/beheer/programma/doelen/{goal.id}", "text"),
        (f"/beheer/programma/opgaven/{challenge.slug}", "what"),
    ):
        first, second = bureau.get(path), bureau.get(path)
        assert bureau.send(first, {field: "De eerste"}).status_code == 303
        assert bureau.send(second, {field: "De tweede"}).status_code == 409


def test_others_open_no_room_of_the_programme(client: HouseClient, challenge: Challenge) -> None:
    for path in ("/beheer/programma", f"/beheer/programma/opgaven/{challenge.slug}", "/beheer/momenten"):
        assert client.get(path).status_code == 303, path


# ── cost ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/programma", "/programma/opgave", "/termijnagenda?jaar=2026"])
def test_a_page_takes_as_many_queries_for_a_thousand_moments_as_for_ten(
    client: HouseClient, session: Session, path: str
) -> None:
    add_region(session)
    session.add(Programme(id=1, slug="programma", title="Programma", as_of=parse_fuzzy("2026-01")))
    opgave = session.query(Challenge).filter_by(slug="opgave").one()
    add_moments(session, opgave, 9, first=100)
    with count_queries() as few:
        assert client.get(path).status_code == 200
    add_moments(session, opgave, 990, first=200)
    with count_queries() as many:
        assert client.get(path).status_code == 200
    assert len(many) == len(few), str(many)
    assert len(few) <= 24, str(few)


def test_one_municipality_is_counted_once_in_the_database(small: Small, challenge: Challenge) -> None:
    actions.add_line(ChallengeParticipation, challenge, municipality=small.places[0])
    row = ChallengeParticipation(challenge_id=challenge.id, municipality_id=small.places[0].id, position=2)
    db.session.add(row)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.flush()
