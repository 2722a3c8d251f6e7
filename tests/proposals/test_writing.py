"""Writing: drafts that keep themselves and that nobody else sees, handing in, changing and withdrawing."""

import re
from datetime import timedelta
from typing import Any

import lxml.html
import pytest

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.dialogues.models import PhaseKind, ThemeState
from regiodialoog.proposals import actions, queries
from regiodialoog.proposals.models import Proposal, ProposalDraft, ProposalState
from tests.accounts.people import become, kinds
from tests.dialogues.conftest import in_phase
from tests.proposals.look import IDEA, TITLE, WHY, Group, status_of, text_of
from tests.support.client import HouseClient
from tests.support.pages import check_page

START = "/themas/fietspaden/voorstellen/nieuw"
HX: dict[str, Any] = {"HX-Request": "true"}


def test_a_proposal_of_a_member_is_admitted_at_once_and_gets_the_next_number(group: Group) -> None:
    first, second = group.proposal(), group.proposal("Nog een brug")
    assert (first.number, second.number) == (1, 2)
    assert first.state is ProposalState.ADMITTED
    assert first.is_open
    assert [move.to_state for move in queries.moves(first.id)] == [ProposalState.SUBMITTED, ProposalState.ADMITTED]
    assert queries.drafts_of(group.author.id) == []
    assert kinds()[-2:] == ["proposals.submitted", "proposals.admitted"]


def test_a_number_is_never_given_again(group: Group) -> None:
    first = group.proposal()
    db.session.delete(first)
    db.session.flush()
    assert group.proposal("Een andere").number == 2


def test_a_draft_leaves_no_trace_in_the_log(group: Group) -> None:
    before = kinds()
    actions.remove_draft(group.draft())
    assert kinds() == before


def test_a_theme_with_a_look_beforehand_lets_a_proposal_wait(group: Group) -> None:
    waiting = group.waiting()
    assert waiting.state is ProposalState.SUBMITTED
    assert not waiting.is_open


def test_a_closed_theme_takes_no_proposals(group: Group) -> None:
    draft = group.draft()
    in_phase(group.theme, PhaseKind.ADVICE)
    with pytest.raises(Conflict):
        actions.submit(draft)


def test_a_draft_that_is_not_complete_is_not_handed_in(group: Group) -> None:
    with pytest.raises(Invalid):
        actions.submit(group.draft(summary=""))


def test_a_changed_text_keeps_its_versions_and_a_frozen_one_cannot_change(group: Group) -> None:
    proposal = group.proposal()
    actions.change_proposal(proposal, title="Een brug van steen", summary=IDEA, text=WHY)
    assert [each.title for each in queries.revisions(proposal.id)] == [TITLE, "Een brug van steen"]
    actions.put_to_vote(proposal)
    with pytest.raises(Conflict):
        actions.change_proposal(proposal, title=TITLE, summary=IDEA, text=WHY)
    with pytest.raises(Conflict):
        actions.withdraw(proposal)


def test_what_leaves_the_vote_is_in_the_advice_or_not_with_a_reason(group: Group) -> None:
    proposal, other = group.proposal(), group.proposal("Andere")
    with pytest.raises(Conflict):
        actions.into_advice(proposal)
    for each in (proposal, other):
        actions.put_to_vote(each)
    actions.into_advice(proposal)
    with pytest.raises(Invalid):
        actions.not_in_advice(other, reason=" ")
    actions.not_in_advice(other, reason="Te duur, vond de groep.")
    assert (other.state, other.state_reason) == (ProposalState.NOT_IN_ADVICE, "Te duur, vond de groep.")
    assert other.decided_at is not None


# ── with a browser ───────────────────────────────────────────────────────────


