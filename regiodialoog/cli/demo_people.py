"""The invented people of the demonstration, at addresses that cannot exist."""

from dataclasses import dataclass

from sqlalchemy import select

from regiodialoog.accounts import actions
from regiodialoog.accounts.events import Registration
from regiodialoog.accounts.models import Person, address_key
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.organisations import queries
from regiodialoog.organisations.actions import create_organisation
from regiodialoog.organisations.models import Organisation, OrganisationKind

DOMAIN = "voorbeeld.example"
ORGANISATION = "ondernemers-aan-tafel"
"""The slug of the invented organisation that somebody speaks for: nobody speaks for a real one here."""


@dataclass(frozen=True)
class Invented:
    """Somebody of the demonstration; ``place`` is the slug of the municipality, the organisation spoken for or
    the theme. Who is a participant has the role from the seat in the group; an assessor has it from a study."""

    name: str
    mailbox: str
    role: Role | None = None
    place: str = ""


PEOPLE = (
    Invented("Bo van Dijk (fictief)", "beheer", Role.ADMINISTRATOR),
    Invented("Sanne Mulder (fictief)", "beheer2", Role.ADMINISTRATOR),
    Invented("Mirjam de Groot (fictief)", "bureau", Role.BUREAU),
    Invented("Joris Peters (fictief)", "bureau2", Role.BUREAU),
    Invented("Aylin Kaya (fictief)", "soest", Role.MUNICIPALITY_OFFICER, "soest"),
    Invented("Pieter Bos (fictief)", "baarn", Role.MUNICIPALITY_OFFICER, "baarn"),
    Invented("Greet Hendriks (fictief)", "griffie.soest", Role.CLERK, "soest"),
    Invented("Tom Visser (fictief)", "raad.soest", Role.COUNCIL_MEMBER, "soest"),
    Invented("Els Dekker (fictief)", "wethouder.leusden", Role.ALDERMAN, "leusden"),
    Invented("Kees Jansen (fictief)", "bedrijven", Role.REPRESENTATIVE, ORGANISATION),
    Invented("Noor Willems (fictief)", "gespreksleider", Role.MODERATOR, "water-in-de-wijk"),
    Invented("Fatima Aydin (fictief)", "deelnemer", Role.PARTICIPANT, "water-in-de-wijk"),
    Invented("Ria Smit (fictief)", "familie"),
    Invented("Henk Smit (fictief)", "familie"),
    Invented("Daan Vermeer (fictief)", "gespreksleider2", Role.MODERATOR, "water-in-de-wijk"),
    Invented("Omar Haddad (fictief)", "deelnemer2", Role.PARTICIPANT, "water-in-de-wijk"),
    Invented("Lotte Bakker (fictief)", "deelnemer3", Role.PARTICIPANT, "water-in-de-wijk"),
    Invented("Ilse Vos (fictief)", "adviseur"),
)


def load_people() -> None:
    """Make the invented people and give them their roles, through the same actions as the screens use."""
    if not queries.taken(Organisation, slug=ORGANISATION):
        create_organisation(
            "Ondernemers aan tafel (fictief)", kind=OrganisationKind.BUSINESS_ASSOCIATION, slug=ORGANISATION
        )
    for invented in PEOPLE:
        if invented in found():
            continue
        _bring(invented)


def found() -> dict[Invented, Person]:
    """Who of them is there, in the order of PEOPLE."""
    keys = {address_key(f"{invented.mailbox}@{DOMAIN}") for invented in PEOPLE}
    there = {
        (person.name, person.address_key): person
        for person in db.session.scalars(select(Person).where(Person.address_key.in_(keys)))
    }
    pairs = ((one, there.get((one.name, address_key(f"{one.mailbox}@{DOMAIN}")))) for one in PEOPLE)
    return {invented: person for invented, person in pairs if person is not None}


def _bring(invented: Invented) -> None:
    home = invented.place if invented.role in (Role.MUNICIPALITY_OFFICER, Role.CLERK, Role.COUNCIL_MEMBER) else ""
    person = actions.register_person(
        name=invented.name,
        address=f"{invented.mailbox}@{DOMAIN}",
        municipality_id=queries.municipality(home).id if home else None,
        how=Registration.LOADED,
        confirmed=True,
    )
    if invented.role in (None, Role.PARTICIPANT):
        return
    kind, scope_id = _scope(invented)
    actions.give_role(person, invented.role, kind, scope_id, by=None, tell=False)


def _scope(invented: Invented) -> tuple[ScopeKind, int | None]:
    if invented.role is Role.REPRESENTATIVE:
        return ScopeKind.ORGANISATION, queries.organisation(invented.place).id
    if invented.role is Role.MODERATOR:
        return ScopeKind.THEME, dialogues.theme(invented.place).id
    if invented.place:
        return ScopeKind.MUNICIPALITY, queries.municipality(invented.place).id
    return ScopeKind.REGION, None
