"""Codes by letter: made before the opening, used without an account, and wiped after the closing."""

import io
import re
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from flask import Flask
from sqlalchemy import func, select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.outbox import OutboxMessage
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.groups.codes import new_letter_code
from regiodialoog.polls import actions, queries, sealing
from regiodialoog.polls.actions import Offered, Vote
from regiodialoog.polls.models import Ballot, Electorate, Poll, PollCode, SecretBox
from tests.accounts.people import VAULT, become, kinds, someone
from tests.groups.inviting import as_file
from tests.polls.conftest import DAY, N, Table, Y
from tests.polls.test_pages import FORM, POLLS, text_of
from tests.polls.test_secret import ONE
from tests.support.client import HouseClient
from tests.support.pages import check_page
from tests.support.server import SECRET

CODES = f"{ONE}/stemcodes"
BY_CODE = {"electorate": Electorate.CODES, "moves": False}
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


def prepared(table: Table, **more: Any) -> Poll:
    return table.prepared(**BY_CODE, options=[Offered(title="Een bankje")], **more)


def letters(poll: Poll, count: int = 6) -> list[str]:
    """The codes of a new batch."""
    batch = actions.make_codes(poll, count=count, municipality_id=None, by=None, key=SECRET, lock=VAULT.lock)
    return VAULT.open(batch.sealed).split()


def approved(table: Table, count: int = 6, **more: Any) -> tuple[Poll, list[str]]:
    poll = prepared(table, **more)
    codes = letters(poll, count)
    actions.approve(poll, by=table.bureau.id)
    return poll, codes


def line(table: Table, n: int, **more: str) -> dict[str, str]:
    return {
        "naam": f"Inwoner {n}", "straat": "Dorpsstraat", "postcode": "3811 AB", "huisnummer": str(n),
        "gemeente": table.places[0].name, **more,
    }  # fmt: skip


HEADER = ["naam", "straat", "postcode", "huisnummer", "gemeente"]


def made_for(table: Table, poll: Poll, *lines: dict[str, str]) -> list[Any]:
    places = {row.name.lower(): row.id for row in table.places}
    data = as_file(*lines, header=HEADER)
    return actions.make_codes_for(poll, data, municipalities=places, by=None, key=SECRET, lock=VAULT.lock)


# ── letters ──────────────────────────────────────────────────────────────────


def test_each_letter_is_one_line_of_the_roll_and_only_its_hash_is_kept(table: Table) -> None:
    poll, codes = approved(table)
    assert queries.expected_size(poll) == 6
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
    lines = queries.roll(poll.id)
    assert len(lines) == poll.roll_size == 6
    assert all(one.person_id is None and one.code_id is not None for one in lines)
    kept = {row.code_hash for row in db.session.scalars(select(PollCode))}
    assert not kept & {code.replace("-", "").lower() for code in codes}
    said = str([row.data for row in db.session.scalars(select(AuditEvent))])
    assert not any(code in said for code in codes)


def test_letters_are_made_before_the_opening_and_for_a_poll_of_codes_only(table: Table) -> None:
    poll, _codes = approved(table)
    with clock.at(poll.opens_at), pytest.raises(Conflict, match="ligt vast wie mag stemmen"):
        letters(poll)
    with pytest.raises(Conflict, match="niemand met een code"):
        letters(table.prepared())
    actions.annul(poll, reason="Een fout.", by=table.bureau.id)
    with pytest.raises(Conflict):
        letters(poll)


@pytest.mark.parametrize("more", [{"moves": True}, {"proxies": 1}, {"rule": {"kind": "yes-no", "support": "interest"}}])
def test_whoever_has_a_code_gives_no_advice_of_the_group_no_proxy_and_no_interest(table: Table, more: dict) -> None:
    if "rule" in more:
        more = {"rule": {"kind": "yes-no", "support": {"by": "interest", "need": 1}}}
    with pytest.raises(Invalid):
        table.prepared(**(BY_CODE | {"options": [Offered(title="Een bankje")]} | more))


def test_with_letters_a_poll_stays_one_of_codes(table: Table) -> None:
    poll = prepared(table)
    letters(poll)
    options = [Offered(title="Een bankje")]
    with pytest.raises(Conflict, match="vervallen"):
        actions.change_poll(poll, options=options, by=table.bureau.id, electorate=Electorate.GROUP)
    actions.drop_codes(queries.code_batches(poll.id)[0])
    actions.change_poll(poll, options=options, by=table.bureau.id, electorate=Electorate.GROUP)


