"""Questions of the composition in the bureau's rooms and at signing up: what is asked, and what alone is kept."""

import json

import pytest
from sqlalchemy import select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.groups import actions, queries
from regiodialoog.groups.asking import read
from regiodialoog.groups.models import Asked, Quota, RegistrationState, Source
from tests.accounts.people import become, someone
from tests.groups.conftest import Table
from tests.groups.test_drawing import pool, sealed_draw
from tests.groups.test_pages import filled_in, text_of
from tests.support.client import HouseClient

ROOM = "/beheer/groepen/fietspaden"
AGES = "16 t/m 29\n30 t/m 49\n50 en ouder"
SCHOOLS = "praktisch: vmbo; mbo 1\ntheoretisch: hbo; universiteit"
WHY = "Voor een goede mix."


def ask(table: Table, feature: str = "Leeftijd", source: Source = Source.BIRTH_YEAR, lines: str = AGES) -> Asked:
    year = clock.today().year if source is Source.BIRTH_YEAR else None
    return actions.ask(table.group, feature, read(source, lines, year=year, from_age=16), justification=WHY)


def born(age: int) -> str:
    return str(clock.today().year - age)


def quotas(table: Table) -> dict[str, tuple[int, int]]:
    return {quota.value: (quota.minimum, quota.maximum) for quota in queries.quotas(table.group.id)}


# ── signing up ───────────────────────────────────────────────────────────────


def test_only_what_follows_from_a_year_of_birth_is_kept(table: Table, client: HouseClient) -> None:
    ask(table)
    resident = someone("Aagje", "aagje@example.nl")
    become(client, resident)
    page = text_of(client, f"{table.path}/aanmelden")
    assert "In welk jaar bent u geboren?" in page
    assert f"{WHY} Hieruit volgt een van deze antwoorden: 16 t/m 29 jaar; 30 t/m 49 jaar; 50 jaar of ouder." in page
    year = born(45)
    given = filled_in(table, answer_0=year, old_enough=None)
    assert client.submit(f"{table.path}/aanmelden", given).status_code == 303
    row = queries.latest_registration(table.theme, resident.id)
    assert row is not None
    assert row.answers == {"Leeftijd": "30 t/m 49 jaar"}
    assert row.of_age is True, "who told a year need not say it again"
    kept = [str(db.session.scalars(select(each)).all()) for each in (OutboxMessage.body, AuditEvent.data)]
    assert not any(year in text for text in kept)
    assert year not in text_of(client, f"{table.path}/aanmelden")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("57", "Schrijf het jaar in vier cijfers"),
        ("vroeger", "Schrijf het jaar in vier cijfers"),
        ("1492", "Schrijf het jaar in vier cijfers"),
        ("2999", "Schrijf het jaar in vier cijfers"),
        ("=1957", "Schrijf het jaar in vier cijfers"),
        ("1" * 300, "12"),
    ],
)
def test_a_year_that_is_none_is_told_at_its_place(table: Table, client: HouseClient, typed: str, said: str) -> None:
    ask(table)
    become(client, someone("Aagje", "aagje@example.nl"))
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, answer_0=typed))
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_who_is_too_young_by_the_year_is_turned_away_and_nothing_is_kept(table: Table, client: HouseClient) -> None:
    ask(table)
    child = someone("Kees", "kees@example.nl")
    become(client, child)
    answer = client.submit(f"{table.path}/aanmelden", filled_in(table, answer_0=born(15), old_enough="y"), follow=True)
    assert "leeftijd" in answer.request.path
    assert queries.latest_registration(table.theme, child.id) is None
    assert table.group.turned_away_age == 1


def test_who_may_have_had_no_birthday_yet_says_it_separately(table: Table, client: HouseClient) -> None:
    ask(table)
    become(client, someone("Kees", "kees@example.nl"))
    path = f"{table.path}/aanmelden"
    unsure = client.submit(path, filled_in(table, answer_0=born(16), old_enough=None))
    assert unsure.status_code == 422
    assert client.submit(path, filled_in(table, answer_0=born(16))).status_code == 303


