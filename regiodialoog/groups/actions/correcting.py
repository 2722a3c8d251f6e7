"""What staff put right in a registration once the person cannot change it any more: always with a reason.

Nothing of it enters a draw that was sealed. Its pool, its outcome and who is next in line come from the sealed file;
interest, municipality, household and conditions, by which a place is given, cannot be corrected at all. A draw that is
prepared later holds what is known then.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from regiodialoog.accounts import actions as accounts
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions.births import with_year
from regiodialoog.groups.actions.guard import can_be_changed, one_at_a_time
from regiodialoog.groups.actions.helping import offered_of
from regiodialoog.groups.actions.recruiting import reach_at
from regiodialoog.groups.births import Born
from regiodialoog.groups.events import RegistrationCorrected
from regiodialoog.groups.models import Correction, Registration


def can_be_corrected(row: Registration) -> bool:
    """Once it cannot be changed any more, as long as they are on the list and their answers are kept."""
    return row.state in queries.ON_THE_LIST and row.cleared_at is None and not can_be_changed(row)


def correct_registration(
    row: Registration,
    *,
    reason: str,
    by: int,
    answers: Mapping[str, str],
    evenings: Sequence[str],
    help_needed: Sequence[str] | None = None,
    name: str | None = None,
    phone: str | None = None,
    born: Born | None = None,
) -> Correction:
    """Put right the spelling of the name, an answer, a day, the help or the number to call; the person hears of it.
    None leaves it as it is. ``born``: the year of birth behind an answer, as ``register`` takes it.

    Raises Conflict when it can still be changed without a reason, when it is too late, or nothing differs; Invalid
    without a reason, or for an answer that is not asked.
    """
    if not reason.strip():
        raise Invalid(_("Say why this is corrected."))
    one_at_a_time(queries.group_of(row.theme))
    db.session.refresh(row, ["state", "cleared_at", "answers", "evenings", "help_needed"])
    if not can_be_corrected(row):
        raise Conflict(_("This registration cannot be corrected now."))
    told = {"answers": _asked(row, answers), "evenings": sorted(evenings)}
    if help_needed is not None:
        told["help_needed"] = offered_of(queries.group_of(row.theme), help_needed)
    fields = _put_right(row, told, name=name, phone=phone, born=born, by=by)
    if not fields:
        raise Conflict(_("Nothing differs from what was there."))
    made = Correction(registration_id=row.id, fields=list(fields), reason=reason.strip(), corrected_by=by)
    made.registration = row
    store(made)
    emit(
        RegistrationCorrected(
            subject_id=row.theme_id, registration_id=row.id, correction_id=made.id, fields=tuple(fields)
        )
    )
    _tell(row, made)
    return made


def forget_corrections(registration: Registration) -> None:
    """Wipe why it was corrected; that it was, and which fields, stays."""
    mine = Correction.registration_id == registration.id, Correction.cleared_at.is_(None)
    db.session.execute(update(Correction).where(*mine).values(reason="", cleared_at=clock.now()))
    flush()


def _put_right(
    row: Registration,
    told: Mapping[str, Any],
    *,
    name: str | None,
    phone: str | None,
    born: Born | None,
    by: int,
) -> list[str]:
    """``told``: by column what they said. Returns the names of what differed."""
    person, found = row.person, []
    if name is not None and name != person.name and not person.is_staff:
        accounts.change_profile(person, name=name, language=person.language, municipality_id=person.municipality_id)
        found.append("name")
    found += with_year(assign(row, **told), row, born)
    there = queries.arrival(row.id)
    if phone is not None and not person.mail_address and phone != (there.phone if there else ""):
        reach_at(row, phone=phone, by=by)
        found.append("phone")
    return found


def _asked(row: Registration, answers: Mapping[str, str]) -> dict[str, str]:
    """What is asked now, and what was answered to a question that is asked no more. Raises Invalid."""
    values = {one.feature: one.values for one in queries.questions(queries.group_of(row.theme))}
    for feature, value in answers.items():
        if value not in values.get(feature, ()):
            raise Invalid(_("Choose an answer from the list."))
    return {feature: value for feature, value in row.answers.items() if feature not in values} | dict(answers)


def _tell(row: Registration, made: Correction) -> None:
    person = row.person
    mails.post(
        "emails/groups/corrected.txt",
        address=person.address,
        language=person.language,
        dedupe_key=f"corrected:{made.id}",
        person_id=person.id,
        person=person,
        theme=row.theme,
    )
