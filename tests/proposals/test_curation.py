"""Curation: closed grounds with a reason, one second opinion by somebody else, and only in one's own themes."""

import pytest

from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.proposals import actions, queries
from regiodialoog.proposals.models import Curation, Ground, Proposal, ProposalState, SecondOpinion
from tests.accounts.people import become, kinds, mails_to
from tests.proposals.look import IDEA, TITLE, Group, status_of, text_of
from tests.support.client import HouseClient

REASON = "Dit gaat over een andere provincie."


def refused(group: Group, ground: Ground = Ground.OFF_TOPIC) -> tuple[Proposal, Curation]:
    proposal = group.proposal()
    return proposal, actions.refuse(proposal, ground, reason=REASON, by=group.moderator.id)


def test_a_question_waits_for_its_answer_and_then_the_proposal_waits_again(group: Group) -> None:
    proposal = group.waiting()
    question = actions.ask_question(proposal, "Welke vaart?", by=group.moderator.id)
    with pytest.raises(Conflict):
        actions.ask_question(proposal, "En wanneer?", by=group.moderator.id)
    assert "Welke vaart?" in mails_to(group.author.address)[-1].body
    actions.answer_question(proposal, question, "De vaart bij de molen.")
    assert [move.to_state for move in queries.moves(proposal.id)][-2:] == [
        ProposalState.QUESTION,
        ProposalState.SUBMITTED,
    ]
    with pytest.raises(Conflict):
        actions.answer_question(proposal, question, "Nog eens.")


def test_admitting_opens_the_text_and_tells_the_author(group: Group) -> None:
    proposal = group.waiting()
    actions.admit(proposal, by=group.moderator.id)
    assert (proposal.state, proposal.is_open) == (ProposalState.ADMITTED, True)
    assert mails_to(group.author.address)[-1].subject == "Uw voorstel is toegelaten"


def test_looking_afterwards_is_done_once_and_mails_nobody(group: Group) -> None:
    proposal = group.proposal()
    sent = len(mails_to(group.author.address))
    actions.admit(proposal, by=group.moderator.id)
    assert kinds()[-1] == "proposals.looked_at"
    assert len(mails_to(group.author.address)) == sent
    with pytest.raises(Conflict):
        actions.admit(proposal, by=group.second.id)


def test_a_refusal_needs_a_reason_and_tells_how_to_go_on(group: Group) -> None:
    proposal = group.proposal()
    with pytest.raises(Invalid):
        actions.refuse(proposal, Ground.OFF_TOPIC, reason="", by=group.moderator.id)
    db.session.rollback()


def test_the_mail_of_a_refusal_says_why_and_how_to_ask_again(group: Group) -> None:
    refused(group)
    body = mails_to(group.author.address)[-1].body
    assert REASON in body
    assert "Het gaat niet over dit thema" in body
    assert "tweede oordeel" in body


@pytest.mark.parametrize("ground", [Ground.UNLAWFUL, Ground.PERSONAL_DATA])
def test_what_is_unlawful_or_personal_is_shown_to_nobody(group: Group, client: HouseClient, ground: Ground) -> None:
    refused(group, ground)
    for path in ("/voorstellen/1", "/voorstellen", "/zoeken?q=houten", "/logboek", "/api/v1/voorstellen"):
        answer = client.get(path, follow_redirects=True)
        assert answer.status_code == 200
        assert TITLE not in answer.get_data(as_text=True)
        assert "een-brug-van-hout" not in answer.get_data(as_text=True)
    assert client.get("/voorstellen/1-een-brug-van-hout").headers["Location"] == "/voorstellen/1-voorstel"
    assert REASON in text_of(client, "/voorstellen/1")
    assert IDEA not in text_of(client, "/voorstellen/1-voorstel/pad")
    assert client.get("/api/v1/voorstellen/1").status_code == 404
    become(client, group.author)
    assert IDEA in text_of(client, "/voorstellen/1")


def test_off_topic_stays_readable_with_its_reason(group: Group, client: HouseClient) -> None:
    refused(group)
    text = text_of(client, "/voorstellen/1")
    assert IDEA in text
    assert REASON in text
    assert "Besloten door:" in text


def test_a_duplicate_names_the_other_proposal(group: Group) -> None:
    first, second = group.proposal(), group.proposal("Zelfde brug")
    with pytest.raises(Invalid):
        actions.refuse(second, Ground.DUPLICATE, reason=REASON, by=None)
    curation = actions.refuse(second, Ground.DUPLICATE, reason=REASON, by=None, duplicate_of=first)
    assert curation.duplicate_of_id == first.id


