"""Loads the implementation programme of March 2025 from the demonstration's file, with every moment it names."""

from pathlib import Path
from typing import Any

import yaml

from regiodialoog.adoption import actions as adoption
from regiodialoog.adoption import queries as moments
from regiodialoog.adoption.models import DecidesAs, KindOrigin, MomentKind, MomentState
from regiodialoog.cli.facts import BadFacts, Facts
from regiodialoog.cli.load_programme_lines import add_lines, date_of, period
from regiodialoog.core.dates import FuzzyDate, Precision
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Source
from regiodialoog.programme import actions, queries
from regiodialoog.programme.models import Challenge, ChallengeActivity, ChallengeGroup, ChallengeKind

FILE = "voortgang-2025-03.yaml"
ORIGINS = {
    "legenda": KindOrigin.LEGEND,
    "legenda planning en control": KindOrigin.CONTROL_LEGEND,
    "tekst": KindOrigin.TEXT,
}
DECIDE_AS = {
    "besluitvormend-bo": DecidesAs.POLITICAL_MEETING,
    "bo": DecidesAs.POLITICAL_MEETING,
    "bol": DecidesAs.POLITICAL_MEETING,
    "bo-mirt": DecidesAs.POLITICAL_MEETING,
    "collegevergadering": DecidesAs.COLLEGE,
    "college": DecidesAs.COLLEGE,
    "behandeling-in-raad": DecidesAs.COUNCIL,
    "raad": DecidesAs.COUNCIL,
}
"""Whose words an outcome is in. Kinds that are no decision of a body, or of a body that the source does not explain,
have no outcome."""
BODIES = {
    "bo": "overleg-bo", "besluitvormend-bo": "overleg-bo", "bol": "overleg-bol", "bo-mirt": "overleg-bo-mirt",
    "arg": "overleg-arg", "bosd": "overleg-bosd", "ssd": "overleg-ssd",
}  # fmt: skip
"""Kinds that are the meeting of one body of the region."""
STATES = {
    "geweest": MomentState.HELD,
    "gepland": MomentState.PLANNED,
    "verwacht": MomentState.EXPECTED,
    "": MomentState.UNKNOWN,
}
PRECISIONS = {
    "dag": {Precision.DAY},
    "maand": {Precision.MONTH},
    "kwartaal": {Precision.QUARTER},
    "jaar": {Precision.YEAR},
    "omschrijving": {Precision.PART, Precision.SEASON, Precision.OPEN},
    "zonder-jaar": {Precision.OPEN},
}
# The timelines of the report are pictures: in the text that the facts were taken from their signs are lost.
CAVEAT = (
    "De tijdlijnen van de rapportage zijn plaatjes. Die konden wij niet overnemen. Momenten die alleen daarin "
    "staan, ontbreken hier dus. Alle momenten hier staan in de tekst van de rapportage."
)


def load_programme(folder: Path) -> None:
    """Add the programme if it is not there yet; once it is, the bureau keeps it and the file is not read again."""
    if queries.find_programme() is not None:
        return
    facts = Facts(yaml.safe_load((folder / FILE).read_text(encoding="utf-8")), FILE)
    Loading(facts).load()


