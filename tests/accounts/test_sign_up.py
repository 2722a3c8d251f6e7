"""Making an account for oneself."""

from datetime import timedelta

from sqlalchemy import select

from regiodialoog.accounts.listeners import forget_unconfirmed
from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.jobs import Job
from tests.accounts.people import kinds, link_in, mails_to, someone
from tests.support.client import HouseClient
from tests.support.pages import check_page

FORM = {"name": "Dirk Nieuw", "address": "dirk@example.nl", "municipality_id": ""}


def test_somebody_makes_an_account_and_confirms_it(client: HouseClient) -> None:
    check_page(client.get("/aanmelden"))
    assert client.submit("/aanmelden?verder=/mijn/profiel", FORM).location == "/inloggen/gestuurd"
    person = db.session.scalars(select(Person)).one()
    assert person.confirmed_at is None
    assert client.submit(link_in(mails_to("dirk@example.nl")[0])).location == "/mijn/profiel"
    assert db.session.get_one(Person, person.id).confirmed_at is not None
    assert kinds() == ["accounts.person_registered", "accounts.person_signed_in"]


def test_the_answer_is_the_same_for_a_known_address(client: HouseClient) -> None:
    someone("Dirk Oud", "dirk@example.nl")
    known = client.submit("/aanmelden", FORM, follow=True)
    unknown = client.submit("/aanmelden", {**FORM, "address": "niemand@example.nl"}, follow=True)
    assert known.text == unknown.text
    assert "Dirk Oud" in mails_to("dirk@example.nl")[0].body
    assert "Dirk" not in mails_to("niemand@example.nl")[0].body.replace("Dirk Nieuw", "")


def test_an_unconfirmed_account_never_stands_beside_a_confirmed_one(client: HouseClient) -> None:
    """Or a stranger could put a name in somebody else's list."""
    someone("Dirk Oud", "dirk@example.nl")
    client.submit("/aanmelden", {**FORM, "name": "Een grappenmaker"})
    client.submit("/inloggen", {"address": "dirk@example.nl"})
    page = client.get(link_in(mails_to("dirk@example.nl")[-1]))
    assert "Een grappenmaker" not in page.text


def test_missing_answers_are_refused_and_the_rest_is_kept(client: HouseClient) -> None:
    refused = client.submit("/aanmelden", {**FORM, "name": ""})
    assert refused.status_code == 422
    assert "dirk@example.nl" in refused.text
    check_page(refused)
    assert db.session.scalars(select(Person)).all() == []


def test_an_account_that_nobody_confirms_is_gone_after_a_week(client: HouseClient, noon: object) -> None:
    client.submit("/aanmelden", FORM)
    job = db.session.scalars(select(Job).where(Job.kind == "accounts.forget_unconfirmed")).one()
    assert job.run_at - job.created_at == timedelta(days=7)
    payload = dict(job.payload)
    db.session.commit()
    forget_unconfirmed(payload)
    person = db.session.scalars(select(Person)).one()
    assert (person.name, person.address) == ("", "")
    assert mails_to("dirk@example.nl") == []
    db.session.commit()
    forget_unconfirmed(payload)


def test_a_confirmed_account_stays(client: HouseClient) -> None:
    person_id = someone().id
    db.session.commit()
    forget_unconfirmed({"person_id": person_id})
    assert db.session.get_one(Person, person_id).name == "Anna de Wit"
