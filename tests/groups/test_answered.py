"""Who opens a link once more after an answer reads what holds now, not that the link is broken."""

from datetime import timedelta

from regiodialoog.core import clock
from regiodialoog.core.i18n import format_date
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import tidying
from regiodialoog.groups.models import OfferState
from tests.accounts.people import become
from tests.groups.conftest import Table
from tests.groups.mails import link_of as invitation_to
from tests.groups.test_drawing import announced
from tests.groups.test_offer_pages import link_of
from tests.groups.test_offering import first
from tests.groups.test_pages import text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page


def read(client: HouseClient, path: str) -> tuple[int, str]:
    answer = client.get(path)
    html = answer.get_data(as_text=True)
    check_page(html)
    return answer.status_code, html


def test_who_said_yes_to_a_drawn_place_reads_that_it_is_theirs(table: Table, client: HouseClient) -> None:
    offer = first(announced(table))
    link = link_of(table, offer.registration.person.address)
    actions.accept_offer(offer)
    status, html = read(client, link)
    assert status == 200
    assert f"U zei ja op {format_date(clock.today())}." in html
    assert "De plek is van u." in html
    assert "iemand anders" not in html
    actions.leave(table.seat_of(offer.registration.person_id), by=table.bureau.id, reason="Verhuisd.")
    status, html = read(client, link)
    assert status == 410
    assert "U zit niet meer in de groep." in html


def test_who_said_no_or_nothing_reads_which_of_the_two(table: Table, client: HouseClient) -> None:
    draw = announced(table, answer_days=3)
    one, two = queries.offers(draw.id)
    links = [link_of(table, offer.registration.person.address) for offer in (one, two)]
    actions.decline_offer(one)
    status, html = read(client, links[0])
    assert status == 410
    assert f"U zei nee op {format_date(clock.today())}." in html
    assert "niet nog een keer worden ingeloot" in html
    last = two.answer_by
    with clock.at(clock.now() + timedelta(days=4)):
        for _before_and_after_tidying in range(2):
            assert f"De laatste dag om te antwoorden was {format_date(last)}." in read(client, links[1])[1]
            tidying.expire_offers()
    assert queries.offers(draw.id)[1].state is OfferState.EXPIRED


def test_the_link_in_a_reminder_says_what_holds_once_it_was_answered(table: Table, client: HouseClient) -> None:
    draw = announced(table)
    one, two = queries.offers(draw.id)
    actions.decline_offer(one)
    become(client, one.registration.person)
    assert "U zei nee op" in read(client, f"{table.path}/aanmelden/plek")[1]
    actions.accept_offer(two)
    become(client, two.registration.person)
    assert "De plek is van u." in text_of(client, f"{table.path}/aanmelden/plek")


def test_an_invitation_that_was_answered_says_what_holds(table: Table, client: HouseClient) -> None:
    today = format_date(clock.today())
    for name, place in (("ja", (0, 0)), ("nee", (0, 1)), ("laat", (1, 0))):
        actions.invite(table.seat(*place), name="Nadia Nieuw", address=f"{name}@example.nl", by=table.bureau.id)
    link = {name: f"{table.path}/uitnodiging/{invitation_to(f'{name}@example.nl')}" for name in ("ja", "nee", "laat")}
    assert client.submit(link["ja"], {"answer": "yes", "old_enough": "y"}).status_code == 303
    assert client.submit(link["nee"], {"answer": "no"}).status_code == 303
    status, html = read(client, link["ja"])
    assert (status, f"U zei ja op {today}." in html, "De plek is van u." in html) == (200, True, True)
    status, html = read(client, link["nee"])
    assert (status, f"U zei nee op {today}." in html) == (410, True)
    assert "Nadia" not in html
    with clock.at(clock.now() + timedelta(days=15)):
        tidying.expire_invitations()
        assert "De laatste dag om te antwoorden was" in read(client, link["laat"])[1]
    assert client.get(link["ja"].replace(table.theme.slug, "bestaat-niet")).status_code == 404
