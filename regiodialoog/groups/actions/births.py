"""Keeping of a year of birth only what shows that two people of one name were born in the same year."""

from collections.abc import Sequence

from regiodialoog.accounts.models import Person
from regiodialoog.core.rows import assign
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.births import Born
from regiodialoog.groups.models import Registration


def birth_hash(theme: Theme, person: Person, born: Born | None) -> str:
    """Empty where nobody told a year, or the group asks none."""
    group = queries.find_group(theme)
    if born is None or group is None or not queries.asks_year_of_birth(group.id):
        return ""
    return born.hash_of(theme.id, person.name)


def with_year(fields: Sequence[str], registration: Registration, born: Born | None) -> tuple[str, ...]:
    """Keep what is kept of a year that was filled in. Returns the names of what changed with this among them: a year is
    an answer, also where no other age group follows from it."""
    if born is None:
        return tuple(fields)
    changed = assign(registration, birth_hash=birth_hash(registration.theme, registration.person, born))
    return (*fields, "answers") if changed and "answers" not in fields else tuple(fields)
