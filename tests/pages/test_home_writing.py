"""Who may write finds the way there on the front page: the draft that was begun, or a new one."""

from collections.abc import Callable

import lxml.html

from regiodialoog.accounts.actions import give_role
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.proposals import actions
from tests.accounts.people import become
from tests.dialogues.conftest import in_phase
from tests.proposals.conftest import asked, group, outside, small, talk
from tests.proposals.look import START, TITLE, Group, Outside
from tests.support.client import HouseClient
from tests.support.pages import check_page

__all__ = ["asked", "group", "outside", "small", "talk"]


def first_button(client: HouseClient) -> tuple[str, str]:
    """Words and address of the main button of the front page; the only one of its kind there."""
    tree: lxml.html.HtmlElement = check_page(client.get("/"))
    hero = tree.xpath("//*[contains(@class, 'rd-hero__text')]//a[contains(@class, 'nl-button--primary')]")
    assert len(hero) <= 1
    return (" ".join(hero[0].text_content().split()), hero[0].get("href")) if hero else ("", "")


def test_a_member_writes_and_goes_on_with_what_was_begun(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    assert first_button(client) == ("Schrijf een voorstel voor Fietspaden", START)
    draft = actions.start_draft(group.theme, group.author)
    assert first_button(client)[1] == START, "an empty draft is nothing to go on with"
    actions.save_draft(draft, title=TITLE)
    assert first_button(client) == (
        "Ga verder met uw voorstel voor Fietspaden", f"/voorstellen/concepten/{draft.id}",
    )  # fmt: skip
    become(client, group.member)
    assert first_button(client)[1] == START, "a draft is its author's"


def test_whoever_signed_up_may_write_and_a_stranger_finds_no_such_button(outside: Outside, client: HouseClient) -> None:
    outside.now_in(PhaseKind.RECRUITMENT)
    become(client, outside.person)
    assert first_button(client)[1] == START
    dialogues.change_theme(outside.theme, applicants_write=False)
    assert START not in client.get("/").get_data(as_text=True)
    dialogues.change_theme(outside.theme, applicants_write=True)
    for stranger in (outside.group.outsider, outside.group.moderator, outside.group.bureau):
        become(client, stranger)
        assert START not in client.get("/").get_data(as_text=True)


def test_a_draft_for_a_theme_that_takes_it_no_more_is_no_main_button(group: Group, client: HouseClient) -> None:
    group.draft()
    become(client, group.author)
    in_phase(group.theme, PhaseKind.ADVICE)
    assert "voorstel voor" not in first_button(client)[0]


def test_with_two_themes_one_chooses_on_the_own_page(group: Group, client: HouseClient) -> None:
    in_phase(group.other, PhaseKind.DIALOGUE)
    give_role(group.author, Role.PARTICIPANT, ScopeKind.THEME, group.other.id, by=None, tell=False)
    db.session.refresh(group.author)
    become(client, group.author)
    assert first_button(client) == ("Schrijf een voorstel: kies een thema", "/mijn#schrijven")
    assert 'id="schrijven"' in client.get("/mijn").get_data(as_text=True)


def test_the_front_page_asks_a_fixed_number_of_queries_of_who_writes(
    group: Group, client: HouseClient, asked: Callable[[str], int]
) -> None:
    visitor = asked("/")
    become(client, group.author)
    group.draft()
    few = asked("/")
    for n in range(20):
        actions.save_draft(actions.start_draft(group.theme, group.author), title=f"Nog een {n}")
    assert asked("/") == few <= visitor + 10
