"""Every way to choose, from preparing on the page to a result that everybody reads."""

import json
from typing import Any

import pytest

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.engines.tally import RULES, published_faults, read_poll, tally
from regiodialoog.groups.models import Registration
from regiodialoog.polls import actions, queries
from regiodialoog.polls.actions import Offered, Vote
from regiodialoog.polls.models import Electorate, Poll
from regiodialoog.polls.ways import WAYS
from regiodialoog.proposals.models import ProposalState
from tests.accounts.people import become, someone
from tests.polls.conftest import DAY, Table, Y, offered
from tests.support.client import HouseClient
from tests.support.pages import check_page

THEME = "/themas/fietspaden"
POLLS = f"{THEME}/stemmingen"
ONE = f"{POLLS}/1"
BASE = {
    "question": "Wat eerst?", "opens_on": "2026-09-20", "opens_time": "09:00", "closes_on": "2026-09-27",
    "closes_time": "21:00", "quorum": "1/3", "electorate": "group", "moves": "y",
}  # fmt: skip
SETTINGS: dict[str, dict[str, str]] = {
    "voor-of-tegen": {"threshold": "1/2", "base": "cast"},
    "instemmen": {},
    "stippen": {"seats": "1", "points": "3", "per_option": "2"},
    "goedkeuren": {"seats": "1"},
    "punten": {"seats": "1", "max": "5"},
    "rangorde": {},
    "afvallers": {},
    "personen": {},
    "zetels": {"seats": "1"},
    "budget": {"budget": "1000", "completion": "none"},
}
FILLED: dict[str, list[dict[str, Any]]] = {
    "voor-of-tegen": [{"choice_1": "yes", "choice_2": "no"}],
    "instemmen": [{"choice_1": "consent", "choice_2": "concern", "why_2": "Wie betaalt het licht?"}],
    "stippen": [{"option_1": "2", "option_2": "1"}, {"option_2": "2"}],
    "goedkeuren": [{"ticks": [0]}, {"ticks": [0, 1]}],
    "punten": [{"option_1": "5", "option_2": "3"}, {"option_2": "4"}],
    "rangorde": [{"option_1": "1", "option_2": "2"}, {"option_2": "1"}],
    "afvallers": [{"option_1": "1", "option_2": "2"}, {"option_2": "1"}],
    "personen": [{"option_1": "1", "option_2": "2"}, {"option_2": "1"}],
    "zetels": [{"option_1": "1", "option_2": "2"}, {"option_2": "1"}],
    "budget": [{"ticks": [0]}, {"ticks": [0, 1]}],
}
WHO = {"voor-of-tegen": (4, 2), "instemmen": (4, 2)}


def test_every_rule_of_the_engine_but_two_is_a_way_to_choose() -> None:
    """Phragmén and greedy are there to compare with."""
    assert set(RULES) - {way.kind for way in WAYS} == {"phragmen", "greedy"}
    assert {way.slug for way in WAYS} == set(SETTINGS)


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def test_the_ways_stand_on_one_page_each_with_an_example(client: HouseClient, table: Table) -> None:
    become(client, table.moderator)
    shown = text_of(client, f"{POLLS}/nieuw")
    for way in WAYS:
        assert str(way.name) in shown
        assert f"{POLLS}/nieuw/{way.slug}" in shown
    assert "een boom" in shown
    assert client.get(f"{POLLS}/nieuw/loten").status_code == 404