def test_somebody_writes_step_by_step_without_javascript(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    text = text_of(client, START)
    assert "Begin met schrijven" in text
    editing = client.submit(START, follow=True)
    path = editing.request.path
    assert path.startswith("/voorstellen/concepten/")
    begun = editing.get_data(as_text=True)
    assert "Schrijf uw voorstel" in begun
    assert "Waar moeten ze komen?" in begun, "the question stands above the answer"
    assert "Opgeslagen op" not in begun, "nothing was written yet"
    kept = client.submit(path, {"title": TITLE}, follow=True)
    assert "Uw concept is opgeslagen." in kept.get_data(as_text=True)
    review = client.submit(path, {"summary": IDEA, "text": WHY, "verder": "1"}, follow=True)
    assert review.request.path == f"{path}/nalezen"
    assert "Opgeslagen op" in text_of(client, path)
    assert "Namens wie?" not in review.get_data(as_text=True), "there was no choice"
    done = client.submit(f"{path}/nalezen", follow=True)
    assert done.request.path == "/voorstellen/1-een-brug-van-hout"
    assert "Het heeft nummer 1." in done.get_data(as_text=True)


def test_why_it_is_needed_may_be_told_after_handing_in(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    path = client.submit(START, follow=True).request.path
    stays = client.submit(path, {"title": TITLE, "verder": "1"}, follow=True)
    assert stays.request.path == path, "what the idea is may not wait"
    assert "Vul ook nog in: Wat is het idee?" in stays.get_data(as_text=True)
    assert "Het is nog niet compleet" in text_of(client, f"{path}/nalezen")
    client.submit(path, {"summary": IDEA, "verder": "1"})
    assert "Nog niet verteld." in text_of(client, f"{path}/nalezen")
    done = client.submit(f"{path}/nalezen", follow=True)
    assert done.get_data(as_text=True).count("Vertel waarom het nodig is") == 2, (
        "beside the message and among what to do"
    )
    assert "De indiener heeft dit nog niet verteld." in done.get_data(as_text=True)
    told = client.submit("/voorstellen/1/bewerken", {"text": WHY}, follow=True).get_data(as_text=True)
    assert "Vertel waarom het nodig is" not in told
    assert "De indiener heeft dit nog niet verteld." not in told
    assert "Het staat nu bij uw voorstel." in told
    assert WHY in told


def test_an_old_page_does_not_write_into_the_next_draft(group: Group, client: HouseClient) -> None:
    """On SQLite the number of the last row is given out again."""
    become(client, group.author)
    path = client.submit(START, follow=True).request.path
    client.submit(path, {"title": TITLE, "summary": IDEA})
    old = client.get(path)
    client.submit(f"{path}/nalezen")
    other = client.submit(START, follow=True).request.path
    client.submit(other, {"title": "Iets heel anders"})
    assert client.send(old, {"title": "Oud tabblad"}).status_code in (404, 409)
    assert client.send(old, {"title": "Oud tabblad"}, **HX).status_code in (404, 422)
    draft = queries.drafts_of(group.author.id, group.theme.id)[0]
    assert draft.title == "Iets heel anders"


def test_starting_twice_leads_to_the_same_empty_draft(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    first, second = client.submit(START), client.submit(START)
    assert first.headers["Location"] == second.headers["Location"]


def fields(html: str) -> dict[str, str]:
    return {each.get("name"): each.get("value") for each in lxml.html.fragment_fromstring(html, "div").iter("input")}


def test_a_draft_keeps_itself_with_a_fresh_key_each_time(group: Group, client: HouseClient) -> None:
    path = f"/voorstellen/concepten/{group.draft('', '', '').id}"
    become(client, group.author)
    page = client.get(path)
    first = client.send(page, {"title": "Een"}, **HX)
    assert first.status_code == 200
    assert "<html" not in first.get_data(as_text=True)
    fresh = fields(first.get_data(as_text=True))
    assert set(fresh) == {"idempotency_key", "version"}
    second = client.send(page, {"title": "Een brug", **fresh}, **HX)
    assert "Opgeslagen op" in second.get_data(as_text=True)
    assert fields(second.get_data(as_text=True)) != fresh
    (draft,) = queries.drafts_of(group.author.id)
    assert draft.title == "Een brug"


def test_two_windows_do_not_overwrite_each_other(group: Group, client: HouseClient) -> None:
    path = f"/voorstellen/concepten/{group.draft().id}"
    become(client, group.author)
    window, other = client.get(path), client.get(path)
    client.send(window, {"title": "Van het eerste venster"})
    late = client.send(other, {"title": "Van het tweede"}, **HX)
    assert late.status_code == 422
    assert "in een ander venster veranderd" in late.get_data(as_text=True)
    assert client.send(other, {"title": "Van het tweede"}).status_code == 409
    (draft,) = queries.drafts_of(group.author.id)
    assert draft.title == "Van het eerste venster"


@pytest.mark.parametrize("room", ["", "/nalezen", "/verwijderen"])
def test_a_draft_does_not_exist_for_anybody_else(group: Group, client: HouseClient, room: str) -> None:
    path = f"/voorstellen/concepten/{group.draft().id}{room}"
    for person in (group.member, group.moderator, group.bureau, group.outsider):
        become(client, person)
        assert status_of(client, path) == 404
    become(client, group.author)
    assert status_of(client, path) == 200


def test_a_draft_stands_on_no_page_of_others(group: Group, client: HouseClient) -> None:
    group.draft("Zeldzaamwoord", "Zeldzaamwoord", "Zeldzaamwoord")
    places = (
        "/voorstellen", "/themas/fietspaden/voorstellen", "/themas/fietspaden", "/logboek",
        "/api/v1/voorstellen", "/api/v1/logboek", "/moderatie", "/beheer/logboek",
    )  # fmt: skip
    for person in (group.bureau, group.moderator, group.member):
        become(client, person)
        for place in places:
            answer = client.get(place, follow_redirects=True)
            assert "zeldzaamwoord" not in answer.get_data(as_text=True).lower(), place
        assert "rd-empty" in text_of(client, "/zoeken?q=zeldzaamwoord")
    become(client, group.author)
    assert "Zeldzaamwoord" in text_of(client, "/mijn/voorstellen")


def test_only_participants_write_and_only_in_their_own_theme(group: Group, client: HouseClient) -> None:
    for person in (group.moderator, group.bureau, group.outsider):
        become(client, person)
        assert status_of(client, START) == 403
    become(client, group.author)
    assert status_of(client, "/themas/bruggen/voorstellen/nieuw") == 403


def test_an_author_changes_and_withdraws_and_nobody_else_does(group: Group, client: HouseClient) -> None:
    proposal = group.proposal()
    become(client, group.member)
    for room in ("bewerken", "intrekken"):
        assert status_of(client, f"/voorstellen/1/{room}") == 403
    become(client, group.author)
    client.submit("/voorstellen/1/bewerken", {"title": "Een brug van riet"})
    text = text_of(client, "/voorstellen/1")
    assert re.search(r"<ins>.*riet</ins>", text)
    assert re.search(r"<del>.*hout</del>", text)
    client.submit("/voorstellen/1/intrekken", {"reason": "Iemand doet dit al."})
    assert db.session.get_one(Proposal, proposal.id).state is ProposalState.WITHDRAWN
    assert "Iemand doet dit al." in text_of(client, "/voorstellen/1")


def test_a_draft_survives_the_end_of_the_dialogue_but_cannot_be_handed_in(group: Group, client: HouseClient) -> None:
    draft = group.draft()
    group.theme.state, group.theme.end_reason = ThemeState.STOPPED, "De raden stoppen."
    group.theme.ended_on = clock.today() - timedelta(days=1)
    become(client, group.author)
    assert "U kunt nu niet indienen" in text_of(client, f"/voorstellen/concepten/{draft.id}/nalezen")
    assert db.session.get(ProposalDraft, draft.id) is not None


def test_what_is_written_in_an_invented_theme_is_marked_as_invented(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    for invented in (False, True):
        group.theme.fictitious = invented
        db.session.flush()
        draft = group.draft()
        assert client.submit(f"/voorstellen/concepten/{draft.id}/nalezen").status_code == 303
        newest = queries.of_author(group.author.id)[0]
        assert newest.fictitious is invented


def test_the_door_to_writing_stands_above_the_phases_of_the_theme(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    text = text_of(client, "/themas/fietspaden")
    assert text.index("Schrijf een voorstel") < text.index("Waar staan we nu?")
    become(client, group.outsider)
    assert "Schrijf een voorstel" not in text_of(client, "/themas/fietspaden")


def test_a_draft_that_is_not_complete_leads_back_to_writing(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    draft = group.draft(summary="")
    page = text_of(client, f"/voorstellen/concepten/{draft.id}/nalezen")
    assert "Vul in wat nog ontbreekt" in page
    assert f'href="/voorstellen/concepten/{draft.id}#summary"' in page
    assert f'href="/voorstellen/concepten/{draft.id}#title"' not in page, "what is there already is not asked again"


def test_who_goes_back_after_handing_in_is_told_where_the_text_is(group: Group, client: HouseClient) -> None:
    become(client, group.author)
    draft = group.draft()
    path = f"/voorstellen/concepten/{draft.id}"
    assert client.submit(f"{path}/nalezen").status_code == 303
    for gone in (path, f"{path}/nalezen", f"{path}/verwijderen"):
        answer = client.get(gone)
        assert answer.status_code == 404
        check_page(answer)
        assert "U diende het in, of u gooide het weg" in " ".join(answer.text.split())
    other = group.draft()
    become(client, group.member)
    never = client.get("/voorstellen/concepten/999999")
    theirs = client.get(f"/voorstellen/concepten/{other.id}")
    assert (theirs.status_code, theirs.data) == (404, never.data.replace(b"999999", str(other.id).encode()))
