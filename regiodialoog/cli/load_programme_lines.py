"""The lines of one opgave of the programme's file: goals, people, parties, figures, documents and lists."""

from typing import Any

from regiodialoog.cli.facts import BadFacts, Facts
from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.errors import NotFound
from regiodialoog.organisations import queries as organisations
from regiodialoog.programme import actions
from regiodialoog.programme.models import (
    Bound,
    Challenge,
    ChallengeActivity,
    ChallengeDocument,
    ChallengeFigure,
    ChallengeGoal,
    ChallengeLead,
    ChallengeList,
    ChallengeParticipation,
    ChallengeParty,
    ChallengeSubtrack,
    GoalLevel,
    PartyRole,
)

BOUNDS = {"": None, "minder dan": Bound.LESS_THAN, "minimaal": Bound.AT_LEAST}
ROLES = {
    "opdrachtgevers": PartyRole.COMMISSIONER,
    "partners": PartyRole.PARTNER,
    "steunverklaringen": PartyRole.SUPPORTER,
    "organisaties": PartyRole.MENTIONED,
}
LISTS = {
    "soorten_hulp": "Soorten hulp",
    "onderwerpen_overleg": "Onderwerpen van het overleg",
    "regionale_uitgangspunten": "Regionale uitgangspunten",
    "provinciaal_beleid": "Provinciaal beleid",
}


def add_lines(
    challenge: Challenge, facts: Facts, activity: ChallengeActivity | None = None
) -> dict[str, ChallengeSubtrack]:
    """Everything of an opgave, or of one activity, but activities and moments. Answers the subtracks by slug."""
    place = {"activity_id": activity.id} if activity is not None else {}
    for key, role in ROLES.items():
        _parties(challenge, facts, key, role, **place)
    for figure in facts.each("cijfers"):
        _figure(challenge, figure, **place)
    if activity is not None:
        _parties(challenge, facts, "gemeenten", PartyRole.TAKES_PART, **place)
        return {}
    if sender := facts.text("afzender_naar_rijk"):
        _party(challenge, sender, PartyRole.SENDER)
    for figure in facts.each("partners_cijfers"):
        _figure(challenge, figure, about="Partners")
    _participations(challenge, facts)
    for lead in facts.each("bestuurlijke_trekkers"):
        actions.add_line(
            ChallengeLead, challenge, function=lead.text("functie"), name=lead.text("naam"),
            note=lead.text("toelichting"),
        )  # fmt: skip
        lead.all_read()
    _goals(challenge, facts)
    _lists(challenge, facts, ("soorten_hulp", "onderwerpen_overleg"))
    for document in facts.each("documenten"):
        _document(challenge, document)
    return {each.text("id"): _subtrack(challenge, each) for each in facts.each("deeltrajecten")}


def period(facts: Facts, key: str) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """Start and end as printed; either may be absent."""
    inner = facts.inner(key)
    start, end = inner.text("start"), inner.text("eind")
    inner.all_read()
    return (date_of(start) if start else None), (date_of(end) if end else None)


def date_of(text: str) -> FuzzyDate:
    return parse_fuzzy(text)


def _participations(challenge: Challenge, facts: Facts) -> None:
    scopes = {}
    for limited in facts.each("gemeenten_beperkt"):
        scopes[limited.text("gemeente")] = f"alleen {limited.text('alleen')}"
        limited.all_read()
    for slug in facts.texts("gemeenten"):
        actions.add_line(
            ChallengeParticipation, challenge, municipality=organisations.municipality(slug),
            scope=scopes.pop(slug, ""),
        )  # fmt: skip
    if scopes:
        raise BadFacts(f"{facts.place} › gemeenten_beperkt: {', '.join(scopes)} does not take part")


def _goals(challenge: Challenge, facts: Facts) -> None:
    for goal in facts.each("einddoelen"):
        now, second = goal.inner("huidige_waarde"), goal.inner("tweede_waarde")
        measured = now.text("peilmoment")
        row = actions.add_line(
            ChallengeGoal,
            challenge,
            slug=goal.text("id"),
            text=goal.text("tekst"),
            **_target(goal),
            second_target=second.decimal("waarde"),
            second_unit=second.text("eenheid"),
            current_value=now.decimal("waarde"),
            current_unit=now.text("eenheid"),
            current_bound=BOUNDS[now.text("grens")],
            measured=date_of(measured) if measured else None,
        )
        _lists(challenge, goal, ("regionale_uitgangspunten", "provinciaal_beleid"), goal_id=row.id)
        for each in (now, second, goal):
            each.all_read()
    if "landelijk_doel" in facts:
        national = facts.inner("landelijk_doel")
        actions.add_line(ChallengeGoal, challenge, level=GoalLevel.NATIONAL, **_target(national))
        national.all_read()


def _target(facts: Facts) -> dict[str, Any]:
    return {
        "indicator": facts.text("indicator"),
        "target": facts.decimal("streefwaarde"),
        "unit": facts.text("eenheid"),
        "year": facts.number("jaar"),
    }


def _lists(challenge: Challenge, facts: Facts, keys: tuple[str, ...], **place: int) -> None:
    for key in keys:
        if items := facts.texts(key):
            actions.add_line(ChallengeList, challenge, title=LISTS[key], items=items, **place)


def _figure(challenge: Challenge, facts: Facts, **more: Any) -> None:
    actions.add_line(
        ChallengeFigure, challenge, what=facts.text("wat"), value=facts.decimal("waarde"), unit=facts.text("eenheid"),
        bound=BOUNDS[facts.text("grens")], **more,
    )  # fmt: skip
    facts.all_read()


def _document(challenge: Challenge, facts: Facts) -> None:
    year = facts.number("jaar")
    printed = str(year) if year is not None else facts.text("maand") or facts.text("datum")
    facts.skip("jaar", "maand", "datum")
    when = date_of(printed) if printed else None
    actions.add_line(ChallengeDocument, challenge, title=facts.text("titel"), when=when)
    facts.all_read()


def _subtrack(challenge: Challenge, facts: Facts) -> ChallengeSubtrack:
    start, end = period(facts, "looptijd")
    row = actions.add_line(
        ChallengeSubtrack, challenge, slug=facts.text("id"), title=facts.text("titel"), period_start=start,
        period_end=end,
    )  # fmt: skip
    _parties(challenge, facts, "opdrachtgevers", PartyRole.COMMISSIONER, subtrack_id=row.id)
    facts.all_read()
    return row


def _parties(challenge: Challenge, facts: Facts, key: str, role: PartyRole, **place: int) -> None:
    for slug in facts.texts(key):
        _party(challenge, slug, role, **place)


def _party(challenge: Challenge, slug: str, role: PartyRole, **place: int) -> None:
    """A slug names the region itself, a municipality, or an organisation. Raises NotFound for anything else."""
    if slug == organisations.region().slug:
        actions.add_line(ChallengeParty, challenge, role=role, is_region=True, **place)
        return
    try:
        actions.add_line(ChallengeParty, challenge, role=role, municipality=organisations.municipality(slug), **place)
    except NotFound:
        actions.add_line(ChallengeParty, challenge, role=role, organisation=organisations.organisation(slug), **place)