def test_a_second_opinion_is_asked_once_and_given_by_somebody_else(group: Group) -> None:
    proposal, curation = refused(group)
    with pytest.raises(Conflict):
        actions.give_second_opinion(proposal, curation, SecondOpinion.UPHELD, reason="Ja", by=group.second.id)
    actions.ask_second_opinion(proposal, curation, why="Het gaat wel hierover.")
    with pytest.raises(Conflict):
        actions.ask_second_opinion(proposal, curation, why="Nog eens")
    with pytest.raises(Forbidden):
        actions.give_second_opinion(proposal, curation, SecondOpinion.UPHELD, reason="Ja", by=group.moderator.id)
    actions.give_second_opinion(proposal, curation, SecondOpinion.OVERTURNED, reason="Toch wel.", by=group.second.id)
    assert (proposal.state, proposal.is_open) == (ProposalState.ADMITTED, True)
    assert "Toch wel." in mails_to(group.author.address)[-1].body
    with pytest.raises(Conflict, match="grond"):
        actions.refuse(proposal, Ground.OFF_TOPIC, reason=REASON, by=group.moderator.id)


def test_an_upheld_refusal_stays(group: Group) -> None:
    proposal, curation = refused(group)
    actions.ask_second_opinion(proposal, curation, why="")
    actions.give_second_opinion(proposal, curation, SecondOpinion.UPHELD, reason="Klopt.", by=group.second.id)
    assert proposal.state is ProposalState.NOT_ADMITTED
    with pytest.raises(Conflict):
        actions.admit(proposal, by=group.second.id)


# ── with a browser ───────────────────────────────────────────────────────────


def test_a_moderator_of_another_theme_cannot_moderate_this_one(group: Group, client: HouseClient) -> None:
    group.waiting()
    become(client, group.stranger)
    assert status_of(client, "/moderatie/voorstellen/1") == 403
    assert status_of(client, "/moderatie/voorstellen/1/argumenten") == 403
    text = text_of(client, "/moderatie")
    assert TITLE not in text
    assert IDEA not in text_of(client, "/voorstellen/1")


def test_ticking_by_hand_does_not_reach_another_theme(group: Group, client: HouseClient) -> None:
    waiting = group.waiting()
    other = group.stranger
    become(client, other)
    page = client.get("/moderatie")
    assert "Alles wat is aangevinkt" not in page.get_data(as_text=True)
    become(client, group.moderator)
    mine = client.get("/moderatie")
    client.send(mine, {"voorstel": [str(waiting.id), "999999", "x"]})
    assert db.session.get_one(Proposal, waiting.id).state is ProposalState.ADMITTED


def test_the_day_list_says_what_waits_oldest_first_and_admits_many_at_once(group: Group, client: HouseClient) -> None:
    rows = [group.waiting(f"Brug {n}") for n in range(3)]
    become(client, group.moderator)
    text = text_of(client, "/moderatie")
    assert text.index("Brug 0") < text.index("Brug 1") < text.index("Brug 2")
    done = client.submit("/moderatie", {"voorstel": [str(row.id) for row in rows]}, follow=True)
    assert "3 voorstellen zijn in orde." in done.get_data(as_text=True)
    assert {row.state for row in queries.by_ids([row.id for row in rows])} == {ProposalState.ADMITTED}


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        ({"decision": "admit"}, ProposalState.ADMITTED),
        ({"decision": "ask", "question": "Welke vaart?"}, ProposalState.QUESTION),
        ({"decision": "refuse", "ground": "off_topic", "reason": REASON}, ProposalState.NOT_ADMITTED),
    ],
)
def test_a_moderator_decides_on_one_page(
    group: Group, client: HouseClient, sent: dict[str, str], state: ProposalState
) -> None:
    proposal = group.waiting()
    become(client, group.moderator)
    text_of(client, "/moderatie/voorstellen/1")
    assert client.submit("/moderatie/voorstellen/1", sent).status_code == 303
    assert db.session.get_one(Proposal, proposal.id).state is state


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"decision": "refuse", "ground": "off_topic"},
        {"decision": "refuse", "reason": REASON},
        {"decision": "refuse", "ground": "opinion", "reason": REASON},
        {"decision": "refuse", "ground": "duplicate", "reason": REASON, "duplicate_number": "1"},
        {"decision": "refuse", "ground": "duplicate", "reason": REASON, "duplicate_number": "77"},
        {"decision": "ask"},
    ],
)
def test_a_verdict_that_is_not_whole_is_asked_again(group: Group, client: HouseClient, sent: dict[str, str]) -> None:
    group.waiting()
    become(client, group.moderator)
    assert client.submit("/moderatie/voorstellen/1", sent).status_code == 422


