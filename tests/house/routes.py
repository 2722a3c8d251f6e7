"""Sample arguments for every address with a variable part; a new one is added here, or the walk fails.

A value may be a function of no arguments that looks it up in the demonstration.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from regiodialoog.accounts.models import Person, RoleGrant, SecondFactorReset
from regiodialoog.adoption.models import DecisionMoment, DecisionOutcome, MomentKind, MomentState, MunicipalDecision
from regiodialoog.agenda.models import (
    AgendaAction,
    AgendaChallenge,
    AgendaDevelopment,
    AgendaFigure,
    AgendaGoal,
    AgendaMilestone,
    AgendaPart,
    AgendaTheme,
    Participation,
)
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role
from regiodialoog.dialogues.models import ThemeCategory, ThemeFigure
from regiodialoog.feasibility.models import ANSWERS, Offer, Placement, PlacementEntry, RuleKind
from regiodialoog.feasibility.models.study import Criterion, Finding, MunicipalView, Study, StudyVerdict, VerdictState
from regiodialoog.groups.models import Quota, Registration, RegistrationState, Seat, SeatState
from regiodialoog.meetings.models import Meeting, MeetingState, Minutes
from regiodialoog.organisations.models import Body, Interest, Municipality, Organisation, Source
from regiodialoog.programme.models import (
    Challenge,
    ChallengeActivity,
    ChallengeDocument,
    ChallengeFigure,
    ChallengeGoal,
    ChallengeGroup,
    ChallengeLead,
    ChallengeList,
    ChallengeParty,
    ChallengeSubtrack,
    ProjectParticipation,
)
from regiodialoog.proposals.models import Argument, Curation, Proposal, ProposalDraft, ProposalState

Sample = dict[str, Any]


def first(column: Any, *where: Any) -> Callable[[], Any]:
    """The first value of a column in the demonstration, by the order of its table's ids."""
    return lambda: db.session.scalars(select(column).where(*where).order_by(column.class_.id)).first()


def grant(role: Role, column: str) -> Callable[[], Any]:
    """A column of the first grant of a role."""
    return first(getattr(RoleGrant, column), RoleGrant.role == role)


open_moment = first(DecisionMoment.slug, DecisionMoment.state == MomentState.PLANNED)
LINES = {
    "doelen": ChallengeGoal,
    "activiteiten": ChallengeActivity,
    "deeltrajecten": ChallengeSubtrack,
    "partijen": ChallengeParty,
    "cijfers": ChallengeFigure,
    "documenten": ChallengeDocument,
    "lijsten": ChallengeList,
}
"""Lines of an opgave that can be changed after they were written."""


