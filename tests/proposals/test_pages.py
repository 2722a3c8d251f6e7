"""Lists, filters, the path, and what pages cost."""

from collections.abc import Callable

import pytest
from flask import Flask

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.text import slugify
from regiodialoog.proposals import actions, queries
from regiodialoog.proposals.models import Argument, Proposal, ProposalNumber, ProposalState, Side
from regiodialoog.proposals.path import StepKind, next_of, path_of
from tests.accounts.people import become
from tests.proposals.look import TITLE, Group, text_of
from tests.support.client import HouseClient


def many(group: Group, count: int, *, state: ProposalState = ProposalState.ADMITTED) -> None:
    """Proposals straight into the table, each with an argument."""
    last = db.session.get(ProposalNumber, 1)
    first = last.last if last is not None else 0
    rows = [
        Proposal(
            number=first + n, slug=slugify(f"Voorstel {n}"), theme_id=group.theme.id, author_id=group.member.id,
            title=f"Brug nummer {n}", summary="Een brug", text="Nodig", state=state, submitted_at=clock.now(),
            is_open=state is ProposalState.ADMITTED,
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    db.session.add_all(rows)
    db.session.flush()
    db.session.add_all(
        Argument(proposal_id=row.id, side=Side.FOR, text="Ja", author_id=group.author.id) for row in rows
    )
    db.session.flush()
    group_last = first + count
    if last is None:
        db.session.add(ProposalNumber(id=1, last=group_last))
    else:
        last.last = group_last
    db.session.flush()


def test_the_list_asks_as_much_for_a_thousand_proposals_as_for_ten(group: Group, asked: Callable[[str], int]) -> None:
    many(group, 10)
    few = asked("/voorstellen"), asked("/themas/fietspaden/voorstellen"), asked("/zoeken?q=brug")
    many(group, 990)
    assert (asked("/voorstellen"), asked("/themas/fietspaden/voorstellen"), asked("/zoeken?q=brug")) == few


def test_the_day_list_asks_as_much_for_a_thousand_proposals_as_for_ten(
    group: Group, client: HouseClient, asked: Callable[[str], int]
) -> None:
    become(client, group.moderator)
    many(group, 10)
    many(group, 10, state=ProposalState.SUBMITTED)
    few = asked("/moderatie")
    many(group, 490)
    many(group, 490, state=ProposalState.SUBMITTED)
    assert asked("/moderatie") == few


def test_a_page_of_a_proposal_asks_as_much_for_many_arguments_as_for_one(
    group: Group, asked: Callable[[str], int]
) -> None:
    proposal = group.proposal()
    path = "/voorstellen/1-een-brug-van-hout"
    actions.add_argument(proposal, Side.FOR, "Ja", author_id=group.member.id)
    few = asked(path)
    for n in range(30):
        argument = actions.add_argument(proposal, Side.AGAINST, f"Nee {n}", author_id=group.member.id)
        actions.reply(argument, "Toch", author_id=group.author.id)
    assert asked(path) == few


def test_the_list_is_filtered_by_words_theme_and_state_and_goes_by_twenty(group: Group, client: HouseClient) -> None:
    many(group, 25)
    assert "25 voorstellen, pagina 1 van 2" in text_of(client, "/voorstellen")
    assert text_of(client, "/voorstellen?pagina=2").count("Brug nummer") == 5
    assert "1 voorstel<" in text_of(client, "/voorstellen?q=nummer+25")
    assert "1 voorstel<" in text_of(client, "/voorstellen?q=13")
    assert "25 voorstellen" in text_of(client, "/voorstellen?thema=fietspaden&stand=admitted")
    assert "Niets gevonden" in text_of(client, "/voorstellen?stand=in_vote")
    assert "0 voorstellen" in text_of(client, "/themas/bruggen/voorstellen")
    assert client.get("/voorstellen?pagina=x").status_code == 404


def test_the_list_alone_comes_for_htmx(group: Group, client: HouseClient) -> None:
    group.proposal()
    part = client.get("/voorstellen", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert TITLE in part
    assert "<html" not in part


@pytest.mark.parametrize("path", ["/voorstellen/1", "/voorstellen/1-iets-anders"])
def test_a_number_finds_its_proposal_by_any_name(group: Group, client: HouseClient, path: str) -> None:
    group.proposal()
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/voorstellen/1-een-brug-van-hout")
    assert client.get("/voorstellen/1-iets/pad").headers["Location"] == "/voorstellen/1-een-brug-van-hout/pad"


@pytest.mark.parametrize("path", ["/voorstellen/9", "/voorstellen/9-x", "/voorstellen/9-x/pad", "/voorstellen/x"])
def test_what_is_not_there_is_not_found(group: Group, client: HouseClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_theme_shows_its_proposals_and_whoever_may_can_write_one(group: Group, client: HouseClient) -> None:
    group.proposal()
    text = text_of(client, "/themas/fietspaden")
    assert TITLE in text
    assert "Schrijf een voorstel" not in text
    become(client, group.author)
    assert "Schrijf een voorstel" in text_of(client, "/themas/fietspaden")
    page = text_of(client, "/mijn")
    assert TITLE in page
    assert "Schrijf een voorstel voor Fietspaden" in page
    become(client, group.outsider)
    assert "Schrijf een voorstel" not in text_of(client, "/mijn")


def test_the_path_tells_every_step_in_order_and_what_was_promised(
    app: Flask, group: Group, client: HouseClient
) -> None:
    proposal = group.proposal()
    actions.admit(proposal, by=group.moderator.id)
    question = actions.ask_question(proposal, "Welke vaart?", by=group.moderator.id)
    actions.answer_question(proposal, question, "Die bij de molen.")
    with app.test_request_context():
        steps = path_of(proposal)
    days = [step.day for step in steps if step.day]
    assert days == sorted(days)
    ahead = next_of(steps)
    assert ahead is not None
    assert ahead.kind is StepKind.NEXT
    text = text_of(client, "/voorstellen/1-een-brug-van-hout/pad")
    for said in ("Ingediend", "De groep bespreekt dit", "Welke vaart?", "Die bij de molen.", "28 december 2026"):
        assert said in text
    told = client.get("/api/v1/voorstellen/1/pad").json
    assert told["volgende"]["wanneer"]["van"] == "2026-12-28"
    assert [step["soort"] for step in told["stappen"]][-1] == "komt-nog"


def test_a_proposal_that_is_not_open_yet_gives_only_its_number(group: Group, client: HouseClient) -> None:
    group.waiting()
    text = text_of(client, "/voorstellen/1")
    assert "Voorstel 1" in text
    assert TITLE not in text
    assert "Een moderator bekijkt dit voorstel eerst." in text
    assert queries.open_proposals() == []
