"""The API keeps its own description: every answer fits its schema, every refusal is a problem that says what to do."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import insert, select

from regiodialoog.adoption.models import MunicipalDecision
from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.api.resources import LISTINGS, SINGLES
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Mandate, Theme, ThemeMunicipality, ThemePhase
from regiodialoog.feasibility.models import Offer, Placement, PlacementEntry
from regiodialoog.feasibility.models.study import Study, StudyVerdict
from regiodialoog.organisations.models import Organisation
from regiodialoog.programme.models import Challenge, Project, ProjectMove, ProjectParticipation, ProjectProposal
from regiodialoog.proposals.models import Argument, Proposal
from tests.api.shape import faults, is_camel, references, resolve
from tests.support.laid import laid
from tests.support.many import copies
from tests.support.pages import check_page, count_queries
from tests.support.region import (
    add_actions,
    add_dialogue,
    add_moments,
    add_offer,
    add_project,
    add_proposal,
    add_region,
    add_study,
)

BASE = "/api/v1"
PATHS = [listing.path for listing in LISTINGS]
SAMPLES = {
    "/gemeenten/oosterstad": "/gemeenten/{slug}",
    "/agenda/themas/energie": "/agenda/themas/{slug}",
    "/dialogen/gesprek": "/dialogen/{slug}",
    "/themas/bomen": "/themas/{slug}",
    "/opgaven/opgave": "/opgaven/{slug}",
    "/projecten/bomenrij": "/projecten/{slug}",
    "/voorstellen/1": "/voorstellen/{nummer}",
    "/voorstellen/1/pad": "/voorstellen/{nummer}/pad",
}


def one_of_each() -> None:
    """A region with one of everything that the API tells, and an event for everybody and one that is not."""
    session = db.session()
    for add in (add_region, add_dialogue, add_proposal, add_offer, add_study, add_project):
        add(session)
    public = {"kind": "agenda.theme_changed", "subject_kind": "agenda_theme", "role": "bureau", "public": True}
    secret = {"kind": "accounts.secret", "subject_kind": "person", "role": "system", "public": False}
    for each in (public, secret):
        session.add(AuditEvent(at=clock.now(), subject_id=1, channel="web", behalf="", data={}, **each))


region = laid(one_of_each)


def only(kind: Any, **by: Any) -> Any:
    """The first row of this kind."""
    return db.session.scalars(select(kind).filter_by(**by).order_by(kind.id)).first()


def hundreds_of_each() -> None:
    """Three hundred rows more (a page holds a hundred) behind every list of the API, each with what hangs on it."""
    session, many = db.session(), 300
    theme = only(AgendaTheme, slug="energie")
    add_actions(session, theme, [f"Actie {n}" for n in range(many)], first=1000)
    copies(only(Organisation), many, slug=lambda n: f"o-{n}", name=lambda n: f"O {n}", sort_key=lambda n: f"o {n}")
    challenge = only(Challenge, slug="opgave")
    copies(challenge, many, slug=lambda n: f"opgave-{n}")
    add_moments(session, challenge, many, first=100)
    project = only(Project)
    projects = copies(project, many, slug=lambda n: f"project-{n}")
    for kind in (ProjectMove, ProjectParticipation, MunicipalDecision):
        copies(only(kind, project_id=project.id), many, project_id=lambda n: projects[n])
    from_it = only(Proposal).id
    session.execute(insert(ProjectProposal), [{"project_id": key, "proposal_id": from_it} for key in projects])
    themes = copies(only(Theme, slug="bomen"), many, slug=lambda n: f"thema-{n}", number=lambda n: 100 + n)
    for one in (ThemeMunicipality, ThemePhase, Mandate):
        copies(session.scalars(select(one)).first(), many, theme_id=lambda n: themes[n])
    proposals = copies(only(Proposal), many, number=lambda n: 100 + n, slug=lambda n: f"voorstel-{n}")
    copies(only(Argument), many, proposal_id=lambda n: proposals[n])
    offers = copies(only(Offer), many, proposal_id=lambda n: proposals[n])
    placements = copies(only(Placement), many, offer_id=lambda n: offers[n])
    copies(only(PlacementEntry), many, placement_id=lambda n: placements[n])
    studies = copies(only(Study), many, proposal_id=lambda n: proposals[n])
    copies(only(StudyVerdict), many, study_id=lambda n: studies[n])
    copies(only(AuditEvent, public=True), many)
    session.flush()
    session.expire_all()


@pytest.fixture
def api(client, region):
    def get(path: str, **headers: str):
        return client.get(BASE + path, headers=headers)

    return get


@pytest.fixture
def document(api):
    return api("/openapi.json").json


# ── the description ──────────────────────────────────────────────────────────


def test_the_description_is_whole(document):
    assert document["openapi"] == "3.1.0"
    assert document["info"]["contact"]["email"] == "bureau@voorbeeld.nl"
    assert set(document["paths"]) == {each.path for each in LISTINGS} | {each.template for each in SINGLES}
    for ref in references(document):
        assert resolve(ref, document)


def test_every_address_and_name_follows_the_design_rules(document):
    for path, methods in document["paths"].items():
        assert set(methods) == {"get"}, "the API only reads"
        assert not path.endswith("/")
        assert path == path.lower()
        for parameter in methods["get"]["parameters"]:
            assert is_camel(parameter["name"])
    for schema in document["components"]["schemas"].values():
        assert all(is_camel(name) for name in schema.get("properties", {}))


@pytest.mark.parametrize("path", PATHS)
def test_a_list_fits_its_schema(api, document, path):
    answer = api(path)
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert faults(answer.json, schema, document) == []
    assert answer.json["resultaten"], f"{path} was tried without a row"


@pytest.mark.parametrize("path", SAMPLES)
def test_one_thing_fits_its_schema(api, document, path):
    answer = api(path)
    schema = document["paths"][SAMPLES[path]]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert faults(answer.json, schema, document) == []


def test_the_api_is_empty_before_there_is_a_region(client):
    for path in PATHS:
        answer = client.get(BASE + path)
        assert (answer.status_code, answer.json["resultaten"]) == (200, [])
    assert client.get(f"{BASE}/openapi.json").status_code == 200


# ── what it says ─────────────────────────────────────────────────────────────


def test_it_tells_who_takes_part_and_why_not(api):
    found = api("/deelnames?thema=energie").json["resultaten"]
    assert [(each["gemeente"]["slug"], each["doetMee"], each["reden"]) for each in found] == [
        ("oosterstad", False, "Doet dit in een andere regio")
    ]
    assert api("/gemeenten/noorderdorp").json["gmCode"] == "gm0001"
    assert len(api("/agenda/themas/energie").json["deelname"]) == 3


def test_it_tells_in_which_phase_a_theme_is_and_what_the_councils_said(api, noon):
    found = api("/themas/bomen").json
    assert (found["toestand"], found["fase"], found["dialoog"]["slug"]) == ("loopt", "dialoog", "gesprek")
    assert [each["fase"] for each in found["fases"]] == ["dialoog", "advies"]
    assert found["opdracht"]["staatVast"] == ["Het park blijft"]
    assert [(each["gemeente"]["slug"], each["stemtIn"]) for each in found["raden"]] == [
        ("noorderdorp", True),
        ("oosterstad", None),
    ]
    assert api("/themas?dialoog=gesprek").json["paginering"]["totaal"] == 1
    assert api("/themas?dialoog=nergens").json["paginering"]["totaal"] == 0
    assert [each["nummer"] for each in api("/dialogen/gesprek").json["rondes"]] == [1]


def test_it_tells_how_far_a_project_is_and_what_each_municipality_decided(api, session):
    found = api("/projecten/bomenrij").json
    assert (found["toestand"], found["reden"], found["fictief"]) == ("vertraagd", "Het is te droog", True)
    assert (found["gemeentenDieMeedoen"], found["deelnemendeGemeenten"]) == (1, 1)
    assert [(each["gemeente"]["slug"], each["uitkomst"], each["telt"]) for each in found["besluiten"]] == [
        ("noorderdorp", "doet-mee", True)
    ]
    assert [each["toestand"] for each in found["stappen"]] == ["nog-niet-begonnen", "vertraagd"]
    assert [each["nummer"] for each in found["voorstellen"]] == [1]
    assert "Erzonnen" not in api("/projecten/bomenrij").text, "names of people are for pages alone"
    session.query(Proposal).filter_by(number=1).one().is_open = False
    session.flush()
    assert api("/projecten/bomenrij").json["voorstellen"] == []
    assert "Een boom" not in api("/projecten").text + api("/projecten/bomenrij").text


def test_what_is_not_public_is_not_there(api):
    text = api("/logboek").text
    assert "agenda.theme_changed" in text
    assert "accounts.secret" not in text


def test_a_filter_narrows(api):
    assert api("/agenda/acties?thema=wonen").json["paginering"]["totaal"] == 2
    assert api("/agenda/acties?thema=energie").json["paginering"]["totaal"] == 0
    assert api("/opgaven?gemeente=noorderdorp").json["paginering"]["totaal"] == 1
    assert api("/opgaven?gemeente=oosterstad").json["paginering"]["totaal"] == 0
    assert api("/projecten?opgave=opgave&gemeente=noorderdorp").json["paginering"]["totaal"] == 1
    assert api("/projecten?gemeente=oosterstad").json["paginering"]["totaal"] == 0
    assert api("/projecten?opgave=nergens").json["paginering"]["totaal"] == 0
    assert api("/momenten?opgave=opgave&soort=raad").json["paginering"]["totaal"] == 1
    assert api("/momenten?opgave=nergens").json["paginering"]["totaal"] == 0
    assert api("/agenda/themas?onderdeel=leefomgeving").json["paginering"]["totaal"] == 2


# ── pages ────────────────────────────────────────────────────────────────────


@pytest.fixture
def many(api, session):
    theme = session.query(AgendaTheme).filter_by(slug="energie").one()
    add_actions(session, theme, [f"Actie {n}" for n in range(250)], first=1000)
    return api


def test_walking_the_links_gives_everything_once(many):
    seen, path = [], "/agenda/acties?paginaGrootte=100&thema=energie"
    while path:
        answer = many(path).json
        assert len(answer["resultaten"]) <= 100
        seen += [each["slug"] for each in answer["resultaten"]]
        following = answer["_links"]["next"]
        path = following["href"].partition(BASE)[2] if following else ""
    assert len(seen) == len(set(seen)) == 250


def test_the_link_header_says_the_same_as_the_body(many):
    answer = many("/agenda/acties?pagina=2")
    links = answer.json["_links"]
    assert set(links) == {"self", "first", "prev", "next", "last"}
    for name, link in links.items():
        assert f'<{link["href"]}>; rel="{name}"' in answer.headers["Link"]
    assert answer.json["paginering"] == {"pagina": 2, "paginaGrootte": 20, "totaal": 252, "aantalPaginas": 13}


def test_a_page_past_the_end_is_empty_and_points_back(many):
    answer = many("/agenda/acties?pagina=999").json
    assert answer["resultaten"] == []
    assert answer["_links"]["next"] is None
    assert answer["_links"]["prev"]["href"].endswith("pagina=13")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("pagina=0", "pagina"),
        ("pagina=-1", "pagina"),
        ("pagina=1.5", "pagina"),
        ("pagina=²", "pagina"),
        ("pagina=99999999999999999999", "pagina"),
        ("pagina=", "pagina"),
        ("pagina=1&pagina=2", "pagina"),
        ("paginaGrootte=101", "paginaGrootte"),
        ("paginaGrootte=0", "paginaGrootte"),
        ("format=xml", "format"),
        ("thema=a%27b", "thema"),
        ("thema=", "thema"),
        ("pageSize=10", "pageSize"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(api, document, query, name):
    answer = api(f"/agenda/acties?{query}")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert [fault["naam"] for fault in answer.json["fouteParameters"]] == [name]
    problem = document["components"]["responses"]["400"]["content"]["application/problem+json"]["schema"]
    assert faults(answer.json, problem, document) == []


# ── refusals ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path", ["/gemeenten/nergens", "/agenda/themas/nergens", "/bestaat-niet", "/gemeenten/", "/agenda/themas/x/y"]
)
def test_what_is_not_there_is_a_problem(api, path):
    answer = api(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.json["status"] == 404
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_nothing_can_be_written(api, client):
    for method in (client.post, client.put, client.delete, client.patch):
        answer = method(f"{BASE}/gemeenten")
        assert answer.status_code == 405
        assert answer.content_type == "application/problem+json"


# ── spreadsheets ─────────────────────────────────────────────────────────────


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


@pytest.mark.parametrize("path", PATHS)
def test_a_list_is_also_a_spreadsheet(api, path):
    answer = api(f"{path}?format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    found = rows(answer)
    assert len(found) == len(api(path).json["resultaten"])
    assert all(None not in row and None not in row.values() for row in found), "a row is as wide as the head"


def test_no_cell_is_a_formula(api):
    titles = [row["titel"] for row in rows(api("/agenda/acties?format=csv"))]
    assert "'=SOM(A1) lijkt een formule" in titles
    assert "=SOM(A1) lijkt een formule" in api("/agenda/acties").text


def test_the_columns_do_not_depend_on_the_rows(api, client):
    with_rows = api("/deelnames?format=csv").text.splitlines()[0]
    without = api("/deelnames?format=csv&thema=nergens").text.splitlines()[0]
    assert with_rows == without
    assert "elders.naam" in with_rows


# ── headers and cost ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", [*PATHS, *SAMPLES, "/openapi.json", "/gemeenten?format=csv"])
def test_who_has_it_already_gets_nothing(api, path):
    first = api(path)
    again = api(path, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert api(path, If_None_Match='W/"anders"').status_code == 200


def test_a_compressed_answer_has_the_same_mark(many):
    first = many("/agenda/acties", Accept_Encoding="gzip")
    assert first.headers["Content-Encoding"] == "gzip"
    again = many("/agenda/acties", Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert again.status_code == 304


@pytest.mark.parametrize("path", [*PATHS, "/openapi.json", "/bestaat-niet", "/gemeenten?taal=en", "/gemeenten?x=1"])
def test_any_site_may_read_it_and_no_cookie_is_set(api, path):
    answer = api(path)
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers


def test_the_answer_is_dutch_whoever_asks(api, client):
    client.get("/?taal=en")
    assert api("/logboek").text == client.application.test_client().get(f"{BASE}/logboek").text


def test_a_list_takes_a_fixed_number_of_queries(api, session):
    few, grown = {}, []
    for path in PATHS:
        with count_queries() as asked:
            api(f"{path}?paginaGrootte=2")
        few[path] = max(len(asked), 5)
    hundreds_of_each()
    for path in PATHS:
        with count_queries() as asked:
            api(f"{path}?paginaGrootte=100")
        if len(asked) > few[path]:
            grown.append(f"{path}: {few[path]} queries, with hundreds of each\n{asked}")
    assert not grown, "\n".join(grown)


# ── for people ───────────────────────────────────────────────────────────────


def test_the_page_for_people_names_every_list(client, session):
    add_region(session)
    tree = check_page(client.get("/open-data"))
    links = set(tree.xpath("//main//a/@href"))
    assert {BASE + path for path in PATHS} <= links
    assert f"{BASE}/openapi.json" in links