def test_a_dropped_letter_opens_nothing(table: Table, client: HouseClient) -> None:
    poll, (code, *_others) = approved(table)
    kept = letters(poll, 2)
    actions.drop_codes(queries.code_batches(poll.id)[0])
    assert queries.expected_size(poll) == 2
    with clock.at(poll.opens_at):
        assert client.submit("/stemcode", {"code": code}).status_code == 422
        assert client.submit("/stemcode", {"code": kept[0]}).status_code == 303
        actions.make_roll(poll)
        with pytest.raises(Conflict):
            actions.drop_codes(queries.code_batches(poll.id)[0])


def test_a_file_makes_a_letter_for_every_line_once(table: Table) -> None:
    poll = prepared(table)
    made_for(table, poll, line(table, 1), line(table, 2))
    with pytest.raises(BadFiles) as bad:
        made_for(table, poll, line(table, 3), line(table, 2, naam="INWONER 2"))
    (fault,) = bad.value.faults
    assert (fault.line, fault.says) == (3, "deze persoon heeft al een brief van deze stemming")
    assert queries.count_codes(poll.id) == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"naam": "N" * 300}, "langer dan 100"),
        ({"naam": ""}, "hier staat niets"),
        ({"postcode": "99"}, "geen postcode"),
        ({"huisnummer": "x"}, "geen huisnummer"),
        ({"gemeente": "Verweg"}, "doet niet mee"),
    ],
)
def test_a_fault_in_a_file_is_told_by_line_and_column_and_nothing_is_made(table: Table, wrong: dict, says: str) -> None:
    poll = prepared(table)
    with pytest.raises(BadFiles) as bad:
        made_for(table, poll, line(table, 1), line(table, 2, **wrong))
    (fault,) = bad.value.faults
    assert (fault.line, fault.column) == (3, HEADER.index(next(iter(wrong))) + 1)
    assert says in fault.says
    assert queries.count_codes(poll.id) == 0


def test_names_addresses_and_codes_are_wiped_after_the_closing(table: Table) -> None:
    poll = prepared(table)
    made_for(table, poll, line(table, 1), line(table, 2))
    actions.approve(poll, by=table.bureau.id)
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
    with clock.at(poll.closes_at + timedelta(days=29)):
        actions.clear_codes()
        assert queries.addressed(poll.id)
    with clock.at(poll.closes_at + timedelta(days=31)):
        actions.clear_codes()
        actions.clear_codes()
    db.session.expire_all()
    for row in db.session.scalars(select(PollCode)):
        assert (row.name, row.street, row.postcode, row.house_number, row.place, row.code_hash) == (*[""] * 5, None)
    assert queries.code_batches(poll.id)[0].sealed == ""
    assert kinds().count("polls.codes_forgotten") == 1
    assert poll.roll_size == len(queries.roll(poll.id)) == 2


# ── voting ───────────────────────────────────────────────────────────────────


def vote_with(client: HouseClient, code: str, choice: str = "yes") -> Any:
    typed = client.submit("/stemcode", {"code": code}, follow=True)
    check_page(typed)
    review = client.send(typed, {"choice_1": choice})
    check_page(review)
    return client.send(review, form="bevestigen", follow=True)


def test_whoever_has_a_letter_votes_without_an_account_and_may_change_it(client: HouseClient, table: Table) -> None:
    poll, codes = approved(table)
    mails = select(func.count()).select_from(OutboxMessage)
    before = db.session.scalar(mails)
    assert client.submit("/stemcode", {"code": codes[0]}).status_code == 303, "it says when the poll opens"
    assert client.get(f"{ONE}/stem/met-code").status_code == 303
    with clock.at(poll.opens_at + DAY):
        assert "Stem met uw stemcode" in text_of(client, ONE)
        text_of(client, "/stemcode")
        stored = vote_with(client, codes[0].lower().replace("-", " "))
        check_page(stored)
        assert "Uw stem is opgeslagen" in stored.get_data(as_text=True)
        changed = vote_with(client, codes[0], "no")
        assert client.send(changed, form="/stemcode/klaar").status_code == 303
        assert client.get(f"{ONE}/uw-stem/met-code").headers["Location"] == "/stemcode"
        vote_with(client, codes[1], "no")
        assert queries.turnout(poll.id) == 2
        rows = db.session.scalars(select(Ballot).order_by(Ballot.id)).all()
        assert [(row.choice, row.replaced_at is None) for row in rows] == [(Y, False), (N, True), (N, True)]
        assert db.session.scalar(mails) == before
    with clock.at(poll.closes_at):
        assert client.submit("/stemcode", {"code": codes[2]}).status_code == 303
        assert client.get(f"{ONE}/stem/met-code").status_code == 303
        become(client, table.bureau)
        assert client.get(f"{ONE}/wie-koos-wat").status_code == 403
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)


