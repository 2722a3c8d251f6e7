"""Dialogues and themes as people read them and as the bureau sets them up."""

from datetime import date, timedelta

import pytest

from regiodialoog.accounts.actions import give_role
from regiodialoog.core import clock
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions, queries
from regiodialoog.dialogues.models import Influence, PhaseKind, Theme, ThemeState
from regiodialoog.groups import actions as groups
from regiodialoog.groups.models import SeatFilling
from regiodialoog.organisations import actions as organisations
from tests.accounts.people import become, someone, staff
from tests.dialogues.conftest import Talk, in_phase
from tests.organisations.region import Small
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries

MANAGE = "/beheer/dialogen/themas/fietspaden"
DAYS = {f"{kind.value}_{end}": "" for kind in PhaseKind for end in ("from", "until")}


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def make_whole(theme: Theme) -> None:
    """Give it a group with a place."""
    group = groups.make_group(theme, "Groep", size=1)
    groups.add_seat(group, organisations.create_interest("Natuur"), None, filling=SeatFilling.ASSIGNED)


def rooms(talk: Talk) -> list[str]:
    talk.mandate()
    category = actions.add_category(talk.theme, "Bron")
    return [
        "/beheer/dialogen",
        "/beheer/dialogen/nieuw",
        "/beheer/dialogen/regiodialoog-test/tekst",
        "/beheer/dialogen/regiodialoog-test/rondes/nieuw",
        "/beheer/dialogen/regiodialoog-test/rondes/1",
        "/beheer/dialogen/regiodialoog-test/rondes/1/themas/nieuw",
        MANAGE,
        *(f"{MANAGE}/{room}" for room in ("tekst", "gemeenten", "planning", "opdracht", "moderatoren")),
        *(f"{MANAGE}/{room}" for room in ("raden", "stoppen", "niet-kiezen")),
        f"{MANAGE}/raden/{talk.region.places[0].slug}",
        f"{MANAGE}/soorten/nieuw",
        f"{MANAGE}/cijfers/nieuw",
        f"/beheer/dialogen/soorten/{category.id}",
    ]


# ── reading ──────────────────────────────────────────────────────────────────


def test_before_there_is_a_dialogue_the_pages_say_so(client: HouseClient, small: Small) -> None:
    assert "Er is nog geen dialoog" in text_of(client, "/dialogen")
    assert "Er loopt nu geen dialoog" in text_of(client, "/")