def test_nobody_curates_a_proposal_of_their_own(group: Group, client: HouseClient) -> None:
    proposal = group.waiting()
    proposal.author_id = group.moderator.id
    db.session.flush()
    become(client, group.moderator)
    assert status_of(client, "/moderatie/voorstellen/1") == 403
    client.submit("/moderatie", {"voorstel": [str(proposal.id)]})
    assert db.session.get_one(Proposal, proposal.id).state is ProposalState.SUBMITTED


def test_the_author_asks_and_the_bureau_gives_a_second_opinion(group: Group, client: HouseClient) -> None:
    refused(group)
    become(client, group.author)
    assert "Vraag een tweede oordeel" in text_of(client, "/voorstellen/1")
    client.submit("/voorstellen/1/tweede-oordeel", {"why": "Kijk nog eens."})
    become(client, group.moderator)
    assert status_of(client, "/moderatie/voorstellen/1/tweede-oordeel") == 403
    assert TITLE not in text_of(client, "/moderatie")
    become(client, group.bureau)
    assert TITLE in text_of(client, "/moderatie")
    client.submit("/moderatie/voorstellen/1/tweede-oordeel", {"opinion": "upheld", "reason": "Het klopt."})
    text = text_of(client, "/voorstellen/1")
    assert "Tweede oordeel: De afwijzing blijft staan" in text
    assert status_of(client, "/moderatie/voorstellen/1/tweede-oordeel") == 404


def test_an_answer_reaches_the_page(group: Group, client: HouseClient) -> None:
    proposal = group.proposal()
    actions.ask_question(proposal, "Welke vaart?", by=group.moderator.id)
    become(client, group.member)
    assert status_of(client, "/voorstellen/1/antwoord") == 403
    become(client, group.author)
    assert "Geef antwoord op onze vraag" in text_of(client, "/voorstellen/1")
    client.submit("/voorstellen/1/antwoord", {"answer": "De vaart bij de molen."})
    assert "De vaart bij de molen." in text_of(client, "/voorstellen/1")
    assert status_of(client, "/voorstellen/1/antwoord") == 404


def test_a_moderator_judges_with_the_answer_before_the_eyes(group: Group, client: HouseClient) -> None:
    proposal = group.waiting()
    question = actions.ask_question(proposal, "Welke vaart?", by=group.moderator.id)
    become(client, group.moderator)
    assert "Er is nog geen antwoord" in text_of(client, "/moderatie/voorstellen/1")
    actions.answer_question(proposal, question, "Die bij de molen.")
    assert "Die bij de molen." in text_of(client, "/moderatie/voorstellen/1")


def test_a_new_proposal_with_an_open_question_waits_for_its_author(group: Group) -> None:
    proposal = group.proposal()
    themes = [group.theme.id]
    before = queries.day_list(themes, person_id=None, second_opinions_in=[])
    assert (before.to_look_at.total, before.questions.total) == (1, 0)
    question = actions.ask_question(proposal, "Welke vaart?", by=group.moderator.id)
    asked = queries.day_list(themes, person_id=None, second_opinions_in=[])
    assert (asked.to_look_at.total, asked.questions.total) == (0, 1)
    actions.answer_question(proposal, question, "Die bij de molen.")
    answered = queries.day_list(themes, person_id=None, second_opinions_in=[])
    assert (answered.to_look_at.total, answered.questions.total) == (1, 0)


def test_an_author_meets_the_question_on_the_own_page_and_beside_the_text(group: Group, client: HouseClient) -> None:
    proposal = group.proposal()
    question = actions.ask_question(proposal, "Welke vaart?", by=group.moderator.id)
    door = "/voorstellen/1/antwoord"
    become(client, group.member)
    assert door not in text_of(client, "/voorstellen/1")
    become(client, group.author)
    for path in ("/mijn", "/mijn/voorstellen"):
        assert "Wij hebben een vraag over dit voorstel" in text_of(client, path)
    assert text_of(client, "/voorstellen/1").count(door) == 2, "beside the question, and in what one can do now"
    actions.answer_question(proposal, question, "Die bij de molen.")
    assert door not in text_of(client, "/voorstellen/1")
    assert door not in text_of(client, "/mijn")
