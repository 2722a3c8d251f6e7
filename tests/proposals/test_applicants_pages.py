"""The pages for who signed up and writes from outside the group, and the doors that lead there."""

from collections.abc import Callable

import pytest

from regiodialoog.core.db import db
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups.models import Registration
from regiodialoog.proposals import actions, queries
from regiodialoog.proposals.models import ProposalState
from tests.accounts.people import become, someone
from tests.dialogues.conftest import in_phase
from tests.proposals.look import IDEA, START, TITLE, WHY, Outside, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries


def test_an_applicant_writes_and_hands_in(outside: Outside, client: HouseClient) -> None:
    outside.now_in(PhaseKind.RECRUITMENT)
    become(client, outside.person)
    start = text_of(client, START)
    for said in ("Een moderator kijkt eerst.", "De groep bespreekt voorstellen vanaf", "U kunt indienen tot en met"):
        assert said in start
    assert "Alleen uw groep ziet uw naam." not in start
    path = client.submit(START).location
    client.submit(path, {"title": TITLE, "summary": IDEA, "text": WHY, "verder": "1"})
    assert "Een moderator kijkt eerst." in text_of(client, f"{path}/nalezen")
    done = client.submit(f"{path}/nalezen", follow=True)
    check_page(done)
    assert "Het heeft nummer 1." in done.get_data(as_text=True)
    page = " ".join(done.get_data(as_text=True).split())
    assert "Een moderator leest het eerst" in page
    assert "Indiener: u. Anderen lezen: Iemand die zich aanmeldde voor de groep" in page
    assert "lezen alleen u, de moderatoren en het bureau deze tekst." in page
    assert page.index("Wat kan ik nu doen?") < page.index("Hoe ver is dit voorstel?"), (
        "below what was said, on a phone too"
    )
    assert queries.of_author(outside.person.id)[0].state is ProposalState.SUBMITTED


def test_moderators_see_on_the_day_list_that_it_comes_from_outside(outside: Outside, client: HouseClient) -> None:
    proposal = outside.proposal()
    become(client, outside.group.moderator)
    assert "van buiten de groep" in text_of(client, "/moderatie")
    assert "van buiten de groep" in text_of(client, "/moderatie/voorstellen/1")
    actions.ask_question(proposal, "Welke vaart?", by=outside.group.second.id)
    assert "van buiten de groep" in text_of(client, "/moderatie")
    outside.now_in(PhaseKind.DIALOGUE)
    actions.withdraw(proposal)
    outside.group.proposal("Van een lid")
    assert "van buiten de groep" not in text_of(client, "/moderatie")


THEME = "/themas/fietspaden"
DOORS = ("/mijn", THEME, f"{THEME}/aanmelden", f"{THEME}/voorstellen", "/voorstellen")


@pytest.mark.parametrize("door", DOORS)
def test_where_one_can_write_there_is_a_door(outside: Outside, client: HouseClient, door: str) -> None:
    outside.now_in(PhaseKind.RECRUITMENT)
    become(client, outside.person)
    page = text_of(client, door)
    assert f'href="{START}"' in page
    assert "Een moderator kijkt eerst." in page


@pytest.mark.parametrize("door", [each for each in DOORS if each != "/mijn"])
def test_where_the_theme_is_for_the_group_who_waits_reads_from_when(
    outside: Outside, client: HouseClient, door: str
) -> None:
    dialogues.change_theme(outside.theme, applicants_write=False)
    outside.now_in(PhaseKind.RECRUITMENT)
    become(client, outside.person)
    page = text_of(client, door)
    assert START not in page
    assert "U wacht op een plek." in page
    assert "Wie een plek in de groep heeft, kan voorstellen schrijven vanaf" in page
    assert "Wie een plek in de groep heeft, kan voorstellen schrijven vanaf" in text_of(client, "/mijn")


