"""The region as people read it and as the bureau keeps it."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.policy import Role
from regiodialoog.organisations import actions, queries
from regiodialoog.organisations.models import OrganisationKind
from tests.accounts.people import become, someone, staff
from tests.organisations.region import Small
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

READING = ["/gemeenten", "/gemeenten/barneveld", "/organisaties", "/organisaties/u-ned", "/overleggen", "/bronnen"]
MANAGING = [
    "/beheer/regio",
    "/beheer/gemeenten",
    "/beheer/organisaties/nieuw",
    "/beheer/gemeenten/zuiderdorp",
    "/beheer/overleggen/raad-zuiderdorp",
    "/beheer/gemeenten/zuiderdorp/lijst",
    "/beheer/bronnen",
    "/beheer/bronnen/nieuw",
]


@pytest.mark.parametrize("path", READING)
def test_every_page_of_the_region_is_a_good_page(loaded: HouseClient, path: str) -> None:
    response = loaded.get(path)
    assert response.status_code == 200
    check_page(response)


@pytest.mark.parametrize("path", MANAGING)
def test_every_management_room_of_the_region_is_a_good_page(bureau: HouseClient, path: str) -> None:
    response = bureau.get(path)
    assert response.status_code == 200
    check_page(response)


@pytest.mark.parametrize(
    "path", ["/gemeenten/xyz", "/organisaties/xyz", "/gemeenten/%00", "/organisaties/" + "x" * 3000]
)
def test_what_is_not_there_is_not_found(loaded: HouseClient, path: str) -> None:
    assert loaded.get(path).status_code == 404


def test_the_frame_tells_region_and_phone_with_one_query(loaded: HouseClient) -> None:
    with count_queries() as seen:
        text = loaded.get("/bronnen").get_data(as_text=True)
    assert "Regio Amersfoort" in text
    assert "033 469 52 60" in text
    assert sum("regions" in statement for statement in seen) == 1


def test_the_list_of_organisations_filters_with_and_without_javascript(loaded: HouseClient) -> None:
    whole = loaded.get("/organisaties?soort=province&q=utrecht").get_data(as_text=True)
    part = loaded.get("/organisaties?soort=province&q=utrecht", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "Provincie Utrecht" in part
    assert "Gelderland" not in part
    assert "<html" not in part
    assert part.strip() in whole
    assert loaded.get("/organisaties?soort=onzin&q=%25_").status_code == 200


def test_lists_take_as_many_queries_with_a_hundred_more_organisations(small: Small, client: HouseClient) -> None:
    client.get("/organisaties")
    with count_queries() as few:
        client.get("/organisaties")
    for n in range(100):
        actions.create_organisation(f"Stichting {n}", kind=OrganisationKind.CIVIL_SOCIETY)
    client.get("/organisaties")
    with count_queries() as many:
        client.get("/organisaties")
    assert len(few) == len(many), many


def test_others_may_not_even_open_the_management_rooms(small: Small, client: HouseClient) -> None:
    become(client, someone())
    for path in (*MANAGING, "/beheer/gemeenten/nieuw"):
        assert client.get(path).status_code == 403, path
    assert client.post("/beheer/gemeenten/nieuw", data={"name": "Nieuwdorp"}).status_code == 403
    assert len(queries.municipalities()) == 3


def test_a_visitor_is_asked_to_sign_in(small: Small, client: HouseClient) -> None:
    assert client.get("/beheer/regio").status_code == 303


def test_the_administrator_may_too(small: Small, client: HouseClient) -> None:
    become(client, staff(Role.ADMINISTRATOR))
    response = client.submit("/beheer/regio", {"bureau_hours": "Op werkdagen van 9 tot 17 uur"}, follow=True)
    assert "Op werkdagen van 9 tot 17 uur" in response.get_data(as_text=True)


def test_the_bureau_adds_changes_and_retires_an_organisation(bureau: HouseClient) -> None:
    values = {"name": "Buurtkracht Zuid", "kind": "residents_group", "notes": "Eerste regel\n\nTweede regel"}
    assert bureau.submit("/beheer/organisaties/nieuw", values).status_code == 303
    made = queries.organisation("buurtkracht-zuid")
    assert made.notes == ["Eerste regel", "Tweede regel"]
    assert bureau.submit("/beheer/organisaties/buurtkracht-zuid", {"place": "Soest"}).status_code == 303
    assert queries.organisation("buurtkracht-zuid").place == "Soest"
    assert bureau.submit("/beheer/organisaties/buurtkracht-zuid/lijst", {"sure": "y"}).status_code == 303
    assert not queries.organisation("buurtkracht-zuid").active


def test_the_bureau_adds_a_municipality(bureau: HouseClient, small: Small) -> None:
    values = {
        "name": "Nieuwdorp",
        "cbs_code": "0999",
        "province_id": str(small.province.id),
        "other_regions": [str(small.elsewhere.id)],
    }
    assert bureau.submit("/beheer/gemeenten/nieuw", values).status_code == 303
    made = queries.municipality("nieuwdorp")
    assert [region.name for region in made.other_regions] == ["Regio Elders"]
    assert bureau.submit("/beheer/gemeenten/nieuwdorp", {"other_regions": None}).status_code == 303
    assert queries.municipality("nieuwdorp").other_regions == []


def test_the_bureau_adds_and_changes_a_source_and_says_what_came_from_it(bureau: HouseClient, session: Session) -> None:
    values = {"name": "Regiovisie", "publisher": "Regio Test", "date": "maart 2026", "file": "visie.pdf"}
    assert bureau.submit("/beheer/bronnen/nieuw", values).status_code == 303
    assert bureau.submit("/beheer/bronnen/nieuw", values | {"date": ""}).status_code == 422
    assert bureau.submit("/beheer/bronnen/regiovisie", {"date": "2026-04"}).status_code == 303
    source = queries.source("regiovisie")
    assert (source.date.text, source.publisher) == ("2026-04", "Regio Test")
    for path, name in (("/beheer/regio", "bureau_source"), ("/beheer/agenda/tekst", "source")):
        assert bureau.submit(path, {name: str(source.id)}).status_code == 303, path
        assert f'<option selected value="{source.id}">' in bureau.get(path).get_data(as_text=True), path
    assert bureau.submit("/beheer/organisaties/regio-elders", {"sources": [str(source.id)]}).status_code == 303
    assert "Regiovisie" in bureau.get("/organisaties/regio-elders").get_data(as_text=True)
    assert "Regiovisie" in bureau.get("/agenda").get_data(as_text=True)
    assert bureau.submit("/beheer/regio", {"bureau_source": "0"}).status_code == 303
    assert queries.region().bureau_source is None
    kinds = session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id.desc()).limit(6)).all()
    assert list(reversed(kinds)) == [
        "organisations.source_registered",
        "organisations.source_changed",
        "organisations.region_changed",
        "agenda.agenda_changed",
        "organisations.organisation_changed",
        "organisations.region_changed",
    ]
    assert bureau.get("/beheer/bronnen/regiovisie/lijst").status_code == 404


def test_a_name_of_300_letters_is_refused_and_kept(bureau: HouseClient) -> None:
    name = "x" * 300
    response = bureau.submit("/beheer/organisaties/nieuw", {"name": name, "abbreviation": "ABC"})
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert name in text
    assert "ABC" in text
    assert 'href="#name"' in text
    check_page(response)
    assert len(queries.organisations()) == 2


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/beheer/gemeenten/nieuw", {"name": "zuiderdorp", "cbs_code": "0999"}),
        ("/beheer/gemeenten/nieuw", {"name": "Nieuwdorp", "cbs_code": "9001"}),
        ("/beheer/gemeenten/nieuw", {"name": "Nieuwdorp", "cbs_code": "12a4"}),
        ("/beheer/gemeenten/nieuw", {"name": "Nieuwdorp", "cbs_code": "0999", "province_id": "999999"}),
        ("/beheer/organisaties/nieuw", {"name": "PROVINCIE TEST"}),
        ("/beheer/organisaties/nieuw", {"name": "Nieuw", "kind": "onzin"}),
        ("/beheer/organisaties/nieuw", {"name": "Nieuw", "notes": "x" * 400}),
        ("/beheer/overleggen/nieuw", {"name": "BO", "kind": "political_meeting", "power": "decides"}),
        ("/beheer/belangen/nieuw", {"name": "   "}),
        ("/beheer/regio", {"bureau_email": "geen adres"}),
        ("/beheer/regio", {"bureau_phone": "bel ons"}),
        ("/beheer/gemeenten/zuiderdorp/lijst", {}),
    ],
)
def test_bad_input_is_refused_with_a_summary(bureau: HouseClient, path: str, values: dict[str, str]) -> None:
    response = bureau.submit(path, values)
    assert response.status_code == 422
    assert "data-problem" in response.get_data(as_text=True)


def test_the_second_of_two_editors_is_told(bureau: HouseClient) -> None:
    first = bureau.get("/beheer/organisaties/regio-elders")
    second = bureau.get("/beheer/organisaties/regio-elders")
    assert bureau.send(first, {"place": "Ede"}).status_code == 303
    assert bureau.send(second, {"place": "Wageningen"}).status_code == 409
    assert queries.organisation("regio-elders").place == "Ede"


def test_a_form_sent_twice_is_done_once(bureau: HouseClient) -> None:
    page = bureau.get("/beheer/belangen/nieuw")
    for _ in range(2):
        assert bureau.send(page, {"name": "Natuur"}).status_code == 303
    assert [interest.name for interest in queries.interests()] == ["Natuur"]


def test_html_and_formulas_are_text(bureau: HouseClient, small: Small) -> None:
    name = '=HYPERLINK("x") <script>alert(1)</script>'
    assert bureau.submit("/beheer/organisaties/nieuw", {"name": name}).status_code == 303
    for path in ("/organisaties", "/beheer/organisaties"):
        text = bureau.get(path).get_data(as_text=True)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
