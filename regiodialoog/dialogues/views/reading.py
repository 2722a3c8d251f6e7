"""What everybody may read of dialogues."""

from typing import Any

from flask import Response, url_for

from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.subjects import Link, names
from regiodialoog.dialogues import labels, opening, queries, shapes
from regiodialoog.dialogues.models import Dialogue, Influence, Theme
from regiodialoog.dialogues.views.blueprint import bp


@bp.get("/dialogen")
@public
def dialogues() -> Response:
    found = queries.dialogues()
    rounds = queries.rounds(*(row.id for row in found))
    blocks = sorted(shapes.blocks(found, rounds, queries.themes()), key=lambda block: block.urgency)
    return page("dialogues/dialogues.html", blocks=blocks)


@bp.get("/dialogen/<slug>")
@public
def dialogue(slug: str) -> Response:
    found = queries.dialogue(slug)
    (block,) = shapes.blocks([found], queries.rounds(found.id), queries.themes(found.id))
    return page("dialogues/dialogue.html", dialogue=found, block=block)


@bp.get("/themas/<slug>")
@public
def theme(slug: str) -> Response:
    found = queries.theme(slug)
    standing, councils = shapes.where(found), assignment(found)
    opens = not opening.closed([found])
    agreed = bool(councils["answers"]) and councils["agreed"] == len(councils["answers"])
    return page(
        "dialogues/theme.html",
        theme=found,
        dialogue=found.round.dialogue,
        badge=labels.state_of(found, standing, opens=opens),
        standing=standing,
        steps=shapes.steps(found, standing, councils_agree=agreed) if found.phases else [],
        now=shapes.now(found, standing, councils_agree=agreed, opens=opens),
        categories=queries.categories(found.id),
        figures=queries.figures(found.id),
        labels=labels,
        **councils,
    )


def assignment(theme: Theme) -> dict[str, Any]:
    """The mandate, what each council says of it now, and what they said before. Two queries."""
    mandate = queries.mandate_of(theme)
    entries = queries.agreements_of(mandate) if mandate is not None else []
    counting = {entry.id for entry in queries.standing_entries(entries).values()}
    answers = queries.answers(theme, entries)
    return {
        "mandate": mandate,
        "advises": mandate is None or mandate.influence is not Influence.CO_DECIDES,
        "answers": answers,
        "agreed": shapes.agreed(answers),
        "said": shapes.agreed_sentence(shapes.agreed(answers), len(answers)),
        "before": [entry for entry in entries if entry.id not in counting],
    }


@names("dialogue")
def dialogue_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(Dialogue, ids)
    return {row.id: Link(row.title, url_for("dialogues.dialogue", slug=row.slug)) for row in found}


@names("theme")
def theme_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(Theme, ids)
    return {row.id: Link(row.title, url_for("dialogues.theme", slug=row.slug)) for row in found}
