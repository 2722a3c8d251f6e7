"""Loads the proposals of the dialogue of 2018–2020 and where they went, from what the loader of dialogues leaves."""

from pathlib import Path

import yaml

from regiodialoog.cli.facts import BadFacts, Facts
from regiodialoog.cli.load_dialogues import DESTINATIONS, PROPOSALS, Left
from regiodialoog.dialogues.models import Theme
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Source
from regiodialoog.proposals import actions, queries
from regiodialoog.proposals.models import Destination, Verdict

VERDICTS = "bestemmingen.yaml"


def load_proposals(left: Left, folder: Path) -> None:
    """Add what is not there yet; once it is, the bureau keeps it. Within a transaction. Raises BadFacts."""
    verdicts = yaml.safe_load((folder / VERDICTS).read_text(encoding="utf-8"))
    destinations = {each.slug: each for each in queries.destinations()}
    for n, facts in enumerate(left.file.each(DESTINATIONS), 1):
        slug = facts.text("id")
        if slug not in destinations:
            destinations[slug] = actions.add_destination(
                facts.text("naam"), slug=slug, position=n, explanation=facts.text("uitleg"),
                verdict=Verdict(verdicts[slug]) if slug in verdicts else None,
            )  # fmt: skip
            facts.all_read()
    if unknown := set(verdicts) - set(destinations):
        raise BadFacts(f"{VERDICTS}: no destination named {', '.join(sorted(unknown))}")
    source = organisations.source(left.file.text("bron"))
    for theme, about in left.themes:
        for facts in about.each(PROPOSALS):
            if queries.find_record(facts.text("id")) is None:
                _proposal(theme, facts, source, destinations)


def _proposal(theme: Theme, facts: Facts, source: Source, destinations: dict[str, Destination]) -> None:
    where = facts.text("bestemming")
    if where not in destinations:
        raise BadFacts(f"{facts.place} › bestemming: there is no {where}")
    programmes = []
    for one in facts.each("programmas"):
        programmes.append((one.text("naam"), one.text("stand")))
        one.all_read()
    examples = [*facts.texts("voorbeelden"), *filter(None, [facts.text("voorbeeld")])]
    actions.record_from_source(
        theme,
        facts.text("titel"),
        slug=facts.text("id"),
        summary=facts.text("omschrijving"),
        source=source,
        destination=destinations[where],
        programmes=programmes,
        is_collection=facts.truth("verzameling"),
        condition=facts.text("voorwaarde"),
        strategy=facts.text("strategie"),
        method=facts.text("werkwijze"),
        area=facts.text("gebied"),
        film_theme=facts.text("thema_film"),
        see_also=facts.text("zie_ook"),
        examples=examples,
        executors=facts.texts("uitvoerders"),
        municipalities=facts.texts("gemeenten"),
    )
    facts.all_read()
