"""The own page of a moderator leads into their themes, and into no others."""

import re

from regiodialoog.accounts.actions import end_role, give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.meetings import actions as meetings
from tests.accounts.people import become, someone
from tests.polls.conftest import DAY, Table, table
from tests.support.client import HouseClient
from tests.support.pages import check_page

__all__ = ["table"]


def ways(client: HouseClient, person: Person, **more: bool) -> list[str]:
    """The addresses under "Wat u modereert"."""
    become(client, person, **more)
    answer = client.get("/mijn")
    check_page(answer)
    part = answer.get_data(as_text=True).partition('id="u-modereert"')[2].partition("</section>")[0]
    return re.findall(r'href="([^"]+)"', part)


def test_a_moderator_finds_the_ways_into_each_theme(client: HouseClient, table: Table) -> None:
    begins = clock.now() + DAY
    meetings.plan_meeting(table.theme, "Avond één", starts_at=begins, ends_at=begins + DAY / 12)
    meetings.plan_meeting(table.theme, "Avond twee", starts_at=begins + DAY, ends_at=begins + DAY * 13 / 12)
    meetings.cancel_meeting(meetings.plan_meeting(
        table.theme, "Avond nul", starts_at=begins - DAY / 2, ends_at=begins - DAY / 3), reason="Ziek")  # fmt: skip
    found = ways(client, table.moderator)
    assert found == [
        "/moderatie",
        "/themas/fietspaden",
        "/themas/fietspaden/voorstellen",
        "/themas/fietspaden/groep",
        "/themas/fietspaden/stemmingen",
        "/beheer/bijeenkomsten/fietspaden",
        "/beheer/bijeenkomsten/fietspaden/1/peilingen",
    ]
    for address in found:
        assert client.get(address).status_code == 200, address
    text = " ".join(client.get("/mijn").get_data(as_text=True).split())
    assert "Peilingen in de zaal: Avond één" in text
    with clock.at(begins + DAY / 2):
        assert ways(client, table.moderator)[-1].endswith("/2/peilingen"), "the first one is over"
    with clock.at(begins + 3 * DAY):
        assert ways(client, table.moderator)[-1] == "/beheer/bijeenkomsten/fietspaden"


def test_nobody_else_has_them(client: HouseClient, table: Table) -> None:
    for person in (table.members[0], table.bureau, someone()):
        assert ways(client, person) == []
    assert ways(client, table.moderator, second_factor=False) == [], "without the second step the role rests"
    other = someone("Ander Thema", "ander@example.nl")
    give_role(other, Role.MODERATOR, ScopeKind.THEME, table.theme.id + 100, by=None, tell=False)
    db.session.refresh(other)
    assert ways(client, other) == ["/moderatie"], "a theme that is not there any more is not listed"
    db.session.refresh(table.moderator)
    end_role(table.moderator.active_grants[0], by=table.bureau.id, reason="Klaar.")
    db.session.refresh(table.moderator)
    assert ways(client, table.moderator) == []
