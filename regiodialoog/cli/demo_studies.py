"""Invented studies of invented proposals: one with a published verdict, one under study, one that is announced.

Dates count back from the day of loading; everything goes through the same actions as the screens use. Pages mark all of
it as *fictief*; no council decided anything in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from regiodialoog.accounts.models import Person
from regiodialoog.cli import demo_people
from regiodialoog.cli.demo_placement import THEME
from regiodialoog.cli.demo_polls import MIRJAM, Stage
from regiodialoog.core import clock
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.policy import Role
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.feasibility.actions import study as actions
from regiodialoog.feasibility.actions import study_verdict as verdicts
from regiodialoog.feasibility.models.study import Finding, Judgement, MunicipalView, Study, ViewKind
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.proposals import queries as proposals
from regiodialoog.proposals.models import Verdict

ADVISER = "adviseur"
BEFORE, PROMISED = timedelta(days=18), timedelta(days=60)
"""How much earlier the first study was held (a project came from it, see demo_projects); when a verdict is due."""
TITLES = ("Een bankje om de driehonderd meter", "Schoolpleinen open na vier uur", "Een regionaal ommetjesnet")
FINDINGS = {
    "juridisch": (Judgement.NO_OBJECTION, "Het mag langs paden die van een gemeente zijn.", "Fictieve nota paden"),
    "financieel": (Judgement.ATTENTION, "Voor het onderhoud staat nog geen geld in de begroting.", "Fictieve raming"),
    "technisch": (Judgement.ATTENTION, "In natte gebieden blijft een gewoon bankje niet staan.", ""),
    "capaciteit": (Judgement.NO_OBJECTION, "De buitendienst kan elk jaar een deel plaatsen.", ""),
    "draagvlak": (Judgement.NO_OBJECTION, "In de groep was bijna iedereen voor.", ""),
    "duurzaamheid": (Judgement.NO_OBJECTION, "Er is hout uit de streek.", ""),
}
PLAIN = dict.fromkeys(FINDINGS, (Judgement.NO_OBJECTION, "Hier is niets op tegen.", ""))
Found = dict[str, tuple[Judgement, str, str]]
VIEWS = (
    (ViewKind.CAN, ""),
    (ViewKind.CAN_IF, "Als er elk jaar geld is voor het onderhoud."),
    (ViewKind.CAN_IF, "Als de eigenaar van de grond het goed vindt."),
)


def load_studies() -> None:
    """Begin what was not begun yet. Within a transaction."""
    theme = dialogues.theme(THEME)
    known = {row.title: row for row in proposals.of_theme(theme.id)}
    benches, yards, paths = (known[title] for title in TITLES)
    if queries.study_of(benches.id) is not None:
        return
    people: dict[str, Person] = {}
    for invented, person in demo_people.found().items():
        people.setdefault(invented.mailbox, person)
    stage = Stage(theme, people, clock.today())
    earlier = replace(stage, today=stage.today - BEFORE)
    with earlier.on(-11, MIRJAM):
        promised = earlier.today + PROMISED
        (published,) = actions.open_studies([benches], promised_on=promised, fictitious=True)
    with stage.on(-11, MIRJAM):
        promised = stage.today + PROMISED
        announced, under_way = actions.open_studies([yards, paths], promised_on=promised, fictitious=True)
    _published(earlier, published)
    _announced(stage, announced)
    _under_way(stage, under_way)


@contextmanager
def _writing(stage: Stage, days: int, role: Role) -> Iterator[None]:
    acting = Acting(person_id=None, role=role.value, channel="invented")
    with clock.at(stage.moment(days, 12)), acting_as(acting):
        yield


def _findings(stage: Stage, study: Study, names: tuple[str, ...], findings: Found = FINDINGS) -> None:
    for part in queries.parts_of(Finding, [study.id])[study.id]:
        with stage.on(-10, MIRJAM) as by:
            actions.assign_part(part, stage.people[ADVISER], by=by)
        if part.criterion.slug in names:
            said, text, source = findings[part.criterion.slug]
            with _writing(stage, -9, Role.ASSESSOR):
                actions.hand_in(part, said=said, text=f"Fictief. {text}", sources=[source] if source else [])


def _views(stage: Stage, study: Study) -> None:
    for n, view in enumerate(queries.parts_of(MunicipalView, [study.id])[study.id]):
        said, text = VIEWS[n % len(VIEWS)]
        with _writing(stage, -9, Role.MUNICIPALITY_OFFICER):
            actions.hand_in(view, said=said, text=f"Fictief. {text}" if text else "", sources=[])


def _published(stage: Stage, study: Study) -> None:
    _findings(stage, study, tuple(FINDINGS))
    _views(stage, study)
    with stage.on(-8, MIRJAM):
        reason = "Fictief. Het kan langs de meeste paden, en wie slecht loopt durft dan weer een rondje te maken."
        verdicts.prepare(study, Verdict.FEASIBLE_IF, reason=reason, fact="het onderhoud in de begroting komt")
    with stage.on(-8, MIRJAM):
        verdicts.announce([study])
    with stage.on(-1, MIRJAM):
        verdicts.publish([study])


def _announced(stage: Stage, study: Study) -> None:
    _findings(stage, study, tuple(FINDINGS), PLAIN)
    _views(stage, study)
    with stage.on(0, MIRJAM):
        reason = "Fictief. In twee gemeenten staan de hekken al open. De andere sluiten zich daarbij aan."
        verdicts.prepare(study, Verdict.ALREADY_DONE, reason=reason, fact="het werk van twee gemeenten met hun scholen")
        verdicts.announce([study])


def _under_way(stage: Stage, study: Study) -> None:
    _findings(stage, study, ("juridisch", "financieel"), PLAIN)
    view = queries.parts_of(MunicipalView, [study.id])[study.id][0]
    with _writing(stage, -2, Role.MUNICIPALITY_OFFICER):
        actions.hand_in(view, said=ViewKind.CAN, text="", sources=[])