def test_every_wrong_code_gets_the_same_answer(client: HouseClient, table: Table) -> None:
    poll, codes = approved(table)
    other = prepared(table)
    (unknown, *_rest) = letters(other)  # of a poll that nobody approved
    gone, (of_gone, *_more) = approved(table)
    actions.annul(gone, reason="Een fout.", by=table.bureau.id)
    with clock.at(poll.opens_at):
        wrong = [codes[0][:-1], "x" * 40, new_letter_code(), unknown, of_gone, "<b>"]
        answers = [client.submit("/stemcode", {"code": each}) for each in wrong]
        assert {answer.status_code for answer in answers} == {422}
        said = {re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True)) for answer in answers}
        assert len(said) == 1
        assert client.get(f"{ONE}/stem/met-code").status_code == 303


def test_a_code_opens_its_own_poll_only_and_for_half_an_hour(client: HouseClient, table: Table) -> None:
    poll, codes = approved(table)
    approved(table)
    with clock.at(poll.opens_at):
        assert client.submit("/stemcode", {"code": codes[0]}).status_code == 303
        assert client.get(f"{ONE}/stem/met-code").status_code == 200
        for path in ("stem/met-code", "uw-stem/met-code"):
            assert client.get(f"{POLLS}/2/{path}").headers["Location"] == "/stemcode"
        review = client.submit(f"{ONE}/stem/met-code", {"choice_1": "yes"})
    with clock.at(poll.opens_at + timedelta(minutes=31)):
        late = client.send(review, form="bevestigen")
        assert late.status_code == 409
        check_page(late)
        assert queries.turnout(poll.id) == 0
        assert client.get(f"{ONE}/stem/met-code").headers["Location"] == "/stemcode"


def test_somebody_with_an_account_and_no_letter_does_not_vote(client: HouseClient, table: Table) -> None:
    poll, _codes = approved(table)
    votes = {row.id: Vote(Y) for row in poll.questions}
    with clock.at(poll.opens_at):
        for person in (table.members[0], table.bureau, someone()):
            become(client, person)
            assert client.get(f"{ONE}/stem").status_code == 403
            assert client.get(f"{ONE}/stem/met-code").headers["Location"] == "/stemcode"
            with pytest.raises(Forbidden):
                actions.cast(poll, person_id=person.id, votes=votes)
        with pytest.raises(Forbidden):
            actions.cast(poll, person_id=None, votes=votes)
        with pytest.raises(Forbidden):
            actions.cast(poll, code_id=10**6, votes=votes)


def test_tries_are_counted(client: HouseClient) -> None:
    answers = [client.submit("/stemcode", {"code": new_letter_code()}).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]


def test_a_secret_vote_by_code_is_final_and_leaves_the_box_alone(client: HouseClient, table: Table) -> None:
    poll = prepared(table, secret=True)
    for holder in (table.moderator, table.bureau):
        actions.make_key(poll, public_key=sealing.new_key()[1], by=holder.id)
    with pytest.raises(Conflict, match="minder dan vijf"):
        actions.approve(poll, by=table.bureau.id)
    codes = letters(poll)
    actions.approve(poll, by=table.bureau.id)
    with clock.at(poll.opens_at):
        before = kinds()
        stored = vote_with(client, codes[0])
        assert "Uw stem zit in de bus" in stored.get_data(as_text=True)
        assert [kind for kind in kinds() if kind not in before] == ["polls.roll_made"]
        assert client.get(f"{ONE}/stem/met-code").headers["Location"] == "/stemcode", "the code is in hand no more"
        assert client.submit("/stemcode", {"code": codes[0]}).status_code == 303
        assert client.get(f"{ONE}/stem/met-code").status_code == 303
        assert client.get(f"{ONE}/uw-stem/met-code").status_code == 404
        assert db.session.scalar(select(func.count()).select_from(SecretBox)) == 1


# ── the rooms of the bureau ──────────────────────────────────────────────────


