"""What can be done to the region, and what is refused."""

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.errors import Conflict, Invalid, NotFound
from regiodialoog.organisations import actions, queries
from regiodialoog.organisations.models import Body, BodyKind, Organisation, OrganisationKind, Power
from tests.organisations.region import Small


def kinds(session: Session) -> list[str]:
    session.flush()
    return list(session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def test_there_is_one_region(small: Small) -> None:
    with pytest.raises(Conflict):
        actions.set_up_region("Nog een regio")


def test_the_database_itself_refuses_a_second_region(small: Small, session: Session) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text("UPDATE regions SET id = 2"))


def test_a_municipality_comes_with_its_council_and_its_college(small: Small) -> None:
    found = {body.kind: body.power for body in queries.bodies_of(small.places[0].id)}
    assert found == {BodyKind.COUNCIL: Power.DECIDES, BodyKind.COLLEGE: Power.DECIDES}


def test_a_municipality_is_known_by_its_code_and_its_address_in_the_register(small: Small) -> None:
    place = small.places[0]
    assert place.gm_code == "gm9001"
    assert place.tooi_uri == "https://identifier.overheid.nl/tooi/id/gemeente/gm9001"


@pytest.mark.parametrize("code", ["", "123", "12345", "abcd", "٠٣٠٧"])
def test_a_cbs_code_has_four_digits(small: Small, code: str) -> None:
    with pytest.raises(Invalid):
        actions.create_municipality("Nieuwdorp", cbs_code=code, province=small.province)


def test_two_municipalities_never_share_a_code_or_a_name(small: Small) -> None:
    with pytest.raises(Conflict):
        actions.create_municipality("Nieuwdorp", cbs_code="9001", province=small.province)
    with pytest.raises(Conflict):
        actions.create_municipality("ZUIDERDORP", cbs_code="9009", province=small.province)


def test_a_province_is_a_province(small: Small) -> None:
    with pytest.raises(Invalid):
        actions.create_municipality("Nieuwdorp", cbs_code="9009", province=small.elsewhere)


@pytest.mark.parametrize("kind", [BodyKind.POLITICAL_MEETING, BodyKind.OFFICIAL_MEETING, BodyKind.UNKNOWN])
def test_a_meeting_never_decides_for_a_municipality(small: Small, session: Session, kind: BodyKind) -> None:
    with pytest.raises(Invalid):
        actions.create_body("BO", kind=kind, power=Power.DECIDES)
    session.add(Body(slug="bo", name="BO", kind=kind, power=Power.DECIDES))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_what_a_meeting_may_do_is_unknown_until_somebody_writes_it_down(small: Small) -> None:
    assert actions.create_body("ARG", kind=BodyKind.OFFICIAL_MEETING).power is Power.UNKNOWN


def test_a_council_belongs_to_a_municipality(small: Small) -> None:
    with pytest.raises(Invalid):
        actions.create_body("Raad van niemand", kind=BodyKind.COUNCIL)


def test_what_is_retired_leaves_the_lists_but_keeps_its_page(small: Small, session: Session) -> None:
    place = small.places[0]
    actions.retire(place)
    assert place not in queries.municipalities()
    assert place in queries.municipalities(include_retired=True)
    assert queries.municipality(place.slug) is place
    actions.restore(place)
    assert place in queries.municipalities()
    assert kinds(session)[-2:] == ["organisations.municipality_retired", "organisations.municipality_restored"]


def test_retiring_twice_is_one_event(small: Small, session: Session) -> None:
    actions.retire(small.elsewhere)
    before = len(kinds(session))
    actions.retire(small.elsewhere)
    assert len(kinds(session)) == before


def test_a_change_names_the_fields_and_not_the_texts(small: Small, session: Session) -> None:
    actions.change_organisation(small.elsewhere, name="Regio Verderop", notes=["Geheim verhaal"])
    session.flush()
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert event.kind == "organisations.organisation_changed"
    assert event.data == {"fields": ["name", "notes"]}


def test_a_change_that_changes_nothing_is_not_told(small: Small, session: Session) -> None:
    before = len(kinds(session))
    actions.change_region(small.region, name=small.region.name)
    assert len(kinds(session)) == before


def test_a_change_of_a_list_alone_is_a_new_version(small: Small, session: Session) -> None:
    place = small.places[0]
    before = place.version
    actions.change_municipality(place, other_regions=[small.elsewhere])
    session.flush()
    assert place.version == before + 1


def test_municipalities_stand_in_the_order_people_expect(small: Small) -> None:
    assert [place.name for place in queries.municipalities()] == ["Ámstelstad", "beekdal", "Zuiderdorp"]


def test_an_organisation_is_found_by_any_of_its_names_and_signs_are_no_wildcards(small: Small) -> None:
    made = actions.create_organisation(
        "Programma U Ned", kind=OrganisationKind.NETWORK, other_spellings=["U-Ned"], abbreviation="PUN"
    )
    assert queries.organisations("pun") == [made]
    assert queries.organisations("U-NED") == [made]
    assert queries.organisations("%") == queries.organisations()
    assert queries.organisations("u_n") == []


def test_an_unknown_slug_is_not_found(small: Small) -> None:
    for one in (queries.municipality, queries.organisation, queries.body, queries.interest, queries.source):
        with pytest.raises(NotFound):
            one("bestaat-niet")
    with pytest.raises(NotFound, match="bestaat-niet"):
        queries.by_slugs(Organisation, ["provincie-test", "bestaat-niet"])


def test_search_finds_municipalities_bodies_and_organisations(small: Small) -> None:
    assert [(hit.kind, hit.slug) for hit in queries.search("zuider")] == [
        ("municipality", "zuiderdorp"),
        ("body", "college-zuiderdorp"),
        ("body", "raad-zuiderdorp"),
    ]
    assert queries.search("  ") == []
