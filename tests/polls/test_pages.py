"""The pages of polls: voting on a phone, preparing and approving, results, and the advice."""

import re
from io import BytesIO

import pytest
from flask_sqlalchemy.session import Session

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.own_data import collect
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.polls import actions, queries
from regiodialoog.polls.models import AdviceState, Poll, PollState
from regiodialoog.proposals import actions as proposal_actions
from tests.accounts.people import become, kinds, someone
from tests.polls.conftest import DAY, N, Table, Y
from tests.support.client import HouseClient
from tests.support.many import cost
from tests.support.pages import check_page

THEME = "/themas/fietspaden"
POLLS = f"{THEME}/stemmingen"
ONE = f"{POLLS}/1"
BOTH = {"choice_1": "yes", "choice_2": "no"}
FORM = {
    "question": "Komt dit in ons advies?", "opens_on": "2026-09-20", "opens_time": "09:00", "closes_on": "2026-09-27",
    "closes_time": "21:00", "threshold": "2/3", "base": "cast", "quorum": "1/2", "support_by": "interest",
    "support_need": "2", "electorate": "group", "moves": "y",
}  # fmt: skip


def sent_files(files: list[bytes]) -> list[tuple[BytesIO, str]]:
    return [(BytesIO(data), f"telbestand-{n}.json") for n, data in enumerate(files)]


