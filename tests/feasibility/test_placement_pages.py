"""The pages of placement: the board, an offer, and who may write down, correct and confirm what."""

import hashlib
import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.i18n import format_date
from regiodialoog.core.policy import Role
from regiodialoog.feasibility import actions, labels, queries
from regiodialoog.feasibility.models import (
    Offer,
    Placement,
    PlacementEntry,
    PlacementRule,
    PlacementState,
    RuleKind,
)
from regiodialoog.proposals.models import Proposal, ProposalState
from tests.accounts.people import become
from tests.feasibility.conftest import Board, answer, promised
from tests.support.client import HouseClient
from tests.support.many import cost, insert_all
from tests.support.pages import check_page

S = PlacementState
BOARD = "/plaatsing"


def text_of(client: HouseClient, path: str, status: int = 200) -> str:
    got = client.get(path)
    assert got.status_code == status, path
    check_page(got)
    return " ".join(got.get_data(as_text=True).split())


def at(offer: Offer, n: int, step: str) -> str:
    return f"{BOARD}/{offer.proposal.number}/{offer.placements[n].municipality.slug}/{step}"


def rows(kind: type) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


# ── everybody reads ──────────────────────────────────────────────────────────


def test_a_visitor_reads_the_board_and_every_reason(client: HouseClient, board: Board) -> None:
    offer = board.offered(RuleKind.NUMBER, 2)
    answer(offer, 0)
    answer(offer, 1, S.NOT_PLACED, reason="Te duur voor ons.")
    page = text_of(client, BOARD)
    assert "Geplaatst door 1 van de 3 deelnemende raden, nog 1 te gaan" in page
    assert "alleen in het noorden" in page
    page = text_of(client, f"{BOARD}/1")
    assert "Te duur voor ons." in page
    assert "Nog niet bevestigd door de griffier" in page
    assert "Op wie wacht het?" in page
    assert "Wat vindt u?" in page
    assert "/antwoord" not in page, "a visitor sees no doors that are shut"


def test_an_empty_board_says_so_and_an_unknown_offer_is_not_found(client: HouseClient, board: Board) -> None:
    assert "Er is nog niets aangeboden" in text_of(client, BOARD)
    assert client.get(f"{BOARD}/1").status_code == 404


def test_the_board_is_filtered_by_theme_also_as_a_part(client: HouseClient, board: Board) -> None:
    board.offered()
    assert board.proposals[0].title in text_of(client, f"{BOARD}?thema=fietspaden")
    part = client.get(f"{BOARD}?thema=fietspaden", headers={"HX-Request": "true"}).text
    assert board.proposals[0].title in part
    assert "<html" not in part
    text_of(client, f"{BOARD}?thema=bestaat-niet")


def test_a_promise_that_was_not_kept_is_said(client: HouseClient, board: Board) -> None:
    offer = board.offered()
    assert "Te laat" not in text_of(client, BOARD)
    with clock.at(clock.now() + timedelta(days=40)):
        for path in (BOARD, f"{BOARD}/1", f"/gemeenten/{offer.placements[0].municipality.slug}"):
            assert "Te laat" in text_of(client, path), path


def test_pages_of_others_show_the_placement(client: HouseClient, board: Board) -> None:
    offer = board.offered()
    slug = offer.placements[0].municipality.slug
    proposal = board.proposals[0]
    assert "Wat de raden zeggen" in text_of(client, f"/voorstellen/1-{proposal.slug}")
    assert "Voorstellen uit de Regiodialoog" in text_of(client, f"/agenda/themas/{board.region.themes[0].slug}")
    assert "Wat wacht op de raad van" in text_of(client, f"/gemeenten/{slug}")
    path = text_of(client, f"/voorstellen/1-{proposal.slug}/pad")
    assert "Wacht op de raden van" in path
    assert f"uiterlijk op {format_date(offer.promised_on)}" in path
    standing = str(labels.STANDINGS[offer.standing])
    for page in (path, text_of(client, f"/voorstellen/1-{proposal.slug}")):
        assert standing in page, "how far it is now, and not only that it was in an advice"
    answer(offer, 0)
    assert "Wat wacht op de raad van" not in text_of(client, f"/gemeenten/{slug}")