@pytest.mark.parametrize("slug", SETTINGS)
def test_five_people_choose_in_every_way(client: HouseClient, table: Table, slug: str) -> None:
    become(client, table.moderator)
    first = client.get(f"{POLLS}/nieuw/{slug}")
    check_page(first)
    chosen: dict[str, Any] = {"proposals": [str(each.id) for each in table.proposals]}
    if slug == "budget":
        chosen = {f"cost_{each.id}": cost for each, cost in zip(table.proposals, ("600", "700"), strict=True)}
    made = client.send(first, {**BASE, **SETTINGS[slug], **chosen})
    assert made.status_code == 303, made.get_data(as_text=True)
    check_page(client.get(f"{ONE}/voorbeeld"))
    text_of(client, f"{ONE}/bewerken")
    become(client, table.bureau)
    text_of(client, f"{ONE}/goedkeuren")
    assert client.submit(f"{ONE}/goedkeuren").status_code == 303
    poll = queries.poll("fietspaden", 1)
    with clock.at(poll.opens_at + DAY):
        for n, member in enumerate(table.members[:5]):
            become(client, member)
            filled = FILLED[slug][0 if n < 3 else -1]
            given = (
                {**filled, "ticks": [poll.options[at].id for at in filled["ticks"]]} if "ticks" in filled else filled
            )
            form = client.get(f"{ONE}/stem")
            check_page(form)
            review = client.send(form, given)
            assert review.status_code == 200, review.get_data(as_text=True)
            check_page(review)
            stored = client.send(review, form="bevestigen", follow=True)
            check_page(stored)
            again = client.get(f"{ONE}/stem")
            check_page(again)
    with clock.at(poll.closes_at + DAY):
        table.recounted(poll)
        become(client, table.bureau)
        text_of(client, f"{ONE}/vaststellen")
        assert client.submit(f"{ONE}/vaststellen").status_code == 303
        for person in (someone("Een Ander", "ander@example.nl"), table.members[0]):
            become(client, person)
            shown = text_of(client, ONE)
            assert "Waarom dit de uitkomst is" in shown
        text_of(client, f"{ONE}/wie-koos-wat")
        text_of(client, POLLS)
        text_of(client, THEME)
        path = f"/voorstellen/{table.proposals[0].number}-{table.proposals[0].public_slug}"
        text_of(client, path)
        text_of(client, f"{path}/pad")
    states = {proposal.state for proposal in table.proposals}
    assert ProposalState.IN_VOTE not in states
    assert ProposalState.IN_ADVICE in states
    for counted in queries.count(poll):
        read = read_poll(queries.full_file(counted))
        assert published_faults(read, tally(read)) == []


def competing(table: Table, rule: dict[str, Any], *ballots: Any, **more: Any) -> Poll:
    """A poll in which the members vote in order."""
    poll = table.approved(rule=rule, **more)
    with clock.at(poll.opens_at):
        for member, choice in zip(table.members, ballots, strict=False):
            votes = {question.id: Vote(choice) for question in poll.questions}
            actions.cast(poll, person_id=member.id, votes=votes)
    with clock.at(poll.closes_at):
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
    return poll


def keys(table: Table) -> tuple[str, str]:
    first, second = table.proposals
    return str(first.number), str(second.number)


def test_of_dots_the_most_come_into_the_advice_and_the_others_do_not(table: Table) -> None:
    a, b = keys(table)
    poll = competing(table, {"kind": "dots", "points": 3}, {a: 2, b: 1}, {a: 3}, {b: 1}, {a: 1}, {b: 3}, {a: 2})
    assert poll.questions[0].outcome == "elected"
    assert poll.questions[0].counts == {a: 8, b: 5}
    assert [proposal.state for proposal in table.proposals] == [ProposalState.IN_ADVICE, ProposalState.NOT_IN_ADVICE]


def test_a_tie_is_told_and_decides_nothing(client: HouseClient, table: Table) -> None:
    a, b = keys(table)
    poll = competing(table, {"kind": "approval"}, [a], [a], [a], [b], [b], [b])
    assert poll.questions[0].outcome == "tie"
    assert poll.questions[0].result["ties"] == [[a, b]]
    assert [proposal.state for proposal in table.proposals] == [ProposalState.ADMITTED] * 2
    assert "gelijk" in table.proposals[0].state_reason
    with clock.at(poll.closes_at + DAY):
        shown = text_of(client, ONE)
        assert "Het is gelijk tussen" in shown


def test_an_objection_takes_a_proposal_back_to_the_group(client: HouseClient, table: Table) -> None:
    poll = table.approved(rule={"kind": "consent"})
    with clock.at(poll.opens_at):
        for n, member in enumerate(table.members[:6]):
            choice = "objection" if n == 0 else "consent"
            votes = {question.id: Vote(choice, "Te duur." if n == 0 else "") for question in poll.questions}
            actions.cast(poll, person_id=member.id, votes=votes)
    with clock.at(poll.closes_at):
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
        assert [proposal.state for proposal in table.proposals] == [ProposalState.ADMITTED] * 2
        become(client, someone("Een Ander", "ander@example.nl"))
        assert "Te duur." not in text_of(client, ONE)
        become(client, table.members[3])
        assert "Te duur." in text_of(client, ONE)
    actions.forget_voter(table.members[0].id)
    db.session.expire_all()
    assert not [one for one in queries.ballots(poll.id) if one.argument], "what somebody wrote goes with them"


