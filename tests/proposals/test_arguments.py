"""Arguments: for and against, one level of replies, reported and hidden; and who is named to whom."""

import pytest

from regiodialoog.accounts import actions as account_actions
from regiodialoog.accounts import own_data
from regiodialoog.core.errors import Conflict
from regiodialoog.proposals import actions, queries
from regiodialoog.proposals.models import Argument, Side
from tests.accounts.people import become
from tests.proposals.look import IDEA, Group, status_of, text_of
from tests.support.client import HouseClient

SAID = "Dan hoeft niemand meer om te fietsen."


def argued(group: Group) -> Argument:
    return actions.add_argument(group.proposal(), Side.FOR, SAID, author_id=group.member.id)


def test_an_answer_is_not_answered(group: Group) -> None:
    argument = argued(group)
    answer = actions.reply(argument, "Maar het kost veel.", author_id=group.author.id)
    assert answer.side is Side.FOR
    with pytest.raises(Conflict):
        actions.reply(answer, "Toch niet.", author_id=group.member.id)
    (thread,) = queries.threads(argument.proposal_id)[Side.FOR]
    assert [each.text for each in thread.replies] == ["Maar het kost veel."]


def test_nobody_argues_once_the_group_votes(group: Group) -> None:
    proposal = group.proposal()
    actions.put_to_vote(proposal)
    with pytest.raises(Conflict):
        actions.add_argument(proposal, Side.AGAINST, "Nee.", author_id=group.member.id)


def test_a_hidden_argument_shows_its_reason_and_not_its_text(group: Group, client: HouseClient) -> None:
    argument = argued(group)
    become(client, group.moderator)
    client.submit(f"/moderatie/argumenten/{argument.id}/verbergen", {"reason": "Dit gaat over een persoon."})
    become(client, group.outsider)
    text = text_of(client, "/voorstellen/1")
    assert SAID not in text
    assert "Dit gaat over een persoon." in text
    assert SAID not in client.get("/api/v1/voorstellen/1").get_data(as_text=True)
    assert status_of(client, f"/voorstellen/argumenten/{argument.id}/melden") == 404


def test_a_moderator_of_another_theme_cannot_hide(group: Group, client: HouseClient) -> None:
    argument = argued(group)
    become(client, group.stranger)
    assert status_of(client, f"/moderatie/argumenten/{argument.id}/verbergen") == 403


def test_a_participant_argues_and_answers_in_a_browser(group: Group, client: HouseClient) -> None:
    group.proposal()
    become(client, group.member)
    client.submit("/voorstellen/1/argument/tegen", {"text": "Hout rot weg."})
    argument = queries.threads(queries.proposal(1).id)[Side.AGAINST][0].argument
    done = client.submit(f"/voorstellen/argumenten/{argument.id}/antwoord", {"text": "Niet als je het verft."})
    assert done.status_code == 303
    text = text_of(client, "/voorstellen/1")
    assert "Tegen (1)" in text
    assert "Niet als je het verft." in text
    become(client, group.outsider)
    assert status_of(client, "/voorstellen/1/argument/voor") == 403


def test_a_report_reaches_the_day_list_once_per_person(group: Group, client: HouseClient) -> None:
    argument = argued(group)
    become(client, group.outsider)
    client.submit(f"/voorstellen/argumenten/{argument.id}/melden", {"reason": "Klopt dit wel?"})
    again = client.submit(f"/voorstellen/argumenten/{argument.id}/melden", {"reason": "Nog eens"})
    assert again.status_code == 409
    become(client, group.moderator)
    assert "Klopt dit wel?" in text_of(client, "/moderatie")
    client.submit("/moderatie/voorstellen/1/argumenten")
    assert "Klopt dit wel?" not in text_of(client, "/moderatie")


# ── names ────────────────────────────────────────────────────────────────────


def test_names_are_seen_inside_the_group_only(group: Group, client: HouseClient) -> None:
    argued(group)
    for person, sees in (
        (group.author, True), (group.moderator, True), (group.bureau, True), (group.outsider, False),
        (group.stranger, False),
    ):  # fmt: skip
        become(client, person)
        page = client.get("/voorstellen/1", follow_redirects=True).get_data(as_text=True)
        main = page.partition("<main")[2].partition("</main>")[0]
        assert (group.member.name in main) is sees, person.name
    client.get_cookie("session")
    for path in ("/api/v1/voorstellen", "/api/v1/voorstellen/1", "/api/v1/voorstellen/1/pad", "/voorstellen/1/pad"):
        text = client.get(path, follow_redirects=True).get_data(as_text=True)
        assert group.member.name not in text
        assert group.author.name not in text


def test_who_leaves_takes_drafts_along_and_leaves_contributions(group: Group, client: HouseClient) -> None:
    argument = argued(group)
    actions.add_argument(argument.proposal, Side.AGAINST, "Hout rot.", author_id=group.author.id)
    group.draft("Nog niet af")
    told = own_data.collect(group.author)["proposals"]
    assert [row["title"] for row in told["drafts"]] == ["Nog niet af"]
    assert [row["number"] for row in told["proposals"]] == [1]
    assert [row["text"] for row in told["arguments"]] == ["Hout rot."]
    account_actions.erase(group.author)
    assert queries.drafts_of(group.author.id) == []
    assert queries.proposal(1).author_id is None
    assert all(move.person_id is None for move in queries.moves(queries.proposal(1).id) if move.role == "author")
    become(client, group.moderator)
    text = text_of(client, "/voorstellen/1")
    assert IDEA in text
    assert "voormalig deelnemer" in text


def test_reporting_is_forgotten_with_the_person(group: Group) -> None:
    argument = argued(group)
    actions.report_argument(argument, reason="Hm.", by=group.outsider.id)
    account_actions.erase(group.outsider)
    (report,) = queries.open_reports(argument.proposal_id)
    assert report.person_id is None