# ── the bureau ───────────────────────────────────────────────────────────────


def test_the_bureau_sets_the_rule_and_offers_many_at_once(client: HouseClient, board: Board) -> None:
    become(client, board.bureau)
    assert "Stel eerst de regel in" in text_of(client, "/beheer/plaatsing")
    assert client.get("/beheer/plaatsing/aanbieden").status_code == 409
    rule = "/beheer/plaatsing/regel"
    for wrong in (
        {"kind": "number", "reason": "Zo."},
        {"kind": "all", "number": "2", "reason": "Zo."},
        {"kind": "all"},
    ):
        assert client.submit(rule, wrong).status_code == 422, wrong
    assert client.submit(rule, {"kind": "number", "number": "2", "reason": "Zo."}).status_code == 303
    assert "2 voorstellen kunnen" in text_of(client, "/beheer")
    ids = [str(one.id) for one in board.proposals[:2]]
    path = "/beheer/plaatsing/aanbieden"
    given: dict[str, Any] = {
        "proposals": ids,
        "agenda_theme": str(board.region.themes[0].id),
        "promised_on": promised().isoformat(),
    }
    for wrong in (
        given | {"agenda_theme": ""}, given | {"proposals": None}, given | {"proposals": [str(board.proposals[2].id)]},
        given | {"promised_on": "2026-09-20"}, given | {"promised_on": "2026-09-14"}, given | {"promised_on": ""},
    ):  # fmt: skip
        refused = client.submit(path, wrong)
        assert refused.status_code == 422, wrong
        assert rows(Offer) == 0
    form = client.get(path)
    check_page(form)
    first = client.send(form, given)
    again = client.send(form, given)
    assert (first.status_code, again.status_code, first.location) == (303, 303, again.location)
    assert rows(Offer) == 2
    assert rows(Placement) == 6


def test_only_the_bureau_offers_and_sets_the_rule(client: HouseClient, board: Board) -> None:
    board.rule(RuleKind.BUREAU)
    board.offer()
    paths = ("/beheer/plaatsing", "/beheer/plaatsing/regel", "/beheer/plaatsing/aanbieden", f"{BOARD}/1/oordeel")
    for path in paths:
        assert client.get(path).status_code == 303, path
    own = board.places[0]
    for n, role in enumerate((Role.MUNICIPALITY_OFFICER, Role.CLERK, Role.COUNCIL_MEMBER, Role.ALDERMAN)):
        become(client, board.of(own, role, f"Iemand{'abcd'[n]}"))
        for path in paths:
            assert client.get(path).status_code == 403, (role, path)
            assert client.post(path).status_code in (403, 405), (role, path)
    assert rows(PlacementRule) == 1


def test_the_bureau_says_directly_that_it_counts(client: HouseClient, board: Board) -> None:
    board.rule(RuleKind.BUREAU)
    board.offer()
    become(client, board.bureau)
    given = {"placed": "yes", "decided_on": clock.today().isoformat(), "reason": "Het overleg vond dit."}
    assert client.submit(f"{BOARD}/1/oordeel", given | {"reason": ""}).status_code == 422
    assert client.submit(f"{BOARD}/1/oordeel", given | {"decided_on": "2027-01-01"}).status_code == 422
    page = client.submit(f"{BOARD}/1/oordeel", given, follow=True).text
    assert "Het overleg vond dit." in page
    assert "Telt als geplaatst" in page


