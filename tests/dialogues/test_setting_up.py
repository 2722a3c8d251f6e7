"""The bureau is led from one step of a theme to the next."""

from datetime import date, timedelta
from typing import Any

import lxml.html

from regiodialoog.accounts.actions import give_role
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions, queries
from regiodialoog.dialogues.forms import suggested_days
from regiodialoog.dialogues.models import PhaseKind, ThemeOrigin
from tests.accounts.people import mails_to, someone
from tests.dialogues.conftest import Talk, bureau, in_phase, small, talk
from tests.support.client import HouseClient
from tests.support.pages import check_page

__all__ = ["bureau", "small", "talk"]
MANAGE = "/beheer/dialogen/themas/fietspaden"
MANDATE = {"question": "Waar?", "fixed": "De brug blijft.", "outcome": "De raden besluiten."}
AGREES = {"agrees": "yes", "agreed_on": "2026-09-14"}


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def led_to(client: HouseClient, path: str, within: str = "") -> tuple[str, str]:
    """Words and address of the button in the message, in the part of the page with this id."""
    page: Any = lxml.html.fromstring(text_of(client, path))
    alerts = f"//section[@aria-labelledby='{within}']" if within else "//main/div"
    (link,) = page.xpath(f"{alerts}/div[contains(@class, 'rd-alert')]//a")
    return link.text_content(), link.get("href")


def test_every_saved_step_leads_to_the_next(bureau: HouseClient, talk: Talk) -> None:
    texts = {"summary": "Over paden.", "goal": "Meer paden."}
    assert bureau.submit(f"{MANAGE}/tekst", texts).status_code == 303
    assert led_to(bureau, MANAGE) == ("Volgende: De dagen van elke fase", f"{MANAGE}/planning")
    assert bureau.submit(f"{MANAGE}/planning").status_code == 303
    assert led_to(bureau, MANAGE) == ("Volgende: De opdracht van de raden", f"{MANAGE}/opdracht")
    assert bureau.submit(f"{MANAGE}/opdracht", MANDATE).status_code == 303
    group = ("Volgende: De groep en de plekken", "/beheer/groepen/fietspaden/tekst")
    assert led_to(bureau, MANAGE) == group, "councils take weeks; the bureau goes on with the rest"
    assert "Dit kan later. Ga nu verder met: <a" in text_of(bureau, MANAGE)
    assert "Volgende:" not in text_of(bureau, MANAGE), "it is said once"
    first, second = (row.municipality for row in talk.theme.municipalities)
    answer = bureau.submit(f"{MANAGE}/raden/{first.slug}", AGREES)
    assert answer.location == f"{MANAGE}#raden", "not to the top of a long page"
    assert led_to(bureau, MANAGE, "raden") == (f"Volgende: raad van {second.name}", f"{MANAGE}/raden/{second.slug}")
    bureau.submit(f"{MANAGE}/raden/{second.slug}", AGREES)
    assert led_to(bureau, MANAGE, "raden") == group
    assert "Dit kan later." not in text_of(bureau, MANAGE)


def test_several_councils_that_agreed_on_one_day_are_written_down_at_once(bureau: HouseClient, talk: Talk) -> None:
    path, mandate = f"{MANAGE}/raden", talk.mandate()
    assert f'href="{path}"' in text_of(bureau, MANAGE)
    first, second, outside = talk.region.places
    both: dict[str, Any] = {"municipalities": [str(first.id), str(second.id)], "agreed_on": "2026-09-14"}
    outsider, to_come = {"municipalities": [str(outside.id)]}, {"agreed_on": "2030-01-01"}
    wrongs: list[dict[str, Any]] = [{"municipalities": []}, outsider, to_come]
    for wrong in wrongs:
        assert bureau.submit(path, both | wrong).status_code == 422, wrong
    assert not queries.agreements_of(mandate)
    shown = bureau.get(path)
    assert bureau.send(shown, both).location == f"{MANAGE}#raden"
    assert bureau.send(shown, both).location == f"{MANAGE}#raden", "sent twice"
    written = [(row.municipality_id, row.agrees, row.agreed_on) for row in queries.agreements_of(mandate)]
    assert written == [(row.id, True, date(2026, 9, 14)) for row in (first, second)]
    assert bureau.get(path).status_code == 404, "each has answered"
    assert f'href="{path}"' not in text_of(bureau, MANAGE)


def test_one_council_has_and_two_have_agreed(bureau: HouseClient, talk: Talk) -> None:
    mandate = talk.mandate()
    actions.record_agreement(mandate, talk.region.places[0], agreed_on=date(2026, 9, 14))
    assert "1 van de 2 raden heeft ingestemd" in text_of(bureau, MANAGE)
    actions.record_agreement(mandate, talk.region.places[1], agreed_on=date(2026, 9, 14))
    assert "2 van de 2 raden hebben ingestemd" in text_of(bureau, "/themas/fietspaden")