class Loading:
    """One reading of the file, from top to bottom."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.source: Source = organisations.source(facts.text("bron"))
        self.kinds: dict[str, MomentKind] = {}
        self.year = 0

    def load(self) -> None:
        self._programme(self.facts.inner("rapportage"))
        for kind in self.facts.each("soorten_momenten"):
            self._kind(kind)
        groups: dict[str, ChallengeGroup] = {}
        order: dict[str, list[str]] = {}
        for group in self.facts.each("themagroepen"):
            made = actions.add_group(group.text("titel"), slug=group.text("id"))
            groups[made.slug], order[made.slug] = made, group.texts("onderwerpen")
            group.all_read()
        for subject in self.facts.each("onderwerpen"):
            where = subject.text("themagroep")
            self._challenge(subject, groups[where], order[where])
        self._cycle(self.facts.inner("planning_en_control"))
        self.facts.all_read()

    def _programme(self, facts: Facts) -> None:
        as_of = date_of(facts.text("maand"))
        assert as_of.start is not None  # noqa: S101 - a month has days
        self.year = as_of.start.year
        actions.set_up_programme(
            facts.text("titel"),
            slug=facts.text("id"),
            as_of=as_of,
            made_by=facts.text("maker"),
            description=facts.text("omschrijving"),
            caveat=CAVEAT,
            source=self.source,
        )
        facts.all_read()

    def _kind(self, facts: Facts) -> None:
        slug, origin = facts.text("id"), ORIGINS[facts.text("herkomst")]
        self.kinds[slug] = adoption.add_kind(
            facts.text("naam"),
            slug=slug,
            origin=origin,
            in_table=origin is KindOrigin.LEGEND,
            decides_as=DECIDE_AS.get(slug, DecidesAs.NOTHING),
        )
        facts.all_read()

    def _challenge(self, facts: Facts, group: ChallengeGroup, order: list[str]) -> None:
        slug = facts.text("id")
        period_start, period_end = period(facts, "looptijd")
        follow_up_start, follow_up_end = period(facts, "looptijd_vervolg")
        note = facts.text("tijdlijn_opmerking")
        challenge = actions.record_from_source(
            group,
            facts.text("titel"),
            slug=slug,
            position=order.index(slug) + 1,
            what=facts.text("wat"),
            state_of_affairs=facts.text("stand_van_zaken"),
            commissioners_note=facts.text("opdrachtgevers_toelichting"),
            period_start=period_start,
            period_end=period_end,
            follow_up_start=follow_up_start,
            follow_up_end=follow_up_end,
            timeline_note=note,
            quiet_year=self.year if note else None,  # the one remark in the file says that there is nothing to do
            source=self.source,
        )
        subtracks = add_lines(challenge, facts)
        for activity in facts.each("activiteiten"):
            self._activity(challenge, activity, subtracks)
        for moment in facts.each("momenten"):
            self._moment(challenge, moment)
        facts.all_read()

    def _cycle(self, facts: Facts) -> None:
        """Planning and control: no opgave of a group, but with products and moments of its own."""
        cycle = actions.record_from_source(
            None, facts.text("titel"), slug=facts.text("id"), what=facts.text("omschrijving"), source=self.source,
            kind=ChallengeKind.CYCLE,
        )  # fmt: skip
        for product in facts.each("producten"):
            actions.add_line(
                ChallengeActivity, cycle, slug=product.text("id"), title=product.text("titel"),
                description=product.text("toelichting"),
            )  # fmt: skip
            product.all_read()
        for moment in facts.each("momenten"):
            self._moment(cycle, moment)
        facts.all_read()

    def _activity(
        self,
        challenge: Challenge,
        facts: Facts,
        subtracks: dict[str, Any],
        parent: ChallengeActivity | None = None,
    ) -> None:
        subtrack = facts.text("deeltraject")
        activity = actions.add_line(
            ChallengeActivity,
            challenge,
            slug=facts.text("id"),
            title=facts.text("titel"),
            description=facts.text("omschrijving"),
            topics=facts.texts("onderwerpen"),
            concerns=facts.texts("zorgen"),
            follow_up=facts.text("vervolg"),
            subtrack=subtracks[subtrack] if subtrack else None,
            parent=parent,
        )
        add_lines(challenge, facts, activity=activity)
        for moment in facts.each("momenten"):
            self._moment(challenge, moment, activity)
        for below in facts.each("deelactiviteiten"):
            self._activity(challenge, below, subtracks, activity)
        facts.all_read()

    def _moment(self, challenge: Challenge, facts: Facts, activity: ChallengeActivity | None = None) -> None:
        slug, kind = facts.text("id"), facts.text("soort")
        same = facts.text("zelfde_bijeenkomst_als")
        places = facts.texts("gemeenten")
        if len(places) > 1:
            raise BadFacts(f"{facts.place} › gemeenten: a moment is of one municipality, or of all")
        moment = adoption.record_from_source(
            self.kinds[kind],
            facts.text("wat"),
            slug=slug,
            source=self.source,
            state=STATES[facts.text("status")],
            when=_when(facts),
            body=organisations.body(BODIES[kind]) if kind in BODIES else None,
            municipality=organisations.municipality(places[0]) if places else None,
            without_year=facts.text("precisie") == "zonder-jaar",
            year_derived=facts.truth("jaar_afgeleid"),
            by_latest=facts.truth("uiterlijk"),
            same_meeting=moments.moment(same) if same else None,
        )
        actions.link_moment(challenge, moment, activity=activity)
        facts.all_read()


def _when(facts: Facts) -> FuzzyDate | None:
    """The date as printed. Raises BadFacts when it does not say as much as the file says that it does."""
    text, precision = facts.text("wanneer"), facts.text("precisie")
    if precision == "onbekend" and not text:
        return None
    when = date_of(text)
    if when.precision not in PRECISIONS.get(precision, ()):
        raise BadFacts(f"{facts.place} › wanneer: {text!r} is not {precision}")
    return when