@pytest.mark.parametrize("path", ["/dialogen/xyz", "/themas/xyz", "/beheer/dialogen/soorten/99999999999999999999"])
def test_what_is_not_there_is_not_found(client: HouseClient, talk: Talk, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_theme_says_where_it_stands_until_when_and_what_comes_then(client: HouseClient, talk: Talk) -> None:
    assert "De datums zijn nog niet bekend." in text_of(client, "/themas/fietspaden")
    talk.all_agree()
    in_phase(talk.theme, PhaseKind.DIALOGUE)
    text = text_of(client, "/themas/fietspaden")
    assert "Deze fase duurt tot en met 27 december 2026." in text
    assert "Daarna, vanaf 28 december 2026: de groep maakt haar advies." in text
    assert 'aria-current="step"' in text
    assert "De groep praat" in text_of(client, "/")


def test_what_is_fixed_and_that_it_is_an_advice_stand_before_the_mandate(client: HouseClient, talk: Talk) -> None:
    talk.mandate()
    text = text_of(client, "/themas/fietspaden")
    first, whole = text.index("De brug blijft."), text.index("De opdracht van de raden")
    assert text.index("Dit is een advies.") < first < whole
    assert "Bezwaar maken kan niet, een klacht indienen wel." in text
    assert "0 van de 2 raden hebben ingestemd" in text
    assert "alleen buiten" in text


def test_deciding_together_is_not_called_an_advice(client: HouseClient, talk: Talk) -> None:
    actions.write_mandate(talk.theme, "Wat kiest u?", influence=Influence.CO_DECIDES)
    text = text_of(client, "/themas/fietspaden")
    assert "Dit is een advies." not in text
    assert "De raden beslissen zelf." in text


def test_nobody_is_asked_to_sign_up_before_every_council_agreed(client: HouseClient, talk: Talk) -> None:
    in_phase(talk.theme, PhaseKind.RECRUITMENT)
    talk.mandate()
    waits = "nog niet alle raden hebben ingestemd"
    assert waits in text_of(client, "/themas/fietspaden")
    for row in talk.theme.municipalities:
        mandate = queries.mandate_of(talk.theme)
        assert mandate is not None
        actions.record_agreement(mandate, row.municipality, agreed_on=clock.today())
    assert waits not in text_of(client, "/themas/fietspaden")
    assert "Aanmelden kan nog niet." in text_of(client, "/themas/fietspaden"), "there are no places yet"


def test_what_nobody_can_sign_up_for_yet_does_not_wear_the_label_of_what_is_open(
    client: HouseClient, talk: Talk
) -> None:
    in_phase(talk.theme, PhaseKind.RECRUITMENT)
    places = ("/", "/dialogen", "/dialogen/regiodialoog-test", f"/gemeenten/{talk.region.places[0].slug}")
    for path in (*places, "/themas/fietspaden"):
        assert "Aanmelden: nog niet open" in text_of(client, path), path
    make_whole(talk.all_agree().theme)
    for path in (*places, "/themas/fietspaden"):
        assert "nog niet open" not in text_of(client, path), path


def test_a_stopped_theme_says_when_and_why_and_leaves_the_front_page(client: HouseClient, talk: Talk) -> None:
    in_phase(talk.theme, PhaseKind.MANDATE)
    assert "Fietspaden" in text_of(client, "/")
    actions.end_theme(talk.theme, ThemeState.STOPPED, on=date(2026, 9, 10), reason="Het geld is op.")
    text = text_of(client, "/themas/fietspaden")
    assert "Dit thema is gestopt op 10 september 2026" in text
    assert "Het geld is op." in text
    assert 'class="is-stopped"' in text
    assert 'aria-current="step"' not in text
    assert "Het geld is op." in text_of(client, "/dialogen")
    assert "Fietspaden" not in text_of(client, "/")


def test_what_one_can_join_stands_first_and_what_is_over_last(client: HouseClient, talk: Talk) -> None:
    """Whichever dialogue was made last."""
    in_phase(talk.theme, PhaseKind.DIALOGUE)
    joining = actions.create_theme(talk.round, "Hier meedoen", municipalities={talk.region.places[0]: ""})
    in_phase(joining, PhaseKind.RECRUITMENT)
    actions.record_agreement(actions.write_mandate(joining, "Vraag?"), talk.region.places[0], agreed_on=clock.today())
    make_whole(joining)
    later = actions.create_dialogue("Dialoog van daarna", description="Klaar.", purpose="Klaar.")
    over = actions.create_theme(actions.add_round(later), "Al klaar", municipalities={talk.region.places[0]: ""})
    in_phase(over, PhaseKind.PREPARATION, today=date(2024, 1, 8))
    page = text_of(client, "/dialogen")
    places = [page.index(title) for title in ("Hier meedoen", "Fietspaden", "Dialoog van daarna", "Al klaar")]
    assert places == sorted(places)


def test_what_is_invented_says_so_everywhere(client: HouseClient, talk: Talk) -> None:
    invented = actions.create_dialogue("Verzonnen dialoog", fictitious=True)
    theme = actions.create_theme(actions.add_round(invented), "Verzonnen", municipalities=talk.region.places)
    actions.write_mandate(theme, "Vraag?")
    for path in ("/dialogen", "/dialogen/verzonnen-dialoog", "/themas/verzonnen", "/"):
        assert "Fictief" in text_of(client, path), path
    assert "Geen raad heeft dit echt besloten." in text_of(client, "/themas/verzonnen")
    assert "Fictief" not in text_of(client, "/themas/fietspaden")


def test_a_municipality_shows_the_themes_it_takes_part_in(client: HouseClient, talk: Talk) -> None:
    first, second, third = talk.region.places
    assert "Fietspaden" in text_of(client, f"/gemeenten/{first.slug}")
    assert "alleen buiten" in text_of(client, f"/gemeenten/{second.slug}")
    assert "Fietspaden" not in text_of(client, f"/gemeenten/{third.slug}")


def test_dialogues_and_themes_can_be_searched(client: HouseClient, talk: Talk) -> None:
    assert "/themas/fietspaden" in text_of(client, "/zoeken?q=fietspad")
    assert "/dialogen/regiodialoog-test" in text_of(client, "/zoeken?q=gemeenten+praten")


@pytest.mark.parametrize("path", ["/dialogen", "/dialogen/regiodialoog-test", "/", "/beheer/dialogen"])
def test_a_hundred_themes_take_as_many_queries_as_one(bureau: HouseClient, talk: Talk, path: str) -> None:
    in_phase(talk.theme, PhaseKind.DIALOGUE)
    bureau.get(path)
    with count_queries() as few:
        assert bureau.get(path).status_code == 200
    for n in range(30):
        in_phase(actions.create_theme(talk.round, f"Thema {n}", municipalities=talk.region.places), PhaseKind.DIALOGUE)
    bureau.get(path)
    with count_queries() as many:
        assert bureau.get(path).get_data(as_text=True).count("Thema 29") >= 1
    assert len(few) == len(many) <= 25, many


def test_the_page_of_a_theme_takes_as_many_queries_however_many_councils_spoke(client: HouseClient, talk: Talk) -> None:
    actions.set_municipalities(talk.theme, {talk.region.places[0]: ""})
    mandate = talk.all_agree()
    client.get("/themas/fietspaden")
    with count_queries() as few:
        client.get("/themas/fietspaden")
    actions.set_municipalities(talk.theme, dict.fromkeys(talk.region.places, ""))
    for n in range(20):
        for place in talk.region.places:
            actions.record_agreement(mandate, place, agreed_on=clock.today(), reason=f"Keer {n}")
    client.get("/themas/fietspaden")
    with count_queries() as many:
        client.get("/themas/fietspaden")
    assert len(few) == len(many) <= 20, many


# ── setting up ───────────────────────────────────────────────────────────────


def test_every_management_room_is_a_good_page(bureau: HouseClient, talk: Talk) -> None:
    for path in rooms(talk):
        text_of(bureau, path)


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR, Role.MODERATOR])
def test_others_open_no_management_room(client: HouseClient, talk: Talk, role: Role | None) -> None:
    person = someone() if role in (None, Role.MODERATOR) else staff(Role.ADMINISTRATOR)
    if role is Role.MODERATOR:
        give_role(person, Role.MODERATOR, ScopeKind.THEME, talk.theme.id, by=None, tell=False)
    paths = rooms(talk)
    become(client, person)
    for path in paths:
        assert client.get(path).status_code == 403, path
        if path not in ("/beheer/dialogen", MANAGE):
            assert client.post(path, data={"title": "Anders"}).status_code == 403, path


