"""Closed words of the code as the API writes them: Dutch, lower case, stable."""

from regiodialoog.adoption.models import DecisionOutcome, MomentState, Outcome
from regiodialoog.agenda.models import ActionStatus
from regiodialoog.dialogues.models import Influence, PhaseKind, ThemeOrigin, ThemeState
from regiodialoog.feasibility.models import PlacementState, RuleKind, Standing
from regiodialoog.feasibility.models.study import Judgement, ViewKind
from regiodialoog.organisations.models import BodyKind, OrganisationKind, Power
from regiodialoog.programme.models import ProjectState
from regiodialoog.proposals.models import Ground, ProposalState, SecondOpinion, Side, Verdict
from regiodialoog.proposals.path import StepKind

ORGANISATION_KINDS = {
    OrganisationKind.COLLECTION: "verzameling",
    OrganisationKind.PROVINCE: "provincie",
    OrganisationKind.MUNICIPALITY: "gemeente",
    OrganisationKind.STATE: "rijk",
    OrganisationKind.EXECUTIVE_AGENCY: "uitvoeringsorganisatie",
    OrganisationKind.OTHER_GOVERNMENT: "overheid-overig",
    OrganisationKind.WATER_AUTHORITY: "waterschap",
    OrganisationKind.EUROPE: "europa",
    OrganisationKind.PARTNERSHIP: "samenwerkingsverband",
    OrganisationKind.PARTNERSHIP_PROGRAMME: "samenwerkingsprogramma",
    OrganisationKind.DEVELOPMENT_COMPANY: "ontwikkelingsmaatschappij",
    OrganisationKind.NETWORK: "netwerk",
    OrganisationKind.BUSINESS_ASSOCIATION: "ondernemersorganisatie",
    OrganisationKind.COMPANY: "bedrijf",
    OrganisationKind.TRADE_ASSOCIATION: "brancheorganisatie",
    OrganisationKind.CIVIL_SOCIETY: "maatschappelijke-organisatie",
    OrganisationKind.KNOWLEDGE_INSTITUTE: "kennisinstelling",
    OrganisationKind.CAMPUS: "campus",
    OrganisationKind.RESIDENTS_GROUP: "inwonersgroep",
}
BODY_KINDS = {
    BodyKind.COUNCIL: "raad",
    BodyKind.COLLEGE: "college",
    BodyKind.POLITICAL_MEETING: "bestuurlijk-overleg",
    BodyKind.POLITICAL_MEETING_WITH_STATE: "bestuurlijk-overleg-met-rijk",
    BodyKind.OFFICIAL_MEETING: "ambtelijk-overleg",
    BodyKind.MIXED_MEETING: "ambtelijk-en-bestuurlijk-overleg",
    BodyKind.UNKNOWN: "onbekend",
}
POWERS = {
    Power.DECIDES: "besluit",
    Power.COORDINATES: "stemt-af",
    Power.ADVISES: "adviseert",
    Power.INFORMS: "informeert",
    Power.UNKNOWN: "onbekend",
}
ORIGINS = {
    ThemeOrigin.FROM_AGENDA: "uit-agenda",
    ThemeOrigin.CHOSEN_BY_COUNCILS: "gekozen-door-raden",
    ThemeOrigin.UNKNOWN: "onbekend",
}
THEME_STATES = {
    ThemeState.ACTIVE: "loopt",
    ThemeState.NOT_CHOSEN: "niet-gekozen",
    ThemeState.STOPPED: "gestopt",
}
HISTORY = "geschiedenis"
PHASES = {
    PhaseKind.PREPARATION: "voorbereiding",
    PhaseKind.THEME_CHOICE: "themakeuze",
    PhaseKind.MANDATE: "opdracht",
    PhaseKind.RECRUITMENT: "werving",
    PhaseKind.COMPOSITION: "samenstelling",
    PhaseKind.DIALOGUE: "dialoog",
    PhaseKind.ADVICE: "advies",
    PhaseKind.HANDOVER: "aanbieding",
}
INFLUENCES = {
    Influence.INFORMED: "meeweten",
    Influence.CONSULTED: "meedenken",
    Influence.ADVISES: "adviseren",
    Influence.CO_DECIDES: "meebeslissen",
}
STATUSES = {ActionStatus.INTENDED: "voorgenomen"}
MOMENT_STATES = {
    MomentState.UNKNOWN: "onbekend",
    MomentState.EXPECTED: "verwacht",
    MomentState.PLANNED: "gepland",
    MomentState.HELD: "geweest",
}
OUTCOMES = {
    Outcome.ESTABLISHED: "vastgesteld",
    Outcome.PASSED_ON: "doorgeleid",
    Outcome.RETURNED: "teruggelegd",
    Outcome.NOTED: "kennisgenomen",
    Outcome.TO_COUNCIL: "naar-de-raad",
    Outcome.AMENDED: "geamendeerd",
    Outcome.ADJOURNED: "aangehouden",
    Outcome.REJECTED: "verworpen",
    Outcome.VIEW_GIVEN: "zienswijze",
}
PRECISIONS = {
    "day": "dag",
    "month": "maand",
    "quarter": "kwartaal",
    "season": "seizoen",
    "part": "deel",
    "year": "jaar",
    "open": "open",
}
PROPOSAL_STATES = {
    ProposalState.SUBMITTED: "ingediend",
    ProposalState.QUESTION: "vraag",
    ProposalState.ADMITTED: "toegelaten",
    ProposalState.IN_VOTE: "in-stemming",
    ProposalState.IN_ADVICE: "in-advies",
    ProposalState.NOT_IN_ADVICE: "niet-in-advies",
    ProposalState.NOT_ADMITTED: "niet-toegelaten",
    ProposalState.MERGED: "samengevoegd",
    ProposalState.SPLIT: "verdeeld",
    ProposalState.WITHDRAWN: "ingetrokken",
    ProposalState.RECORDED: "overgenomen",
}
PROJECT_STATES = {
    ProjectState.NOT_BEGUN: "nog-niet-begonnen",
    ProjectState.RUNNING: "loopt",
    ProjectState.DELAYED: "vertraagd",
    ProjectState.DONE: "klaar",
    ProjectState.STOPPED: "gestopt",
}
DECISIONS = {
    DecisionOutcome.JOINS: "doet-mee",
    DecisionOutcome.JOINS_WITH_CHANGE: "doet-mee-met-wijziging",
    DecisionOutcome.POSTPONED: "uitgesteld",
    DecisionOutcome.DOES_NOT_JOIN: "doet-niet-mee",
}
GROUNDS = {
    Ground.UNLAWFUL: "onwettig",
    Ground.PERSONAL_DATA: "persoonsgegevens",
    Ground.OFF_TOPIC: "ander-onderwerp",
    Ground.DUPLICATE: "dubbel",
}
SECOND_OPINIONS = {SecondOpinion.UPHELD: "blijft-staan", SecondOpinion.OVERTURNED: "toch-toegelaten"}
SIDES = {Side.FOR: "voor", Side.AGAINST: "tegen"}
JUDGEMENTS = {
    Judgement.NO_OBJECTION: "geen-bezwaar",
    Judgement.ATTENTION: "aandachtspunt",
    Judgement.OBSTACLE: "belemmering",
}
VIEW_KINDS = {
    ViewKind.CAN: "kan",
    ViewKind.CAN_IF: "kan-als",
    ViewKind.CANNOT: "kan-niet",
    ViewKind.NO_ROLE: "geen-rol",
}
VERDICTS = {
    Verdict.FEASIBLE: "haalbaar",
    Verdict.FEASIBLE_IF: "haalbaar-onder-voorwaarden",
    Verdict.ALREADY_DONE: "wordt-al-gedaan",
    Verdict.ALONG_WITH_OTHER_WORK: "mee-met-ander-werk",
    Verdict.EXPLORE_FIRST: "nader-verkennen",
    Verdict.PASSED_ON: "doorgegeven",
    Verdict.DONE_IN_PROJECT: "uitgevoerd-via",
    Verdict.NOT_FEASIBLE: "niet-haalbaar",
}
STEP_KINDS = {
    StepKind.PAST: "gedaan",
    StepKind.NOW: "nu",
    StepKind.NEXT: "komt-nog",
    StepKind.STOPPED: "gestopt",
}
PLACEMENT_STATES = {
    PlacementState.OFFERED: "aangeboden",
    PlacementState.COLLEGE_ADVICE: "collegeadvies",
    PlacementState.PLACED: "geplaatst",
    PlacementState.PLACED_WITH_REMARK: "geplaatst-met-kanttekening",
    PlacementState.NOT_PLACED: "niet-geplaatst",
    PlacementState.DOES_NOT_JOIN: "doet-niet-mee",
}
PLACEMENT_RULES = {
    RuleKind.EACH: "elke-raad-voor-zich",
    RuleKind.ALL: "alle-raden",
    RuleKind.NUMBER: "aantal-raden",
    RuleKind.BUREAU: "bureau",
}
STANDINGS = {
    Standing.WAITING: "wacht",
    Standing.PLACED: "geplaatst",
    Standing.NOT_PLACED: "niet-geplaatst",
    Standing.CANNOT: "kan-niet-meer",
}
