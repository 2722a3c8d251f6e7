"""The page of a project as everybody reads it, as the bureau keeps it, and as municipalities decide on it."""

from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.adoption import actions as adoption
from regiodialoog.adoption.models import DecisionMoment, DecisionOutcome, MomentState, MunicipalDecision
from regiodialoog.adoption.queries import decisions_about_projects
from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.organisations.models import Body, BodyKind, Municipality
from regiodialoog.programme import actions, queries
from regiodialoog.programme.models import Challenge, ChallengeMoment, Project, ProjectMove, ProjectState
from regiodialoog.proposals.models import Proposal
from tests.accounts.people import become, someone
from tests.organisations.region import Small
from tests.support.client import HouseClient
from tests.support.pages import check_page, count_queries
from tests.support.region import add_dialogue, add_proposal, add_region

ROOMS = ("", "/stap", "/verbeteren", "/gemeenten/nieuw", "/momenten/nieuw")


@pytest.fixture
def challenge(small: Small) -> Challenge:
    return actions.create_challenge(actions.add_group("Ruimte"), "Fietspad")


@pytest.fixture
def project(challenge: Challenge, small: Small) -> Project:
    made = actions.create_project(challenge, "Het pad langs de vaart", what="Asfalt leggen.", goals=["Veilig"])
    actions.join_project(made, small.places[0])
    actions.join_project(made, small.places[1], scope="alleen het noorden", reason="Het zuiden ligt er al.")
    return made


def staff_of(place: Municipality, role: Role, name: str) -> Person:
    person = someone(name, f"{name.lower()}@example.nl")
    accounts.give_role(person, role, ScopeKind.MUNICIPALITY, place.id, by=None, tell=False)
    db.session.refresh(person)
    return person


def council(place: Municipality) -> Body:
    return db.session.scalars(select(Body).filter_by(municipality_id=place.id, kind=BodyKind.COUNCIL)).one()


def test_a_project_says_where_it_stands_and_who_takes_part(client: HouseClient, project: Project) -> None:
    answer = client.get(f"/projecten/{project.slug}")
    check_page(answer)
    page = " ".join(answer.text.split())
    assert "Nog niet begonnen" in page
    assert "Alleen het noorden. Het zuiden ligt er al." in page
    assert "0 van de 2 gemeenten die meedoen" in page
    assert "Er zijn geen momenten gepland in" in page
    assert "rd-year" not in page, "an empty year is a sentence and not a grid"
    assert f"/projecten/{project.slug}" in client.get(f"/programma/{project.challenge.slug}").text
    assert f"/projecten/{project.slug}" in client.get("/zoeken?q=vaart").text
    check_page(client.get(f"/projecten/{project.slug}/besluiten"))
    assert client.get("/projecten/nergens").status_code == 404


def test_the_bureau_makes_moves_and_corrects_a_project(bureau: HouseClient, challenge: Challenge) -> None:
    path = f"/beheer/programma/opgaven/{challenge.slug}/projecten/nieuw"
    assert bureau.submit(path, {"title": ""}).status_code == 422
    unknown = bureau.submit(path, {"title": "Brug", "numbers": "99"})
    assert unknown.status_code == 422
    assert 'href="#numbers"' in unknown.text
    values = {"title": "Brug", "period_start": "2026", "period_end": "doorlopend", "goals": "Veilig\nSnel"}
    page = bureau.submit(path, values, follow=True).text
    assert "vanaf 2026, doorlopend" in page
    base = "/beheer/programma/projecten/brug"
    for room in ROOMS:
        check_page(bureau.get(base + room))
    assert bureau.submit(f"{base}/stap", {"to": "done"}).status_code == 422
    assert bureau.submit(f"{base}/stap", {"to": "running", "behalf": "de stuurgroep"}).status_code == 303
    bare = bureau.submit(f"{base}/stap", {"to": "delayed"})
    assert bare.status_code == 422
    assert 'href="#why"' in bare.text
    page = bureau.submit(f"{base}/stap", {"to": "stopped", "why": "Er is geen geld."}, follow=True).text
    assert "Er is geen geld." in page
    assert "namens de stuurgroep" in page
    assert bureau.get(f"{base}/stap").status_code == 409
    values = {"to": "delayed", "why": "Het geld komt later.", "correction": "Het was uitstel."}
    page = bureau.submit(f"{base}/verbeteren", values, follow=True).text
    assert "Het was uitstel." in page
    assert "Er is geen geld." in page, "what stood there stays to be read"


def test_two_who_write_a_step_at_once_do_not_both_count(bureau: HouseClient, project: Project) -> None:
    path = f"/beheer/programma/projecten/{project.slug}/stap"
    first, second = bureau.get(path), bureau.get(path)
    assert bureau.send(first, {"to": "running"}).status_code == 303
    assert bureau.send(second, {"to": "running"}).status_code in (409, 422)
    assert len(queries.project_moves(project.id)) == 2
    assert bureau.send(first, {"to": "running"}).status_code == 303, "a repeat answers what it answered"
    assert len(queries.project_moves(project.id)) == 2