def test_the_bureau_sets_up_a_theme_from_nothing_to_signing_up(bureau: HouseClient, small: Small, noon: object) -> None:
    new = {"title": "Samen verder", "description": "Wij praten.", "purpose": "Om verder te komen."}
    answer = bureau.submit("/beheer/dialogen/nieuw", new)
    assert answer.headers["Location"] == "/beheer/dialogen/samen-verder/rondes/1/themas/nieuw"
    theme = {"title": "Bomen", "question": "Waar komen bomen?", "summary": "Over bomen.", "goal": "Meer schaduw."}
    assert bureau.submit(answer.headers["Location"], theme).status_code == 422, "where it comes from is not guessed"
    answer = bureau.submit(answer.headers["Location"], theme | {"origin": "chosen_by_councils"})
    manage = "/beheer/dialogen/themas/bomen"
    assert answer.headers["Location"] == manage
    assert "2 van de 11 zijn klaar." in text_of(bureau, manage)
    assert bureau.submit(f"{manage}/planning").status_code == 303  # the suggested days
    mandate = {"question": "Waar komen bomen?", "fixed": "Het park blijft.\nDe weg ook."}
    mandate |= {"outcome": "De raden besluiten."}
    assert bureau.submit(f"{manage}/opdracht", mandate).status_code == 303
    assert "4 van de 11 zijn klaar." in text_of(bureau, manage)
    assert "De raden stellen de opdracht vast" in text_of(bureau, "/themas/bomen")
    for place in small.places:
        given = {"agrees": "yes", "agreed_on": "2026-09-14", "document": "https://example.org/besluit.pdf"}
        answer = bureau.submit(f"{manage}/raden/{place.slug}", given)
        assert answer.headers["Location"] == f"{manage}#raden"
    assert "5 van de 11 zijn klaar." in text_of(bureau, manage)
    about = {"title": "Groep Bomen", "size": "6"} | {"compensation_kind": "none"}
    assert bureau.submit("/beheer/groepen/bomen/tekst", about).status_code == 303
    assert "5 van de 11 zijn klaar." in text_of(bureau, manage), "a name is no group: it needs places"
    interest = str(organisations.create_interest("Natuur").id)
    assert bureau.submit("/beheer/groepen/bomen/plan", {"interests": [interest]}).status_code == 303
    evening = {"title": "Eerste avond", "day": "2027-02-01", "begins": "19:30", "ends": "21:30"}
    assert bureau.submit("/beheer/bijeenkomsten/bomen/nieuw", evening).status_code == 303
    assert bureau.submit("/beheer/groepen/bomen/vragen/geen").status_code == 303
    assert bureau.submit("/beheer/groepen/bomen/voorwaarden/instellen").status_code == 303, "none holds"
    assert "9 van de 11 zijn klaar." in text_of(bureau, manage), "nobody looks at what people hand in"
    grace = someone("Grace Lee", "grace@example.nl")
    give_role(grace, Role.MODERATOR, ScopeKind.THEME, queries.theme("bomen").id, by=None, tell=False)
    assert bureau.submit("/beheer/groepen/bomen/aanmelden-openen").status_code == 303
    assert "Alles is klaar." in text_of(bureau, manage)
    found = queries.theme("bomen")
    opens = queries.phase_of(found, PhaseKind.RECRUITMENT)
    assert opens is not None
    assert queries.recruitment_is_open(found, on=opens.starts_on)
    assert not queries.recruitment_is_open(found, on=opens.starts_on - timedelta(days=1))
    text = text_of(bureau, "/themas/bomen")
    assert "3 van de 3 raden hebben ingestemd" in text
    assert "https://example.org/besluit.pdf" in text
    assert "Wat een raad van de opdracht vindt is opgeschreven" in text


