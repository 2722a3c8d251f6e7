"""Invented studies of invented proposals: one with a published verdict, one under study, one that is announced.

Dates count back from the day of loading; everything goes through the same actions as the screens use. Pages mark all of
it as *fictief*; no council decided anything in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from regiodialoog.accounts.models import Person
from regiodialoog.cli import demo_people
from regiodialoog.cli.demo_polls import DAAN, MIRJAM, NOOR, THEME, Stage
from regiodialoog.core import clock
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.policy import Role
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.feasibility.actions import study as actions
from regiodialoog.feasibility.actions import study_verdict as verdicts
from regiodialoog.feasibility.models.study import Finding, Judgement, MunicipalView, Study, ViewKind
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.polls import actions as polls
from regiodialoog.proposals import actions as proposal_actions
from regiodialoog.proposals import queries as proposals
from regiodialoog.proposals.models import Proposal, Verdict

ADVISER = "adviseur"
TITLES = (
    ("Zet een watertappunt bij elk dorpshuis", "Bij elk dorpshuis komt een kraan met drinkwater.",
     "Op warme dagen drinken mensen te weinig. Bij het dorpshuis komt iedereen langs."),
    ("Leen een tegelwip in de bibliotheek", "In elke bibliotheek kunt u een tegelwip lenen.",
     "Met een tegelwip haalt u snel en veilig tegels uit de tuin."),
)  # fmt: skip
FINDINGS = {
    "juridisch": (
        Judgement.NO_OBJECTION,
        "Het mag. De strook blijft van de gemeente.",
        "Fictieve nota openbare ruimte",
    ),
    "financieel": (Judgement.ATTENTION, "Per straat is ongeveer een dag werk nodig.", "Fictieve raming"),
    "technisch": (Judgement.ATTENTION, "Waar kabels ondiep liggen, kan het niet.", ""),
    "capaciteit": (Judgement.NO_OBJECTION, "De buitendienst kan het in het plantseizoen doen.", ""),
    "draagvlak": (Judgement.NO_OBJECTION, "In de groep was bijna iedereen voor.", ""),
    "duurzaamheid": (Judgement.NO_OBJECTION, "Regenwater zakt in de grond en de straat blijft koeler.", ""),
}
PLAIN = dict.fromkeys(FINDINGS, (Judgement.NO_OBJECTION, "Hier is niets op tegen.", ""))
Found = dict[str, tuple[Judgement, str, str]]
VIEWS = (
    (ViewKind.CAN, ""),
    (ViewKind.CAN_IF, "Als er anderhalve meter stoep overblijft."),
    (ViewKind.CAN_IF, "Als bewoners de planten zelf verzorgen."),
)


def load_studies() -> None:
    """Begin what was not begun yet. Within a transaction."""
    theme = dialogues.theme(THEME)
    known = {row.title: row for row in proposals.of_theme(theme.id)}
    green = known["Geef elke straat geveltuinen"]
    if queries.study_of(green.id) is not None:
        return
    people: dict[str, Person] = {}
    for invented, person in demo_people.found().items():
        people.setdefault(invented.mailbox, person)
    stage = Stage(theme, people, clock.today())
    tap, tiles = _advised(stage)
    with stage.on(-11, MIRJAM):
        promised = stage.today + timedelta(days=60)
        published, announced, under_way = actions.open_studies(
            [green, tiles, tap], promised_on=promised, fictitious=True
        )
    _published(stage, published)
    _announced(stage, announced)
    _under_way(stage, under_way)


def _advised(stage: Stage) -> list[Proposal]:
    """Two more proposals that the group took into its advice."""
    made = []
    for title, summary, text in TITLES:
        with stage.on(-40, "deelnemer2"):
            draft = proposal_actions.start_draft(stage.theme, stage.people["deelnemer2"])
            proposal_actions.save_draft(draft, title=title, summary=summary, text=text, organisation_id=None)
            proposal = proposal_actions.submit(draft, fictitious=True)
        with stage.on(-39, NOOR) as by:
            proposal_actions.admit(proposal, by=by)
        made.append(proposal)
    with stage.on(-22, NOOR) as noor:
        explanation = "De groep praatte hier op de eerste avond over."
        poll = stage.prepare("Komen watertappunten en tegelwippen in ons advies?", made, explanation,
                             opens=-20, closes=-13, by=noor)  # fmt: skip
    with stage.on(-21, DAAN) as daan:
        polls.approve(poll, by=daan)
    stage.vote(poll, "vvvvtvvvvvbv", "vvvtvvvvvbvv", day=-18)
    with stage.on(-12, MIRJAM) as mirjam:
        polls.establish(poll, by=mirjam)
    return made


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
        reason = "Fictief. Het kan in de meeste straten, en het helpt tegen wateroverlast. Smalle stoepen vallen af."
        verdicts.prepare(study, Verdict.FEASIBLE_IF, reason=reason, fact="er anderhalve meter stoep overblijft")
    with stage.on(-8, MIRJAM):
        verdicts.announce([study])
    with stage.on(-1, MIRJAM):
        verdicts.publish([study])


def _announced(stage: Stage, study: Study) -> None:
    _findings(stage, study, tuple(FINDINGS), PLAIN)
    _views(stage, study)
    with stage.on(0, MIRJAM):
        reason = "Fictief. Twee bibliotheken lenen al tegelwippen uit. De andere sluiten zich daarbij aan."
        verdicts.prepare(study, Verdict.ALREADY_DONE, reason=reason, fact="het werk van de bibliotheken")
        verdicts.announce([study])


def _under_way(stage: Stage, study: Study) -> None:
    _findings(stage, study, ("juridisch", "financieel"), PLAIN)
    view = queries.parts_of(MunicipalView, [study.id])[study.id][0]
    with _writing(stage, -2, Role.MUNICIPALITY_OFFICER):
        actions.hand_in(view, said=ViewKind.CAN, text="", sources=[])
