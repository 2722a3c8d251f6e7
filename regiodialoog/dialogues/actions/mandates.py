"""The councils' assignment: written, agreed per council, and frozen while a council stands by it."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid, Outdated
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, store
from regiodialoog.dialogues import queries
from regiodialoog.dialogues.actions.themes import must_run
from regiodialoog.dialogues.events import AgreementRecorded, MandateChanged, MandateWritten
from regiodialoog.dialogues.models import Mandate, MandateAgreement, Theme
from regiodialoog.organisations.models import Municipality


def write_mandate(theme: Theme, question: str, **texts: Any) -> Mandate:
    """Write the assignment of a theme; ``texts`` by attribute name of Mandate. Raises Conflict when there is one."""
    must_run(theme)
    mandate = Mandate(theme=theme, question=question, **texts)
    store(mandate)
    emit(MandateWritten(subject_id=theme.id, mandate_id=mandate.id))
    return mandate


def change_mandate(mandate: Mandate, **values: Any) -> None:
    """Change its texts; attribute names of Mandate. Raises Conflict while a council stands by the text as it is."""
    must_run(mandate.theme)
    _lock(mandate)
    entries = queries.standing_entries(queries.agreements_of(mandate))
    agreed = sorted(entry.municipality.name for entry in entries.values() if entry.agrees)
    if agreed:
        raise Conflict(
            _(
                "Councils have agreed to this text: %(names)s. It cannot be changed any more. Is a change really "
                "needed? Then first write down for each of these councils that it withdraws, and why.",
                names=", ".join(agreed),
            )
        )
    if fields := assign(mandate, **values):
        emit(MandateChanged(subject_id=mandate.theme_id, mandate_id=mandate.id, fields=fields))


def record_agreement(
    mandate: Mandate,
    municipality: Municipality,
    *,
    agreed_on: date,
    agrees: bool = True,
    remark: str = "",
    reason: str = "",
    document: str = "",
) -> MandateAgreement:
    """Write down what a council said of the mandate, and when. An entry after an earlier one corrects it.

    Raises Invalid for a day to come, and without a reason where one is needed: when the council does not agree, and
    for a correction. Raises Conflict for a municipality that does not take part.
    """
    must_run(mandate.theme)
    _lock(mandate)
    if municipality.id not in {row.municipality_id for row in mandate.theme.municipalities}:
        raise Conflict(_("%(name)s does not take part in this theme.", name=municipality.name))
    before = queries.standing_entries(queries.agreements_of(mandate)).get(municipality.id)
    if not reason.strip() and (not agrees or before is not None):
        raise Invalid(_("Write down why: the council does not agree, or this corrects what stood here."))
    if agreed_on > clock.today():
        raise Invalid(_("A council cannot have said this on a day that is still to come."))
    entry = MandateAgreement(
        mandate=mandate, municipality=municipality, agrees=agrees, agreed_on=agreed_on, remark=remark, reason=reason,
        document=document,
    )  # fmt: skip
    store(entry)
    emit(
        AgreementRecorded(
            subject_id=mandate.theme_id,
            mandate_id=mandate.id,
            agreement_id=entry.id,
            municipality_id=municipality.id,
            agrees=agrees,
        )
    )
    return entry


def _lock(mandate: Mandate) -> None:
    """Nobody changes the text while an agreement to it is written down. Raises Outdated if somebody just did."""
    seen = mandate.version
    db.session.refresh(mandate, with_for_update=True)
    if mandate.version != seen:
        raise Outdated