def test_a_municipality_joins_and_leaves_with_a_reason(bureau: HouseClient, project: Project, small: Small) -> None:
    path = f"/beheer/programma/projecten/{project.slug}/gemeenten/nieuw"
    assert bureau.submit(path, {"municipality_id": str(small.places[0].id)}).status_code == 422
    assert bureau.submit(path, {"municipality_id": str(small.places[2].id)}).status_code == 303
    row = queries.participants([project.id])[0]
    end = f"/beheer/programma/projecten/gemeenten/{row.id}/beeindigen"
    assert bureau.submit(end, {"why": ""}).status_code == 422
    assert "Geen geld." in bureau.submit(end, {"why": "Geen geld."}, follow=True).text


def test_a_moment_of_a_project_stands_on_both_pages(bureau: HouseClient, project: Project) -> None:
    kind = adoption.add_kind("Raad")
    values = {"kind_id": str(kind.id), "what": "De raad beslist", "when": "14 oktober 2026"}
    path = f"/beheer/programma/projecten/{project.slug}/momenten/nieuw"
    page = bureau.submit(path, values, follow=True).text
    assert "14 oktober 2026" in page
    assert "Er zijn geen momenten gepland" not in page
    assert "rd-year" in page
    assert "De raad beslist" in bureau.get(f"/programma/{project.challenge.slug}").text
    moment = bureau.get("/termijnagenda/de-raad-beslist").text
    assert f"/projecten/{project.slug}" in moment
    assert f"/programma/{project.challenge.slug}" in moment


def test_others_open_no_room_of_a_project(client: HouseClient, project: Project, small: Small) -> None:
    for room in ROOMS:
        assert client.get(f"/beheer/programma/projecten/{project.slug}{room}").status_code == 303, room
    become(client, staff_of(small.places[0], Role.MUNICIPALITY_OFFICER, "Aylin"))
    for room in ROOMS:
        path = f"/beheer/programma/projecten/{project.slug}{room}"
        assert client.get(path).status_code == 403, room
        assert client.post(path, data={"to": "running"}).status_code == 403, room
    assert project.state is ProjectState.NOT_BEGUN


@pytest.mark.usefixtures("noon")
def test_an_officer_decides_for_the_own_municipality_and_the_clerk_confirms(
    client: HouseClient, project: Project, small: Small
) -> None:
    own, other = small.places[0], small.places[1]
    facts = {"body": council(other), "outcome": DecisionOutcome.JOINS, "decided_on": date(2026, 9, 1)}
    theirs = adoption.record_project_decision(project.id, other, **facts)
    become(client, staff_of(own, Role.MUNICIPALITY_OFFICER, "Aylin"))
    base = f"/projecten/{project.slug}/besluiten"
    for path in (f"{base}/{other.slug}/nieuw", f"/programma/besluiten/{theirs.id}/verbeteren"):
        assert client.get(path).status_code == 403, path
        assert client.post(path, data={"outcome": "does_not_join"}).status_code == 403, path
    values = {"body_id": str(council(own).id), "outcome": "joins", "decided_on": "2026-09-01"}
    page = client.submit(f"{base}/{own.slug}/nieuw", values, follow=True).text
    assert "Nog niet bevestigd door de griffier" in page
    assert client.get(f"{base}/{own.slug}/nieuw").status_code == 409
    (mine,) = [each for each in decisions_about_projects(project.id) if each.municipality_id == own.id]
    confirm = f"/programma/besluiten/{mine.id}/bevestigen"
    assert client.get(confirm).status_code == 403
    become(client, staff_of(other, Role.CLERK, "Greet"))
    assert client.post(confirm).status_code == 403
    become(client, staff_of(own, Role.CLERK, "Henk"))
    assert "Bevestigd door de griffier" in client.submit(confirm, follow=True).text
    assert "2 van de 2 gemeenten die meedoen" in client.get(f"/projecten/{project.slug}").text


@pytest.mark.usefixtures("noon")
def test_a_project_and_its_proposal_point_to_each_other(client: HouseClient, session: Session) -> None:
    add_region(session)
    add_dialogue(session)
    add_proposal(session)
    proposal = session.query(Proposal).filter_by(number=1).one()
    challenge = session.query(Challenge).filter_by(slug="opgave").one()
    made = actions.create_project(challenge, "Bomenrij", proposals=[proposal], fictitious=True)
    actions.move_project(made, ProjectState.RUNNING)
    place = session.query(Municipality).order_by(Municipality.sort_key).first()
    assert place is not None
    adoption.record_project_decision(
        made.id, place, body=council(place), outcome=DecisionOutcome.DOES_NOT_JOIN, reason="Geen plek.",
        decided_on=date(2026, 9, 12), fictitious=True,
    )  # fmt: skip
    assert "/voorstellen/1-een-boom" in client.get("/projecten/bomenrij").text
    assert "/projecten/bomenrij" in client.get("/voorstellen/1-een-boom").text
    path = client.get("/voorstellen/1-een-boom/pad").text
    assert "In een project:" in path
    assert "In een project:" in client.get("/voorstellen/1-een-boom").text
    assert "Het kwam in het project “Bomenrij” (fictief)" in path
    assert "Geen plek." in path
    proposal.is_open = False
    session.flush()
    assert "Een boom" not in client.get("/projecten/bomenrij").text, "a text that nobody may read leaks nowhere"
    assert "/projecten/bomenrij" not in client.get("/voorstellen/1-voorstel", follow_redirects=True).text