def test_a_fine_answer_is_folded_and_an_empty_one_keeps_what_was_said(table: Table, client: HouseClient) -> None:
    ask(table, "Opleiding", Source.LIST, SCHOOLS)
    ask(table, "Deel", Source.POSTCODE, "Noord: 3821-3829\nElders: overig")
    resident = someone("Aagje", "aagje@example.nl")
    become(client, resident)
    given = filled_in(table, answer_0="mbo 1", answer_1="3825 AB")
    assert client.submit(f"{table.path}/aanmelden", given).status_code == 303
    row = queries.latest_registration(table.theme, resident.id)
    assert row is not None
    assert row.answers == {"Opleiding": "praktisch", "Deel": "Noord"}
    change = f"{table.path}/aanmelden/wijzigen"
    page = text_of(client, change)
    assert "Laat staan: praktisch" in page
    assert "Vul niets in, en dan blijft staan: Noord." in page
    assert client.submit(change, {"answer_0": ""}).status_code == 303
    assert row.answers == {"Opleiding": "praktisch", "Deel": "Noord"}
    assert client.submit(change, {"answer_0": "hbo", "answer_1": "1011"}).status_code == 303
    assert row.answers == {"Opleiding": "theoretisch", "Deel": "Elders"}
    assert client.submit(change, {"answer_0": "praktisch"}).status_code == 422, "no answer of the list"


# ── the bureau ───────────────────────────────────────────────────────────────


def test_a_question_of_the_library_becomes_demands_by_the_shares(table: Table, bureau: HouseClient) -> None:
    assert "Leeftijd" in text_of(bureau, f"{ROOM}/vragen")
    new = f"{ROOM}/vragen/nieuw?uit=leeftijd"
    assert bureau.submit(new, {}).status_code == 422, "somebody says that it is nothing special"
    answer = bureau.submit(new, {"ordinary": "y"}, follow=True)
    row = queries.asked(table.group.id)["Leeftijd"]
    assert answer.request.path == f"{ROOM}/vragen/{row.id}/aandelen"
    assert set(quotas(table).values()) == {(0, 6)}
    shares = {f"share_{n}": str(share) for n, share in enumerate((20, 30, 25, 25))}
    assert bureau.submit(answer.request.path, shares).status_code == 303
    assert quotas(table) == {
        "16 t/m 29 jaar": (0, 3),
        "30 t/m 49 jaar": (0, 3),
        "50 t/m 66 jaar": (0, 3),
        "67 jaar of ouder": (0, 3),
    }
    assert "Leeftijd" not in text_of(bureau, f"{ROOM}/vragen").split("Een vraag overnemen")[1]


@pytest.mark.parametrize(("shares", "size"), [((20, 30, 25, 25), 30), ((1, 1, 98), 24), ((33, 33, 33), 500)])
def test_demands_by_shares_can_be_met_and_hold_the_share(table: Table, shares: tuple[int, ...], size: int) -> None:
    table.group.size = size
    row = ask(table, "Wijk", Source.ANSWER, "\n".join(f"wijk {n}" for n in range(len(shares))))
    actions.spread(row, {f"wijk {n}": float(share) for n, share in enumerate(shares)})
    bounds = list(quotas(table).values())
    assert sum(least for least, _most in bounds) <= size <= sum(most for _least, most in bounds)
    for (least, most), share in zip(bounds, shares, strict=True):
        assert least <= share * size / sum(shares) <= most
        assert most - least <= 3


def test_shares_that_are_not_a_whole_are_refused(table: Table, bureau: HouseClient) -> None:
    row = ask(table)
    with pytest.raises(Invalid):
        actions.spread(row, {"16 t/m 29 jaar": 100.0})
    path = f"{ROOM}/vragen/{row.id}/aandelen"
    assert bureau.submit(path, {"share_0": "20", "share_1": "30", "share_2": "20"}).status_code == 422
    assert bureau.submit(path, {"share_0": "-1", "share_1": "100", "share_2": "1"}).status_code == 422


def test_the_demands_of_a_question_are_changed_with_the_question_only(table: Table, bureau: HouseClient) -> None:
    row = ask(table)
    quota = queries.quotas(table.group.id)[0]
    for change in (
        lambda: actions.add_quota(table.group, "Leeftijd", "90+", minimum=0, maximum=1, justification=WHY),
        lambda: actions.change_quota(quota, value="jong"),
        lambda: actions.change_quota(quota, feature="Jaren"),
        lambda: actions.remove_quota(quota),
    ):
        with pytest.raises(Conflict):
            change()
    page = text_of(bureau, f"{ROOM}/samenstelling/{quota.id}")
    assert 'name="value"' not in page
    assert bureau.submit(f"{ROOM}/samenstelling/{quota.id}", {"minimum": "1", "maximum": "2"}).status_code == 303
    assert (quota.minimum, quota.maximum) == (1, 2)
    edit = f"{ROOM}/vragen/{row.id}"
    assert bureau.submit(edit, {"lines": "16 t/m 29\n30 t/m 66\n67 en ouder"}).status_code == 303
    assert quotas(table) == {"16 t/m 29 jaar": (1, 2), "30 t/m 66 jaar": (0, 6), "67 jaar of ouder": (0, 6)}
    assert bureau.submit(f"{ROOM}/vragen/{row.id}/weg").status_code == 303
    assert quotas(table) == {}
    assert db.session.scalars(select(Quota)).all() == []


