"""Another e-mail address: proved by a link to the new one, announced at the old one."""

from regiodialoog.accounts import queries
from regiodialoog.accounts.actions.tokens import issue, spend, use_up
from regiodialoog.accounts.events import AddressChangeAsked, AddressChanged
from regiodialoog.accounts.models import Person, Purpose
from regiodialoog.core import mails
from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.text import mask_address


def ask_address_change(person: Person, address: str) -> None:
    """Mail a link to the new address, and a warning to the present one."""
    text, mark = issue(Purpose.CHANGE_ADDRESS, address, person_id=person.id)
    mails.post(
        "emails/accounts/new_address.txt",
        address=address,
        language=person.language,
        dedupe_key=f"new-address:{mark}",
        person_id=person.id,
        secret=True,
        token=text,
        person=person,
    )
    _tell_old("emails/accounts/address_change_asked.txt", person, address, f"address-asked:{mark}")
    emit(AddressChangeAsked(subject_id=person.id))


def change_address(text: str) -> Person:
    """Spend the link from the mail: from now on this is the address. Raises NotFound when the link no longer works.

    Ends all sessions: whoever read the old mailbox may have one.
    """
    token = spend(text, Purpose.CHANGE_ADDRESS)
    (person,) = queries.behind(token)
    _tell_old("emails/accounts/address_changed.txt", person, token.address, f"address-changed:{token.mark}")
    use_up(person)
    person.address = token.address
    person.session_epoch += 1
    db.session.flush()
    emit(AddressChanged(subject_id=person.id))
    return person


def _tell_old(template: str, person: Person, new: str, dedupe_key: str) -> None:
    mails.post(
        template,
        address=person.address,
        language=person.language,
        dedupe_key=dedupe_key,
        person_id=person.id,
        person=person,
        new=mask_address(new),
    )
