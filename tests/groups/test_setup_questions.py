"""A setup brings questions, with a tick for each on the form of a new group; and remembers those of its group."""

from datetime import date
from typing import Any

import lxml.html
import pytest
from sqlalchemy import select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.text import fold
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues import queries as themes
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import keeping_setups
from regiodialoog.groups.asking import read
from regiodialoog.groups.library import library
from regiodialoog.groups.models import Asked, OwnSetup, Quota
from regiodialoog.groups.models import Source as Asks
from regiodialoog.groups.offered import offered
from regiodialoog.groups.setups import all_setups, setups
from regiodialoog.organisations import actions as organisations
from tests.dialogues.conftest import Talk
from tests.groups.conftest import Table
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

ROOM = "/beheer/groepen/bomen"
DAY = date(2026, 1, 1)
AGES = ("16 t/m 29 jaar", "30 t/m 49 jaar", "50 t/m 66 jaar", "67 jaar of ouder")


@pytest.fixture
def bomen(talk: Talk, table: Table) -> Theme:
    """A theme without a group, in which one municipality takes part."""
    dialogues.create_theme(talk.round, "Bomen", question="Waar?", municipalities={talk.region.places[0]: ""})
    return themes.theme("bomen")


def note(key: str, theme: Theme, *numbers: int) -> None:
    ready, source = library()[key], organisations.register_source(f"CBS {key}")
    for row in theme.municipalities:
        given = {(row.municipality_id, answer): n for answer, n in zip(ready.answers, numbers, strict=False)}
        actions.note_population(ready, given, counted_on=DAY, source=source)


def make(bureau: HouseClient, setup: str = "30-5", **given: Any) -> Any:
    """The form as the setup begins it, sent back with what is ``given``; None takes a tick away."""
    address = f"{ROOM}/tekst?opzet={setup}"
    page = bureau.get(address)
    form: Any = next(each for each in lxml.html.fromstring(page.text).forms if each.method == "POST")
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    values |= given
    return bureau.post(address, data={name: value for name, value in values.items() if value is not None})


def asked(theme: Theme) -> dict[str, Asked]:
    return queries.asked(queries.group_of(theme).id)


def demands(theme: Theme, feature: str) -> dict[str, tuple[int, int]]:
    rows = queries.quotas(queries.group_of(theme).id)
    return {row.value: (row.minimum, row.maximum) for row in rows if row.feature == feature}


def ticks(page: Any) -> dict[str, bool]:
    tree: Any = lxml.html.fromstring(page.text)
    boxes = tree.xpath("//input[@type='checkbox']")
    return {box.name: box.checked for box in boxes if box.name.startswith(("ask_", "demand_"))}


# ── beginning with a setup ───────────────────────────────────────────────────


def test_every_setup_brings_questions_of_the_library_and_none_that_is_special() -> None:
    for each in setups().values():
        assert [one.feature for one in each.questions][:1] == ["Leeftijd"]
        for one in each.questions:
            ready = next(ready for ready in library().values() if ready.feature == one.feature)
            assert (one.source, one.lines, one.why) == (ready.source, ready.lines, ready.why)


def test_the_form_ticks_what_the_setup_asks_and_offers_the_rest_of_the_library(
    table: Table, bureau: HouseClient, bomen: Theme
) -> None:
    note("leeftijd", bomen, 20, 30, 27, 23)
    page = bureau.get(f"{ROOM}/tekst?opzet=30-5")
    check_page(page)
    assert ticks(page) == {
        "ask_leeftijd": True, "demand_leeftijd": True, "ask_geslacht": True, "ask_opleiding": True,
        "ask_woonsituatie": False, "ask_huishouden": False, "ask_vervoer": False,
    }  # fmt: skip
    said = " ".join(page.text.split())
    for words in (
        "Zo zitten jong en oud aan tafel.", "Antwoorden: 16 t/m 29 jaar; 30 t/m 49 jaar", "16 t/m 29 jaar 20 %",
        "Bron: CBS leeftijd, 1 januari 2026.", "Er zijn nog geen cijfers om eisen mee te maken.",
    ):  # fmt: skip
        assert words in said
    plain = bureau.get(f"{ROOM}/tekst")
    check_page(plain)
    assert not any(ticks(plain).values()), "without a setup nothing is ticked"
    assert "Vraagt naar: Leeftijd, Geslacht, Opleiding." in plain.text
    assert not ticks(bureau.get("/beheer/groepen/fietspaden/tekst")), "a group that is there has its own page for it"