def test_the_bureau_chooses_who_moderates_a_theme(bureau: HouseClient, talk: Talk) -> None:
    path = f"{MANAGE}/moderatoren"
    assert "Wat mensen indienen, blijft liggen tot u iemand kiest." in text_of(bureau, MANAGE)
    assert "<select" not in text_of(bureau, path), "nobody moderates anything yet"
    other = actions.create_theme(talk.round, "Bomen")
    grace, vera = someone("Grace Lee", "grace@example.nl"), someone("Vera Vos", "vera@example.nl")
    give_role(grace, Role.MODERATOR, ScopeKind.THEME, other.id, by=None, tell=False)
    assert bureau.submit(path, {"person_id": ""}).status_code == 422
    assert bureau.submit(path, {"person_id": str(vera.id)}).status_code == 422, "by the page of the person"
    assert bureau.submit(path, {"person_id": str(grace.id)}).location == MANAGE
    assert [mail.subject for mail in mails_to("grace@example.nl")], "who gets a role is told"
    page = text_of(bureau, MANAGE)
    assert "Grace Lee" in page
    assert "blijft liggen" not in page
    assert "Grace Lee" in text_of(bureau, path)
    assert "<select" not in text_of(bureau, path), "once is enough"


def test_who_makes_a_theme_reads_beforehand_that_it_is_public_at_once(bureau: HouseClient, talk: Talk) -> None:
    page = text_of(bureau, "/beheer/dialogen/regiodialoog-test/rondes/1/themas/nieuw")
    assert "Wat u hier opslaat, is meteen openbaar" in page
    assert page.index("meteen openbaar") < page.index("Titel van het thema")
    label = page.split("De vraag aan de groep", 1)[1].split("</label>", 1)[0]
    assert "niet verplicht" not in label, "the public page needs it"
    assert "meteen openbaar" not in text_of(bureau, f"{MANAGE}/tekst")


def test_before_the_first_council_the_bureau_reads_that_the_text_will_be_fixed(bureau: HouseClient, talk: Talk) -> None:
    talk.mandate()
    first, second = (row.municipality for row in talk.theme.municipalities)
    said = "staat de tekst van de opdracht vast"
    page = text_of(bureau, f"{MANAGE}/raden/{first.slug}")
    assert said in page
    assert f'href="{MANAGE}/opdracht"' in page
    assert "Waarom? (nodig als de raad niet instemt)" in page
    assert "Waarom? (nodig als de raad niet instemt) <" not in page, "nothing says that it is optional"
    bureau.submit(f"{MANAGE}/raden/{first.slug}", AGREES)
    assert said not in text_of(bureau, f"{MANAGE}/raden/{second.slug}")


def test_the_days_can_be_suggested_from_the_day_on_which_signing_up_begins(bureau: HouseClient, talk: Talk) -> None:
    path = f"{MANAGE}/planning?aanmelden=2027-01-12"
    page = text_of(bureau, path)
    assert "Aanmelden begint op 12 januari 2027" in page
    assert queries.theme("fietspaden").phases == [], "it is a suggestion"
    assert bureau.submit(path).status_code == 303
    found = {phase.kind: phase for phase in queries.theme("fietspaden").phases}
    assert found[PhaseKind.RECRUITMENT].starts_on == date(2027, 1, 12)
    assert found[PhaseKind.MANDATE].ends_on == date(2027, 1, 11)
    text_of(bureau, f"{MANAGE}/planning?aanmelden=morgen")
    text_of(bureau, f"{MANAGE}/planning?aanmelden=9999-12-31")
    again = text_of(bureau, f"{MANAGE}/planning?aanmelden=2027-02-01")
    assert 'value="2027-02-01"' in again, "also when there are days already"


def test_a_theme_that_was_chosen_before_plans_no_choice(bureau: HouseClient, talk: Talk) -> None:
    assert queries.phases_of(talk.theme) == list(PhaseKind)
    for origin in (ThemeOrigin.FROM_AGENDA, ThemeOrigin.CHOSEN_BY_COUNCILS):
        actions.change_theme(talk.theme, origin=origin)
        assert PhaseKind.THEME_CHOICE not in queries.phases_of(talk.theme)
    assert bureau.submit(f"{MANAGE}/planning").status_code == 303
    found = {phase.kind: phase for phase in queries.theme("fietspaden").phases}
    assert PhaseKind.THEME_CHOICE not in found
    assert found[PhaseKind.MANDATE].starts_on == found[PhaseKind.PREPARATION].ends_on + timedelta(days=1)
    page = text_of(bureau, MANAGE)
    assert "heeft nog geen dagen" not in page, "what is not needed is not asked for"


def test_whole_weeks_follow_each_other() -> None:
    days = list(suggested_days(date(2026, 9, 15), (PhaseKind.MANDATE, PhaseKind.DIALOGUE)).values())
    assert days[0][0] == date(2026, 9, 21)
    assert days[1][0] == days[0][1] + timedelta(days=1)


def test_a_dialogue_that_goes_on_comes_before_what_is_prepared_and_what_is_over(
    bureau: HouseClient, talk: Talk
) -> None:
    in_phase(talk.theme, PhaseKind.DIALOGUE)
    over = actions.create_theme(actions.add_round(actions.create_dialogue("Voorbij")), "Oud", municipalities=())
    in_phase(over, PhaseKind.PREPARATION, today=date(2020, 1, 1))
    actions.create_dialogue("Nieuw")
    page = text_of(bureau, "/beheer/dialogen")
    assert page.index('id="regiodialoog-test"') < page.index('id="nieuw"') < page.index('id="voorbij"')


def test_themes_of_the_agenda_stand_under_their_part(bureau: HouseClient, talk: Talk) -> None:
    page: Any = lxml.html.fromstring(text_of(bureau, f"{MANAGE}/tekst"))
    groups = page.xpath("//select[@name='agenda_theme_id']/optgroup")
    assert groups[0].get("label") == "Geen thema van de agenda"
    assert [option.get("value") for option in groups[0]] == ["0"]
