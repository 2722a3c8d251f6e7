"""An invented dialogue that runs now, so that everything can be seen at work. Dates count from the day of loading.

No council ever said any of this, and the pages say so: dialogue, themes and agreements are marked *fictief*.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from regiodialoog.core import clock
from regiodialoog.core.dates import MONTHS, parse_fuzzy
from regiodialoog.core.errors import NotFound
from regiodialoog.dialogues import actions, queries
from regiodialoog.dialogues.forms import suggested_days
from regiodialoog.dialogues.models import Influence, PhaseKind, Round, Theme, ThemeOrigin, ThemeState
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Municipality

SLUG = "regiodialoog-fictief"
REMARK = "Dit besluit is verzonnen voor de demonstratie (fictief)."


@dataclass(frozen=True)
class Invented:
    """A theme; ``phase`` is where it stands on the day of loading, ``weeks`` into it. ``scopes``: municipality → what
    it takes part in if not everything; the others take part wholly, but for those in ``absent``."""

    slug: str
    title: str
    phase: PhaseKind
    weeks: int
    summary: str
    question: str
    goal: str
    fixed: tuple[str, ...]
    conditions: tuple[str, ...]
    running: tuple[str, ...]
    subquestions: tuple[str, ...]
    outcome: str
    scopes: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    stopped: str = ""
    applicants_write: bool = False


ANSWER = (
    "De raden bespreken het advies binnen een half jaar. Elke raad zegt per voorstel wat hij doet en waarom. "
    "Wat op de agenda komt, wordt onderzocht: kan het, en wie voert het uit?"
)
THEMES = (
    Invented(
        slug="water-in-de-wijk",
        title="Water in de wijk",
        phase=PhaseKind.DIALOGUE,
        weeks=7,
        summary=(
            "Het regent vaker hard en het is vaker lang droog. Een groep van inwoners en organisaties zoekt uit wat er "
            "in wijken en dorpen moet veranderen, en wie wat doet."
        ),
        question="Hoe houden wij onze wijken droog bij zware regen en koel en groen in een droge zomer?",
        goal="Inwoners en organisaties weten wat zij samen kunnen doen tegen te veel en te weinig water.",
        fixed=(
            "De gemeenten bouwen niet op plekken waar het waterschap dat verbiedt.",
            "Het riool wordt vervangen volgens de plannen die er al liggen.",
        ),
        conditions=(
            "Het advies gaat over wijken en dorpen die er al zijn, niet over nieuwe wijken.",
            "Bij elk voorstel staat wie het kan doen en wat het ongeveer kost.",
        ),
        running=("Gemeenten geven subsidie voor groene daken en regentonnen.", "Scholen maken hun plein groener."),
        subquestions=(
            "Wat kunnen inwoners zelf doen, ook zonder tuin?",
            "Wat moet in elke gemeente hetzelfde zijn, en wat juist niet?",
        ),
        outcome=ANSWER,
        scopes=(("bunschoten", "alleen over te veel water"),),
        absent=("nijkerk",),
    ),
    Invented(
        slug="ontmoeten-in-de-buurt",
        title="Ontmoeten in de buurt",
        phase=PhaseKind.RECRUITMENT,
        weeks=2,
        summary=(
            "Steeds meer mensen voelen zich alleen. Een groep denkt na over plekken waar buren elkaar tegenkomen: "
            "binnen, buiten en voor alle leeftijden."
        ),
        question="Wat maakt dat mensen van alle leeftijden elkaar in hun eigen buurt ontmoeten?",
        applicants_write=True,
        goal="In elke buurt is binnen een kwartier lopen een plek waar iedereen welkom is.",
        fixed=("Er komt geen geld bij voor nieuwe gebouwen. Bestaande gebouwen anders gebruiken kan wel.",),
        conditions=("De plekken zijn ook te gebruiken door mensen die slecht lopen, zien of horen.",),
        running=("In veel dorpen is er een dorpshuis met vrijwilligers.",),
        subquestions=("Wat helpt mensen over de drempel?", "Wie houdt zo'n plek open als de subsidie stopt?"),
        outcome=ANSWER,
        absent=("eemnes", "woudenberg"),
    ),
    Invented(
        slug="stille-nachten",
        title="Stille nachten",
        phase=PhaseKind.MANDATE,
        weeks=3,
        summary="Dit thema ging over geluid in de nacht: van verkeer, van horeca en van buren.",
        question="Hoe kan iedereen in de regio 's nachts rustig slapen?",
        goal="Minder mensen liggen 's nachts wakker van geluid.",
        fixed=(), conditions=(), running=(), subquestions=(), outcome="",
        stopped=(
            "Fictief: de raden vonden dat elke gemeente dit zelf moet regelen, omdat het geluid per plek te veel "
            "verschilt. Een groep voor de hele regio helpt dan niet."
        ),
    ),
)  # fmt: skip


def load_dialogue() -> None:
    """Make the invented dialogue through the same actions as the screens use, if it is not there yet."""
    try:
        queries.dialogue(SLUG)
    except NotFound:
        _make(clock.today())


def _make(today: date) -> None:
    dialogue = actions.create_dialogue(
        f"Regiodialoog {today.year} (fictief)",
        slug=SLUG,
        fictitious=True,
        interests=organisations.interests(),
        description="Dit is een verzonnen dialoog. U ziet hiermee hoe een Regiodialoog loopt en wat u dan kunt doen.",
        purpose="Inwoners en organisaties geven de raden advies over vragen die elke gemeente heeft.",
        composition="Ieder belang aan tafel",
        composition_note="Mensen melden zich aan. Daarna krijgt elk belang en elke gemeente een plek.",
        preparation="Het bureau vroeg de raden welke vragen zij samen willen stellen.",
        afterwards="Komt een voorstel op de agenda? Dan zoeken de gemeenten uit of het kan en wie het doet.",
    )
    start = min(_days(one, today)[PhaseKind.PREPARATION][0] for one in THEMES)
    month = f"{MONTHS[start.month - 1]} {start.year}"
    in_round = actions.add_round(
        dialogue, start=parse_fuzzy(month), theme_origin="De raden kozen uit een lijst van het bureau (fictief)."
    )
    for invented in THEMES:
        _theme(in_round, invented, today)


def _days(invented: Invented, today: date) -> dict[PhaseKind, tuple[date, date]]:
    """The usual phases, moved so that today is so many weeks into the wanted one."""
    usual = suggested_days(today)
    back = timedelta(weeks=invented.weeks) + (usual[invented.phase][0] - today)
    return {kind: (first - back, last - back) for kind, (first, last) in usual.items()}


def _theme(in_round: Round, invented: Invented, today: date) -> None:
    theme = actions.create_theme(
        in_round,
        invented.title,
        slug=invented.slug,
        municipalities=_scopes(invented),
        summary=invented.summary,
        question=invented.question,
        goal=invented.goal,
        origin=ThemeOrigin.CHOSEN_BY_COUNCILS,
        applicants_write=invented.applicants_write,
    )
    days = _days(invented, today)
    actions.plan_phases(theme, days)
    if invented.stopped:
        actions.end_theme(theme, ThemeState.STOPPED, on=today - timedelta(days=4), reason=invented.stopped)
        return
    _mandate(theme, invented, days[PhaseKind.MANDATE][1])


def _scopes(invented: Invented) -> dict[Municipality, str]:
    partly = dict(invented.scopes)
    every = organisations.municipalities()
    return {row: partly.get(row.slug, "") for row in every if row.slug not in invented.absent}


def _mandate(theme: Theme, invented: Invented, decided_by: date) -> None:
    """Each council agrees on a day of its own, in the last weeks of the phase."""
    mandate = actions.write_mandate(
        theme,
        invented.question,
        subquestions=list(invented.subquestions),
        conditions=list(invented.conditions),
        fixed=list(invented.fixed),
        running=list(invented.running),
        influence=Influence.ADVISES,
        outcome=invented.outcome,
    )
    for n, row in enumerate(theme.municipalities):
        actions.record_agreement(mandate, row.municipality, agreed_on=decided_by - timedelta(days=3 * n), remark=REMARK)
