"""Two people edit the same thing: the second is told, sees what they typed beside what stands there, and goes on."""

from typing import Any

import lxml.html
import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from regiodialoog.agenda import actions, queries
from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core.db import db
from regiodialoog.organisations import queries as region
from tests.organisations.region import Small
from tests.support.client import HouseClient
from tests.support.pages import check_page

MUNICIPALITY = "/beheer/gemeenten/zuiderdorp"
THEME = "/beheer/agenda/themas/fiets"


def shown(answer: TestResponse) -> dict[str, str]:
    """The fields of the error page by label: what the second editor typed."""
    tree: Any = lxml.html.document_fromstring(answer.get_data(as_text=True)).find(".//main")
    labels = {each.get("for"): each.text_content() for each in tree.iter("label")}
    boxes = [each for each in tree.iter("input", "textarea") if each.get("id", "").startswith("rd-typed-")]
    assert all(box.get("readonly") is not None for box in boxes)
    return {labels[box.get("id")]: box.get("value") if box.tag == "input" else box.text.lstrip("\n") for box in boxes}


def folded(answer: TestResponse) -> str:
    """What the page says in all its definition lists: the fields that stand as they were sent."""
    tree: Any = lxml.html.document_fromstring(answer.get_data(as_text=True)).find(".//main")
    return " ".join(each.text_content() for each in tree.iter("dl"))


def test_the_second_editor_of_a_municipality_keeps_every_word(bureau: HouseClient, small: Small) -> None:
    first, second = bureau.get(MUNICIPALITY), bureau.get(MUNICIPALITY)
    assert bureau.send(first, {"notes": "Ligt aan zee"}).status_code == 303
    mine = {"name": "Zuiderdörp", "notes": "Kort", "other_regions": [str(small.elsewhere.id)]}
    answer = bureau.send(second, mine)
    assert answer.status_code == 409
    check_page(answer)
    typed = shown(answer)
    assert sorted(typed.values()) == ["Kort", "Regio Elders", "Zuiderdörp"]
    text = answer.get_data(as_text=True)
    assert "Ligt aan zee" in text, "beside it stands what the first editor saved"
    assert "9001" in folded(answer)
    assert "Provincie Test" in folded(answer)
    assert f'href="{MUNICIPALITY}"' in text
    assert region.municipality("zuiderdorp").notes == ["Ligt aan zee"]


def test_the_second_editor_of_a_theme_goes_on_from_the_present_version(bureau: HouseClient, small: Small) -> None:
    first, second = bureau.get(THEME), bureau.get(THEME)
    assert bureau.send(first, {"framework": "Fietsplan"}).status_code == 303
    long = "Een lange tekst die niemand twee keer wil schrijven. " * 20
    answer = bureau.send(second, {"coherence": long, "laws": "Woo\nWet <b>fiets</b>", "number": "5"})
    assert answer.status_code == 409
    check_page(answer)
    assert sorted(shown(answer).values()) == sorted(["", long.strip(), "Woo\nWet <b>fiets</b>", "5"])
    back: Any = lxml.html.document_fromstring(answer.get_data(as_text=True)).xpath(f"//main//a[@href='{THEME}']")
    assert back
    assert bureau.submit(back[0].get("href"), {"coherence": long}).status_code == 303
    theme = queries.theme("fiets")
    assert (theme.framework, theme.coherence) == ("Fietsplan", long.strip())


def test_an_error_page_shows_no_secrets(bureau: HouseClient) -> None:
    first, second = bureau.get(THEME), bureau.get(THEME)
    bureau.send(first, {"framework": "Fietsplan"})
    form: Any = lxml.html.document_fromstring(second.get_data(as_text=True)).forms[-1]
    secrets = [form.fields[name] for name in ("csrf_token", "idempotency_key")]
    page: Any = lxml.html.document_fromstring(bureau.send(second, {"coherence": "Anders"}).get_data(as_text=True))
    assert not any(secret in page.find(".//main").text_content() for secret in secrets)
    assert not any(element.get("value") in secrets for element in page.find(".//main").iter("input"))


def test_whoever_saves_between_the_check_and_the_write_is_not_overwritten(
    bureau: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = actions.change_theme

    def somebody_is_faster(theme: AgendaTheme, **values: Any) -> None:
        db.session.execute(text("UPDATE agenda_themes SET version = version + 1"))
        change(theme, **values)

    monkeypatch.setattr(actions, "change_theme", somebody_is_faster)
    answer = bureau.submit(THEME, {"framework": "Mijn kader"})
    assert answer.status_code == 409
    check_page(answer)
    assert "Mijn kader" in shown(answer).values()
    assert queries.theme("fiets").framework == ""


def test_a_refusal_of_the_action_shows_what_was_typed_too(bureau: HouseClient, small: Small) -> None:
    path = "/beheer/agenda/deelname/themas/fiets/nieuw"
    values = {"municipality_id": str(small.places[0].id), "takes_part": "yes", "scope": "Alleen de snelfietsroute"}
    assert bureau.submit(path, values).status_code == 303
    answer = bureau.submit(path, values)
    assert answer.status_code == 409
    check_page(answer)
    assert "Alleen de snelfietsroute" in shown(answer).values()
    assert "Zuiderdorp" in shown(answer).values()


def test_what_was_typed_after_signing_out_keeps_the_longer_texts(small: Small, client: HouseClient) -> None:
    text = "Deze tekst is lang genoeg om te bewaren."
    answer = client.post(THEME, data={"framework": text, "number": "5", "csrf_token": "x" * 40})
    assert answer.status_code == 401
    assert list(shown(answer).values()) == [text]
