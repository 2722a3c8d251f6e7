"""Sample arguments for every address with a variable part; a new one is added here, or the walk fails.

A value may be a function of no arguments that looks it up in the demonstration.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from regiodialoog.accounts.models import Person, RoleGrant, SecondFactorReset
from regiodialoog.agenda.models import (
    AgendaAction,
    AgendaChallenge,
    AgendaDevelopment,
    AgendaFigure,
    AgendaGoal,
    AgendaMilestone,
    AgendaPart,
    AgendaTheme,
    Participation,
)
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role
from regiodialoog.organisations.models import Body, Interest, Organisation, Source

Sample = dict[str, Any]


def first(column: Any, *where: Any) -> Callable[[], Any]:
    """The first value of a column in the demonstration, by the order of its table's ids."""
    return lambda: db.session.scalars(select(column).where(*where).order_by(column.class_.id)).first()


def grant(role: Role, column: str) -> Callable[[], Any]:
    """A column of the first grant of a role."""
    return first(getattr(RoleGrant, column), RoleGrant.role == role)


SAMPLES: dict[str, list[Sample]] = {
    "accounts.use_link": [{"token": "geen-echte-sleutel"}],
    "accounts.use_address_link": [{"token": "geen-echte-sleutel"}],
    "accounts.demo_sign_in": [{"person_id": first(Person.id)}],
    "accounts.person": [{"person_id": first(Person.id)}],
    "accounts.ask_reset": [{"person_id": first(Person.id)}],
    "accounts.give_role": [
        {"person_id": first(Person.id), "role": "clerk", "kind": "municipality"},
        {"person_id": first(Person.id), "role": "bureau", "kind": "region"},
    ],
    "accounts.end_role": [
        {"person_id": grant(Role.ADMINISTRATOR, "person_id"), "grant_id": grant(Role.ADMINISTRATOR, "id")},
        {"person_id": grant(Role.CLERK, "person_id"), "grant_id": grant(Role.CLERK, "id")},
    ],
    "accounts.approve_reset": [{"reset_id": first(SecondFactorReset.id)}],
    "accounts.withdraw_reset": [{"reset_id": first(SecondFactorReset.id)}],
    "agenda.part": [{"slug": first(AgendaPart.slug)}],
    "agenda.theme": [{"slug": first(AgendaTheme.slug)}],
    "agenda.edit_action": [{"slug": first(AgendaAction.slug)}],
    "agenda.edit_goal": [{"key": first(AgendaGoal.id)}],
    "agenda.edit_line": [
        {"kind": "opgaven", "key": first(AgendaChallenge.id)},
        {"kind": "ontwikkelingen", "key": first(AgendaDevelopment.id)},
        {"kind": "cijfers", "key": first(AgendaFigure.id)},
        {"kind": "mijlpalen", "key": first(AgendaMilestone.id)},
    ],
    "agenda.edit_part": [{"slug": first(AgendaPart.slug)}],
    "agenda.edit_participation": [{"key": first(Participation.id)}],
    "agenda.edit_theme": [{"slug": first(AgendaTheme.slug)}],
    "agenda.end": [{"kind": "themas", "key": first(AgendaTheme.slug)}, {"kind": "doelen", "key": first(AgendaGoal.id)}],
    "agenda.end_participation": [{"key": first(Participation.id)}],
    "agenda.new_action": [{"slug": first(AgendaTheme.slug)}],
    "agenda.new_figure_of_action": [{"slug": first(AgendaAction.slug)}],
    "agenda.new_goal": [{"slug": first(AgendaTheme.slug)}],
    "agenda.new_line": [{"kind": "opgaven"}, {"kind": "ontwikkelingen"}],
    "agenda.new_line_of_theme": [
        {"slug": first(AgendaTheme.slug), "kind": "cijfers"},
        {"slug": first(AgendaTheme.slug), "kind": "mijlpalen"},
    ],
    "agenda.new_overarching_action": [{"slug": first(AgendaPart.slug)}],
    "agenda.new_participation": [{"kind": "themas", "slug": first(AgendaTheme.slug)}],
    "agenda.new_sub_action": [{"slug": first(AgendaAction.slug)}],
    "agenda.new_theme": [{"slug": first(AgendaPart.slug)}],
    "agenda.participations": [{"kind": "onderdelen", "slug": first(AgendaPart.slug)}],
    "api.gemeente": [{"slug": "soest"}],
    "api.thema": [{"slug": first(AgendaTheme.slug)}],
    "organisations.municipality": [{"slug": "soest"}],
    "organisations.organisation": [{"slug": first(Organisation.slug)}],
    "organisations.manage_active": [{"kind": "gemeenten", "slug": "soest"}],
    "organisations.manage_edit": [
        {"kind": "gemeenten", "slug": "soest"},
        {"kind": "organisaties", "slug": first(Organisation.slug)},
        {"kind": "overleggen", "slug": first(Body.slug)},
        {"kind": "belangen", "slug": first(Interest.slug)},
        {"kind": "bronnen", "slug": first(Source.slug)},
    ],
    "organisations.manage_list": [{"kind": "gemeenten"}, {"kind": "organisaties"}],
    "organisations.manage_new": [{"kind": "gemeenten"}, {"kind": "organisaties"}, {"kind": "bronnen"}],
}
"""Endpoint → its arguments, once or several times."""


def arguments(endpoint: str, names: set[str]) -> list[Sample]:
    """The arguments to visit one endpoint with. Raises KeyError with advice when there are none."""
    if not names:
        return [{}]
    samples = SAMPLES.get(endpoint, [])
    if not samples or any(set(sample) != names for sample in samples):
        raise KeyError(f"{endpoint} needs {sorted(names)}: add a sample to tests/house/routes.py")
    return [{name: value() if callable(value) else value for name, value in sample.items()} for sample in samples]
