"""What the search page looks through: one query each, with only the columns that are read."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Dialogue, Round, Theme


class Sought(NamedTuple):
    """A thing that may be found: ``text`` is all that it says, ``place`` what it belongs to."""

    slug: str
    title: str
    text: str
    place: str = ""


def sought_dialogues() -> Sequence[Sought]:
    columns = (Dialogue.description, Dialogue.purpose, Dialogue.distinction, Dialogue.composition, Dialogue.afterwards)
    rows = db.session.execute(select(Dialogue.slug, Dialogue.title, *columns).order_by(Dialogue.id.desc()))
    return [Sought(row[0], row[1], _joined(*row[2:])) for row in rows]


def sought_themes() -> Sequence[Sought]:
    """The newest dialogue first; ``place`` is the title of the dialogue."""
    query = select(
        Theme.slug, Theme.title, Dialogue.title, Theme.summary, Theme.question, Theme.goal, Theme.conclusions
    )
    query = query.join(Theme.round).join(Round.dialogue)
    rows = db.session.execute(query.order_by(Dialogue.id.desc(), Round.number, Theme.number))
    return [Sought(row[0], row[1], _joined(*row[3:6], *row[6]), row[2]) for row in rows]


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)