def test_an_objection_without_a_reason_is_asked_for_one(client: HouseClient, table: Table) -> None:
    poll = table.approved(rule={"kind": "consent"}, options=offered(table.proposals[:1]))
    with clock.at(poll.opens_at):
        become(client, table.members[0])
        answer = client.submit(f"{ONE}/stem", {"choice_1": "objection", "why_1": " "})
        assert answer.status_code == 422
        check_page(answer)
        assert "Zeg welke schade het doet" in answer.get_data(as_text=True)
        assert client.submit(f"{ONE}/stem", {"choice_1": "concern", "why_1": ""}).status_code == 200


@pytest.mark.parametrize(
    ("rule", "filled", "said"),
    [
        ({"kind": "dots", "points": 3}, {"option_1": "2", "option_2": "2"}, "u hebt er 3"),
        ({"kind": "dots", "points": 3, "per_option": 1}, {"option_1": "2"}, "van 0 tot en met 1"),
        ({"kind": "score", "max": 5}, {"option_1": "-1"}, "van 0 tot en met 5"),
        ({"kind": "score", "max": 5}, {"option_1": "veel"}, "getal"),
    ],
)
def test_what_is_wrong_with_a_vote_is_said(
    client: HouseClient, table: Table, rule: dict, filled: dict, said: str
) -> None:
    poll = table.approved(rule=rule)
    with clock.at(poll.opens_at):
        become(client, table.members[0])
        answer = client.submit(f"{ONE}/stem", filled)
        assert answer.status_code == 422
        check_page(answer)
        assert said in answer.get_data(as_text=True)
        assert client.post(f"{ONE}/stem", data={**filled, "step": "confirm"}).status_code == 422


def test_an_option_goes_up_and_down_without_a_script(client: HouseClient, table: Table) -> None:
    poll = table.approved(rule={"kind": "schulze"})
    first, second = poll.options
    with clock.at(poll.opens_at):
        become(client, table.members[0])
        page = client.get(f"{ONE}/stem")
        page = client.send(page, {"move": f"{second.id}:up"})
        assert page.status_code == 200
        page = client.send(page, {"move": f"{first.id}:up"})
        check_page(page)
        page = client.send(page, {"move": f"{first.id}:up"})
        review = client.send(page, {"move": ""})
        text = " ".join(review.get_data(as_text=True).split())
        assert text.index("1. Een pad langs het kanaal") < text.index("2. Lampen in het bos")
        assert client.send(review, form="bevestigen").status_code == 303
    (ballot,) = queries.ballots(poll.id)
    assert ballot.choice == [[first.key], [second.key]]


@pytest.mark.parametrize("vote", ["yes", [["9999"]], {"1": 1}, [["1"], ["1"]], None, 3])
def test_a_ballot_that_nobody_can_count_is_not_stored(table: Table, vote: Any) -> None:
    poll = table.approved(rule={"kind": "schulze"})
    with clock.at(poll.opens_at), pytest.raises(Invalid):
        actions.cast(poll, person_id=table.members[0].id, votes={poll.questions[0].id: Vote(vote)})


def test_words_of_ones_own_can_be_chosen_and_move_nothing(client: HouseClient, table: Table) -> None:
    become(client, table.moderator)
    own = {**BASE, **SETTINGS["goedkeuren"], "choices": "Een duo\nDe voorzitter"}
    assert client.submit(f"{POLLS}/nieuw/goedkeuren", own).status_code == 422, "they cannot come into the advice"
    without = {name: value for name, value in own.items() if name != "moves"}
    form = client.get(f"{POLLS}/nieuw/goedkeuren")
    assert client.send(form, {**without, "moves": None}).status_code == 303
    poll = queries.poll("fietspaden", 1)
    assert [option.title for option in poll.options] == ["Een duo", "De voorzitter"]
    assert not poll.moves
    with pytest.raises(Invalid):
        actions.change_poll(poll, options=[Offered(title="Eén")], by=table.moderator.id)
    twice = client.submit(f"{ONE}/bewerken", {"choices": "Een duo\nEen  duo"})
    assert twice.status_code == 422
    check_page(twice)


