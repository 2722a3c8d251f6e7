"""What recruiting does when something happens to people, and what it tidies."""

from datetime import timedelta
from typing import cast

from sqlalchemy import select

from regiodialoog.accounts.events import Leaving, PersonErased
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.events import Told, listens
from regiodialoog.core.tidying import tidies
from regiodialoog.groups.actions import letters
from regiodialoog.groups.models import LetterBatch

SEALED_FOR = timedelta(days=14)


@listens(PersonErased)
def let_go_of_letters(told: Told) -> None:
    event = cast("PersonErased", told.event)
    letters.let_go(event.subject_id, again=event.how is Leaving.NEVER_CONFIRMED)


@tidies
def forget_codes() -> None:
    """Codes that nobody said were printed can be read for two weeks, no longer."""
    old = LetterBatch.printed_at.is_(None), LetterBatch.made_at < clock.now() - SEALED_FOR
    for batch in db.session.scalars(select(LetterBatch).where(*old)):
        letters.printed(batch)
