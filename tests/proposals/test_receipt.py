"""Whoever hands in a proposal gets a mail that it arrived: with its number, and what happens now."""

from typing import Any

from sqlalchemy import func, select

from regiodialoog.accounts.actions import register_without_address
from regiodialoog.accounts.events import Registration as How
from regiodialoog.core.db import db
from regiodialoog.core.i18n import date_on_page
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.dialogues.queries import phase_of
from regiodialoog.groups.models import Call
from regiodialoog.proposals import actions
from regiodialoog.proposals.models import Proposal
from tests.accounts.people import become, mails_to
from tests.dialogues.conftest import in_phase
from tests.proposals.look import IDEA, START, TITLE, Group, Outside
from tests.support.client import HouseClient

NUMBER = "Wij hebben uw voorstel ontvangen: nummer 1"


def words(mail: OutboxMessage) -> str:
    return " ".join(mail.body.split())


def hand_in(client: HouseClient, **given: Any) -> str:
    """Write and hand in with a browser; the text of the page after it."""
    path = client.submit(START, follow=True).request.path
    client.submit(path, {"title": TITLE, "summary": IDEA, **given})
    return " ".join(client.submit(f"{path}/nalezen", follow=True).get_data(as_text=True).split())


def test_a_member_reads_the_number_the_title_and_that_the_group_sees_it(group: Group) -> None:
    proposal = group.proposal()
    (mail,) = mails_to(group.author.address)
    assert mail.subject == NUMBER
    text = words(mail)
    assert text.startswith("Dag Anna de Wit, U hebt het voorstel “Een brug van hout” ingediend. Het heeft nummer 1.")
    assert "Uw groep kan het nu lezen. De groep praat tot en met" in text
    assert f"/voorstellen/{proposal.number}-een-brug-van-hout" in text


def test_where_a_moderator_looks_first_the_mail_says_so(group: Group) -> None:
    proposal = group.waiting()
    (mail,) = mails_to(group.author.address)
    assert "Een moderator kijkt er eerst naar. U krijgt een mail als dat klaar is." in words(mail)
    assert f"/voorstellen/{proposal.number}-" in mail.body


def test_who_waits_for_a_place_reads_from_when_the_group_discusses_it(outside: Outside) -> None:
    outside.now_in(PhaseKind.RECRUITMENT)
    outside.proposal()
    (mail,) = mails_to("wil@example.nl")
    talks = phase_of(outside.theme, PhaseKind.DIALOGUE)
    assert talks is not None
    day = date_on_page(talks.starts_on).replace("\xa0", " ")
    assert f"De groep bespreekt voorstellen vanaf {day}." in words(mail)


def test_the_mail_tells_nothing_that_is_private(group: Group) -> None:
    group.proposal()
    (mail,) = mails_to(group.author.address)
    for private in (IDEA, group.author.address, group.member.name):
        assert private not in mail.subject + mail.body


def test_it_is_in_the_language_of_the_author(group: Group) -> None:
    group.author.language = "en"
    group.proposal()
    (mail,) = mails_to(group.author.address)
    assert mail.subject == "We received your proposal: number 1"


def test_a_form_that_is_sent_twice_is_one_proposal_and_one_mail(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    path = client.submit(START, follow=True).request.path
    client.submit(path, {"title": TITLE, "summary": IDEA})
    page = client.get(f"{path}/nalezen")
    first, second = client.send(page), client.send(page)
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Proposal)) == 1
    assert [mail.subject for mail in mails_to(group.author.address)] == [NUMBER]


def test_what_is_refused_leaves_no_mail(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    path = client.submit(START, follow=True).request.path
    client.submit(path, {"title": TITLE, "summary": IDEA})
    page = client.get(f"{path}/nalezen")
    in_phase(group.theme, PhaseKind.ADVICE)
    assert client.send(page).status_code == 409
    assert not mails_to(group.author.address)


def test_the_page_says_that_a_mail_was_sent(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    assert "Het heeft nummer 1. Wij stuurden u daarover een mail." in hand_in(client)


def test_who_has_no_address_reads_it_on_the_page_and_is_called_about_what_comes(
    outside: Outside, client: HouseClient
) -> None:
    outside.now_in(PhaseKind.RECRUITMENT)
    oma = register_without_address(name="Oma Jansen", language="nl", municipality_id=None, how=How.DESK)
    outside.registration.person_id = oma.id
    db.session.flush()
    become(client, oma)
    text = hand_in(client)
    assert "Het heeft nummer 1." in text
    assert "een mail" not in text.split("Menu", 1)[-1].split("<footer", 1)[0]
    assert "Wij bellen u dan of sturen u een brief." in text
    assert not db.session.scalar(select(func.count()).select_from(OutboxMessage))
    assert not db.session.scalar(select(func.count()).select_from(Call)), "the page told it, so nobody has to call"


def test_a_receipt_is_not_sent_again_by_what_happens_later(group: Group) -> None:
    proposal = group.proposal()
    actions.change_proposal(proposal, title="Een brug van steen", summary=IDEA, text="")
    actions.withdraw(proposal)
    assert [mail.subject for mail in mails_to(group.author.address)] == [NUMBER]
