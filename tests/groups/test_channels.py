"""Channels: short addresses that never die, and what each brought."""

import pytest

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, codes, queries
from regiodialoog.groups.actions import recruiting
from regiodialoog.groups.models import Channel, ChannelKind
from tests.accounts.people import become, link_in, mails_to, someone
from tests.dialogues.conftest import in_phase
from tests.groups.conftest import Table
from tests.groups.test_pages import MANAGE, filled_in, latest, text_of
from tests.support.client import HouseClient
from tests.support.pages import count_queries


@pytest.fixture
def poster(table: Table) -> Channel:
    return recruiting.make_channel(table.theme, kind=ChannelKind.POSTER, name="Poster bibliotheek Soest")


def visit(client: HouseClient, channel: Channel) -> str:
    """Where the address on the poster leads."""
    return client.get(f"/m/{channel.code}").location


def test_who_comes_by_a_poster_and_signs_up_counts_for_it(table: Table, client: HouseClient, poster: Channel) -> None:
    assert visit(client, poster) == f"{table.path}/aanmelden"
    client.submit(f"{table.path}/aanmelden", filled_in(table, name="Vera Vos", address="vera@example.nl"))
    arrival = queries.arrival(latest().id)
    assert arrival is not None
    assert arrival.channel_id == poster.id
    assert queries.channel_totals(table.theme.id) == {}, "an address that nobody confirmed does not count"
    (mail,) = mails_to("vera@example.nl")
    client.submit(link_in(mail))
    assert queries.channel_totals(table.theme.id)[poster.id] == queries.Totals(signed_up=1, eligible=1, waiting=1)


def test_the_channel_of_one_sign_up_is_not_that_of_the_next(table: Table, client: HouseClient, poster: Channel) -> None:
    visit(client, poster)
    for name in ("Vera Vos", "Wim Wolf"):
        client.submit(f"{table.path}/aanmelden", filled_in(table, name=name, address="samen@example.nl"))
    assert latest().person.name == "Wim Wolf"
    assert queries.arrival(latest().id) is None


def test_somebody_with_an_account_counts_too(table: Table, client: HouseClient, poster: Channel) -> None:
    become(client, someone())
    visit(client, poster)
    client.submit(f"{table.path}/aanmelden", filled_in(table))
    assert queries.channel_totals(table.theme.id)[poster.id].signed_up == 1
    actions.assign_seat(table.seat(1, 0), latest(), by=table.bureau.id)
    assert queries.channel_totals(table.theme.id)[poster.id] == queries.Totals(signed_up=1, eligible=1, seated=1)


def test_a_channel_of_another_theme_says_nothing(table: Table) -> None:
    elsewhere = Channel(
        id=table.theme.id + 1, theme_id=table.theme.id + 1, kind=ChannelKind.POSTER, name="Elders", code="fghjk"
    )
    assert recruiting.came(table.sign_up(), channel=elsewhere).channel_id is None


def test_the_address_forgives_capitals_and_works_when_all_is_over(
    table: Table, client: HouseClient, poster: Channel
) -> None:
    recruiting.switch_channel(poster, on=False)
    in_phase(table.theme, PhaseKind.DIALOGUE)
    assert client.get(f"/m/{poster.code.upper()}").location == f"{table.path}/aanmelden"
    assert "Aanmelden kon tot en met" in text_of(client, f"{table.path}/aanmelden")
    assert client.get("/m/bestaatniet").status_code == 404


def test_a_visit_keeps_nothing_but_the_code_of_the_channel(table: Table, client: HouseClient, poster: Channel) -> None:
    visit(client, poster)
    with client.session_transaction() as cookie:
        assert dict(cookie) == {"via": poster.code}


def test_the_bureau_makes_renames_and_hides_a_channel(table: Table, bureau: HouseClient) -> None:
    assert "Er is nog geen kanaal" in text_of(bureau, f"{MANAGE}/kanalen")
    assert bureau.submit(f"{MANAGE}/kanalen/nieuw", {"name": "Zonder soort"}).status_code == 422
    made = bureau.submit(f"{MANAGE}/kanalen/nieuw", {"kind": "poster", "name": "x" * 201})
    assert made.status_code == 422
    made = bureau.submit(f"{MANAGE}/kanalen/nieuw", {"kind": "poster", "name": "Poster"})
    code = db.session.query(Channel).one().code
    assert f"/m/{code}" in text_of(bureau, made.location)
    bureau.submit(made.location, {"name": "Poster <b>Soest</b>"})
    bureau.submit(f"{made.location}/schakelen")
    html = text_of(bureau, f"{MANAGE}/kanalen")
    assert "Poster &lt;b&gt;Soest&lt;/b&gt;" in html
    assert "van de lijst" in html
    assert db.session.query(Channel).one().code == code
    bureau.submit(f"{made.location}/schakelen")
    assert "van de lijst" not in text_of(bureau, f"{MANAGE}/kanalen")


def test_the_picture_holds_the_address(table: Table, bureau: HouseClient, poster: Channel) -> None:
    answer = bureau.get(f"{MANAGE}/kanalen/{poster.id}/qr.svg")
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert "<svg xmlns=" in answer.text
    assert f"qr-{poster.code}.svg" in answer.headers["Content-Disposition"]


def test_channels_are_for_the_bureau_and_of_one_theme(table: Table, client: HouseClient, poster: Channel) -> None:
    moderator = someone("Mo Derator", "mo@example.nl")
    give_role(moderator, Role.MODERATOR, ScopeKind.THEME, table.theme.id, by=None, tell=False)
    become(client, moderator)
    for path in ("kanalen", "kanalen/nieuw", f"kanalen/{poster.id}", f"kanalen/{poster.id}/qr.svg"):
        assert client.get(f"{MANAGE}/{path}").status_code == 403, path
    become(client, db.session.get_one(Person, table.bureau.id))
    assert client.get(f"{MANAGE}/kanalen/{poster.id + 1}").status_code == 404


def test_the_list_of_channels_asks_as_many_questions_of_the_database_however_long_it_is(
    table: Table, bureau: HouseClient, poster: Channel
) -> None:
    bureau.get(f"{MANAGE}/kanalen")
    with count_queries() as few:
        bureau.get(f"{MANAGE}/kanalen")
    for n in range(5):
        recruiting.came(table.sign_up(), channel=recruiting.make_channel(
            table.theme, kind=ChannelKind.POSTER, name=f"Poster {n}"
        ))  # fmt: skip
    db.session.commit()
    with count_queries() as many:
        bureau.get(f"{MANAGE}/kanalen")
    assert len(many) == len(few)


def test_no_character_of_a_code_looks_like_another() -> None:
    assert not set("il1o0") & set(codes.ALPHABET)
    assert len(set(codes.ALPHABET)) == 31