def test_the_bureau_makes_letters_prints_them_once_and_follows_them(client: HouseClient, table: Table) -> None:
    become(client, table.bureau)
    asked: dict[str, Any] = {
        **FORM,
        "proposals": [],
        "choices": "Een bankje",
        "moves": None,
        "electorate": "codes",
        "support_need": "",
    }
    assert client.submit(f"{POLLS}/nieuw/voor-of-tegen", asked).status_code == 422, "no interest is known"
    assert client.submit(f"{POLLS}/nieuw/voor-of-tegen", {**asked, "support_by": ""}).status_code == 303
    assert "Brieven met een stemcode" in text_of(client, ONE)
    for path in (CODES, f"{CODES}/nieuw", f"{CODES}/bestand"):
        text_of(client, path)
    for count in ("0", "1001", "x"):
        assert client.submit(f"{CODES}/nieuw", {"count": count}).status_code == 422
    assert client.submit(f"{CODES}/nieuw", {"count": "3"}).status_code == 303
    file = as_file(line(table, 1, naam="#strong[An]na $x$ =1+1"), line(table, 2), header=HEADER)
    shown = client.get(f"{CODES}/bestand")
    assert client.send(shown, {}).status_code == 422
    faults = client.send(shown, {"file": (io.BytesIO(b"naam;postcode\nA;99\n"), "a.csv")})
    assert faults.status_code == 422
    check_page(faults)
    assert "regel 1, kolom 1" in faults.get_data(as_text=True)
    assert client.send(shown, {"file": (io.BytesIO(file), "a.csv")}).status_code == 303
    assert "5 personen kunnen stemmen met een code" in text_of(client, CODES)
    without, to = queries.code_batches(queries.poll("fietspaden", 1).id)
    sheets = [
        " ".join(page.extract_text().split())
        for batch in (without, to)
        for page in pypdf.PdfReader(io.BytesIO(client.get(f"{CODES}/{batch.id}/brieven.pdf").data)).pages
    ]
    assert len(sheets) == 5
    assert len({CODE.findall(sheet)[-1] for sheet in sheets}) == 5
    assert "#strong[An]na $x$ =1+1 Dorpsstraat 1 3811 AB" in sheets[3]
    assert "komen van uw gemeente" in sheets[3]
    assert "komen van uw gemeente" not in sheets[0]
    text_of(client, f"{CODES}/{to.id}")
    text_of(client, f"{CODES}/{to.id}/laten-vallen")
    text_of(client, f"{CODES}/{to.id}/afgedrukt")
    assert client.submit(f"{CODES}/{to.id}/afgedrukt").status_code == 303
    assert client.get(f"{CODES}/{to.id}/brieven.pdf").status_code == 404
    assert client.get(f"{CODES}/{to.id}/afgedrukt").status_code == 404
    assert "staan alleen op papier" in text_of(client, f"{CODES}/{to.id}")
    assert client.submit(f"{CODES}/{without.id}/laten-vallen").status_code == 303
    assert queries.count_codes(to.poll_id) == 2


def test_others_see_no_letters(client: HouseClient, table: Table) -> None:
    poll, _codes = approved(table)
    batch = queries.code_batches(poll.id)[0]
    for person in (table.moderator, table.members[0], someone()):
        become(client, person)
        for path in ("", "/nieuw", "/bestand", f"/{batch.id}", f"/{batch.id}/brieven.pdf", f"/{batch.id}/afgedrukt"):
            assert client.get(f"{CODES}{path}").status_code == 403
        assert client.post(f"{CODES}/{batch.id}/laten-vallen").status_code == 403


def test_a_batch_of_another_poll_is_not_there(client: HouseClient, table: Table) -> None:
    poll, _codes = approved(table)
    approved(table)
    batch = queries.code_batches(poll.id)[0]
    become(client, table.bureau)
    for path in ("", "/brieven.pdf", "/afgedrukt", "/laten-vallen"):
        assert client.get(f"{POLLS}/2/stemcodes/{batch.id}{path}").status_code == 404
    table.prepared()
    assert client.get(f"{POLLS}/3/stemcodes").status_code == 409


def test_the_roll_of_letters_is_published_without_names(table: Table, app: Flask) -> None:
    poll = prepared(table)
    made_for(table, poll, *(line(table, n) for n in range(1, 9)))
    actions.approve(poll, by=table.bureau.id)
    with clock.at(poll.opens_at):
        actions.make_roll(poll)
        for row in queries.roll(poll.id):
            assert row.code_id is not None
            actions.cast(poll, code_id=row.code_id, votes={poll.questions[0].id: Vote(Y)})
    with clock.at(poll.closes_at):
        table.recounted(poll)
        actions.establish(poll, by=table.bureau.id)
        file = str(queries.public_file(queries.count(poll)[0]))
    assert "Inwoner" not in file
    assert "3811" not in file
