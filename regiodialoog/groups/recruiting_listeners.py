"""What recruiting does when something happens to people, and what it tidies."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import select

from regiodialoog.accounts.events import Leaving, PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.events import Told, listens
from regiodialoog.core.i18n import DEFAULT, format_date
from regiodialoog.core.tidying import tidies
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.actions import calling, invitees, letters
from regiodialoog.groups.evenings import evenings
from regiodialoog.groups.models import LetterBatch, Offer
from regiodialoog.groups.paid import in_return

BY_PHONE = "emails/groups/offer_by_phone.txt"
ASKED = tuple(f"emails/groups/{template}.txt" for template in queries.ASKS_AN_ANSWER)
SEALED_FOR = timedelta(days=14)


@listens(PersonErased)
def let_go_of_letters(told: Told) -> None:
    event = cast("PersonErased", told.event)
    if event.how is not Leaving.NEVER_CONFIRMED:
        for invitee in queries.invitees_of_person(event.subject_id):
            invitees.wipe(invitee)
    letters.let_go(event.subject_id, again=event.how is Leaving.NEVER_CONFIRMED)
    calling.forget_calls(event.subject_id)


@tidies
def forget_codes() -> None:
    """Codes that nobody said were printed can be read for two weeks, no longer."""
    old = LetterBatch.printed_at.is_(None), LetterBatch.made_at < clock.now() - SEALED_FOR
    for batch in db.session.scalars(select(LetterBatch).where(*old)):
        letters.printed(batch)


@tidies
def forget_invitees() -> None:
    invitees.clear_lists()
    invitees.empty_old_files()


@mails.instead
def call_instead(unsent: mails.Unsent) -> None:
    """A mail to somebody without an e-mail address becomes a call; not what is about the account itself."""
    if unsent.template.startswith("emails/accounts/"):
        return
    theme_id = _about(unsent)
    if theme_id is not None:
        calling.ask_call(
            theme_id,
            unsent.person_id,
            subject=unsent.subject,
            body=_spoken(unsent),
            dedupe_key=unsent.dedupe_key,
        )


def _spoken(unsent: mails.Unsent) -> str:
    """What a mail about a place says, for who tells it by phone: without a link that nobody can press."""
    offer = unsent.about.get("offer")
    if unsent.template not in ASKED or not isinstance(offer, Offer):
        return unsent.body
    days = [(format_date(one.day), one.title) for one in evenings(offer.draw.group.theme) if one.day >= clock.today()]
    gets = in_return(offer.draw.group).plain
    _subject, body = mails.compose(BY_PHONE, DEFAULT, **unsent.about, days=days, gets=gets)
    return body


def _about(unsent: mails.Unsent) -> int | None:
    """The theme that a mail is about: its own, or that for which the person signed up last."""
    theme = unsent.about.get("theme")
    if isinstance(theme, Theme):
        return theme.id
    rows = queries.registrations_of_person(unsent.person_id)
    return rows[-1].theme_id if rows else None


@own_data("recruiting")
def own_way(person: Person) -> dict[str, Any]:
    """How somebody's registrations came in, with where one is reached; as whom the letter that they used was sent; and
    what they are still to be told."""
    rows = [(row, queries.arrival(row.id)) for row in queries.registrations_of_person(person.id)]
    return {
        "arrivals": [
            {
                "theme": row.theme.title,
                "how": arrival.how.value,
                "channel": arrival.channel.name if arrival.channel else "",
                "phone": arrival.phone,
                "post_address": arrival.post_address,
            }
            for row, arrival in rows
            if arrival is not None
        ],
        "invited": [
            {
                "theme": each.in_list.channel.theme.title,
                "name": each.name,
                "street": each.street,
                "home": each.home_key,
                "place": each.place,
                "address": each.address,
                "added_at": each.added_at.isoformat(),
                "opened_at": each.opened_at.isoformat() if each.opened_at else None,
            }
            for each in queries.invitees_of_person(person.id)
        ],
        "calls": [
            {"at": call.made_at.isoformat(), "subject": call.subject, "text": call.body, "state": call.state.value}
            for call in queries.calls_of(person.id)
        ],
    }