def test_what_is_ticked_is_asked_with_demands_where_there_are_figures(
    table: Table, bureau: HouseClient, bomen: Theme
) -> None:
    note("leeftijd", bomen, 20, 30, 27, 23)
    answer = make(bureau, ask_opleiding=None, ask_vervoer="y", size="10")
    assert answer.location == f"{ROOM}/plan?opzet=30-5"
    rows = asked(bomen)
    assert list(rows) == ["Leeftijd", "Geslacht", "Vervoer"]
    assert demands(bomen, "Leeftijd") == dict(zip(AGES, ((1, 3), (2, 4), (1, 4), (1, 4)), strict=True))
    assert set(demands(bomen, "Geslacht").values()) == {(0, 10)}, "no figures, no demands"
    row = rows["Leeftijd"]
    assert (row.source, row.year, row.why) == (Asks.BIRTH_YEAR, clock.today().year, library()["leeftijd"].why)
    assert row.started_from == dict(zip(AGES, (20, 30, 27, 23), strict=True))
    reasons = {each.justification for each in queries.quotas(row.group_id) if each.feature == "Leeftijd"}
    assert "Zo wonen er in de gemeenten die zijn geteld naar verhouding: 23 %. Bron: CBS leeftijd, 1 januari 2026." in (
        reasons
    )
    assert "Wie zich aanmeldt, krijgt vragen over: Leeftijd, Geslacht, Vervoer." in text_of(bureau, answer.location)


def test_nothing_is_asked_or_demanded_that_was_not_ticked(table: Table, bureau: HouseClient, bomen: Theme) -> None:
    note("leeftijd", bomen, 20, 30, 27, 23)
    assert make(bureau, ask_leeftijd=None, ask_geslacht=None, ask_opleiding=None, ask_onzin="y").status_code == 303
    assert asked(bomen) == {}
    assert queries.quotas(queries.group_of(bomen).id) == []


def test_a_question_can_be_asked_without_its_demands(table: Table, bureau: HouseClient, bomen: Theme) -> None:
    note("leeftijd", bomen, 20, 30, 27, 23)
    assert make(bureau, demand_leeftijd=None).status_code == 303
    assert set(demands(bomen, "Leeftijd").values()) == {(0, 30)}
    assert asked(bomen)["Leeftijd"].started_from == {}


def test_a_form_that_is_not_right_keeps_its_ticks_and_makes_nothing(
    table: Table, bureau: HouseClient, bomen: Theme
) -> None:
    answer = make(bureau, size="0", ask_geslacht=None, ask_vervoer="y")
    assert answer.status_code == 422
    check_page(answer)
    now = ticks(answer)
    assert (now["ask_leeftijd"], now["ask_geslacht"], now["ask_vervoer"]) == (True, False, True)
    assert queries.find_group(bomen) is None
    assert db.session.scalars(select(Asked)).all() == []


def test_the_same_form_twice_asks_once(table: Table, bureau: HouseClient, bomen: Theme) -> None:
    page = bureau.get(f"{ROOM}/tekst")
    given = {"size": "6", "compensation_kind": "none", "ask_leeftijd": "y"}
    assert bureau.send(page, given).status_code == 303
    assert bureau.send(page, given).status_code == 303
    assert len(asked(bomen)) == 1


def test_ages_that_do_not_fit_the_theme_are_told_and_cannot_be_ticked(
    table: Table, bureau: HouseClient, bomen: Theme
) -> None:
    dialogues.change_theme(bomen, min_age=12)
    page = bureau.get(f"{ROOM}/tekst?opzet=30-5")
    check_page(page)
    assert "ask_leeftijd" not in ticks(page)
    assert "Wie 12 is, mag meedoen en valt in geen groep." in " ".join(page.text.split())
    assert make(bureau, ask_leeftijd="y").status_code == 303
    assert "Leeftijd" not in asked(bomen)


def test_nobody_but_the_bureau_ticks_anything(table: Table, client: HouseClient, bomen: Theme) -> None:
    from tests.accounts.people import become, someone

    become(client, someone("Bezoeker", "bezoeker@example.nl"))
    assert client.get(f"{ROOM}/tekst?opzet=30-5").status_code == 403
    assert client.post(f"{ROOM}/tekst", data={"ask_leeftijd": "y"}).status_code == 403
    assert queries.find_group(bomen) is None


# ── keeping them ─────────────────────────────────────────────────────────────


def keep(table: Table) -> OwnSetup:
    return keeping_setups.keep_setup(table.group, name="Eigen", why="Zo.", evenings=3, weeks_between=2)


