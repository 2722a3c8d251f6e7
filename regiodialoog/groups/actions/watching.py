"""Who watches a draw: the clerks of the councils that take part hear of its seal, of its outcome and of its end."""

from typing import Any

from regiodialoog.accounts import queries as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.core import mails
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.groups.models import Draw


def clerks(draw: Draw) -> list[Person]:
    """The clerks of the councils that take part in the theme of a draw, each once."""
    places = [row.municipality_id for row in draw.group.theme.municipalities]
    found = (accounts.holders(Role.CLERK, ScopeKind.MUNICIPALITY, place) for place in places)
    return list({person.id: person for each in found for person in each}.values())


def tell_of_seal(draw: Draw) -> None:
    for clerk in clerks(draw):
        _mail("draw_to_watch", draw, clerk)


def tell_of_pick(draw: Draw) -> None:
    for clerk in clerks(draw):
        _mail("draw_to_confirm", draw, clerk)


def tell_of_end(draw: Draw) -> None:
    for clerk in clerks(draw):
        _mail("draw_abandoned", draw, clerk, takes_part=False)


def _mail(template: str, draw: Draw, person: Person, **about: Any) -> None:
    if not mails.reaches(person.address):
        return
    mails.post(
        f"emails/groups/{template}.txt",
        address=person.address,
        language=person.language,
        dedupe_key=f"{template}:{draw.id}:clerk:{person.id}",
        person_id=person.id,
        person=person,
        theme=draw.group.theme,
        draw=draw,
        **about,
    )
