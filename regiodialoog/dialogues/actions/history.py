"""History, taken over from a document: in its own words, with its own dates. Nobody is said to have clicked."""

from collections.abc import Sequence
from typing import Any

from regiodialoog.core.events import emit
from regiodialoog.core.rows import free_slug, store
from regiodialoog.dialogues.events import DialogueRecorded, ThemeRecorded
from regiodialoog.dialogues.models import Dialogue, Round, Theme
from regiodialoog.organisations.models import Interest, Source


def record_dialogue_from_source(
    source: Source, title: str, *, slug: str = "", interests: Sequence[Interest] = (), **facts: Any
) -> Dialogue:
    """Take over a dialogue of before; ``facts`` by attribute name of Dialogue."""
    slug = slug or free_slug(Dialogue, title)
    dialogue = Dialogue(slug=slug, title=title, source=source, interests=list(interests), **facts)
    store(dialogue)
    emit(DialogueRecorded(subject_id=dialogue.id, source_id=source.id))
    return dialogue


def record_theme_from_source(
    source: Source, in_round: Round, title: str, *, number: int, slug: str = "", **facts: Any
) -> Theme:
    """Take over a theme of before; ``facts`` by attribute name of Theme. Phases say what is planned: it has none."""
    theme = Theme(
        round=in_round, slug=slug or free_slug(Theme, title), title=title, number=number, source=source, phases=[],
        municipalities=[], **facts,
    )  # fmt: skip
    store(theme)
    emit(ThemeRecorded(subject_id=theme.id, round_id=in_round.id, source_id=source.id))
    return theme