# ── a municipality ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("step", ["antwoord", "collegeadvies"])
def test_the_officer_of_one_municipality_cannot_touch_another(client: HouseClient, board: Board, step: str) -> None:
    offer = board.offered()
    own, theirs = offer.placements[0], answer(offer, 1)
    become(client, board.of(own.municipality, Role.MUNICIPALITY_OFFICER, "Aylin"))
    assert client.get(at(offer, 0, step)).status_code == 200
    for path in (at(offer, 2, step), f"{BOARD}/regels/{theirs.id}/verbeteren"):
        assert client.get(path).status_code == 403, path
        assert client.post(path, data={"state": "placed"}).status_code == 403, path
    page = text_of(client, f"{BOARD}/1")
    assert at(offer, 0, "antwoord") in page
    assert at(offer, 2, "antwoord") not in page
    assert rows(PlacementEntry) == 1


def test_a_role_without_a_second_factor_writes_nothing(client: HouseClient, board: Board) -> None:
    offer = board.offered()
    officer = board.of(offer.placements[0].municipality, Role.MUNICIPALITY_OFFICER, "Aylin")
    become(client, officer, second_factor=False)
    assert client.get(at(offer, 0, "antwoord")).status_code != 200


def test_an_officer_writes_down_advice_and_answer_and_the_file_is_only_fingerprinted(
    client: HouseClient, board: Board
) -> None:
    offer, content = board.offered(), b"%PDF besluit"
    become(client, board.of(offer.placements[0].municipality, Role.MUNICIPALITY_OFFICER, "Aylin"))
    today = clock.today().isoformat()
    assert "Voorstellen die op uw raad wachten" in text_of(client, "/mijn")
    advice = {"reason": "Het past bij ons plan.", "decided_on": today}
    assert client.submit(at(offer, 0, "collegeadvies"), advice | {"reason": " "}).status_code == 422
    assert "Het past bij ons plan." in client.submit(at(offer, 0, "collegeadvies"), advice, follow=True).text
    assert client.get(at(offer, 0, "collegeadvies")).status_code == 409
    path = at(offer, 0, "antwoord")
    given = {"state": "placed_with_remark", "decided_on": today, "reason": "Begin klein."}
    for wrong, field in (
        (given | {"reason": ""}, "reason"), (given | {"decided_on": "2027-01-04"}, "decided_on"),
        (given | {"decided_on": "2026-09-01"}, "decided_on"), (given | {"document_url": "ftp://x"}, "document_url"),
        (given | {"document_sha256": "0" * 64, "document_file": (io.BytesIO(content), "a.pdf")}, "document_sha256"),
    ):  # fmt: skip
        refused = client.submit(path, wrong)
        assert refused.status_code == 422, wrong
        assert f'href="#{field}"' in refused.text
    form = client.get(path)
    good = given | {"document_title": "Besluitenlijst", "document_file": (io.BytesIO(content), "a.pdf")}
    sent = client.send(form, good)
    assert sent.status_code == 303
    again = client.send(form, given | {"document_title": "Besluitenlijst"})
    assert again.status_code in (303, 409)
    assert rows(PlacementEntry) == 2
    page = text_of(client, f"{BOARD}/1")
    assert "Begin klein." in page
    assert hashlib.sha256(content).hexdigest() in page
    assert client.get(path).status_code == 409


def test_a_correction_stands_beside_what_was_there(client: HouseClient, board: Board) -> None:
    offer = board.offered()
    wrong = answer(offer, 0)
    become(client, board.bureau)
    path = f"{BOARD}/regels/{wrong.id}/verbeteren"
    given = {"state": "not_placed", "reason": "Te duur."}
    assert client.submit(path, given).status_code == 422, "a correction has a reason"
    page = client.submit(path, given | {"correction": "Verkeerd gelezen."}, follow=True).text
    assert "Verkeerd gelezen." in page
    assert "telt niet meer" in page
    assert client.get(path).status_code == 409
    newest = offer.placements[0].answer
    assert newest is not None
    taken = client.submit(f"{BOARD}/regels/{newest.id}/verbeteren", {"state": "offered", "correction": "Nog niets."})
    assert taken.status_code == 303
    assert queries.offer(1).placements[0].state is S.OFFERED


