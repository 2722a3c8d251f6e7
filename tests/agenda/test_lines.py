"""Challenges, developments, figures and milestones: kept by the bureau, told to everybody, taken off with a reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select

from regiodialoog.agenda import actions, queries
from regiodialoog.agenda.models import AgendaAction, AgendaFigure
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.dates import Precision, parse_fuzzy
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from regiodialoog.core.policy import Role
from regiodialoog.organisations.models import Organisation
from tests.accounts.people import become, someone, staff
from tests.organisations.region import Small
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

THEME = "/beheer/agenda/themas/fiets"
PRESENT = dict.fromkeys(("value", "low", "high"))


def lines(small: Small) -> list[tuple[str, Any]]:
    """One of each kind, and a figure of an action that spans its part."""
    over = actions.create_action(small.first, "Over alles")
    return [
        ("opgaven", actions.add_challenge(small.agenda, "Genoeg huizen")),
        ("ontwikkelingen", actions.add_development(small.agenda, "Vergrijzing", organisations=[small.elsewhere])),
        ("cijfers", actions.add_figure(small.themes[0], "groei", value=Decimal("8.2"), unit="procent")),
        ("cijfers", actions.add_figure(over, "geld", low=Decimal(1000), high=Decimal(2000), unit="euro")),
        ("mijlpalen", actions.add_milestone(small.themes[0], "Start", parse_fuzzy("medio 2025"))),
    ]


def rooms(small: Small) -> list[str]:
    kept = [f"/beheer/agenda/{kind}/{row.id}" for kind, row in lines(small)]
    return [
        "/beheer/agenda/opgaven/nieuw",
        "/beheer/agenda/ontwikkelingen/nieuw",
        f"{THEME}/cijfers/nieuw",
        f"{THEME}/mijlpalen/nieuw",
        "/beheer/agenda/acties/over-alles/cijfers/nieuw",
        *kept,
        *(f"{path}/beeindigen" for path in kept),
    ]


def told(session: Session, count: int = 1) -> list[str]:
    session.flush()
    return list(session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id.desc()).limit(count)))


def happened(session: Session) -> int:
    session.flush()
    return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


# ── what can be done ─────────────────────────────────────────────────────────


def test_every_line_changes_and_ends_with_an_event_of_its_own(small: Small, session: Session) -> None:
    seen: list[str] = []
    changes: dict[str, Callable[..., None]] = {
        "opgaven": actions.change_challenge,
        "ontwikkelingen": actions.change_development,
        "cijfers": actions.change_figure,
        "mijlpalen": actions.change_milestone,
    }
    for kind, row in lines(small):
        change = changes[kind]
        change(row, position=7)
        actions.end(row, on=date(2026, 1, 1), reason="Klaar.")
        seen += reversed(told(session, 2))
        before = happened(session)
        change(row, position=7)
        assert happened(session) == before, "nothing changed, so nothing is told"
        with pytest.raises(Conflict):
            actions.end(row, on=date(2026, 1, 1), reason="Nog eens.")
    assert seen == [
        f"agenda.{what}_{done}"
        for what in ("challenge", "development", "figure", "action_figure", "milestone")
        for done in ("changed", "ended")
    ]


@pytest.mark.parametrize(
    "numbers",
    [{}, {"low": Decimal(1)}, {"value": Decimal(1), "low": Decimal(1), "high": Decimal(2)},
     {"low": Decimal(2), "high": Decimal(1)}],
)  # fmt: skip
def test_a_figure_is_one_number_or_two_in_order(small: Small, numbers: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        actions.add_figure(small.themes[0], "groei", **numbers)
    figure = actions.add_figure(small.themes[0], "groei", value=Decimal(1))
    with pytest.raises(Invalid):
        actions.change_figure(figure, **(PRESENT | numbers))


def test_the_name_of_a_partner_has_no_colon(small: Small) -> None:
    with pytest.raises(Invalid):
        actions.create_action(small.themes[0], "Samen", partners=[("A: b", "")])


def test_figures_of_no_theme_are_those_of_the_actions_alone(small: Small) -> None:
    mine, other = (actions.create_action(small.first, title) for title in ("Een", "Twee"))
    actions.add_figure(other, "van een ander", value=Decimal(1))
    own = actions.add_figure(mine, "van mij", value=Decimal(2))
    assert queries.figures_of(None, [mine.id]) == [own]
    assert queries.figures_of(None, []) == []


def test_what_is_not_there_is_not_found(small: Small) -> None:
    for one in (queries.challenge, queries.development, queries.figure, queries.milestone):
        with pytest.raises(NotFound):
            one(999999)


# ── the rooms ────────────────────────────────────────────────────────────────


def test_every_room_is_a_good_page(bureau: HouseClient, small: Small) -> None:
    for path in (*rooms(small), "/beheer/agenda", "/beheer/agenda/acties/over-alles"):
        response = bureau.get(path)
        assert response.status_code == 200, path
        check_page(response)


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR])
def test_others_open_none_of_them(small: Small, client: HouseClient, session: Session, role: Role | None) -> None:
    paths = rooms(small)
    become(client, someone() if role is None else staff(role))
    before = happened(session)
    for path in paths:
        assert client.get(path).status_code == 403, path
        assert client.post(path, data={"title": "Anders", "what": "Anders"}).status_code == 403, path
    assert happened(session) == before


def test_a_line_of_another_kind_or_none_is_not_found(bureau: HouseClient) -> None:
    for path in ("opgaven/999999", "cijfers/99999999999999", "cijfers/x/beeindigen", "mijlpalen/999/beeindigen"):
        assert bureau.get(f"/beheer/agenda/{path}").status_code == 404, path


def test_the_bureau_keeps_challenges_and_developments(bureau: HouseClient, small: Small, session: Session) -> None:
    assert bureau.submit("/beheer/agenda/opgaven/nieuw", {"title": "Genoeg water"}).status_code == 303
    values = {"title": "Droogte", "description": "Minder regen.", "organisations": [str(small.elsewhere.id)]}
    assert bureau.submit("/beheer/agenda/ontwikkelingen/nieuw", values).status_code == 303
    (challenge,), (development,) = queries.challenges(small.agenda.id), queries.developments(small.agenda.id)
    page = bureau.get("/agenda").get_data(as_text=True)
    assert all(text in page for text in ("Genoeg water", "Minder regen.", "Regio Elders"))
    path = f"/beheer/agenda/ontwikkelingen/{development.id}"
    assert bureau.submit(path, {"organisations": None, "title": "Grote droogte"}).status_code == 303
    assert queries.development(development.id).organisations == []
    end = {"on": "2026-02-01", "why": "Er is weer water."}
    assert bureau.submit(f"/beheer/agenda/opgaven/{challenge.id}/beeindigen", end).status_code == 303
    assert told(session) == ["agenda.challenge_ended"]
    page = bureau.get("/agenda").get_data(as_text=True)
    assert "Er is weer water." in page
    assert "Grote droogte" in page


def test_the_bureau_keeps_figures_as_people_write_them(bureau: HouseClient, small: Small, session: Session) -> None:
    answer = bureau.submit(f"{THEME}/cijfers/nieuw", {"what": "geld", "value": "1.000,5", "unit": "euro"})
    assert answer.headers["Location"] == "/agenda/themas/fiets"
    (figure,) = queries.figures_of(small.themes[0].id, [])
    assert figure.value == Decimal("1000.5")
    path = f"/beheer/agenda/cijfers/{figure.id}"
    assert 'value="1.000,5"' in bureau.get(path).get_data(as_text=True)
    assert bureau.submit(path, {"value": "", "low": "0,1234", "high": "27"}).status_code == 303
    assert told(session) == ["agenda.figure_changed"]
    assert "0,1234–27 euro" in bureau.get("/agenda/themas/fiets").get_data(as_text=True)
    assert bureau.submit(f"{path}/beeindigen", {"why": "Achterhaald."}).status_code == 303
    assert "Achterhaald." in bureau.get("/agenda/themas/fiets").get_data(as_text=True)
    assert queries.figures_of(small.themes[0].id, []) == []


def test_a_part_shows_the_figures_of_its_own_actions(bureau: HouseClient, small: Small) -> None:
    action = actions.create_action(small.first, "Over alles")
    path = f"/beheer/agenda/acties/{action.slug}/cijfers/nieuw"
    answer = bureau.submit(path, {"what": "geld", "value": "12", "unit": "miljoen euro"})
    assert answer.headers["Location"] == f"/agenda/{small.first.slug}#over-alles"
    for page in (f"/agenda/{small.first.slug}", "/beheer/agenda", "/beheer/agenda/acties/over-alles"):
        assert "12 miljoen euro" in bureau.get(page).get_data(as_text=True), page
    assert "12 miljoen euro" not in bureau.get(f"/agenda/{small.second.slug}").get_data(as_text=True)


def test_the_bureau_keeps_milestones_with_the_words_of_the_source(bureau: HouseClient, small: Small) -> None:
    assert bureau.submit(f"{THEME}/mijlpalen/nieuw", {"what": "Start", "when": "medio 2027"}).status_code == 303
    (row,) = queries.milestones_of(small.themes[0].id)
    assert row.when.precision is Precision.PART
    assert bureau.submit(f"/beheer/agenda/mijlpalen/{row.id}", {"when": "Q3 2027"}).status_code == 303
    page = bureau.get("/agenda/themas/fiets").get_data(as_text=True)
    assert "Q3 2027" in page
    assert "medio 2027" not in page


def test_the_bureau_keeps_partners_status_and_source(bureau: HouseClient, small: Small, session: Session) -> None:
    action = actions.create_action(small.themes[0], "Samen", partners=[("Provincie", ""), ("U16", "Spoor")])
    path = f"/beheer/agenda/acties/{action.slug}"
    assert "Provincie\nU16: Spoor" in bureau.get(path).get_data(as_text=True)
    before = happened(session)
    assert bureau.submit(path).status_code == 303
    assert happened(session) == before, "saved as it was"
    values = {"partners": "U16: Weg\nFoodValley", "status": "intended"}
    assert bureau.submit(path, values).status_code == 303
    session.expire_all()
    action = session.get_one(AgendaAction, action.id)
    assert [(each.name, each.topic) for each in action.partners] == [("U16", "Weg"), ("FoodValley", "")]
    assert action.status == "intended"
    row = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (row.kind, sorted(row.data["fields"])) == ("agenda.action_changed", ["partners", "status"])


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/beheer/agenda/opgaven/nieuw", {"title": "x" * 301}),
        ("/beheer/agenda/ontwikkelingen/nieuw", {"title": "", "description": "Wat ik typte"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "value": "acht"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "value": "8.2"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "value": "NaN"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "value": "1e9"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "value": "0,00001"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "value": "9" * 40}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "value": "1", "low": "1", "high": "2"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "low": "27", "high": "16"}),
        (f"{THEME}/cijfers/nieuw", {"what": "groei", "low": "27"}),
        (f"{THEME}/mijlpalen/nieuw", {"what": "Start", "when": ""}),
        (f"{THEME}/acties/nieuw", {"title": "Samen", "partners": ": zonder naam"}),
    ],
)
def test_bad_input_is_refused_with_a_summary_and_kept(
    bureau: HouseClient, session: Session, path: str, values: dict[str, str]
) -> None:
    before = happened(session)
    response = bureau.submit(path, values)
    text = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "data-problem" in text
    assert all(value in text for value in values.values())
    assert happened(session) == before
    check_page(response)


def test_pages_take_as_many_queries_with_a_hundred_more_lines(small: Small, client: HouseClient) -> None:
    become(client, staff(Role.BUREAU))
    lines(small)
    paths = ("/agenda", f"/agenda/{small.first.slug}", "/agenda/themas/fiets", "/beheer/agenda")
    few = [queries_of(client, path) for path in paths]
    over = queries.action("over-alles")
    for n in range(40):
        actions.add_figure(small.themes[0], f"cijfer {n}", value=Decimal(n))
        actions.add_figure(over, f"cijfer {n}", value=Decimal(n))
        actions.add_milestone(small.themes[0], f"moment {n}", parse_fuzzy("2027"))
        actions.add_development(small.agenda, f"ontwikkeling {n}", organisations=[small.elsewhere])
        actions.add_challenge(small.agenda, f"opgave {n}")
    assert [queries_of(client, path) for path in paths] == few


def queries_of(client: HouseClient, path: str) -> int:
    client.get(path)
    with count_queries() as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_an_organisation_off_the_list_stays_chosen_where_it_was(bureau: HouseClient, small: Small) -> None:
    from regiodialoog.organisations import actions as region_actions

    row = actions.add_development(small.agenda, "Samen", organisations=[small.elsewhere])
    region_actions.retire(small.elsewhere)
    assert bureau.submit(f"/beheer/agenda/ontwikkelingen/{row.id}", {"title": "Samen verder"}).status_code == 303
    kept: list[Organisation] = queries.development(row.id).organisations
    assert [each.name for each in kept] == ["Regio Elders"]


def test_no_line_is_lost(bureau: HouseClient, small: Small, session: Session) -> None:
    row = actions.add_figure(small.themes[0], "groei", value=Decimal(1))
    actions.end(row, on=date(2026, 1, 1), reason="Klaar.")
    assert session.scalar(select(func.count()).select_from(AgendaFigure)) == 1
    assert bureau.submit(f"/beheer/agenda/cijfers/{row.id}/beeindigen", {"why": "Nog eens."}).status_code == 409