def decision_of_soest() -> int:
    """A decision of the council of Soest about an opgave; made when there is none yet: the demonstration has none."""
    found = db.session.scalars(select(MunicipalDecision.id).where(MunicipalDecision.challenge_id.is_not(None))).first()
    if found is None:
        council = db.session.scalars(select(Body).where(Body.slug == "raad-soest")).one()
        made = MunicipalDecision(
            challenge_id=db.session.scalars(select(Challenge.id).where(Challenge.slug == "voortgang-res")).one(),
            municipality_id=council.municipality_id, body_id=council.id, outcome=DecisionOutcome.JOINS,
            decided_on=date(2026, 9, 1), fictitious=True,
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        found = made.id
    return found


BENCHES = "bankjes-langs-wandelpaden"
"""The invented project of the demonstration."""


def in_state(state: ProposalState) -> Callable[[], Any]:
    """The number of the first proposal in a state that everybody may read, or of the first at all."""
    return _of_first(state, Proposal.number)


def slug_in(state: ProposalState) -> Callable[[], Any]:
    return _of_first(state, Proposal.slug)


def _of_first(state: ProposalState, column: Any) -> Callable[[], Any]:
    query = select(column).where(Proposal.state == state).order_by(Proposal.is_open.desc(), Proposal.number)
    return lambda: db.session.scalars(query).first()


def placement_entry(*, confirmed: bool) -> Callable[[], Any]:
    """The id of an entry of the council of Soest: an answer that waits for its clerk, or any entry."""
    query = select(PlacementEntry.id).join(PlacementEntry.placement).join(Placement.municipality)
    query = query.where(Municipality.slug == "soest", PlacementEntry.state.in_(ANSWERS))
    if not confirmed:
        query = query.where(PlacementEntry.confirmed_at.is_(None))
    return lambda: db.session.scalars(query.order_by(PlacementEntry.id)).first()


def offer_that_waits_for(slug: str) -> Callable[[], Any]:
    """The number of a proposal that this council has still to answer."""
    query = select(Proposal.number).join(Offer, Offer.proposal_id == Proposal.id).join(Offer.placements)
    query = query.join(Placement.municipality).where(Municipality.slug == slug, Placement.state == "offered")
    return lambda: db.session.scalars(query.order_by(Offer.id)).first()


def offered_directly() -> int:
    """The number of a proposal that was offered under the rule that the bureau says it; one becomes so."""
    offer = db.session.scalars(select(Offer).order_by(Offer.id.desc())).first()
    assert offer is not None
    offer.rule_kind, offer.rule_number = RuleKind.BUREAU, None
    db.session.flush()
    return offer.proposal.number


ADMITTED = select(Proposal.id).where(Proposal.state == ProposalState.ADMITTED)


def waits_for_second() -> Any:
    """The number of a refusal that waits for its second opinion."""
    query = select(Proposal.number).join(Curation, Curation.proposal_id == Proposal.id)
    return db.session.scalars(query.where(Curation.second_asked_at.is_not(None), Curation.second_at.is_(None))).first()


def studied(*states: VerdictState) -> Callable[[], Any]:
    """The number of the first proposal of which the verdict is this far; without states, of one without a verdict."""
    query = select(Proposal.number).join(Study, Study.proposal_id == Proposal.id).order_by(Study.id)
    said = select(StudyVerdict.study_id)
    if states:
        query = query.where(Study.id.in_(said.where(StudyVerdict.state.in_(states))))
    else:
        query = query.where(Study.id.not_in(said))
    return lambda: db.session.scalars(query).first()


PUBLISHED, ANNOUNCED, UNDER_STUDY = studied(VerdictState.PUBLISHED), studied(VerdictState.ANNOUNCED), studied()


def part_in(kind: type[Finding] | type[MunicipalView], state: str) -> Callable[[], Any]:
    """The id of a part of the study that is under way."""
    open_study = select(Study.id).where(Study.id.not_in(select(StudyVerdict.study_id)))
    query = select(kind.id).where(kind.state == state, kind.study_id.in_(open_study)).order_by(kind.id)
    return lambda: db.session.scalars(query).first()


TALKS, GROUP, WITHOUT_GROUP = "water-in-de-wijk", "ontmoeten-in-de-buurt", "stille-nachten"
SEAT_OPEN = first(Seat.id, Seat.state == SeatState.OPEN)
SEAT_FILLED = first(Seat.id, Seat.state == SeatState.FILLED)
REGISTRATION = first(Registration.id, Registration.state == RegistrationState.REGISTERED)
MEETING_HELD = first(Meeting.number, Meeting.state == MeetingState.HELD)
MEETING_PLANNED = first(Meeting.number, Meeting.state == MeetingState.PLANNED)


def WITH_CONCEPT() -> Any:  # noqa: N802 - a sample as the others
    """The number of a meeting whose minutes are still a concept."""
    query = select(Meeting.number).join(Minutes, Minutes.meeting_id == Meeting.id)
    return db.session.scalars(query.where(Minutes.published_at.is_(None))).first()


SAMPLES: dict[str, list[Sample]] = {
    "accounts.use_link": [{"token": "geen-echte-sleutel"}],
    "accounts.use_address_link": [{"token": "geen-echte-sleutel"}],
    "accounts.demo_sign_in": [{"person_id": first(Person.id)}],
    "accounts.person": [{"person_id": first(Person.id)}],
    "accounts.ask_reset": [{"person_id": first(Person.id)}],
    "accounts.give_role": [
        {"person_id": first(Person.id), "role": "clerk", "kind": "municipality"},
        {"person_id": first(Person.id), "role": "bureau", "kind": "region"},
    ],
    "accounts.end_role": [
        {"person_id": grant(Role.ADMINISTRATOR, "person_id"), "grant_id": grant(Role.ADMINISTRATOR, "id")},
        {"person_id": grant(Role.CLERK, "person_id"), "grant_id": grant(Role.CLERK, "id")},
    ],
    "accounts.approve_reset": [{"reset_id": first(SecondFactorReset.id)}],
    "accounts.withdraw_reset": [{"reset_id": first(SecondFactorReset.id)}],
    "adoption.edit_kind": [{"slug": first(MomentKind.slug)}],
    "adoption.keep_moment": [
        {"slug": open_moment, "step": "gehouden"},
        {"slug": open_moment, "step": "verbeteren"},
        {"slug": first(DecisionMoment.slug, DecisionMoment.state == MomentState.EXPECTED), "step": "plannen"},
    ],
    "adoption.moment": [{"slug": open_moment}],
    "agenda.part": [{"slug": first(AgendaPart.slug)}],
    "agenda.theme": [{"slug": first(AgendaTheme.slug)}],
    "agenda.edit_action": [{"slug": first(AgendaAction.slug)}],
    "agenda.edit_goal": [{"key": first(AgendaGoal.id)}],
    "agenda.edit_line": [
        {"kind": "opgaven", "key": first(AgendaChallenge.id)},
        {"kind": "ontwikkelingen", "key": first(AgendaDevelopment.id)},
        {"kind": "cijfers", "key": first(AgendaFigure.id)},
        {"kind": "mijlpalen", "key": first(AgendaMilestone.id)},
    ],
    "agenda.edit_part": [{"slug": first(AgendaPart.slug)}],
    "agenda.edit_participation": [{"key": first(Participation.id)}],
    "agenda.edit_theme": [{"slug": first(AgendaTheme.slug)}],
    "agenda.end": [{"kind": "themas", "key": first(AgendaTheme.slug)}, {"kind": "doelen", "key": first(AgendaGoal.id)}],
    "agenda.end_participation": [{"key": first(Participation.id)}],
    "agenda.new_action": [{"slug": first(AgendaTheme.slug)}],
    "agenda.new_figure_of_action": [{"slug": first(AgendaAction.slug)}],
    "agenda.new_goal": [{"slug": first(AgendaTheme.slug)}],
    "agenda.new_line": [{"kind": "opgaven"}, {"kind": "ontwikkelingen"}],
    "agenda.new_line_of_theme": [
        {"slug": first(AgendaTheme.slug), "kind": "cijfers"},
        {"slug": first(AgendaTheme.slug), "kind": "mijlpalen"},
    ],
    "agenda.new_overarching_action": [{"slug": first(AgendaPart.slug)}],
    "agenda.new_participation": [{"kind": "themas", "slug": first(AgendaTheme.slug)}],
    "agenda.new_sub_action": [{"slug": first(AgendaAction.slug)}],
    "agenda.new_theme": [{"slug": first(AgendaPart.slug)}],
    "agenda.participations": [{"kind": "onderdelen", "slug": first(AgendaPart.slug)}],
    "api.dialoog": [{"slug": "regiodialoog"}],
    "api.dialoogthema": [{"slug": "dialoog-energie"}, {"slug": "water-in-de-wijk"}],
    "api.gemeente": [{"slug": "soest"}],
    "api.thema": [{"slug": first(AgendaTheme.slug)}],
    "dialogues.dialogue": [{"slug": "regiodialoog"}, {"slug": "regiodialoog-fictief"}],
    "dialogues.edit_category": [{"key": first(ThemeCategory.id)}],
    "dialogues.edit_dialogue": [{"slug": "regiodialoog-fictief"}],
    "dialogues.edit_figure": [{"key": first(ThemeFigure.id)}],
    "dialogues.edit_mandate": [{"slug": "water-in-de-wijk"}],
    "dialogues.edit_municipalities": [{"slug": "water-in-de-wijk"}],
    "dialogues.edit_phases": [{"slug": "water-in-de-wijk"}],
    "dialogues.edit_round": [{"slug": "regiodialoog-fictief", "number": 1}],
    "dialogues.edit_theme": [{"slug": "water-in-de-wijk"}, {"slug": "dialoog-energie"}],
    "dialogues.end_theme": [
        {"slug": "water-in-de-wijk", "how": "stoppen"},
        {"slug": "water-in-de-wijk", "how": "niet-kiezen"},
    ],
    "dialogues.manage_theme": [
        {"slug": "water-in-de-wijk"},
        {"slug": "stille-nachten"},
        {"slug": "dialoog-energie"},
    ],
    "dialogues.new_category": [{"slug": "water-in-de-wijk"}],
    "dialogues.new_figure": [{"slug": "water-in-de-wijk"}],
    "dialogues.new_round": [{"slug": "regiodialoog-fictief"}],
    "dialogues.new_theme": [{"slug": "regiodialoog-fictief", "number": 1}],
    "dialogues.record_agreement": [{"slug": "water-in-de-wijk", "municipality": "soest"}],
    "dialogues.theme": [
        {"slug": "water-in-de-wijk"},
        {"slug": "ontmoeten-in-de-buurt"},
        {"slug": "stille-nachten"},
        {"slug": "dialoog-energie"},
    ],
    "api.opgave": [{"slug": "voortgang-res"}],
    "feasibility.confirm_placement": [{"key": placement_entry(confirmed=False)}],
    "feasibility.correct_placement": [{"key": placement_entry(confirmed=True)}],
    "feasibility.offer": [{"number": offer_that_waits_for("soest")}],
    "feasibility.record_placement": [
        {"number": offer_that_waits_for("soest"), "municipality": "soest", "step": "antwoord"},
        {"number": offer_that_waits_for("soest"), "municipality": "soest", "step": "collegeadvies"},
    ],
    "feasibility.say_directly": [{"number": offered_directly}],
    "programme.challenge": [{"slug": "voortgang-programma-wonen"}, {"slug": "planning-en-control"}],
    "programme.confirm_decision": [{"key": decision_of_soest}],
    "programme.correct_decision": [{"key": decision_of_soest}],
    "programme.decisions": [{"slug": "voortgang-res"}],
    "programme.edit_challenge": [{"slug": "voortgang-res"}, {"slug": "planning-en-control"}],
    "programme.edit_group": [{"slug": first(ChallengeGroup.slug)}],
    "programme.edit_line": [{"kind": kind, "key": first(table.id)} for kind, table in LINES.items()],
    "programme.end_challenge": [{"slug": "voortgang-res"}],
    "programme.end_line": [{"kind": "doelen", "key": first(ChallengeGoal.id)}],
    "programme.lines": [{"slug": "voortgang-programma-wonen"}],
    "programme.new_decision": [{"slug": "voortgang-woondeal", "municipality": "soest"}],
    "programme.new_line": [{"slug": "voortgang-res", "kind": kind} for kind in (*LINES, "trekkers", "gemeenten")],
    "programme.new_moment": [{"slug": "voortgang-res"}],
    "api.project": [{"slug": BENCHES}],
    "programme.project": [{"slug": BENCHES}],
    "programme.project_decisions": [{"slug": BENCHES}],
    "programme.new_project_decision": [{"slug": BENCHES, "municipality": "soest"}],
    "programme.new_project": [{"slug": "voortgang-res"}],
    "programme.edit_project": [{"slug": BENCHES}],
    "programme.move_project": [{"slug": BENCHES}],
    "programme.correct_project": [{"slug": BENCHES}],
    "programme.join_project": [{"slug": BENCHES}],
    "programme.leave_project": [{"key": first(ProjectParticipation.id)}],
    "programme.new_project_moment": [{"slug": BENCHES}],
    "programme.replace_lead": [{"key": first(ChallengeLead.id)}],
    "api.voorstel": [{"nummer": "1"}],
    "api.pad": [{"nummer": "1"}],
    "path.path": [
        {"number": 1, "slug": first(Proposal.slug, Proposal.number == 1)},
        {"number": in_state(ProposalState.ADMITTED), "slug": slug_in(ProposalState.ADMITTED)},
    ],
    "studies.announced": [{"number": ANNOUNCED}],
    "studies.assign": [
        {"kind": "toets", "key": part_in(Finding, "open")},
        {"kind": "gemeente", "key": part_in(MunicipalView, "open")},
    ],
    "studies.edit_criterion": [{"slug": first(Criterion.slug)}],
    "studies.hand_back": [
        {"kind": "toets", "key": part_in(Finding, "handed_in")},
        {"kind": "gemeente", "key": part_in(MunicipalView, "handed_in")},
    ],
    "studies.lead": [{"number": PUBLISHED}, {"number": ANNOUNCED}, {"number": UNDER_STUDY}],
    "studies.move_date": [{"number": UNDER_STUDY}],
    "studies.study": [{"number": PUBLISHED}, {"number": ANNOUNCED}, {"number": UNDER_STUDY}],
    "studies.take_back": [{"number": ANNOUNCED}],
    "studies.verdict": [{"number": PUBLISHED}, {"number": UNDER_STUDY}],
    "studies.write_finding": [{"key": part_in(Finding, "open")}],
    "studies.write_view": [{"key": part_in(MunicipalView, "open")}],
    "polls.advice": [{"slug": TALKS}],
    "polls.annul": [{"slug": TALKS, "number": 2}],
    "polls.approve": [{"slug": TALKS, "number": 3}],
    "polls.drop": [{"slug": TALKS, "number": 3}],
    "polls.edit": [{"slug": TALKS, "number": 3}],
    "polls.establish": [{"slug": TALKS, "number": 2}],
    "polls.file": [{"slug": TALKS, "number": 1, "position": 1}],
    "polls.hand_over": [{"slug": TALKS}],
    "polls.new": [{"slug": TALKS}, {"slug": GROUP}],
    "polls.poll": [{"slug": TALKS, "number": number} for number in (1, 2, 3)],
    "polls.polls": [{"slug": TALKS}, {"slug": GROUP}],
    "polls.receipt": [{"slug": TALKS, "number": 2}],
    "polls.vote": [{"slug": TALKS, "number": 2}],
    "polls.votes": [{"slug": TALKS, "number": 1}, {"slug": TALKS, "number": 2}],
    "polls.whole_file": [{"slug": TALKS, "number": 1, "position": 1}],
    "polls.write_advice": [{"slug": TALKS}],
    "proposals.answer": [{"number": in_state(ProposalState.QUESTION)}],
    "proposals.argue": [
        {"number": in_state(ProposalState.ADMITTED), "side": "voor"},
        {"number": in_state(ProposalState.ADMITTED), "side": "tegen"},
    ],
    "proposals.ask_second_opinion": [{"number": in_state(ProposalState.NOT_ADMITTED)}],
    "proposals.by_number": [{"number": 1}],
    "proposals.change": [{"number": in_state(ProposalState.ADMITTED)}],
    "proposals.curate": [
        {"number": in_state(ProposalState.SUBMITTED)},
        {"number": in_state(ProposalState.QUESTION)},
        {"number": in_state(ProposalState.ADMITTED)},
    ],
    "proposals.edit_draft": [{"key": first(ProposalDraft.id)}],
    "proposals.hide_argument": [{"key": first(Argument.id, Argument.hidden_at.is_(None))}],
    "proposals.look_at": [{"number": in_state(ProposalState.ADMITTED)}],
    "proposals.proposal": [
        {"number": 1, "slug": first(Proposal.slug, Proposal.number == 1)},
        {"number": in_state(ProposalState.SUBMITTED), "slug": "voorstel"},
        *(
            {"number": in_state(state), "slug": slug_in(state)}
            for state in (
                ProposalState.ADMITTED,
                ProposalState.NOT_ADMITTED,
                ProposalState.IN_VOTE,
                ProposalState.IN_ADVICE,
                ProposalState.NOT_IN_ADVICE,
                ProposalState.WITHDRAWN,
            )
        ),
    ],
    "proposals.remove_draft": [{"key": first(ProposalDraft.id)}],
    "proposals.reply": [{"key": first(Argument.id, Argument.proposal_id.in_(ADMITTED), Argument.parent_id.is_(None))}],
    "proposals.report": [{"key": first(Argument.id, Argument.hidden_at.is_(None))}],
    "proposals.review_draft": [{"key": first(ProposalDraft.id)}],
    "proposals.second_opinion": [{"number": waits_for_second}],
    "proposals.start": [{"slug": "water-in-de-wijk"}],
    "proposals.theme_proposals": [{"slug": "water-in-de-wijk"}, {"slug": "dialoog-fiets"}],
    "proposals.withdraw": [{"number": in_state(ProposalState.ADMITTED)}],
    "groups.assign": [{"slug": GROUP, "key": SEAT_OPEN}],
    "groups.draw": [{"slug": GROUP}],
    "groups.edit_group": [{"slug": GROUP}, {"slug": WITHOUT_GROUP}],
    "groups.edit_plan": [{"slug": GROUP}],
    "groups.edit_quota": [{"slug": TALKS, "key": first(Quota.id)}],
    "groups.edit_seat": [{"slug": GROUP, "key": SEAT_OPEN}],
    "groups.end_seat": [{"slug": TALKS, "key": SEAT_FILLED}],
    "groups.group": [{"slug": GROUP}, {"slug": TALKS}],
    "groups.invitation": [{"slug": GROUP, "token": "geen-echte-sleutel"}],
    "groups.invite": [{"slug": GROUP, "key": SEAT_OPEN}],
    "groups.leave": [{"slug": TALKS}],
    "groups.manage": [{"slug": GROUP}, {"slug": TALKS}],
    "groups.new_quota": [{"slug": GROUP}],
    "groups.new_seat": [{"slug": GROUP}],
    "groups.refuse": [{"slug": GROUP, "key": REGISTRATION}],
    "groups.refuse_rest": [{"slug": GROUP}],
    "groups.remove_quota": [{"slug": TALKS, "key": first(Quota.id)}],
    "groups.remove_seat": [{"slug": GROUP, "key": SEAT_OPEN}],
    "groups.sign_up": [{"slug": GROUP}, {"slug": TALKS}],
    "groups.withdraw": [{"slug": GROUP}],
    "meetings.attendance": [{"slug": TALKS, "number": MEETING_HELD}],
    "meetings.cancel": [{"slug": TALKS, "number": MEETING_PLANNED}],
    "meetings.edit_meeting": [{"slug": TALKS, "number": MEETING_PLANNED}],
    "meetings.excuse": [{"slug": TALKS, "number": MEETING_PLANNED}],
    "meetings.manage": [{"slug": TALKS}],
    "meetings.meeting": [{"slug": TALKS, "number": MEETING_PLANNED}, {"slug": TALKS, "number": MEETING_HELD}],
    "meetings.meetings": [{"slug": TALKS}],
    "meetings.minutes": [{"slug": TALKS, "number": MEETING_HELD}],
    "meetings.new_meeting": [{"slug": TALKS}],
    "meetings.publish_minutes": [{"slug": TALKS, "number": WITH_CONCEPT}],
    "organisations.municipality": [{"slug": "soest"}],
    "organisations.organisation": [{"slug": first(Organisation.slug)}],
    "organisations.manage_active": [{"kind": "gemeenten", "slug": "soest"}],
    "organisations.manage_edit": [
        {"kind": "gemeenten", "slug": "soest"},
        {"kind": "organisaties", "slug": first(Organisation.slug)},
        {"kind": "overleggen", "slug": first(Body.slug)},
        {"kind": "belangen", "slug": first(Interest.slug)},
        {"kind": "bronnen", "slug": first(Source.slug)},
    ],
    "organisations.manage_list": [{"kind": "gemeenten"}, {"kind": "organisaties"}],
    "organisations.manage_new": [{"kind": "gemeenten"}, {"kind": "organisaties"}, {"kind": "bronnen"}],
}
"""Endpoint → its arguments, once or several times."""


def arguments(endpoint: str, names: set[str]) -> list[Sample]:
    """The arguments to visit one endpoint with. Raises KeyError with advice when there are none."""
    if not names:
        return [{}]
    samples = SAMPLES.get(endpoint, [])
    if not samples or any(set(sample) != names for sample in samples):
        raise KeyError(f"{endpoint} needs {sorted(names)}: add a sample to tests/house/routes.py")
    return [{name: value() if callable(value) else value for name, value in sample.items()} for sample in samples]