def test_the_days_that_do_not_fit_are_named_by_their_phase(bureau: HouseClient, talk: Talk) -> None:
    def faults(**days: str) -> str:
        answer = bureau.submit(f"{MANAGE}/planning", DAYS | days)
        assert answer.status_code == 422
        check_page(answer)
        return " ".join(answer.get_data(as_text=True).split())

    text = faults(recruitment_from="2026-10-01", recruitment_until="2026-09-01")
    assert "Aanmelden: laatste dag: De laatste dag kan niet vóór de eerste dag liggen." in text
    assert "Vul beide dagen van deze fase in" in faults(dialogue_from="2026-10-01")
    overlap = {"mandate_from": "2026-10-01", "mandate_until": "2026-10-31"}
    text = faults(**overlap, dialogue_from="2026-10-31", dialogue_until="2026-11-30")
    assert "De groep praat: eerste dag: “De raden stellen de opdracht vast” is op deze dag nog niet voorbij." in text
    assert 'value="2026-10-31"' in text
    assert queries.theme("fietspaden").phases == []
    good = overlap | {"dialogue_from": "2026-11-01", "dialogue_until": "2026-11-30"}
    assert bureau.submit(f"{MANAGE}/planning", DAYS | good).status_code == 303
    assert [phase.kind for phase in queries.theme("fietspaden").phases] == [PhaseKind.MANDATE, PhaseKind.DIALOGUE]


def test_a_text_that_a_council_agreed_to_has_no_form_and_takes_no_change(bureau: HouseClient, talk: Talk) -> None:
    talk.mandate()
    before = bureau.get(f"{MANAGE}/opdracht")
    agree = {"agrees": "yes", "agreed_on": "2026-09-14"}
    assert bureau.submit(f"{MANAGE}/raden/{talk.region.places[0].slug}", agree).status_code == 303
    answer = bureau.send(before, {"question": "Mijn lange nieuwe vraag aan de raden?"})
    assert answer.status_code == 409
    assert "Mijn lange nieuwe vraag aan de raden?" in answer.get_data(as_text=True)
    text = text_of(bureau, f"{MANAGE}/opdracht")
    assert "Deze tekst kan niet meer veranderen" in text
    assert "<textarea" not in text


def test_an_agreement_is_to_the_text_that_was_read(bureau: HouseClient, talk: Talk) -> None:
    talk.mandate()
    path = f"{MANAGE}/raden/{talk.region.places[0].slug}"
    read = bureau.get(path)
    assert bureau.submit(f"{MANAGE}/opdracht", {"question": "Een andere vraag?"}).status_code == 303
    agree = {"agrees": "yes", "agreed_on": "2026-09-14"}
    assert bureau.send(read, agree).status_code == 409
    assert bureau.submit(path, agree).status_code == 303
    assert bureau.submit(path, agree).status_code == 422  # a correction without a reason
    withdrawn = agree | {"agrees": "no", "reason": "De raad wil meer tijd."}
    assert bureau.submit(path, withdrawn).status_code == 303
    text = text_of(bureau, "/themas/fietspaden")
    assert "De raad wil meer tijd." in text
    assert "Wat hier eerder stond" in text


