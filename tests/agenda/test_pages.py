"""The agenda as people read it and as the bureau keeps it."""

from datetime import date
from typing import Any

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import insert

from regiodialoog.agenda import actions, queries
from regiodialoog.agenda.models import AgendaAction
from regiodialoog.core.policy import Role
from tests.accounts.people import become, someone, staff
from tests.organisations.region import Small
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

READING = [
    "/agenda",
    "/agenda?q=fiets",
    "/agenda?gemeente=barneveld&q=zorg",
    "/agenda/agenda-leefomgeving",
    "/agenda/agenda-mens-en-samenleving",
    "/agenda/themas/agenda-juiste-zorg",
    "/agenda/themas/agenda-opvang-en-bescherming",
    "/agenda/themas/agenda-duurzame-energie",
    "/gemeenten/soest",
]
PART = {"HX-Request": "true"}


def rooms(small: Small) -> list[str]:
    goal = actions.add_goal(small.themes[0], "Veel fietsen")
    action = actions.create_action(small.themes[0], "Fietspad")
    row = actions.start_participation(small.places[0], small.first, takes_part=True)
    return [
        "/beheer/agenda",
        "/beheer/agenda/tekst",
        "/beheer/agenda/onderdelen/nieuw",
        f"/beheer/agenda/onderdelen/{small.first.slug}",
        f"/beheer/agenda/onderdelen/{small.first.slug}/themas/nieuw",
        f"/beheer/agenda/onderdelen/{small.first.slug}/acties/nieuw",
        "/beheer/agenda/themas/fiets",
        "/beheer/agenda/themas/fiets/doelen/nieuw",
        "/beheer/agenda/themas/fiets/acties/nieuw",
        f"/beheer/agenda/doelen/{goal.id}",
        f"/beheer/agenda/doelen/{goal.id}/beeindigen",
        f"/beheer/agenda/acties/{action.slug}",
        f"/beheer/agenda/acties/{action.slug}/deelacties/nieuw",
        "/beheer/agenda/themas/fiets/beeindigen",
        "/beheer/agenda/deelname/themas/fiets",
        "/beheer/agenda/deelname/themas/fiets/nieuw",
        f"/beheer/agenda/deelname/{row.id}",
        f"/beheer/agenda/deelname/{row.id}/beeindigen",
    ]


@pytest.mark.parametrize("path", READING)
def test_every_page_of_the_agenda_is_a_good_page(loaded: HouseClient, path: str) -> None:
    response = loaded.get(path)
    assert response.status_code == 200
    check_page(response)


def test_every_management_room_of_the_agenda_is_a_good_page(bureau: HouseClient, small: Small) -> None:
    for path in rooms(small):
        response = bureau.get(path)
        assert response.status_code == 200, path
        check_page(response)


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR])
def test_others_open_no_management_room_of_the_agenda(small: Small, client: HouseClient, role: Role | None) -> None:
    become(client, someone() if role is None else staff(role))
    for path in rooms(small):
        assert client.get(path).status_code == 403, path
        if not path.endswith(("/agenda", "/deelname/themas/fiets")):
            assert client.post(path, data={"title": "Anders"}).status_code == 403, path
    assert small.themes[0].title == "Fiets"


def test_before_there_is_an_agenda_the_page_says_so(client: HouseClient, session: Session) -> None:
    response = client.get("/agenda")
    assert response.status_code == 200
    check_page(response)


@pytest.mark.parametrize("path", ["/agenda/xyz", "/agenda/themas/xyz", "/beheer/agenda/doelen/99999999999999999999"])
def test_what_is_not_there_is_not_found(loaded: HouseClient, path: str) -> None:
    assert loaded.get(path).status_code == 404


def test_the_agenda_says_who_takes_part_and_why_not(loaded: HouseClient) -> None:
    text = loaded.get("/agenda").get_data(as_text=True)
    assert "7 van de 9" in text
    assert "Barneveld doet niet mee aan Mens en samenleving." in text
    assert "Deze twee Gelderse gemeenten doen dit met Regio FoodValley." in text


def test_the_filter_gives_the_same_with_and_without_javascript(loaded: HouseClient) -> None:
    for address in ("/agenda?q=fiets", "/agenda?gemeente=nijkerk", "/agenda?gemeente=xyz&q=%00%25_", "/agenda?q=qqqq"):
        part = loaded.get(address, headers=PART).get_data(as_text=True)
        assert "<html" not in part
        assert part.strip() in loaded.get(address).get_data(as_text=True)


def test_a_municipality_sees_only_what_it_takes_part_in(loaded: HouseClient) -> None:
    part = loaded.get("/agenda?gemeente=nijkerk", headers=PART).get_data(as_text=True)
    assert "Leefomgeving" in part
    assert "Mens en samenleving" not in part
    assert "11 van de 18 thema" in part


def test_the_search_finds_actions_goals_and_themes(loaded: HouseClient) -> None:
    part = loaded.get("/agenda?q=energiecooperaties", headers=PART).get_data(as_text=True)
    assert "Onderzoek: energiecoöperaties" in part
    assert "1 actie," in part
    part = loaded.get("/agenda?q=verschil+haar+kracht", headers=PART).get_data(as_text=True)
    assert "Regioprofilering" in part