@pytest.mark.usefixtures("noon")
def test_an_opgave_takes_as_many_queries_for_a_thousand_projects_as_for_ten(
    client: HouseClient, session: Session, challenge: Challenge
) -> None:
    def add(first: int, count: int) -> None:
        session.add_all(
            Project(slug=f"p{n}", title=f"Project {n}", challenge_id=challenge.id) for n in range(first, first + count)
        )
        session.flush()

    add(0, 10)
    with count_queries() as few:
        assert client.get(f"/programma/{challenge.slug}").status_code == 200
    add(100, 990)
    with count_queries() as many:
        assert client.get(f"/programma/{challenge.slug}").status_code == 200
    assert len(many) == len(few), str(many)


@pytest.mark.usefixtures("noon")
def test_a_project_takes_as_many_queries_for_a_thousand_decisions_as_for_ten(
    client: HouseClient, session: Session, project: Project, small: Small
) -> None:
    """A thousand of everything that can be many: decisions (with their corrections), moves, moments and proposals."""
    place, kind = small.places[0], adoption.add_kind("Raad")
    body = council(place)
    first = adoption.record_project_decision(
        project.id, place, body=body, outcome=DecisionOutcome.JOINS, decided_on=date(2026, 9, 1)
    )

    def add(start: int, count: int, wrong: int) -> int:
        numbers = range(start, start + count)
        session.add_all(
            DecisionMoment(slug=f"m{n}", what=f"Moment {n}", kind=kind, state=MomentState.UNKNOWN, body=None)
            for n in numbers
        )
        session.add_all(
            ProjectMove(project_id=project.id, number=n, to_state=ProjectState.RUNNING, role="bureau") for n in numbers
        )
        session.flush()
        wanted = [f"m{n}" for n in numbers]
        made = session.scalars(select(DecisionMoment.id).where(DecisionMoment.slug.in_(wanted)))
        session.add_all(
            ChallengeMoment(moment_id=key, challenge_id=project.challenge_id, project_id=project.id) for key in made
        )
        for n in numbers:
            row = MunicipalDecision(
                project_id=project.id, municipality=place, body=body, outcome=DecisionOutcome.JOINS,
                decided_on=date(2026, 9, 1), corrects_id=wrong, correction=f"Fout {n}",
            )  # fmt: skip
            session.add(row)
            session.flush()
            wrong = row.id
        session.expire_all()
        return wrong

    last = add(10, 10, first.id)
    paths = (f"/projecten/{project.slug}", f"/projecten/{project.slug}/besluiten", f"/api/v1/projecten/{project.slug}")
    few = [_queries(client, path) for path in paths]
    add(100, 990, last)
    assert [_queries(client, path) for path in paths] == few


def _queries(client: HouseClient, path: str) -> int:
    with count_queries() as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.usefixtures("noon")
def test_what_is_invented_says_so_wherever_its_name_stands(client: HouseClient, challenge: Challenge) -> None:
    actions.set_up_programme("Programma", as_of=parse_fuzzy("2026"))
    made = actions.create_project(challenge, "Vaartpad", what="Fietsen langs de vaart", fictitious=True)
    kind = adoption.add_kind("Raad")
    moment = adoption.plan_moment(
        kind, "De raad praat over het Vaartpad", when=FuzzyDate.of(date(2026, 10, 14)), fictitious=True
    )
    actions.link_project_moment(made, moment)
    hits = " ".join(client.get("/zoeken?q=vaartpad").text.split())
    assert "<b>Vaartpad (fictief)</b>" in hits
    assert "<b>De raad praat over het Vaartpad (fictief)</b>" in hits
    for path in (f"/projecten/{made.slug}", f"/projecten/{made.slug}/besluiten", f"/programma/{challenge.slug}",
                 "/programma", f"/termijnagenda/{moment.slug}", "/termijnagenda"):  # fmt: skip
        assert "<span>Fictief</span>" in client.get(path).text, path
    assert "Vaartpad (fictief)" in client.get("/termijnagenda.ics").text
    assert "praat over het Vaartpad (fictief)" in client.get(f"/projecten/{made.slug}").text, "the twelve months"
