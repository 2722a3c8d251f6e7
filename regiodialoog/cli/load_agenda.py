"""Loads the strategic agenda from the demonstration's file, and who takes part in what."""

from pathlib import Path
from typing import Any

import yaml

from regiodialoog.agenda import actions, queries
from regiodialoog.agenda.models import ActionStatus, AgendaAction, AgendaPart, AgendaTheme
from regiodialoog.cli.facts import BadFacts, Facts
from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.errors import NotFound
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Organisation

STATUSES = {"": None, "voornemen": ActionStatus.INTENDED}


def load_agenda(folder: Path) -> None:
    """Add the agenda if it is not there yet; once it is, the bureau keeps it and the file is not read again."""
    facts = Facts(yaml.safe_load((folder / "agenda-2022.yaml").read_text(encoding="utf-8")), "agenda-2022.yaml")
    about = facts.inner("agenda")
    try:
        queries.agenda(about.text("id"))
    except NotFound:
        _load(facts, about)


def _load(facts: Facts, about: Facts) -> None:
    mission = facts.inner("missie")
    agenda = actions.create_agenda(
        about.text("titel"),
        slug=about.text("id"),
        edition=parse_fuzzy(about.text("editie")),
        until=parse_fuzzy(str(about.number("looptijd_tot"))),
        description=about.text("omschrijving"),
        recalibration=about.text("herijking"),
        programme=about.text("uitvoeringsprogramma"),
        cooperation=about.text("samenwerkingsvorm"),
        outside=about.text("buiten_de_agenda"),
        mission_slug=mission.text("id"),
        mission=mission.text("tekst"),
        mission_values=mission.texts("waarden"),
        mission_keywords=mission.texts("kernwoorden"),
        source=organisations.source(facts.text("bron")),
    )
    everyone = about.texts("gemeenten")
    for challenge in facts.each("opgaven"):
        actions.add_challenge(agenda, challenge.text("titel"), slug=challenge.text("id"))
        challenge.all_read()
    for development in facts.each("ontwikkelingen"):
        actions.add_development(
            agenda,
            development.text("titel"),
            slug=development.text("id"),
            description=development.text("omschrijving"),
            organisations=_organisations(development),
        )
        development.all_read()
    absent = {one.text("onderdeel"): one for one in facts.each("niet_deelnemend")}
    for part in facts.each("onderdelen"):
        _part(agenda, part, everyone, absent.pop(part.text("id"), None))
    if absent:
        raise BadFacts(f"agenda-2022.yaml › niet_deelnemend: no part named {', '.join(absent)}")
    for each in (facts, about, mission):
        each.all_read()


def _part(agenda: Any, facts: Facts, everyone: list[str], absence: Facts | None) -> None:
    part = actions.create_part(
        agenda,
        facts.text("titel"),
        slug=facts.text("id"),
        number=facts.number("nummer"),
        description=facts.text("omschrijving"),
        approach=facts.text("werkwijze"),
        effects=facts.texts("gewenst_effect"),
        priority_themes=facts.number("aantal_prioritaire_themas"),
    )
    _participations(part, everyone, facts.texts("gemeenten"), absence)
    if "overkoepelende_actie" in facts:
        _action(part, facts.inner("overkoepelende_actie"))
    for theme in facts.each("themas"):
        _theme(part, theme)
    facts.all_read()


def _participations(part: AgendaPart, everyone: list[str], named: list[str], absence: Facts | None) -> None:
    """Who takes part in a part: everyone of the agenda but the absent ones; the part's own list must agree."""
    absent = absence.texts("gemeenten") if absence else []
    if named and sorted(named) != sorted(set(everyone) - set(absent)):
        raise BadFacts(
            f"agenda-2022.yaml › {part.slug}: its municipalities are not those of the agenda less the absent"
        )
    for slug in everyone:
        municipality = organisations.municipality(slug)
        if absence is None or slug not in absent:
            actions.start_participation(municipality, part, takes_part=True)
            continue
        elsewhere = organisations.organisation(absence.text("samenwerking_elders"))
        reason = absence.text("reden")
        actions.start_participation(municipality, part, takes_part=False, reason=reason, elsewhere=elsewhere)
    if absence is not None:
        absence.all_read()


def _theme(part: AgendaPart, facts: Facts) -> None:
    theme = actions.create_theme(
        part,
        facts.text("titel"),
        slug=facts.text("id"),
        number=facts.number("nummer"),
        framework=facts.text("kader"),
        coherence=facts.text("samenhang"),
        laws=facts.texts("wetten"),
        see_also=facts.text("zie_ook"),
        dialogue_theme=facts.text("dialoogthema"),
        organisations=_organisations(facts),
    )
    for goal in facts.texts("doelen"):
        actions.add_goal(theme, goal)
    _figures(theme, facts)
    for milestone in facts.each("mijlpalen"):
        actions.add_milestone(theme, milestone.text("wat"), _date(milestone.text("datum")))
        milestone.all_read()
    for action in facts.each("acties"):
        _action(theme, action)
    facts.all_read()


def _action(place: AgendaTheme | AgendaPart | AgendaAction, facts: Facts) -> None:
    when = facts.text("datum")
    action = actions.create_action(
        place,
        facts.text("titel"),
        slug=facts.text("id"),
        description=facts.text("omschrijving"),
        components=facts.texts("onderdelen"),
        topics=facts.texts("onderwerpen"),
        based_on=facts.texts("gebaseerd_op"),
        framework=facts.text("kader"),
        see_also=facts.text("zie_ook"),
        source_proposal=facts.text("voorstel"),
        status=STATUSES[facts.text("status")],
        when=_date(when) if when else None,
        organisations=_organisations(facts),
        partners=[_partner(one) for one in facts.each("partners")],
    )
    _figures(action, facts)
    for below in facts.each("deelacties"):
        _action(action, below)
    facts.all_read()


def _partner(facts: Facts) -> tuple[str, str]:
    found = facts.text("naam"), facts.text("onderwerp")
    facts.all_read()
    return found


def _figures(of: AgendaTheme | AgendaAction, facts: Facts) -> None:
    for figure in facts.each("cijfers"):
        actions.add_figure(
            of,
            figure.text("wat"),
            value=figure.decimal("waarde"),
            low=figure.decimal("van"),
            high=figure.decimal("tot"),
            unit=figure.text("eenheid"),
        )
        figure.all_read()


def _organisations(facts: Facts) -> list[Organisation]:
    return organisations.by_slugs(Organisation, sorted(facts.texts("organisaties")))


def _date(text: str) -> FuzzyDate:
    return parse_fuzzy(text)