def test_the_bureau_says_who_takes_part_with_a_scope(bureau: HouseClient, talk: Talk) -> None:
    first, second, third = talk.region.places
    values = {f"takes_{first.id}": None, f"takes_{third.id}": "y", f"scope_{third.id}": "alleen de kernen"}
    assert bureau.submit(f"{MANAGE}/gemeenten", values).status_code == 303
    rows = {row.municipality.name: row.scope for row in queries.theme("fietspaden").municipalities}
    assert rows == {second.name: "alleen buiten", third.name: "alleen de kernen"}


def test_the_bureau_stops_a_theme_with_a_reason_that_everybody_reads(bureau: HouseClient, talk: Talk) -> None:
    path = f"{MANAGE}/stoppen"
    assert bureau.submit(path, {"why": ""}).status_code == 422
    assert bureau.submit(path, {"why": "Later", "on": "2026-09-15"}).status_code == 422
    assert bureau.submit(path, {"why": "Er is geen geld."}).status_code == 303
    assert "Er is geen geld." in text_of(bureau, "/themas/fietspaden")
    assert bureau.get(path).status_code == 409
    assert "Dit thema is geëindigd" in text_of(bureau, MANAGE)


def test_the_bureau_corrects_texts_sorts_and_figures(bureau: HouseClient, talk: Talk) -> None:
    assert (
        bureau.submit(f"{MANAGE}/tekst", {"title": "Fietspaden nu", "conclusions": "Het kan.\nHet mag."}).status_code
        == 303
    )
    assert (
        bureau.submit(f"{MANAGE}/soorten/nieuw", {"name": "Breed", "explanation": "Met twee naast elkaar"}).status_code
        == 303
    )
    figure = {"what": "fietspad per inwoner", "value": "1,5", "unit": "meter", "bound": "minstens", "year": "2030"}
    assert bureau.submit(f"{MANAGE}/cijfers/nieuw", figure).status_code == 303
    assert bureau.submit(f"{MANAGE}/cijfers/nieuw", figure | {"value": "veel"}).status_code == 422
    assert bureau.submit("/beheer/dialogen/regiodialoog-test/rondes/1", {"start": "najaar 2026"}).status_code == 303
    assert bureau.submit("/beheer/dialogen/regiodialoog-test/tekst", {"kickoff": "mei 2026"}).status_code == 303
    text = text_of(bureau, "/themas/fietspaden")
    for said in ("Fietspaden nu", "Het mag.", "Met twee naast elkaar", "minstens 1,5 meter in 2030"):
        assert said in text
    page = text_of(bureau, "/dialogen/regiodialoog-test")
    assert "najaar 2026" in page
    assert "mei 2026" in page


def test_the_second_of_two_editors_of_the_days_is_told(bureau: HouseClient, talk: Talk) -> None:
    first, second = bureau.get(f"{MANAGE}/planning"), bureau.get(f"{MANAGE}/planning")
    assert bureau.send(first).status_code == 303
    assert bureau.send(second).status_code == 409


@pytest.mark.parametrize(
    ("room", "values"),
    [
        ("tekst", {"title": ""}),
        ("tekst", {"number": "99999999999"}),
        ("tekst", {"min_age": "-1"}),
        ("tekst", {"look_reason": "Zomaar een reden"}),
        ("tekst", {"origin": ["verzonnen"]}),
        ("opdracht", {"question": ""}),
        ("opdracht", {"influence": ["alles"]}),
        ("raden/zuiderdorp", {"agrees": ["misschien"]}),
        ("raden/zuiderdorp", {"agrees": "yes", "agreed_on": "2026-09-15"}),
        ("raden/zuiderdorp", {"agrees": "yes", "agreed_on": "2026-09-14", "document": "javascript:alert(1)"}),
        ("raden/zuiderdorp", {"agrees": "no", "agreed_on": "2026-09-14"}),
    ],
)
def test_bad_input_is_refused_with_a_summary(
    bureau: HouseClient, talk: Talk, room: str, values: dict[str, str | list[str]]
) -> None:
    talk.mandate()
    answer = bureau.submit(f"{MANAGE}/{room}", dict(values))
    assert answer.status_code == 422
    assert "data-problem" in answer.get_data(as_text=True)
    check_page(answer)


def test_html_is_text(bureau: HouseClient, talk: Talk) -> None:
    wrong = "<img src=x onerror=alert(1)>"
    assert (
        bureau.submit(f"{MANAGE}/tekst", {"title": wrong, "question": wrong, "conclusions": wrong}).status_code == 303
    )
    for path in ("/dialogen", "/themas/fietspaden", "/", MANAGE, "/beheer/dialogen"):
        assert "<img src=x" not in bureau.get(path).get_data(as_text=True), path
