"""One person on the list twice, without an e-mail address: what the bureau reads, and how they stay reachable."""

from sqlalchemy import select

from regiodialoog.core import mails
from regiodialoog.core.db import db
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import recruiting
from regiodialoog.groups.models import Call, CameBy, Registration
from tests.accounts.people import mails_to, someone
from tests.groups.conftest import Table
from tests.groups.test_pages import MANAGE, text_of
from tests.support.client import HouseClient


def two(table: Table, *reached: str) -> tuple[Registration, ...]:
    """The same name twice, each reached by an address or by a number."""
    rows = []
    for n, how in enumerate(reached):
        person = someone("Jan de Vries" + "." * n, how if "@" in how else f"e{n}5027{mails.NOWHERE}")
        row = table.sign_up(person=person, tell=False)
        recruiting.came(row, how=CameBy.DESK, phone="" if "@" in how else how)
        rows.append(row)
    return tuple(rows)


def pages(bureau: HouseClient, first: Registration, second: Registration) -> str:
    merge = f"{MANAGE}/dubbel/{first.id}/{second.id}/samenvoegen"
    return text_of(bureau, f"{MANAGE}/dubbel") + text_of(bureau, merge)


def test_no_made_up_address_is_shown_and_the_page_says_that_somebody_must_call(
    table: Table, bureau: HouseClient
) -> None:
    first, second = two(table, "", "033 123 45 67")
    html = pages(bureau, first, second)
    assert "zonder-e-mail.invalid" not in html
    assert html.count("geen e-mail") >= 3
    assert "Daarom komt dit op de lijst van wie moet worden gebeld." in html
    assert "Een vriendelijke mail naar" not in html


def test_the_number_goes_along_to_the_registration_that_stays_and_so_does_the_call(
    table: Table, bureau: HouseClient
) -> None:
    first, second = two(table, "", "033 123 45 67")
    path = f"{MANAGE}/dubbel/{first.id}/{second.id}/samenvoegen"
    answer = bureau.submit(path, {"reason": "Zelf gezegd."}, follow=True)
    assert "Iemand moet daarover bellen." in answer.get_data(as_text=True)
    kept, gone = queries.arrival(first.id), queries.arrival(second.id)
    assert kept is not None
    assert gone is not None
    assert (kept.phone, gone.phone) == ("033 123 45 67", "")
    call = db.session.scalars(select(Call)).one()
    assert call.person_id == first.person_id
    assert "033 123 45 67" in text_of(bureau, "/bellen")


def test_who_has_an_address_at_the_other_one_hears_it_there_and_no_number_is_kept(
    table: Table, bureau: HouseClient
) -> None:
    first, second = two(table, "jan@example.nl", "033 123 45 67")
    assert "Een vriendelijke mail naar jan@example.nl vertelt dat." in pages(bureau, first, second)
    actions.merge(first, second, reason="Zelf gezegd.", by=table.bureau.id)
    assert mails_to("jan@example.nl")[-1].subject.startswith("U staat")
    assert not db.session.scalars(select(Call)).all()
    kept = queries.arrival(first.id)
    assert kept is not None
    assert kept.phone == "", "with an address no number is needed"


def test_a_number_that_is_there_already_stays(table: Table) -> None:
    first, second = two(table, "033 111 11 11", "033 222 22 22")
    actions.merge(first, second, reason="Zelf gezegd.", by=table.bureau.id)
    kept = queries.arrival(first.id)
    assert kept is not None
    assert kept.phone == "033 111 11 11"
