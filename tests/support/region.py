"""An invented region for tests: a handful of everything, or as much as one asks for."""

from datetime import UTC, date, datetime, timedelta

from flask_sqlalchemy.session import Session

from regiodialoog.adoption.models import DecisionMoment, DecisionOutcome, KindOrigin, MomentKind, MunicipalDecision
from regiodialoog.agenda.models import Agenda, AgendaAction, AgendaGoal, AgendaPart, AgendaTheme, Participation
from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.text import fold
from regiodialoog.dialogues.models import (
    Dialogue,
    Mandate,
    MandateAgreement,
    PhaseKind,
    Round,
    Theme,
    ThemeFigure,
    ThemeMunicipality,
    ThemePhase,
)
from regiodialoog.feasibility.models import Offer, Placement, PlacementEntry, PlacementState, RuleKind
from regiodialoog.feasibility.models.study import Study, StudyVerdict, VerdictState
from regiodialoog.organisations.models import (
    Body,
    BodyKind,
    Interest,
    Municipality,
    Organisation,
    OrganisationKind,
    Power,
    Region,
)
from regiodialoog.programme.models import (
    Challenge,
    ChallengeGroup,
    ChallengeMoment,
    ChallengeParticipation,
    Project,
    ProjectMove,
    ProjectParticipation,
    ProjectProposal,
    ProjectState,
)
from regiodialoog.proposals.models import Argument, Proposal, ProposalState, Side, Verdict

TRIANGLE = "M120 60 380 30 420 190 180 240z"


def organisation(slug: str, name: str, kind: OrganisationKind = OrganisationKind.NETWORK) -> Organisation:
    return Organisation(slug=slug, name=name, kind=kind, search_text=fold(name))


def add_region(session: Session) -> None:
    """Two municipalities in one province, an agenda of one part with two themes, and who takes part."""
    province = organisation("provincie-noord", "Provincie Noord", OrganisationKind.PROVINCE)
    session.add_all(
        [
            Region(
                id=1, slug="regio-proef", name="Regio Proef", bureau_phone="033 123 45 67",
                bureau_email="bureau@voorbeeld.nl", map_view_box="0 0 800 544", map_credit="Verzonnen kaart",
            ),
            province,
            organisation("cafe-cooperatie", "Café Coöperatie 100%"),
            Interest(slug="inwoners", name="Inwoners", position=1, description="Wie hier woont"),
        ]
    )  # fmt: skip
    noord, oost = (
        Municipality(slug=slug, name=name, cbs_code=code, province=province, outline=TRIANGLE, label_x=200, label_y=100)
        for slug, name, code in (("noorderdorp", "Noorderdorp", "0001"), ("oosterstad", "Oosterstad", "0002"))
    )
    session.add_all([noord, oost])
    session.flush()
    session.add(
        Body(
            slug="raad-noorderdorp", name="Raad van Noorderdorp", kind=BodyKind.COUNCIL, power=Power.DECIDES,
            municipality_id=noord.id,
        )
    )  # fmt: skip
    session.add(Body(slug="bo", name="BO", full_name="bestuurlijk overleg", kind=BodyKind.POLITICAL_MEETING))
    add_programme(session, noord)
    wonen, energie = add_agenda(session)
    session.add_all(
        [
            Participation(municipality_id=noord.id, part_id=wonen.part_id, takes_part=True),
            Participation(municipality_id=oost.id, part_id=wonen.part_id, takes_part=True, scope="alleen wonen"),
            Participation(
                municipality_id=oost.id, theme_id=energie.id, takes_part=False, reason="Doet dit in een andere regio",
                starts_on=date(2020, 1, 1),
            ),
        ]
    )  # fmt: skip
    session.flush()


def add_programme(session: Session, municipality: Municipality) -> Challenge:
    """One opgave with one municipality, and one planned moment."""
    group = ChallengeGroup(slug="groep", title="Groep", position=1)
    opgave = Challenge(slug="opgave", title="Opgave", group=group, position=1, what="Samen iets doen")
    session.add_all([group, opgave, MomentKind(slug="raad", name="Raad", origin=KindOrigin.TEXT, position=1)])
    session.flush()
    session.add(ChallengeParticipation(challenge=opgave, municipality=municipality, position=1))
    add_moments(session, opgave, 1)
    return opgave