def test_only_the_clerk_of_that_council_confirms(client: HouseClient, board: Board) -> None:
    offer = board.offered()
    own, other = offer.placements[0].municipality, offer.placements[1].municipality
    path = f"{BOARD}/regels/{answer(offer, 0).id}/bevestigen"
    advice = actions.record_advice(offer.placements[1], decided_on=clock.today(), reason="Zo.")
    clerk = board.of(own, Role.CLERK, "Henk")
    for person in (
        board.bureau, board.of(own, Role.MUNICIPALITY_OFFICER, "Aylin"), board.of(other, Role.CLERK, "Greet"),
    ):  # fmt: skip
        become(client, person)
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403
    assert client.get(f"{BOARD}/regels/{advice.id}/bevestigen").status_code == 403
    become(client, clerk)
    assert "Antwoorden van de raad die u kunt bevestigen" in text_of(client, "/mijn")
    assert "Bevestigd door de griffier op 14 september 2026" in client.submit(path, follow=True).text
    assert client.submit(path).status_code == 409
    assert "die u kunt bevestigen" not in text_of(client, "/mijn")


# ── machines, and many rows ──────────────────────────────────────────────────


def test_machines_read_the_same_and_no_name(client: HouseClient, board: Board) -> None:
    offer = board.offered()
    answer(offer, 0, S.NOT_PLACED, reason="Te duur.")
    (row,) = _rows(client)
    assert (row["voorstel"], row["stand"], row["deelnemendeRaden"]) == (1, "kan-niet-meer", 3)
    assert row["raden"][0]["uitspraken"][0]["toelichting"] == "Te duur."
    assert "Ida" not in str(row)
    assert not _rows(client, "?thema=anders")
    assert len(_rows(client, f"?gemeente={board.places[0].slug}")) == 1


def _rows(client: HouseClient, query: str = "") -> list[dict[str, object]]:
    got = client.get(f"/api/v1/plaatsingen{query}").get_json()
    return next(value for value in got.values() if isinstance(value, list))


def many(board: Board, total: int) -> None:
    """So many offers more, each with an answer of every council."""
    first, today = rows(Proposal) + 100, clock.today()
    councils = queries.council_of([place.id for place in board.places])
    proposals = insert_all(
        Proposal,
        [
            {
                "number": first + n, "slug": f"idee-{first + n}", "theme_id": board.theme.id,
                "title": f"Idee {first + n}", "is_open": True, "state": ProposalState.IN_ADVICE,
                "submitted_at": clock.now(), "decided_at": clock.now(),
            }
            for n in range(total)
        ],
    )  # fmt: skip
    offer: dict[str, Any] = {
        "agenda_theme_id": board.region.themes[0].id, "offered_on": today, "promised_on": promised(),
        "rule_kind": RuleKind.ALL, "role": "bureau",
    }  # fmt: skip
    offers = insert_all(Offer, [offer | {"proposal_id": key} for key in proposals])
    given = [
        {"offer_id": key, "municipality_id": place.id, "body_id": councils[place.id].id, "state": S.COLLEGE_ADVICE}
        for key in offers
        for place in board.places
    ]
    entry = {"number": 1, "state": S.COLLEGE_ADVICE, "decided_on": today, "reason": "Zo.", "role": "bureau"}
    insert_all(PlacementEntry, [entry | {"placement_id": key} for key in insert_all(Placement, given)])


def test_the_board_costs_the_same_for_ten_and_a_thousand(client: HouseClient, board: Board) -> None:
    board.offered()
    paths = (BOARD, f"{BOARD}/1", f"{BOARD}?thema=fietspaden", "/api/v1/plaatsingen")
    many(board, 9)
    few = [cost(client, path) for path in paths]
    many(board, 990)
    assert (rows(Offer), rows(PlacementEntry)) == (1000, 2997)
    assert [cost(client, path) for path in paths] == few
    assert max(few) <= 20
