"""A proxy: given to another of the group, used on the giver's own line, and taken back until then."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.accounts.own_data import collect
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.web.idempotency import SpentKey
from regiodialoog.groups.models import SeatState
from regiodialoog.polls import actions, listeners, policy, queries
from regiodialoog.polls.actions import Vote
from regiodialoog.polls.models import Electorate, Poll, Proxy, SecretBox
from tests.accounts.people import become, kinds, someone
from tests.polls.conftest import DAY, N, Table, Y
from tests.polls.test_pages import FORM, ONE, POLLS, text_of
from tests.polls.test_secrecy import mails, run
from tests.polls.test_secret import locked
from tests.support.client import HouseClient
from tests.support.pages import check_page

BOTH = {"choice_1": "yes", "choice_2": "no"}


def give(poll: Poll, table: Table, giver: int, holder: int) -> Proxy:
    return actions.give_proxy(poll, giver_id=table.members[giver].id, holder_id=table.members[holder].id)


def use(poll: Poll, table: Table, giver: int, holder: int, choice: Any = Y) -> None:
    votes = {row.id: Vote(choice) for row in poll.questions}
    actions.cast(poll, person_id=table.members[giver].id, holder_id=table.members[holder].id, votes=votes)


def test_nobody_votes_for_another_unless_the_poll_allows_it(table: Table) -> None:
    poll = table.approved()
    assert poll.proxies == 0
    assert not policy.may_give_proxy(table.members[0], poll)
    with pytest.raises(Conflict, match="stemt iedereen zelf"):
        give(poll, table, 0, 1)


@pytest.mark.parametrize("more", [{"proxies": 4}, {"proxies": -1}, {"proxies": 1, "electorate": Electorate.THEME}])
def test_there_is_a_limit_and_only_a_group_has_proxies(table: Table, more: dict) -> None:
    with pytest.raises(Invalid):
        table.prepared(moves=False, **more)


def test_a_vote_by_proxy_is_cast_on_the_line_of_the_giver(table: Table) -> None:
    poll = table.approved(proxies=1)
    give(poll, table, 11, 0)
    with clock.at(poll.opens_at):
        table.vote(poll, table.members[0], N)
        use(poll, table, 11, 0, Y)
        use(poll, table, 11, 0, N)
        use(poll, table, 11, 0, Y)
    assert queries.turnout(poll.id) == 2
    assert queries.used_proxies(poll.id) == 1
    line = queries.roll_line(poll, table.members[11].id)
    assert line is not None
    assert [one.choice for one in queries.own_ballots(line)] == [Y, Y]
    support = queries.count(poll)[0].result.support["interest"]
    assert support["Bedrijven"]["yes"] == 1
    assert support["Inwoners"]["no"] == 1
    assert kinds().count("polls.proxy_used") == 1


def test_who_gave_a_proxy_votes_again_after_taking_it_back(table: Table) -> None:
    poll = table.approved(proxies=1)
    proxy = give(poll, table, 0, 1)
    with clock.at(poll.opens_at):
        with pytest.raises(Conflict, match="iemand anders voor u stemmen"):
            table.vote(poll, table.members[0], Y)
        actions.end_proxy(proxy)
        with pytest.raises(Conflict, match="teruggenomen"):
            use(poll, table, 0, 1)
        table.vote(poll, table.members[0], Y)
        with pytest.raises(Conflict, match="al gestemd"):
            give(poll, table, 0, 1)


def test_only_whoever_holds_a_proxy_uses_it(table: Table) -> None:
    poll = table.approved(proxies=1)
    give(poll, table, 0, 1)
    give(poll, table, 2, 3)
    with clock.at(poll.opens_at):
        with pytest.raises(Conflict, match="teruggenomen"):
            use(poll, table, 0, 3)
        assert queries.turnout(poll.id) == 0
        use(poll, table, 0, 1)


def test_a_used_proxy_is_not_taken_back(table: Table) -> None:
    poll = table.approved(proxies=1)
    proxy = give(poll, table, 0, 1)
    with clock.at(poll.opens_at):
        use(poll, table, 0, 1)
        with pytest.raises(Conflict):
            actions.end_proxy(proxy)
        with pytest.raises(Conflict):
            table.vote(poll, table.members[0], N)


def test_there_are_no_chains_and_nobody_holds_more_than_allowed(table: Table) -> None:
    poll = table.approved(proxies=2)
    give(poll, table, 0, 1)
    with pytest.raises(Conflict, match="doorgeven"):
        give(poll, table, 1, 2)
    with pytest.raises(Invalid):
        give(poll, table, 3, 0)
    with pytest.raises(Conflict, match="al voor u stemmen"):
        give(poll, table, 0, 2)
    give(poll, table, 4, 1)
    with pytest.raises(Invalid):
        give(poll, table, 5, 1)
    with pytest.raises(Invalid):
        give(poll, table, 5, 5)


def test_a_stranger_holds_and_gives_none(table: Table) -> None:
    poll, other = table.approved(proxies=1), someone("Vreemd", "vreemd@example.nl")
    with pytest.raises(Invalid):
        actions.give_proxy(poll, giver_id=table.members[0].id, holder_id=other.id)
    assert not policy.may_give_proxy(other, poll)
    votes = {row.id: Vote(Y) for row in poll.questions}
    with clock.at(poll.opens_at), pytest.raises(Conflict):
        actions.cast(poll, person_id=table.members[0].id, holder_id=other.id, votes=votes)


@pytest.mark.parametrize("days", [-1, 8])
def test_a_proxy_is_given_between_approval_and_closing(table: Table, days: int) -> None:
    poll = table.prepared(proxies=1) if days < 0 else table.approved(proxies=1)
    with clock.at(poll.opens_at + days * DAY), pytest.raises(Conflict):
        give(poll, table, 0, 1)


def test_at_the_opening_a_proxy_of_who_left_is_worth_nothing_and_the_giver_hears_of_it(table: Table) -> None:
    poll = table.approved(proxies=1)
    give(poll, table, 0, 3)
    seat = table.seats[3]
    seat.state, seat.left_at, seat.reason = SeatState.LEFT, clock.now(), "Verhuisd"
    db.session.flush()
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
        assert queries.given(poll.id, table.members[0].id) is None
        table.vote(poll, table.members[0], Y)
    assert {mail.person_id for mail in mails("proxy-ended", poll)} >= {table.members[0].id}


def test_the_two_hear_of_it_by_mail_and_nobody_else(table: Table) -> None:
    poll = table.approved(proxies=1)
    proxy = give(poll, table, 0, 1)
    (asked,) = mails("proxy-given", proxy)
    assert asked.person_id == table.members[1].id
    assert "Lid 00" in asked.subject
    with clock.at(poll.opens_at):
        use(poll, table, 0, 1)
        use(poll, table, 0, 1, N)
    (used,) = mails("proxy-used", proxy)
    assert used.person_id == table.members[0].id
    for choice in ("Voor", "Tegen"):
        assert choice not in used.body


def test_reminders_go_to_who_can_still_vote(table: Table) -> None:
    poll = table.approved(proxies=1)
    proxy = give(poll, table, 0, 1)
    with clock.at(poll.closes_at - DAY):
        table.vote(poll, table.members[1], Y)
        run(poll, listeners.remind)
    own = {mail.person_id for mail in mails("reminder", poll)}
    assert len(own) == 10
    assert not own & {table.members[0].id, table.members[1].id}
    assert [mail.person_id for mail in mails("proxy-reminder", proxy)] == [table.members[1].id]


def test_removing_an_account_ends_what_was_given_and_held(table: Table) -> None:
    poll = table.approved(proxies=2)
    give(poll, table, 0, 1)
    give(poll, table, 2, 1)
    with clock.at(poll.opens_at):
        use(poll, table, 0, 1)
        actions.forget_voter(table.members[1].id)
        rows = {row.giver_id: row.holder_id for row in queries.proxies(poll.id)}
        assert rows == {table.members[0].id: None}
        table.vote(poll, table.members[2], Y)
        actions.forget_voter(table.members[0].id)
    assert queries.proxies(poll.id) == []
    assert queries.turnout(poll.id) == 2


def test_a_secret_vote_by_proxy_leaves_the_box_and_nothing_else(client: HouseClient, table: Table) -> None:
    poll, _keys = locked(table, proxies=1)
    proxy = give(poll, table, 0, 1)
    with clock.at(poll.opens_at):
        before, told = kinds(), db.session.scalar(select(func.count()).select_from(AuditEvent))
        become(client, table.members[1])
        for path in (f"{ONE}/stem", f"{ONE}/stem/namens/{proxy.id}"):
            review = client.submit(path, BOTH)
            check_page(review)
            assert client.send(review, form="bevestigen").status_code == 303
            assert client.send(review, form="bevestigen").status_code == 303, "sent twice is in the box once"
        assert [kind for kind in kinds() if kind not in before] == ["polls.roll_made"]
        assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == (told or 0) + 1
        assert db.session.scalar(select(func.count()).select_from(SecretBox)) == 2
        assert db.session.scalar(select(func.count()).select_from(SpentKey)) == 0
        assert mails("proxy-used", proxy) == []
        become(client, table.members[0])
        assert client.get(f"{ONE}/stem").status_code == 303
        assert "kan niet meer" in text_of(client, ONE)
        assert client.submit(f"{ONE}/volmacht/{proxy.id}/beeindigen").status_code == 409


# ── on the pages ─────────────────────────────────────────────────────────────


def test_a_member_gives_a_proxy_and_the_other_uses_it(client: HouseClient, table: Table) -> None:
    poll = table.approved(proxies=1)
    become(client, table.members[0])
    assert "Laat iemand anders voor u stemmen" in text_of(client, ONE)
    text_of(client, f"{ONE}/volmacht")
    assert client.submit(f"{ONE}/volmacht", {"holder": ""}).status_code == 422
    assert client.submit(f"{ONE}/volmacht", {"holder": str(table.bureau.id)}).status_code == 422
    assert client.submit(f"{ONE}/volmacht", {"holder": str(table.members[1].id)}).status_code == 303
    proxy = queries.proxies(poll.id)[0]
    assert "Lid 01 stemt voor u" in text_of(client, ONE)
    text_of(client, f"{ONE}/volmacht")
    assert client.get(f"{ONE}/stem/namens/{proxy.id}").status_code == 403, "the giver does not use it"
    with clock.at(poll.opens_at + DAY):
        assert client.get(f"{ONE}/stem").status_code == 303
        assert "Lid 01 stemt voor u" in text_of(client, "/themas/fietspaden")
        become(client, table.members[1])
        assert "U stemt voor Lid 00" in text_of(client, ONE)
        assert "Stem voor Lid 00" in text_of(client, "/themas/fietspaden")
        review = client.submit(f"{ONE}/stem/namens/{proxy.id}", BOTH)
        assert "U stemt voor Lid 00" in review.get_data(as_text=True)
        check_page(review)
        stored = client.send(review, form="bevestigen", follow=True)
        check_page(stored)
        assert "Dit is de stem die u uitbracht voor Lid 00" in " ".join(stored.get_data(as_text=True).split())
        assert "Stem nu" in text_of(client, ONE), "the own vote is another"
        become(client, table.members[0])
        assert "Lid 01 stemde voor u" in text_of(client, f"{ONE}/uw-stem")
        assert "Lid 01 stemt voor u" in text_of(client, "/mijn")
        assert client.get(f"{ONE}/uw-stem/namens/{proxy.id}").status_code == 403
    with clock.at(poll.closes_at):
        assert "met volmacht: Lid 01 stemde" in text_of(client, f"{ONE}/wie-koos-wat")
        assert "1 daarvan met een volmacht" in text_of(client, ONE)
        assert client.submit(f"{ONE}/volmacht/{proxy.id}/beeindigen").status_code == 409


def test_who_gives_a_proxy_while_the_form_is_before_them_hears_that_somebody_else_votes(
    client: HouseClient, table: Table
) -> None:
    poll = table.approved(proxies=1)
    with clock.at(poll.opens_at):
        become(client, table.members[0])
        form = client.get(f"{ONE}/stem")
        review = client.send(form, BOTH)
        give(poll, table, 0, 1)
        for answer in (client.send(form, BOTH), client.send(review, form="bevestigen")):
            assert answer.status_code == 409
            check_page(answer)
            assert "U laat iemand anders voor u stemmen." in " ".join(answer.get_data(as_text=True).split())
    assert queries.turnout(poll.id) == 0


def test_both_can_end_it_and_nobody_else(client: HouseClient, table: Table) -> None:
    poll = table.approved(proxies=1)
    for ender in (0, 1):
        number = give(poll, table, 0, 1).id
        for other in (table.members[2], table.bureau, someone()):
            become(client, other)
            assert client.get(f"{ONE}/volmacht/{number}/beeindigen").status_code == 403
            assert client.post(f"{ONE}/volmacht/{number}/beeindigen").status_code == 403
            assert client.get(f"{ONE}/stem/namens/{number}").status_code == 403
        become(client, table.members[ender])
        shown = client.get(f"{ONE}/volmacht/{number}/beeindigen")
        check_page(shown)
        assert client.send(shown).status_code == 303
        assert client.send(shown).status_code in (303, 404), "sent twice is done once"
        assert client.get(f"{ONE}/volmacht/{number}/beeindigen").status_code == 404
    assert len(mails("proxy-ended", poll)) == 2


def test_a_proxy_of_another_poll_opens_nothing(client: HouseClient, table: Table) -> None:
    poll = table.approved(proxies=1, options=[actions.Offered(table.proposals[0])])
    table.approved(proxies=1, options=[actions.Offered(table.proposals[1])])
    proxy = give(poll, table, 0, 1)
    become(client, table.members[1])
    for path in ("stem/namens", "uw-stem/namens"):
        assert client.get(f"{POLLS}/2/{path}/{proxy.id}").status_code == 404
    assert client.get(f"{POLLS}/2/volmacht/{proxy.id}/beeindigen").status_code == 404


def test_who_prepares_sets_the_limit_and_it_is_frozen(client: HouseClient, table: Table) -> None:
    become(client, table.moderator)
    asked = {**FORM, "proposals": [str(each.id) for each in table.proposals]}
    assert client.submit(f"{POLLS}/nieuw/voor-of-tegen", {**asked, "proxies": "4"}).status_code == 422
    wrong = client.submit(
        f"{POLLS}/nieuw/voor-of-tegen", {**asked, "proxies": "1", "moves": None, "electorate": "theme"}
    )
    assert wrong.status_code == 422
    check_page(wrong)
    assert client.submit(f"{POLLS}/nieuw/voor-of-tegen", {**asked, "proxies": "2"}).status_code == 303
    assert queries.poll("fietspaden", 1).proxies == 2
    assert "voor hoogstens 2 anderen" in text_of(client, ONE)
    form = client.get(f"{ONE}/bewerken")
    check_page(form)
    assert client.send(form, {"proxies": "1"}).status_code == 303
    assert queries.poll("fietspaden", 1).proxies == 1


def test_own_data_tells_of_proxies(table: Table, app: Flask) -> None:
    poll = table.approved(proxies=1)
    give(poll, table, 0, 1)
    for member in table.members[:2]:
        (told,) = collect(member)["proxies"]
        assert (told["votes"], told["for"]) == ("Lid 01", "Lid 00")
    assert collect(table.members[2])["proxies"] == []
