"""What groups do when somebody who signed up changes their name: doubles are still found by it."""

from flask import current_app

from regiodialoog.accounts.models import Person
from regiodialoog.accounts.renaming import follows_name
from regiodialoog.core import clock
from regiodialoog.core.rows import assign
from regiodialoog.groups import births, queries


@follows_name
def rename_hashes(person: Person, before: str) -> None:
    key, year = current_app.config["SETTINGS"].signing_key, clock.today().year
    for row in queries.registrations_of_person(person.id):
        if row.birth_hash:
            found = births.renamed(row.birth_hash, row.theme_id, before, person.name, key=key, this_year=year)
            assign(row, birth_hash=found)
