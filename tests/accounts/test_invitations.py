"""People whom the bureau invited, at an address where others may live already."""

from datetime import timedelta

from sqlalchemy import select

from regiodialoog.accounts import actions, queries
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import account
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.jobs import Job
from tests.accounts.people import become, link_in, mails_to, someone, staff
from tests.support.client import HouseClient
from tests.support.pages import check_page

ADDRESS = "familie@example.nl"


def invited(name: str = "Gina Genodigd", address: str = ADDRESS) -> Person:
    return actions.invite(name=name, address=address, language="nl")


def link_for(client: HouseClient, address: str = ADDRESS) -> str:
    """Ask for a link to sign in; the path in the mail."""
    client.submit("/inloggen", {"address": address})
    return link_in(mails_to(address)[-1])


def test_somebody_invited_where_others_live_may_choose_their_own_name(client: HouseClient) -> None:
    someone("Dirk Oud", ADDRESS)
    gina = invited().id
    db.session.commit()
    link = link_for(client)
    page = client.get(link)
    check_page(page)
    assert "Dirk Oud" in page.text
    assert "Gina Genodigd" in page.text
    client.submit(link, {"person_id": str(gina)})
    assert "Gina Genodigd" in client.get("/mijn").text


def test_signing_in_confirms_who_was_invited(client: HouseClient) -> None:
    gina = invited().id
    db.session.commit()
    assert db.session.get_one(Person, gina).confirmed_at is None
    client.submit(link_for(client))
    assert db.session.get_one(Person, gina).confirmed_at is not None


def test_a_name_planted_at_the_address_of_somebody_invited_is_in_no_choice(client: HouseClient) -> None:
    invited()
    db.session.commit()
    client.submit("/aanmelden", {"name": "Een grappenmaker", "address": ADDRESS, "municipality_id": ""})
    assert [one.name for one in queries.at_address(ADDRESS)] == ["Gina Genodigd"]
    page = client.get(link_for(client))
    assert "Gina Genodigd" in page.text
    assert "Een grappenmaker" not in page.text


def test_who_makes_an_account_is_told_of_the_invitation_there(client: HouseClient) -> None:
    """Or somebody invited has two accounts, and the role is on the other one."""
    invited()
    db.session.commit()
    client.submit("/aanmelden", {"name": "Gina", "address": ADDRESS, "municipality_id": ""})
    assert "Gina Genodigd" in mails_to(ADDRESS)[-1].body


def test_two_unconfirmed_accounts_of_ones_own_are_both_found(session: object) -> None:
    for name in ("Ans", "Bert"):
        actions.sign_up(name=name, address=ADDRESS, language="nl")
    assert [one.name for one in queries.at_address(ADDRESS)] == ["Ans", "Bert"]


def test_an_invitation_waits_longer_than_a_week(client: HouseClient) -> None:
    become(client, staff())
    given = {"name": "Gina", "address": ADDRESS, "language": "nl", "municipality_id": ""}
    client.submit("/beheer/mensen/nieuw", given)
    assert db.session.scalars(select(Job).where(Job.kind == "accounts.forget_unconfirmed")).all() == []
    (gina,) = queries.at_address(ADDRESS)
    assert gina.invited_at is not None
    assert clock.now() - gina.invited_at < timedelta(minutes=1)
    page = client.get(f"/beheer/mensen/{gina.id}")
    check_page(page)
    assert "Uitgenodigd" in page.text


def test_only_an_invitation_is_one(session: object) -> None:
    assert someone().invited_at is None
    assert actions.sign_up(name="Dirk", address="dirk@example.nl", language="nl").invited_at is None


def test_the_own_data_tell_of_the_invitation(session: object) -> None:
    gina = invited()
    assert account(gina)["invited_at"] == gina.invited_at.isoformat()
    assert account(someone())["invited_at"] is None