def add_moments(session: Session, opgave: Challenge, count: int, *, first: int = 1) -> None:
    """Planned moments of an opgave, on the days of 2026."""
    kind = session.query(MomentKind).first()
    made = [
        DecisionMoment(
            slug=f"moment-{first + n}", kind=kind, what=f"Besluit {first + n}",
            when=FuzzyDate.of(date(2026, 1, 1) + timedelta((first + n) % 365)),
        )
        for n in range(count)
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    session.add_all(ChallengeMoment(moment_id=moment.id, challenge_id=opgave.id) for moment in made)
    session.flush()


def add_agenda(session: Session) -> tuple[AgendaTheme, AgendaTheme]:
    agenda = Agenda(slug="agenda", title="Agenda van de proef", edition=parse_fuzzy("2020-03"))
    session.add(agenda)
    session.flush()
    part = AgendaPart(agenda_id=agenda.id, slug="leefomgeving", number=1, title="Leefomgeving")
    session.add(part)
    session.flush()
    wonen = AgendaTheme(part_id=part.id, slug="wonen", number=1, title="Wonen", framework="Een huis voor iedereen")
    energie = AgendaTheme(part_id=part.id, slug="energie", number=2, title="Energie")
    session.add_all([wonen, energie])
    session.flush()
    session.add(AgendaGoal(theme_id=wonen.id, text="Er komen genoeg woningen", position=1))
    add_actions(session, wonen, ["Scholen bouwen", "=SOM(A1) lijkt een formule"])
    return wonen, energie


def add_dialogue(session: Session) -> None:
    """A dialogue with one theme, whose group talks on 14 September 2026, and one of two councils that agreed."""
    dialogue = Dialogue(
        slug="gesprek", title="Gesprek", description="Wij praten", interests=session.query(Interest).all()
    )
    in_round = Round(dialogue=dialogue, slug="gesprek-ronde-1", number=1, start=parse_fuzzy("najaar 2026"))
    places = session.query(Municipality).order_by(Municipality.sort_key).all()
    theme = Theme(
        round=in_round, slug="bomen", number=1, title="Bomen", question="Waar komen bomen?",
        municipalities=[ThemeMunicipality(municipality=place) for place in places],
        phases=[
            ThemePhase(kind=PhaseKind.DIALOGUE, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 31)),
            ThemePhase(kind=PhaseKind.ADVICE, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30)),
        ],
    )  # fmt: skip
    mandate = Mandate(theme=theme, question="Waar komen bomen?", fixed=["Het park blijft"])
    agreed = MandateAgreement(mandate=mandate, municipality=places[0], agreed_on=date(2026, 8, 1))
    session.add_all(
        [dialogue, in_round, theme, mandate, agreed, ThemeFigure(theme=theme, what="bomen", value=100, position=1)]
    )
    session.flush()


def add_proposal(session: Session) -> None:
    """One proposal of the group that talks about trees, with an argument."""
    theme = session.query(Theme).filter_by(slug="bomen").one()
    proposal = Proposal(
        number=1, slug="een-boom", theme=theme, title="Een boom", summary="Plant een boom", text="Voor de schaduw",
        state=ProposalState.ADMITTED, is_open=True, submitted_at=datetime(2026, 9, 10, 10, tzinfo=UTC),
    )  # fmt: skip
    session.add_all([proposal, Argument(proposal=proposal, side=Side.FOR, text="Graag")])
    session.flush()


def add_offer(session: Session) -> None:
    """The proposal about trees, offered to one council, that answered."""
    proposal, theme = session.query(Proposal).filter_by(number=1).one(), session.query(AgendaTheme).first()
    council = session.query(Body).filter_by(kind=BodyKind.COUNCIL).first()
    said = PlacementEntry(
        number=1, state=PlacementState.NOT_PLACED, decided_on=date(2026, 9, 12), reason="Te duur", role="bureau"
    )
    place = Placement(
        municipality_id=council.municipality_id, body=council, state=PlacementState.NOT_PLACED, entries=[said]
    )
    offer = Offer(
        proposal=proposal, agenda_theme=theme, offered_on=date(2026, 9, 11), promised_on=date(2026, 10, 1),
        rule_kind=RuleKind.ALL, role="bureau", placements=[place],
    )  # fmt: skip
    session.add(offer)
    session.flush()


def add_study(session: Session) -> None:
    """The proposal about trees was studied: it cannot be done."""
    proposal = session.query(Proposal).filter_by(number=1).one()
    study = Study(proposal=proposal, promised_on=date(2026, 10, 1))
    announced, published = datetime(2026, 9, 11, 10, tzinfo=UTC), datetime(2026, 9, 16, 10, tzinfo=UTC)
    verdict = StudyVerdict(
        study=study, number=1, verdict=Verdict.NOT_FEASIBLE, reason="Er is geen plek", state=VerdictState.PUBLISHED,
        announced_at=announced, publish_from=published, published_at=published,
    )  # fmt: skip
    session.add(verdict)
    session.flush()


def add_project(session: Session) -> None:
    """A project of the one opgave that comes from the proposal about trees, in which one council takes part."""
    challenge = session.query(Challenge).filter_by(slug="opgave").one()
    proposal = session.query(Proposal).filter_by(number=1).one()
    council = session.query(Body).filter_by(kind=BodyKind.COUNCIL).first()
    project = Project(
        slug="bomenrij", title="Bomenrij", challenge=challenge, what="Bomen planten", goals=["Schaduw"],
        state=ProjectState.DELAYED, state_reason="Het is te droog", period_start=parse_fuzzy("2026"),
        political_lead="Wethouder V. Erzonnen", search_text=fold("Bomenrij"), fictitious=True,
    )  # fmt: skip
    session.add(project)
    session.flush()
    session.add_all(
        [
            ProjectMove(project_id=project.id, number=1, to_state=ProjectState.NOT_BEGUN, role="bureau"),
            ProjectMove(
                project_id=project.id, number=2, to_state=ProjectState.DELAYED, role="bureau", reason="Het is te droog"
            ),
            ProjectProposal(project_id=project.id, proposal_id=proposal.id),
            ProjectParticipation(project=project, municipality_id=council.municipality_id, scope="alleen het park"),
            MunicipalDecision(
                project_id=project.id, municipality_id=council.municipality_id, body=council,
                outcome=DecisionOutcome.JOINS, decided_on=date(2026, 9, 1), fictitious=True,
            ),
        ]
    )  # fmt: skip
    session.flush()


def add_actions(session: Session, theme: AgendaTheme, titles: list[str], *, first: int = 1) -> None:
    session.add_all(
        AgendaAction(
            part_id=theme.part_id, theme_id=theme.id, slug=f"actie-{first + n}", title=title,
            description=f"Uitleg bij {title}", position=first + n, search_text=fold(f"{title} Uitleg bij {title}"),
        )
        for n, title in enumerate(titles)
    )  # fmt: skip
    session.flush()