@pytest.mark.parametrize("door", ["/themas/fietspaden", "/themas/fietspaden/voorstellen", "/voorstellen"])
@pytest.mark.parametrize("open_to_all", [False, True], ids=["for the group", "for applicants too"])
def test_a_visitor_is_led_to_signing_up_while_that_can(
    outside: Outside, client: HouseClient, door: str, open_to_all: bool
) -> None:
    dialogues.change_theme(outside.theme, applicants_write=open_to_all)
    outside.now_in(PhaseKind.RECRUITMENT)
    page = text_of(client, door)
    assert 'href="/themas/fietspaden/aanmelden"' in page
    assert "/inloggen?verder=" in page
    assert ("Wie zich aanmeldde voor de groep" in page) is open_to_all
    assert ("Wie een plek in de groep heeft" in page) is not open_to_all
    outside.now_in(PhaseKind.DIALOGUE)
    page = text_of(client, door)
    assert 'href="/themas/fietspaden/aanmelden"' not in page
    assert ("Wie zich aanmeldde voor de groep" in page) is open_to_all
    outside.now_in(PhaseKind.ADVICE)
    page = text_of(client, door)
    assert "Wie zich aanmeldde voor de groep" not in page
    assert START not in page


def test_the_bureau_chooses_who_hands_in_and_everybody_reads_it(outside: Outside, client: HouseClient) -> None:
    become(client, outside.group.bureau)
    manage = "/beheer/dialogen/themas/fietspaden/tekst"
    assert client.submit(manage, {"applicants_write": None}).status_code == 303
    assert not db.session.get_one(Theme, outside.theme.id).applicants_write
    assert "De groep, en wie zich ervoor aanmeldde." not in text_of(client, "/themas/fietspaden")
    client.submit(manage, {"applicants_write": "y"})
    assert "De groep, en wie zich ervoor aanmeldde." in text_of(client, "/themas/fietspaden")


def test_doors_ask_as_much_for_many_applicants_as_for_one(outside: Outside, client: HouseClient) -> None:
    outside.now_in(PhaseKind.RECRUITMENT)
    actions.admit(outside.proposal(), by=outside.group.moderator.id)
    become(client, outside.person)

    def counted() -> dict[str, int]:
        found = {}
        for path in DOORS:
            client.get(path)
            with count_queries() as asked:
                client.get(path)
            found[path] = len(asked)
        return found

    few = counted()
    for n in range(10):
        row = Registration(
            theme_id=outside.theme.id, person_id=someone(f"Meer {n}", f"meer{n}@example.nl").id,
            interest_id=outside.registration.interest_id, municipality_id=outside.registration.municipality_id,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        made = actions.submit(Outside(outside.group, row).draft(f"Brug {n}"))
        actions.admit(made, by=outside.group.moderator.id)
    assert counted() == few


@pytest.mark.parametrize("reads", ["a visitor", "an applicant", "the bureau"])
def test_doors_ask_as_much_for_many_themes_as_for_one(
    outside: Outside, client: HouseClient, asked: Callable[[str], int], reads: str
) -> None:
    outside.now_in(PhaseKind.RECRUITMENT)
    if reads != "a visitor":
        become(client, outside.person if reads == "an applicant" else outside.group.bureau)

    def counted() -> tuple[int, int]:
        return asked("/voorstellen"), asked("/mijn") if reads == "an applicant" else 0

    def more(number: int) -> None:
        place = outside.theme.municipalities[0].municipality
        theme = dialogues.create_theme(outside.theme.round, f"Meer {number}", municipalities={place: ""})
        dialogues.change_theme(theme, applicants_write=True)
        in_phase(theme, PhaseKind.RECRUITMENT)

    more(0)
    few = counted()
    for n in range(1, 5):
        more(n)
    page = text_of(client, "/voorstellen")
    assert all(f"/themas/meer-{n}" in page for n in range(5))
    assert page.count("Wie zich aanmeldde voor de groep") == (5 if reads == "an applicant" else 6)
    assert page.count("Aanmelden kan zodra alle raden het eens zijn") == 5
    assert counted() == few