def test_a_kept_setup_remembers_the_questions_of_its_group(table: Table, bureau: HouseClient, bomen: Theme) -> None:
    bands = read(Asks.BIRTH_YEAR, "16 t/m 49\n50 en ouder", year=clock.today().year - 1, from_age=16)
    row = actions.ask(table.group, "Leeftijd", bands, justification="Voor de jeugd.")
    actions.spread(row, {"16 t/m 49 jaar": 40.0, "50 jaar of ouder": 60.0})
    schools = read(Asks.LIST, "praktisch: vmbo; mbo 1\ntheoretisch: hbo")
    actions.ask(table.group, "Opleiding", schools, justification="Voor een goede mix.")
    for value in ("huur", "koop"):
        actions.add_quota(table.group, "Woning", value, minimum=1, maximum=5, justification="Huis telt.")
    actions.add_quota(table.group, "Alleen één", "ja", minimum=0, maximum=6, justification="Eén antwoord.")
    page = text_of(bureau, "/beheer/groepen/fietspaden/opzetten")
    assert "Wat wij vragen aan wie zich aanmeldt:" in page
    kept = keep(table)
    found = all_setups()[f"eigen-{kept.id}"].questions
    assert [(one.feature, one.source, one.lines, one.why, one.demand) for one in found] == [
        ("Leeftijd", Asks.BIRTH_YEAR, ("16 t/m 49", "50 en ouder"), "Voor de jeugd.", True),
        ("Opleiding", Asks.LIST, ("praktisch: vmbo; mbo 1", "theoretisch: hbo"), "Voor een goede mix.", False),
        ("Woning", Asks.ANSWER, ("huur", "koop"), "Huis telt.", True),
    ]
    note("leeftijd", bomen, 20, 30, 27, 23)
    assert make(bureau, f"eigen-{kept.id}", size="10").status_code == 303
    rows = asked(bomen)
    assert list(rows) == ["Leeftijd", "Opleiding", "Woning"]
    assert rows["Leeftijd"].year == clock.today().year, "ages count in the year of the new group"
    assert demands(bomen, "Leeftijd") == {"16 t/m 49 jaar": (4, 6), "50 jaar of ouder": (4, 6)}
    assert demands(bomen, "Woning") == {"huur": (0, 10), "koop": (0, 10)}, "there are no figures of it"
    assert rows["Woning"].why == "Huis telt."


def test_a_setup_of_before_has_no_questions(table: Table, bureau: HouseClient, bomen: Theme) -> None:
    kept = keep(table)
    assert all_setups()[f"eigen-{kept.id}"].questions == ()
    assert not any(ticks(bureau.get(f"{ROOM}/tekst?opzet=eigen-{kept.id}")).values())


def test_what_became_special_since_it_was_kept_is_not_asked(table: Table, bureau: HouseClient, bomen: Theme) -> None:
    kept = keep(table)
    kept.questions = [
        {"feature": "Geloof", "source": "answer", "lines": ["a", "b"], "why": "Zo.", "demand": True},
        {"feature": "Achtergrond", "source": "answer", "lines": ["katholiek", "b"], "why": "Zo.", "demand": False},
        {"feature": "Wijk", "source": "answer", "lines": ["x" * 300, "b"], "why": "Zo.", "demand": False},
    ]
    db.session.flush()
    page = bureau.get(f"{ROOM}/tekst?opzet=eigen-{kept.id}")
    check_page(page)
    assert not {"ask_geloof", "ask_achtergrond", "ask_wijk"} & ticks(page).keys()
    assert "bijzondere persoonsgegevens" in page.text.lower() or "bijzonder" in page.text.lower()
    ticked = dict.fromkeys(("ask_geloof", "ask_achtergrond", "ask_wijk", "demand_geloof"), "y")
    assert make(bureau, f"eigen-{kept.id}", **ticked).status_code == 303
    assert asked(bomen) == {}
    assert db.session.scalars(select(Quota)).all() == []


def test_two_questions_that_are_called_almost_alike_have_a_tick_each(table: Table, bomen: Theme) -> None:
    kept = keep(table)
    wijk = {"source": "answer", "lines": ["a", "b"], "why": "Zo.", "demand": False}
    kept.questions = [{"feature": "Wijk?", **wijk}, {"feature": "Wijk!", **wijk}]
    db.session.flush()
    keys = [each.key for each in offered(bomen, all_setups()[f"eigen-{kept.id}"])]
    assert len(set(keys)) == len(keys)
    assert keys[:2] == ["wijk", "wijk-2"]
    assert {fold(each.question.feature) for each in offered(bomen, None)} == {
        fold(each.feature) for each in library().values() if each.lines
    }


def test_the_form_asks_as_much_of_the_database_however_many_figures_there_are(
    table: Table, bureau: HouseClient, bomen: Theme
) -> None:
    def counted() -> int:
        with count_queries() as seen:
            bureau.get(f"{ROOM}/tekst?opzet=30-5")
        return len(seen)

    note("leeftijd", bomen, 20, 30, 27, 23)
    few = counted()
    for key in ("geslacht", "opleiding", "wonen", "huishouden", "vervoer"):
        note(key, bomen, 10, 20, 30)
    assert counted() == few