def test_a_thousand_actions_take_as_many_queries_as_ten(small: Small, client: HouseClient, session: Session) -> None:
    many_rows = [
        {
            "part_id": small.first.id, "theme_id": small.themes[0].id, "slug": f"actie-{n}", "title": f"Actie {n}",
            "position": n, "components": [], "topics": [], "based_on": [],
        }
        for n in range(1000)
    ]  # fmt: skip
    session.execute(insert(AgendaAction), many_rows[:10])
    client.get("/agenda")
    with count_queries() as few:
        assert client.get("/agenda").status_code == 200
    session.execute(insert(AgendaAction), many_rows[10:])
    client.get("/agenda")
    with count_queries() as many:
        text = client.get("/agenda").get_data(as_text=True)
    assert text.count("/agenda/themas/fiets#actie-") == 1000
    assert len(few) == len(many) <= 12, many


def test_the_bureau_adds_changes_and_ends_a_theme_with_goal_and_action(bureau: HouseClient, small: Small) -> None:
    assert (
        bureau.submit(f"/beheer/agenda/onderdelen/{small.first.slug}/themas/nieuw", {"title": "Groen"}).status_code
        == 303
    )
    assert bureau.submit("/beheer/agenda/themas/groen", {"laws": "Omgevingswet\nWoo"}).status_code == 303
    assert queries.theme("groen").laws == ["Omgevingswet", "Woo"]
    assert bureau.submit("/beheer/agenda/themas/groen/doelen/nieuw", {"text": "Meer bomen"}).status_code == 303
    answer = bureau.submit("/beheer/agenda/themas/groen/acties/nieuw", {"title": "Planten", "when": "medio 2027"})
    assert answer.headers["Location"] == "/agenda/themas/groen#planten"
    page = bureau.get("/agenda/themas/groen").get_data(as_text=True)
    assert "Meer bomen" in page
    assert "medio 2027" in page
    end = {"on": "2026-02-01", "why": "Opgegaan in het programma."}
    assert bureau.submit("/beheer/agenda/acties/planten/beeindigen", end).status_code == 303
    assert "Opgegaan in het programma." in bureau.get("/agenda/themas/groen").get_data(as_text=True)
    assert "Planten" not in bureau.get("/agenda").get_data(as_text=True)
    assert queries.action("planten").ended_on == date(2026, 2, 1)


def test_the_bureau_writes_down_and_ends_participation(bureau: HouseClient, small: Small) -> None:
    path = "/beheer/agenda/deelname/themas/fiets"
    values = {
        "municipality_id": str(small.places[0].id),
        "takes_part": "no",
        "reason": "",
        "elsewhere_id": str(small.elsewhere.id),
    }
    refused = bureau.submit(f"{path}/nieuw", values)
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.text, "the summary leads to the field, on the form itself"
    assert bureau.submit(f"{path}/nieuw", values | {"reason": "Doet dit elders."}).status_code == 303
    assert bureau.submit(f"{path}/nieuw", values | {"reason": "Nog eens."}).status_code == 409
    page = bureau.get("/agenda/themas/fiets").get_data(as_text=True)
    assert "Doet dit elders." in page
    assert "Regio Elders" in page
    (row,) = queries.participations_of(theme_id=small.themes[0].id)
    assert bureau.submit(f"/beheer/agenda/deelname/{row.id}", {"reason": "Doet dit met anderen."}).status_code == 303
    assert bureau.submit(f"/beheer/agenda/deelname/{row.id}/beeindigen", {"why": "Doet toch mee."}).status_code == 303
    assert "Doet toch mee." in bureau.get(path).get_data(as_text=True)


def test_the_second_of_two_editors_is_told(bureau: HouseClient, small: Small) -> None:
    first = bureau.get("/beheer/agenda/tekst")
    second = bureau.get("/beheer/agenda/tekst")
    assert bureau.send(first, {"mission": "Samen verder"}).status_code == 303
    assert bureau.send(second, {"mission": "Alleen verder"}).status_code == 409
    assert queries.current_agenda().mission == "Samen verder"


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/beheer/agenda/themas/fiets", {"title": "x" * 300}),
        ("/beheer/agenda/themas/fiets", {"number": "99999999999"}),
        ("/beheer/agenda/themas/fiets", {"organisations": ["99999"]}),
        ("/beheer/agenda/themas/fiets/acties/nieuw", {"title": "y" * 301}),
        ("/beheer/agenda/themas/fiets/doelen/nieuw", {"text": ""}),
        ("/beheer/agenda/themas/fiets/beeindigen", {"on": "31-31-2026", "why": "Klaar"}),
        ("/beheer/agenda/themas/fiets/beeindigen", {"why": ""}),
        ("/beheer/agenda/deelname/themas/fiets/nieuw", {"takes_part": ["misschien"]}),
        ("/beheer/agenda/tekst", {"edition": ""}),
    ],
)
def test_bad_input_is_refused_with_a_summary_and_kept(bureau: HouseClient, path: str, values: dict[str, Any]) -> None:
    response = bureau.submit(path, values)
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "data-problem" in text
    assert all(value in text for value in values.values() if isinstance(value, str))
    check_page(response)


def test_html_and_formulas_are_text(bureau: HouseClient, small: Small) -> None:
    title = "=1+1 <img src=x onerror=alert(1)>"
    assert bureau.submit("/beheer/agenda/themas/fiets/acties/nieuw", {"title": title}).status_code == 303
    for path in ("/agenda", "/agenda/themas/fiets", "/beheer/agenda", f"/agenda?q={title}"):
        text = bureau.get(path).get_data(as_text=True)
        assert "<img src=x" not in text, path
        assert "&lt;img src=x onerror=alert(1)&gt;" in text, path


def test_a_changed_theme_shows_its_history(bureau: HouseClient, small: Small) -> None:
    bureau.submit("/beheer/agenda/themas/fiets", {"framework": "Fietsplan"})
    assert "Een thema van de agenda is veranderd" in bureau.get("/agenda/themas/fiets").get_data(as_text=True)
