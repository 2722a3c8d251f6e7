"""Dialogues and their rounds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from regiodialoog.core.db import db
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.dialogues.events import DialogueChanged, DialogueCreated, RoundAdded, RoundChanged
from regiodialoog.dialogues.models import Dialogue, Round
from regiodialoog.organisations.models import Interest


def create_dialogue(title: str, *, slug: str = "", interests: Sequence[Interest] = (), **facts: Any) -> Dialogue:
    """Add a dialogue that will run here; ``facts`` by attribute name of Dialogue."""
    slug = slug or free_slug(Dialogue, title)
    dialogue = Dialogue(slug=slug, title=title, interests=list(interests), **facts)
    store(dialogue)
    emit(DialogueCreated(subject_id=dialogue.id))
    return dialogue


def change_dialogue(dialogue: Dialogue, **values: Any) -> None:
    """Change texts and interests; attribute names of Dialogue."""
    if fields := assign(dialogue, **values):
        emit(DialogueChanged(subject_id=dialogue.id, fields=fields))


def add_round(dialogue: Dialogue, *, number: int | None = None, slug: str = "", **facts: Any) -> Round:
    """Add a round, the next one unless ``number`` says otherwise; ``facts`` by attribute name of Round."""
    if number is None:
        number = next_number(Round, "number", dialogue_id=dialogue.id)
    slug = slug or free_slug(Round, f"{dialogue.slug}-ronde-{number}")
    made = Round(dialogue=dialogue, number=number, slug=slug, **facts)
    store(made)
    emit(RoundAdded(subject_id=dialogue.id, round_id=made.id))
    return made


def change_round(row: Round, **values: Any) -> None:
    """Change when it begins and how its themes were found; attribute names of Round."""
    if fields := assign(row, **values):
        emit(RoundChanged(subject_id=row.dialogue_id, round_id=row.id, fields=fields))


def next_number(kind: Any, column: str, **among: Any) -> int:
    """The number after the last among rows with these values."""
    last = db.session.scalar(select(func.max(getattr(kind, column))).filter_by(**among))
    return int(last or 0) + 1
