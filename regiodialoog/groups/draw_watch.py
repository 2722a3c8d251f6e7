"""Who watches a draw, in words: in what office, what everybody reads of it, and what a clerk can do now."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from regiodialoog.accounts.models import Person
from regiodialoog.core.i18n import date_on_page
from regiodialoog.core.policy import Actor, Grant, Role
from regiodialoog.groups import policy
from regiodialoog.groups.actions import can_be_confirmed
from regiodialoog.groups.draw_shapes import url_of
from regiodialoog.groups.models import Draw, DrawCheck, DrawState
from regiodialoog.organisations.models import Municipality


@dataclass(frozen=True)
class Task:
    """What a clerk can do with a draw, and where."""

    label: str
    url: str


def councils(grants: Sequence[Grant], draw: Draw) -> list[Municipality]:
    """The municipalities of a draw's theme of whose council somebody is clerk."""
    places = {grant.scope_id for grant in grants if grant.role is Role.CLERK}
    there = [row.municipality for row in draw.group.theme.municipalities]
    return [each for each in there if each.id in places]


def office(grants: Sequence[Grant], draw: Draw) -> str:
    """In what function a clerk watches: "griffier van Soest", as everybody reads it."""
    names = ", ".join(each.name for each in councils(grants, draw))
    return str(_("clerk of the council of %(names)s", names=names))


def clerk_choices(people: Sequence[Person], draw: Draw) -> list[tuple[str, str]]:
    """Clerks to choose a witness from, for the bureau."""
    return [(str(one.id), f"{one.display_name}, {office(one.grants, draw)}") for one in people]


def witness(draw: Draw) -> str:
    """Who the witness is, and whether they confirmed; empty while there is none."""
    if draw.witnessed_at is not None:
        name = draw.witness.shown_name if draw.witness is not None else ""
        who = f"{name}, {draw.witness_role}" if name else draw.witness_role
        day = date_on_page(draw.witnessed_at)
        return str(_("%(who)s. Confirmed on %(date)s how the outcome came about.", who=who, date=day))
    if draw.witness is None:
        return ""
    if draw.state is DrawState.ABANDONED:
        return str(_("%(who)s was named.", who=draw.witness.office))
    return str(_("%(who)s was named, and has not confirmed the outcome yet.", who=draw.witness.office))


def check(row: DrawCheck) -> str:
    """ "Griffie van Soest, 12 mei 2026: het bestand en de uitslag zijn in orde."."""
    about = {"place": row.municipality.name, "date": date_on_page(row.checked_on)}
    if row.in_order and row.with_result:
        return str(_("Council of %(place)s, %(date)s: file and result are in order.", **about))
    if row.in_order:
        return str(_("Council of %(place)s, %(date)s: the sealed file is in order.", **about))
    return str(_("Council of %(place)s, %(date)s: not in order.", **about))


def tasks(actor: Actor, draw: Draw) -> list[Task]:
    """What waits for a clerk: to note the seal, to confirm the outcome, to check the files when it is known."""
    found = []
    if draw.state is DrawState.SEALED:
        named = draw.witness is not None and draw.witness.person_id == actor.person_id
        label = _("You were named as the witness of this draw") if named else _("Note the seal of the draw")
        found.append(Task(label, url_of(draw)))
    if can_be_confirmed(draw) and policy.may_witness(actor, draw):
        found.append(Task(_("Confirm how the draw was decided"), url_of(draw, "groups.witness_draw")))
    own = {each.id for each in councils(actor.grants, draw)}
    checked = {row.municipality_id for row in draw.checks if row.with_result}
    if draw.state is not DrawState.SEALED and draw.has_file and own - checked and policy.may_check_draw(actor, draw):
        found.append(Task(_("Check the draw, and write down what you found"), url_of(draw, "groups.check_draw")))
    return found