def text_of(client: HouseClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


# ── voting ───────────────────────────────────────────────────────────────────


def test_a_member_chooses_looks_confirms_and_gets_a_receipt(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    become(client, table.members[0])
    with clock.at(poll.opens_at + DAY):
        assert "Stem nu" in text_of(client, THEME)
        assert "Stem nu" in text_of(client, ONE)
        assert "Komt dit in ons advies?" in text_of(client, "/mijn") or poll.roll_made_at is None
        form = client.get(f"{ONE}/stem")
        check_page(form)
        review = client.send(form, BOTH)
        assert review.status_code == 200
        check_page(review)
        assert queries.turnout(poll.id) == 0, "looking at a vote stores nothing"
        again = client.send(form, BOTH)
        assert "Is dit uw stem?" in again.get_data(as_text=True), "a second tap shows the same page"
        back = client.send(review, form="wijzigen")
        check_page(back)
        assert re.search(r'value="yes"[^>]*checked|checked[^>]*value="yes"', back.get_data(as_text=True))
        stored = client.send(review, form="bevestigen", follow=True)
        check_page(stored)
        text = " ".join(stored.get_data(as_text=True).split())
        assert "Uw stem is opgeslagen op 16 september 2026 om 12:00." in text
        assert "Voor" in text
        assert "Bewijs:" in text
        assert client.send(review, form="bevestigen").status_code == 303, "sent twice is stored once"
        assert kinds().count("polls.ballot_cast") == 1
        assert "U hebt gestemd" in text_of(client, THEME)
        own = text_of(client, "/mijn")
        assert "Komt dit in ons advies?" in own
        assert "Uw groep stemt nu" in own
        assert "U kunt nu stemmen" not in own


def test_a_vote_can_be_changed_until_the_closing(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    become(client, table.members[0])
    with clock.at(poll.opens_at + DAY):
        table.vote(poll, table.members[0], Y)
        review = client.submit(f"{ONE}/stem", BOTH)
        assert client.send(review, form="bevestigen").status_code == 303
    with clock.at(poll.closes_at):
        late = client.send(review, {"choice_1": "no"}, form="bevestigen")
        assert late.status_code == 409
        check_page(late)
        assert "Uw stem is niet opgeslagen" in late.get_data(as_text=True)
        assert client.get(f"{ONE}/stem").status_code == 303
        assert "Uw stem is opgeslagen op" in text_of(client, f"{ONE}/uw-stem")
    assert [one.choice for one in queries.own_ballots(queries.roll(poll.id)[0])] == [Y, N]


def test_a_choice_that_is_missing_is_named(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    become(client, table.members[0])
    with clock.at(poll.opens_at):
        answer = client.submit(f"{ONE}/stem", {"choice_1": "yes"})
        assert answer.status_code == 422
        check_page(answer)
        assert "Kies een van deze antwoorden." in answer.get_data(as_text=True)
        assert client.submit(f"{ONE}/stem", {"choice_1": "yes", "choice_2": "misschien"}).status_code == 422
        assert client.post(f"{ONE}/stem", data={**BOTH, "step": "confirm"}).status_code == 422


def test_who_may_not_vote_gets_no_form(client: HouseClient, table: Table) -> None:
    poll = table.approved()
    with clock.at(poll.opens_at):
        assert client.get(f"{ONE}/stem").status_code == 303, "a visitor is asked who that is"
        for person in (table.moderator, table.bureau, someone()):
            become(client, person)
            assert client.get(f"{ONE}/stem").status_code == 403
            assert client.post(f"{ONE}/stem", data=BOTH).status_code == 403
    become(client, table.members[0])
    assert client.get(f"{ONE}/stem").status_code == 303, "it is not open yet"
    assert client.get(f"{ONE}/uw-stem").status_code == 404, "there is no vote yet"


# ── preparing and approving ──────────────────────────────────────────────────


def test_a_moderator_prepares_and_another_approves(client: HouseClient, table: Table) -> None:
    become(client, table.moderator)
    check_page(client.get(f"{POLLS}/nieuw/voor-of-tegen"))
    ids = [str(proposal.id) for proposal in table.proposals]
    made = client.submit(f"{POLLS}/nieuw/voor-of-tegen", {**FORM, "proposals": ids}, follow=True)
    text = " ".join(made.get_data(as_text=True).split())
    check_page(made)
    assert "Iemand anders moet deze stemming goedkeuren" in text
    assert "minstens twee derde van de stemmen voor en tegen" in text
    assert client.get(f"{ONE}/goedkeuren").status_code == 403
    assert "2 keuzes" in text_of(client, POLLS)
    edit = client.submit(f"{ONE}/bewerken", {"question": "Nemen wij dit op?"})
    assert edit.status_code == 303
    become(client, table.bureau)
    shown = text_of(client, f"{ONE}/goedkeuren")
    assert "Nemen wij dit op?" in shown
    assert "Nu zijn dat 12 mensen" in shown
    assert client.submit(f"{ONE}/goedkeuren").status_code == 303
    poll = queries.poll("fietspaden", 1)
    assert poll.state is PollState.APPROVED
    assert poll.rule == {
        "kind": "yes-no", "threshold": "2/3", "base": "cast", "quorum": "1/2",
        "support": {"by": "interest", "need": 2},
    }  # fmt: skip
    assert (str(poll.opens_at), str(poll.closes_at)) == ("2026-09-20 07:00:00+00:00", "2026-09-27 19:00:00+00:00")
    assert client.submit(f"{ONE}/bewerken", {"question": "Toch anders?"}).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes_on": "2026-09-19"}, "kan niet sluiten voordat zij opengaat"),
        ({"opens_on": "2026-09-01"}, "een moment dat nog komt"),
        ({"opens_on": "2026-13-40"}, "Kies een datum die bestaat"),
        ({"question": ""}, "Vul dit in"),
        ({"support_need": "0"}, "van 1 tot en met 50"),
        ({"threshold": "1/9"}, "een van de antwoorden"),
    ],
)
def test_what_is_wrong_with_a_poll_is_said(client: HouseClient, table: Table, wrong: dict, said: str) -> None:
    become(client, table.moderator)
    answer = client.submit(f"{POLLS}/nieuw/voor-of-tegen", {**FORM, "proposals": [str(table.proposals[0].id)], **wrong})
    assert answer.status_code == 422
    check_page(answer)
    assert said in answer.get_data(as_text=True)
    assert client.submit(f"{POLLS}/nieuw/voor-of-tegen", FORM).status_code == 422, "no proposal was chosen"


def test_a_poll_in_preparation_is_nobodys_business(client: HouseClient, table: Table) -> None:
    table.prepared()
    for person in (None, table.members[0], someone()):
        if person is not None:
            become(client, person)
        assert client.get(ONE).status_code == 404
        assert client.get(f"{ONE}/goedkeuren").status_code == 404
        assert "Komt dit in ons advies" not in text_of(client, POLLS)
        assert "Komt dit in ons advies" not in text_of(client, "/zoeken?q=advies")


def test_a_moderator_of_another_theme_does_nothing_here(client: HouseClient, table: Table) -> None:
    table.prepared()
    other = someone("Ander Thema", "ander@example.nl")
    give_role(other, Role.MODERATOR, ScopeKind.THEME, table.theme.id + 1, by=None, tell=False)
    db.session.refresh(other)
    become(client, other)
    assert client.get(f"{POLLS}/nieuw").status_code == 403
    for room in ("", "/bewerken", "/goedkeuren", "/laten-vallen", "/vaststellen", "/ongeldig"):
        assert client.get(ONE + room).status_code == 404, room


def test_dropping_and_annulling_ask_for_a_reason(client: HouseClient, table: Table) -> None:
    table.prepared()
    table.approved()
    become(client, table.bureau)
    check_page(client.get(f"{ONE}/laten-vallen"))
    assert client.submit(f"{ONE}/laten-vallen", {"reason": ""}).status_code == 422
    assert client.submit(f"{ONE}/laten-vallen", {"reason": "Te vroeg"}).status_code == 303
    check_page(client.get(f"{POLLS}/2/ongeldig"))
    assert client.submit(f"{POLLS}/2/ongeldig", {"reason": "Er stond een fout in."}).status_code == 303
    assert "Te vroeg" in text_of(client, ONE)
    become(client, someone())
    assert "Er stond een fout in." in text_of(client, f"{POLLS}/2")
    assert client.get(ONE).status_code == 404


# ── results ──────────────────────────────────────────────────────────────────


def test_the_bureau_counts_and_makes_the_result_definitive(client: HouseClient, table: Table) -> None:
    poll = table.closed(*[Y] * 9, N, N)
    with clock.at(poll.opens_at + DAY):
        become(client, table.bureau)
        assert client.get(f"{ONE}/vaststellen").status_code == 303
        early = client.post(f"{ONE}/vaststellen", data={"csrf_token": "vals"})
        assert early.status_code == 409
        assert "9 voor" not in early.get_data(as_text=True), "nobody sees a count of a poll that is open"
    with clock.at(poll.closes_at + DAY):
        become(client, table.bureau)
        assert "Gesloten, wij tellen" in text_of(client, ONE)
        assert client.submit(f"{ONE}/vaststellen").status_code == 409, "nobody has counted again yet"
        files = [client.get(f"{ONE}/{n}/telbestand.json").get_data() for n in (1, 2)]
        become(client, table.moderator)
        check_page(client.get(f"{ONE}/natellen"))
        wrong = files[0].replace(b'"yes"', b'"no"', 1)
        for sent in ([], files[:1], [b"{", files[1]], [wrong, files[1]]):
            assert client.submit(f"{ONE}/natellen", {"files": sent_files(sent)}).status_code == 422
        assert client.submit(f"{ONE}/natellen", {"files": sent_files(files)}).status_code == 303
        assert client.submit(f"{ONE}/vaststellen").status_code == 403, "somebody else makes it definitive"
        assert "Bekijk de uitslag en stel die vast" not in text_of(client, ONE)
        become(client, table.bureau)
        assert "Bekijk de uitslag en stel die vast" in text_of(client, ONE)
        assert "9 voor, 2 tegen, 0 blanco" in text_of(client, f"{ONE}/vaststellen")
        assert client.submit(f"{ONE}/vaststellen").status_code == 303
        become(client, someone())
        shown = text_of(client, ONE)
        assert "De groep koos hiervoor: 9 voor, 2 tegen, 0 blanco." in shown
        assert "Het zegt niets over wat alle inwoners vinden." in shown
        assert "In het advies" in text_of(client, POLLS)
        proposal = table.proposals[0]
        path = f"/voorstellen/{proposal.number}-{proposal.public_slug}"
        assert "9 voor, 2 tegen, 0 blanco" in text_of(client, path)
        walked = text_of(client, f"{path}/pad")
        assert "<h3>De groep stemde: in het advies</h3>" in walked
        assert "<h3>In het advies</h3>" not in walked, "what the poll tells is not told once more in another's name"
        assert "In het advies" in text_of(client, THEME)
        assert "Komt dit in ons advies?" in text_of(client, "/zoeken?q=advies")
        assert client.get("/logboek").status_code == 200


def test_a_result_that_is_tampered_with_shows(client: HouseClient, table: Table) -> None:
    poll = table.established(*[Y] * 9, N, N)
    ballot = queries.ballots(poll.id)[0]
    ballot.choice = Y if ballot.choice == N else N
    db.session.flush()
    with clock.at(poll.closes_at):
        assert "Deze uitslag klopt niet" in text_of(client, ONE)


def test_every_state_of_a_poll_is_a_good_page(client: HouseClient, table: Table) -> None:
    poll = table.established(*[Y] * 7, *[N] * 4)
    for person in (None, table.members[0], table.moderator):
        if person is not None:
            become(client, person)
        for moment in (poll.opens_at - DAY, poll.closes_at):
            with clock.at(moment):
                text_of(client, ONE)


def test_ones_own_data_hold_ones_own_votes(table: Table) -> None:
    table.closed(Y, N)
    (mine,) = collect(table.members[1])["polls"]
    assert [vote["choice"] for vote in mine["votes"]] == ["no", "no"]
    assert collect(table.members[5])["polls"][0]["votes"] == []


# ── the advice ───────────────────────────────────────────────────────────────


def test_an_advice_is_written_read_by_the_group_and_handed_over(client: HouseClient, table: Table) -> None:
    poll = table.established(*[Y] * 9, N, N)
    first, second = (proposal.number for proposal in table.proposals)
    with clock.at(poll.closes_at + DAY):
        become(client, table.moderator)
        check_page(client.get(f"{THEME}/advies/bewerken"))
        text = {"conclusions": "Wij willen paden.\n\nEn licht.", "minority": "Eén lid wil geen licht."}
        wrong = client.submit(f"{THEME}/advies/bewerken", {**text, "order": f"{second}, 9999"})
        assert wrong.status_code == 422
        check_page(wrong)
        assert client.submit(f"{THEME}/advies/bewerken", {**text, "order": f"{second}, {first}"}).status_code == 303
        shown = text_of(client, f"{THEME}/advies")
        assert shown.index("Lampen in het bos") < shown.index("Een pad langs het kanaal")
        become(client, table.members[0])
        assert "De groep werkt nog aan dit advies." in text_of(client, f"{THEME}/advies")
        become(client, someone())
        assert client.get(f"{THEME}/advies").status_code == 404
        assert "advies van de groep" not in text_of(client, THEME)
        assert client.get(f"{THEME}/advies/bewerken").status_code == 403
        become(client, table.bureau)
        check_page(client.get(f"{THEME}/advies/aanbieden"))
        assert client.submit(f"{THEME}/advies/aanbieden", {"on": "2027-01-01", "to": "de raden"}).status_code == 422
        assert client.submit(f"{THEME}/advies/aanbieden", {"on": "2026-09-23", "to": "de raden"}).status_code == 303
        assert client.submit(f"{THEME}/advies/bewerken", text).status_code == 409
        become(client, someone("Iemand", "iemand@example.nl"))
        shown = text_of(client, f"{THEME}/advies")
        assert "Op 23 september 2026 bood de groep haar advies aan: aan de raden." in shown
        assert "Bezwaar maken kan niet, een klacht indienen wel." in shown or "klacht" in shown
        assert "Eén lid wil geen licht." in shown
        assert "9 voor, 2 tegen, 0 blanco" in shown
        assert "<dt>Aan wie?</dt><dd>de raden</dd>" in shown
        theme = text_of(client, THEME)
        assert "Op 23 september 2026 aangeboden" in theme
        assert theme.index("Het advies van de groep is er") < theme.index("Waar staan we nu?")
    advice = queries.find_advice(table.theme.id)
    assert advice is not None
    assert advice.state is AdviceState.HANDED_OVER
    assert kinds().count("polls.advice_handed_over") == 1


# ── how much is asked of the database ────────────────────────────────────────


def many(table: Table) -> Poll:
    """The same as a poll about two proposals, with ten proposals and thirty more people."""
    for n in range(8):
        draft = proposal_actions.start_draft(table.theme, table.members[0])
        proposal_actions.save_draft(draft, title=f"Voorstel {n}", summary="Kort.", text="Lang.")
        table.proposals.append(proposal_actions.submit(draft))
    for n in range(30):
        person = someone(f"Meer {n:02}", f"meer{n}@example.nl")
        table.sit(person, table.interests[n % 2], table.places[n % 2])
        table.members.append(person)
    return table.established(*[Y] * 30, *[N] * 12)


def test_pages_ask_as_much_of_the_database_for_few_as_for_many(
    client: HouseClient, table: Table, session: Session
) -> None:
    few = table.established(*[Y] * 8)
    moment = few.closes_at + DAY
    for proposal in table.proposals:
        proposal.state = type(proposal.state).ADMITTED
        proposal.decided_at = None
    paths = [POLLS, "{}", "{}/wie-koos-wat", "{}/1/bestand.json", f"{THEME}/advies"]
    actions.write_advice(table.theme, conclusions="Wij willen paden.")
    session.flush()
    become(client, table.members[1])
    with clock.at(moment):
        before = [cost(client, path.format(f"{POLLS}/{few.number}")) for path in paths]
    more = many(table)
    become(client, table.members[1])
    with clock.at(moment):
        after = [cost(client, path.format(f"{POLLS}/{more.number}")) for path in paths]
    assert after == before


def test_a_poll_closes_early_only_when_everybody_voted(client: HouseClient, table: Table) -> None:
    poll = table.closed(*[Y] * 11)
    with clock.at(poll.opens_at + DAY):
        become(client, table.moderator)
        assert "Sluit nu" not in text_of(client, ONE)
        assert client.submit(f"{ONE}/sluiten").status_code == 409
        table.vote(poll, table.members[11], N)
        assert "Sluit nu" in text_of(client, ONE)
        check_page(client.get(f"{ONE}/sluiten"))
        assert client.submit(f"{ONE}/sluiten").status_code == 303
        assert "Gesloten, wij tellen" in text_of(client, ONE)
        become(client, table.members[0])
        assert client.get(f"{ONE}/sluiten").status_code == 403
