"""Roles: who gives them, who ends them, and what the database itself refuses."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts import actions, queries
from regiodialoog.accounts.models import RoleGrant
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.policy import Role, ScopeKind
from tests.accounts.people import administrator, become, held, kinds, mails_to, someone, staff
from tests.support.client import HouseClient
from tests.support.pages import check_page

REGION = ScopeKind.REGION


def give(person_id: int, role: str, kind: str = "region") -> str:
    return f"/beheer/mensen/{person_id}/rollen/{role}/{kind}"


def end(grant: RoleGrant) -> str:
    return f"/beheer/mensen/{grant.person_id}/rollen/{grant.id}/beeindigen"


def grant_of(person_id: int) -> RoleGrant:
    return db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id)).one()


def test_an_administrator_gives_a_role_and_the_person_hears_of_it(client: HouseClient) -> None:
    become(client, administrator())
    person = someone()
    check_page(client.get(f"/beheer/mensen/{person.id}"))
    check_page(client.get(give(person.id, "bureau")))
    assert client.submit(give(person.id, "bureau")).location == f"/beheer/mensen/{person.id}"
    assert held(person) == {Role.BUREAU}
    assert len(mails_to("anna@example.nl")) == 1
    assert kinds()[-1] == "accounts.role_given"
    page = client.get(f"/beheer/mensen/{person.id}")
    check_page(page)
    assert "Ada Beheer" in page.text
    told = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert told is not None
    assert (told.role, told.channel) == ("administrator", "web")


@pytest.mark.parametrize(("giver", "role", "status"), [
    (Role.ADMINISTRATOR, Role.ADMINISTRATOR, 200),
    (Role.ADMINISTRATOR, Role.BUREAU, 200),
    (Role.BUREAU, Role.ADMINISTRATOR, 403),
    (Role.BUREAU, Role.BUREAU, 403),
])  # fmt: skip
def test_only_administrators_give_the_roles_of_staff(client: HouseClient, giver: Role, role: Role, status: int) -> None:
    become(client, staff(giver))
    assert client.get(give(someone().id, role.value)).status_code == status


@pytest.mark.parametrize("role", [Role.CLERK, Role.COUNCIL_MEMBER, Role.MUNICIPALITY_OFFICER, Role.ALDERMAN])
def test_the_bureau_gives_the_roles_of_municipalities(client: HouseClient, role: Role) -> None:
    become(client, staff())
    assert client.get(give(someone().id, role.value, "municipality")).status_code == 200


def test_a_role_needs_one_of_its_own_scopes(client: HouseClient) -> None:
    become(client, administrator())
    person = someone()
    assert client.get(give(person.id, "clerk", "region")).status_code == 404
    assert client.get(give(person.id, "king", "region")).status_code == 404
    refused = client.submit(give(person.id, "clerk", "municipality"), {"scope_id": ""})
    assert refused.status_code == 422
    check_page(refused)
    assert client.submit(give(person.id, "clerk", "municipality"), {"scope_id": "999"}).status_code == 422
    with pytest.raises(Invalid):
        actions.give_role(person, Role.CLERK, REGION, by=None)


def test_nobody_gives_a_role_to_themselves(client: HouseClient) -> None:
    boss = administrator()
    become(client, boss)
    assert client.get(give(boss.id, "bureau")).status_code == 403
    with pytest.raises(Forbidden):
        actions.give_role(boss, Role.BUREAU, REGION, by=boss.id)


def test_a_role_is_not_given_twice(client: HouseClient) -> None:
    become(client, administrator())
    person = someone()
    page = client.get(give(person.id, "bureau"))
    assert client.send(page).status_code == 303
    again = client.send(page, {"idempotency_key": "another"})
    assert again.status_code == 409
    check_page(again)


def test_a_role_ends_with_a_reason_and_stays_in_the_history(client: HouseClient) -> None:
    become(client, administrator())
    colleague = staff()
    grant = grant_of(colleague.id)
    check_page(client.get(end(grant)))
    refused = client.submit(end(grant), {"reason": " "})
    assert refused.status_code == 422
    check_page(refused)
    assert client.submit(end(grant), {"reason": "Andere baan"}).status_code == 303
    assert held(colleague) == set()
    page = client.get(f"/beheer/mensen/{colleague.id}")
    check_page(page)
    assert "Andere baan" in page.text
    assert client.submit(end(grant), {"reason": "Nog eens"}).status_code == 409


def test_the_last_administrator_cannot_be_ended(session: object) -> None:
    boss, other = administrator(), someone()
    with pytest.raises(Conflict):
        actions.end_role(grant_of(boss.id), by=other.id, reason="Weg")
    with pytest.raises(Conflict):
        actions.erase(queries.person(boss.id))
    second = administrator("Eva Beheer", "eva@example.nl")
    actions.end_role(grant_of(boss.id), by=second.id, reason="Weg")
    assert held(boss) == set()


def test_the_bureau_ends_no_role_of_staff_and_nobody_his_own(client: HouseClient) -> None:
    me, boss = staff(), administrator()
    become(client, me)
    assert client.get(end(grant_of(boss.id))).status_code == 403
    assert client.get(end(grant_of(me.id))).status_code == 403


def test_a_role_of_one_is_not_found_under_another(client: HouseClient) -> None:
    become(client, administrator())
    grant, person = grant_of(staff().id), someone()
    assert client.get(f"/beheer/mensen/{person.id}/rollen/{grant.id}/beeindigen").status_code == 404
    assert client.get(f"/beheer/mensen/{person.id}/rollen/99999999999999999999/beeindigen").status_code == 404
    assert client.get("/beheer/mensen/99999999999999999999").status_code == 404


@pytest.mark.parametrize("nonsense", [
    {"scope_kind": ScopeKind.MUNICIPALITY},
    {"scope_id": 1},
    {"given_by": 1},
    {"ended_at": clock.now()},
    {"reason": "zomaar"},
])  # fmt: skip
def test_the_database_refuses_nonsense(session: object, nonsense: dict[str, object]) -> None:
    person = someone()
    given: dict[str, object] = {"role": Role.BUREAU, "scope_kind": REGION, "scope_id": None, **nonsense}
    if "given_by" in nonsense:
        given["given_by"] = person.id
    db.session.add(RoleGrant(person_id=person.id, **given))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_role_that_is_given_meanwhile_counts_for_who_is_signed_in(session: object) -> None:
    """What a session read with its person is not what holds for good."""
    person = someone()
    found = queries.for_session(person.id, person.session_epoch, "")
    assert found is person
    assert list(found.grants) == []
    actions.give_role(found, Role.BUREAU, REGION, by=None, tell=False)
    assert [grant.role for grant in found.grants] == [Role.BUREAU]