@pytest.mark.parametrize(
    ("lines", "said"),
    [("Een bank", "Regel 1"), ("Een bank; 100\nEen boom; veel", "Regel 2"), ("; 100", "Regel 1"), ("A; 0", "Regel 1")],
)
def test_a_budget_names_the_line_without_a_sum(client: HouseClient, table: Table, lines: str, said: str) -> None:
    become(client, table.moderator)
    given = {**BASE, **SETTINGS["budget"], "choices": lines, "moves": None}
    answer = client.submit(f"{POLLS}/nieuw/budget", given)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_within_a_budget_options_are_paid_together(client: HouseClient, table: Table) -> None:
    become(client, table.moderator)
    given = {**BASE, **SETTINGS["budget"], "choices": "Een bank; € 400\nEen boom; 1.200\nEen lamp; 600", "moves": None}
    assert client.submit(f"{POLLS}/nieuw/budget", given).status_code == 303
    poll = queries.poll("fietspaden", 1)
    assert [option.cost for option in poll.options] == [400, 1200, 600]
    assert "1.200" in text_of(client, f"{ONE}/voorbeeld")


def test_council_members_are_asked_each_for_themselves(client: HouseClient, table: Table) -> None:
    members = []
    for n, place in enumerate(table.places * 4):
        person = someone(f"Raadslid {n}", f"raad{n}@example.nl")
        give_role(person, Role.COUNCIL_MEMBER, ScopeKind.MUNICIPALITY, place.id, by=None, tell=False)
        members.append(person)
    with pytest.raises(Invalid):
        table.prepared(electorate=Electorate.COUNCIL)
    options = [Offered(title="Water"), Offered(title="Wonen")]
    poll = table.approved(rule={"kind": "approval"}, electorate=Electorate.COUNCIL, moves=False, options=options)
    with clock.at(poll.opens_at):
        for member in members:
            actions.cast(poll, person_id=member.id, votes={poll.questions[0].id: Vote([poll.options[0].key])})
        become(client, table.members[0])
        assert client.get(f"{ONE}/stem").status_code == 403
    with clock.at(poll.closes_at):
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
        shown = text_of(client, ONE)
        assert "Raden besluiten in de raad." in shown
        become(client, table.bureau)
        assert client.get(f"{ONE}/wie-koos-wat").status_code == 403, "nobody sees what a council member chose"
    assert poll.roll_size == len(members)


def signs_up(table: Table, person: Person) -> Person:
    place, interest = table.places[0].id, table.interests[0].id
    row = Registration(theme_id=table.theme.id, person_id=person.id, interest_id=interest, municipality_id=place)
    db.session.add(row)
    db.session.flush()
    return person


def test_all_who_take_part_at_the_opening_are_on_the_roll_once(table: Table) -> None:
    poll = table.approved(electorate=Electorate.THEME, moves=False)
    early = signs_up(table, someone("Op Tijd", "optijd@example.nl"))
    signs_up(table, table.members[0])
    with clock.at(poll.opens_at + DAY):
        signs_up(table, someone("Te Laat", "telaat@example.nl"))
        actions.make_roll(poll)
    on_roll = [line.person_id for line in queries.roll(poll.id)]
    assert sorted(on_roll, key=str) == sorted([early.id, *(member.id for member in table.members)], key=str)


def test_what_is_for_the_advice_is_chosen_by_the_group(table: Table) -> None:
    with pytest.raises(Invalid):
        table.prepared(electorate=Electorate.THEME)
    poll = table.prepared(moves=False)
    actions.approve(poll, by=table.bureau.id)
    assert [proposal.state for proposal in table.proposals] == [ProposalState.ADMITTED] * 2
    with pytest.raises(Conflict):
        actions.change_poll(poll, options=offered(table.proposals), by=table.bureau.id)
    assert json.dumps(queries.rule_file(poll.questions[0]))
    assert Y
