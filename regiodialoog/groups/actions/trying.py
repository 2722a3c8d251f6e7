"""Trying out signing up: the mail that somebody would get, to whoever tries. No registration is made, so none can count
anywhere, and none has to be cleared away when signing up opens."""

from flask_babel import gettext as _

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails, outbox
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import shapes


def mail_trial(theme: Theme, person: Person, *, language: str) -> None:
    """The mail to who has signed up, marked as a trial."""
    warning = _("This is a trial. Nobody has been signed up.")
    subject, body = mails.compose(
        "emails/groups/registered.txt",
        language,
        person=person,
        theme=theme,
        registration=None,
        shapes=shapes,
        how_filled=lambda _registration: _("Here it says how the places of the chosen interest are filled."),
    )
    outbox.post(
        address=person.address,
        subject=_("Trial: %(subject)s", subject=subject),
        body=f"{warning}\n\n{body}",
        dedupe_key=f"trial:{theme.id}:{person.id}:{clock.now().isoformat()}",
        person_id=person.id,
    )