def test_a_file_of_demands_keeps_the_answers_of_a_question(table: Table) -> None:
    ask(table)
    whole = "16 t/m 29 jaar", "30 t/m 49 jaar", "50 jaar of ouder"

    def file(*values: str) -> bytes:
        return "\n".join(["feature,value,min,max", *(f"Leeftijd,{value},1,3" for value in values)]).encode()

    with pytest.raises(BadFiles) as bad:
        actions.compare(table.group, plan=None, demands=file("16 t/m 29 jaar", "90 jaar"), by=None)
    assert [(each.line, each.column) for each in bad.value.faults] == [(3, 2)] * 3
    row = actions.compare(table.group, plan=None, demands=file(*whole), by=None)
    assert row is not None
    actions.take_import(row, by=None)
    assert set(quotas(table).values()) == {(1, 3)}


def test_once_somebody_answered_the_rules_stay(table: Table, bureau: HouseClient) -> None:
    row = ask(table)
    table.sign_up(answers={"Leeftijd": "16 t/m 29 jaar"})
    other = read(Source.BIRTH_YEAR, "16 t/m 66\n67 en ouder", year=row.year, from_age=16)
    with pytest.raises(Conflict):
        actions.change_asked(row, other, justification=WHY)
    assert bureau.submit(f"{ROOM}/vragen/{row.id}", {"justification": "Om jong en oud te horen."}).status_code == 303
    assert {quota.justification for quota in queries.quotas(table.group.id)} == {"Om jong en oud te horen."}


def test_bad_rules_and_special_data_are_told_at_their_place(table: Table, bureau: HouseClient) -> None:
    new = f"{ROOM}/vragen/nieuw"
    given = {"feature": "Leeftijd", "source": "birth_year", "lines": "16 t/m 29\n31 en ouder", "justification": WHY}
    given["ordinary"] = "y"
    answer = bureau.submit(new, given)
    assert answer.status_code == 422
    assert "Wie 30 is, valt in geen groep." in answer.get_data(as_text=True)
    for faith in ({"feature": "Geloof"}, {"source": "answer", "lines": "katholieke kerk\nniets"}):
        assert bureau.submit(new, given | {"lines": AGES} | faith).status_code == 422
    with pytest.raises(Invalid):
        ask(table, "Vragen", Source.LIST, "lid: vakbond\nanders: niets")
    ask(table)
    assert bureau.submit(new, given | {"lines": AGES}).status_code == 409, "asked already"
    assert len(queries.asked(table.group.id)) == 1


def test_a_question_of_another_group_is_not_found(table: Table, bureau: HouseClient) -> None:
    row = ask(table)
    other = dialogues.create_theme(table.theme.round, "Wandelpaden", question="Waar?", municipalities=table.places)
    actions.make_group(other, "Wandelgroep", size=2)
    for tail in ("", "/aandelen", "/weg"):
        assert bureau.get(f"{ROOM}/vragen/{row.id}{tail}").status_code == 200
        assert bureau.get(f"/beheer/groepen/{other.slug}/vragen/{row.id}{tail}").status_code == 404
        assert bureau.get(f"{ROOM}/vragen/{row.id + 1}{tail}").status_code == 404


def test_the_rules_are_sealed_with_the_draw(table: Table) -> None:
    row = ask(table)
    for each in pool(table):
        actions.change_registration(
            each,
            answers={"Leeftijd": "16 t/m 29 jaar"},
            evenings=[],
            interest_id=each.interest_id,
            municipality_id=each.municipality_id,
        )
    draw = sealed_draw(table)
    (told,) = json.loads(draw.file)["config"]["asked"]
    assert told == {"feature": "Leeftijd", "asked": "birth_year", "rules": row.rules, "year": clock.today().year}
    assert {each.state for each in queries.registrations(table.theme.id)} == {RegistrationState.REGISTERED}
