"""Loads the dialogue of 2018–2020 from the demonstration's file: the process, its rounds and themes.

The proposals of each theme and where they went are another loader's: this one hands on what it leaves (``Left``).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from regiodialoog.cli.facts import BadFacts, Facts
from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues import actions, queries
from regiodialoog.dialogues.models import Dialogue, Round, Theme, ThemeOrigin
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Interest, Source

FILE = "dialoog-2018-2020.yaml"
PROPOSALS, DESTINATIONS = "voorstellen", "bestemmingen"
AGENDA = "Strategische Agenda"


@dataclass(frozen=True)
class Left:
    """What is left for the loader of proposals: ``file`` with its key DESTINATIONS, and every theme with the facts of
    which only the key PROPOSALS is still to be read."""

    file: Facts
    themes: list[tuple[Theme, Facts]]


def load_dialogues(folder: Path) -> Left:
    """Add the dialogue if it is not there yet; once it is, the bureau keeps it and only what is left is read again.
    Raises BadFacts."""
    facts = Facts(yaml.safe_load((folder / FILE).read_text(encoding="utf-8")), FILE)
    process = facts.inner("proces")
    slug = process.text("id")
    try:
        queries.dialogue(slug)
    except NotFound:
        _load(facts, process)
    by_slug = {theme.slug: theme for theme in queries.themes(queries.dialogue(slug).id)}
    themes = [(by_slug[one.text("id")], one) for one in facts.each("themas") if one.text("id") in by_slug]
    return Left(facts, themes)


def _load(facts: Facts, process: Facts) -> None:
    source = organisations.source(facts.text("bron"))
    dialogue = _dialogue(source, process)
    rounds: dict[str, tuple[Round, list[str]]] = {}
    for one in facts.each("rondes"):
        rounds[one.text("id")] = _round(dialogue, one), one.texts("themas")
        one.all_read()
    for one in facts.each("themas"):
        in_round, named = rounds[one.text("ronde")]
        if one.text("id") not in named:
            raise BadFacts(f"{one.place}: its round does not name it")
        named.remove(one.text("id"))
        _theme(source, in_round, one)
    if missing := [slug for _row, named in rounds.values() for slug in named]:
        raise BadFacts(f"{FILE} › rondes: no theme named {', '.join(missing)}")
    facts.skip(DESTINATIONS)  # the loader of proposals reads them
    facts.all_read()


def _dialogue(source: Source, facts: Facts) -> Dialogue:
    kickoff, composition = facts.inner("aftrap"), facts.inner("samenstelling")
    dialogue = actions.record_dialogue_from_source(
        source,
        facts.text("naam"),
        slug=facts.text("id"),
        interests=_interests(composition),
        description=facts.text("omschrijving"),
        purpose=facts.text("doel"),
        distinction=facts.text("uniek"),
        preparation=facts.text("voorbereiding"),
        kickoff_slug=kickoff.text("id"),
        kickoff=_date(kickoff.text("maand")),
        kickoff_with=kickoff.text("met"),
        kickoff_note=kickoff.text("wat"),
        duration=facts.text("doorlooptijd"),
        phasing=facts.text("reden_twee_fases"),
        composition=composition.text("naam"),
        composition_note=composition.text("omschrijving"),
        involved=facts.texts("betrokken_bij_agenda"),
        outcome=facts.text("uitkomst_in"),
        afterwards=facts.text("spelregel_na_afloop"),
    )
    for each in (kickoff, composition, facts):
        each.all_read()
    return dialogue


def _interests(facts: Facts) -> list[Interest]:
    by_slug = {interest.slug: interest for interest in organisations.interests()}
    wanted = facts.texts("belangen")
    if unknown := [slug for slug in wanted if slug not in by_slug]:
        raise BadFacts(f"{facts.place} › belangen: there is no {', '.join(unknown)}")
    return [by_slug[slug] for slug in wanted]


def _round(dialogue: Dialogue, facts: Facts) -> Round:
    return actions.add_round(
        dialogue,
        number=facts.number("nummer"),
        slug=facts.text("id"),
        start=_date(facts.text("start")),
        start_note=facts.text("start_toelichting"),
        theme_origin=facts.text("herkomst_themas"),
        chosen_by=facts.text("gekozen_door"),
        chosen_in=_date(facts.text("gekozen_in")),
    )


def _theme(source: Source, in_round: Round, facts: Facts) -> None:
    theme = actions.record_theme_from_source(
        source,
        in_round,
        facts.text("titel"),
        number=facts.number("nummer") or 0,
        slug=facts.text("id"),
        question=facts.text("vraag"),
        goal=facts.text("doel"),
        conclusions=facts.texts("conclusies"),
        origin=_origin(in_round),
    )
    for one in facts.each("categorieen"):
        actions.add_category(theme, one.text("naam"), slug=one.text("id"), explanation=one.text("uitleg"))
        one.all_read()
    for one in facts.each("cijfers"):
        _figure(theme, one)
    facts.skip(PROPOSALS)  # the loader of proposals reads them
    facts.all_read()


def _figure(theme: Theme, facts: Facts) -> None:
    value = facts.decimal("waarde")
    if value is None:
        raise BadFacts(f"{facts.place}: a figure without a number")
    actions.add_figure(
        theme,
        facts.text("wat"),
        value=value,
        unit=facts.text("eenheid"),
        bound=facts.text("grens"),
        year=facts.number("jaar"),
        compared_with=facts.number("ten_opzichte_van"),
    )
    facts.all_read()


def _origin(in_round: Round) -> ThemeOrigin:
    """What the source says of a round goes for its themes."""
    if in_round.chosen_by:
        return ThemeOrigin.CHOSEN_BY_COUNCILS
    return ThemeOrigin.FROM_AGENDA if AGENDA in in_round.theme_origin else ThemeOrigin.UNKNOWN


def _date(text: Any) -> FuzzyDate | None:
    return parse_fuzzy(text) if text else None
