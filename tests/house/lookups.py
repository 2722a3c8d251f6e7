"""Where the samples of addresses come from: what to look up in the demonstration, and how."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.adoption.models import DecisionMoment, DecisionOutcome, MomentState, MunicipalDecision
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role
from regiodialoog.dialogues.models import Theme
from regiodialoog.feasibility.models import ANSWERS, Offer, Placement, PlacementEntry, RuleKind
from regiodialoog.feasibility.models.study import Finding, MunicipalView, Study, StudyVerdict, VerdictState
from regiodialoog.groups.models import (
    Arrival,
    Call,
    CameBy,
    Channel,
    ChannelKind,
    ConsentText,
    Group,
    Invitee,
    InviteeImport,
    InviteeList,
    LetterBatch,
    OrganisationInvitation,
    OwnSetup,
    PlanImport,
    Registration,
    RegistrationState,
    Seat,
    SeatState,
)
from regiodialoog.meetings.models import Meeting, MeetingState, Minutes
from regiodialoog.organisations.models import Body, Municipality, Organisation
from regiodialoog.programme.models import (
    Challenge,
    ChallengeActivity,
    ChallengeDocument,
    ChallengeFigure,
    ChallengeGoal,
    ChallengeList,
    ChallengeParty,
    ChallengeSubtrack,
)
from regiodialoog.proposals.models import Curation, Proposal, ProposalState

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


def last_waiting(theme: str) -> Callable[[], Any]:
    """The last who signed up for a theme and waits."""
    query = select(Registration.id).join(Registration.theme).where(Theme.slug == theme)
    query = query.where(Registration.state == RegistrationState.REGISTERED)
    return lambda: db.session.scalars(query.order_by(Registration.id.desc())).first()


def plan_import() -> int:
    """The number of what a file would change in the group that is put together: one place more."""
    found = db.session.scalars(select(PlanImport.number)).first()
    if found is None:
        group = db.session.scalars(select(Group).join(Group.theme).where(Theme.slug == GROUP)).one()
        interest = db.session.scalars(select(Seat.interest_id).where(Seat.group_id == group.id)).first()
        seats = {"removed": [], "changed": [], "added": [[2, interest, None, "drawn"]]}
        db.session.add(PlanImport(group_id=group.id, number=1, seats=seats, quotas={}, base=64 * "0"))
        db.session.flush()
    return 1


TALKS, GROUP, WITHOUT_GROUP = "water-in-de-wijk", "ontmoeten-in-de-buurt", "stille-nachten"
DRAWN = TALKS
DRAW_STEPS = (
    "draw",
    "draw_file",
    "draw_result",
    "seal_draw",
    "type_outcome",
    "announce_draw",
    "abandon_draw",
    "witness_draw",
    "name_witness",
    "check_draw",
    "offers",
    "replace",
    "draw_replacements",
)
ORGANISATION_PAGES = ("organisation_invitation", "organisation_letter", "withdraw_organisation")
LIST_PAGES = (
    "invitee_list",
    "edit_invitee_list",
    "invitees_file",
    "letters_for_list",
    "mails_for_list",
    "invitees_csv",
)
SEAT_OPEN = first(Seat.id, Seat.state == SeatState.OPEN)
SEAT_FILLED = first(Seat.id, Seat.state == SeatState.FILLED)
REGISTRATION = first(Registration.id, Registration.state == RegistrationState.REGISTERED)


def _channel() -> Channel:
    """A channel of the group that is put together; made when there is none: the demonstration has none."""
    found = db.session.scalars(select(Channel).join(Channel.theme).where(Theme.slug == GROUP)).first()
    if found is None:
        theme = db.session.scalars(select(Theme).where(Theme.slug == GROUP)).one()
        found = Channel(theme_id=theme.id, kind=ChannelKind.POSTER, name="Poster bibliotheek", code="abcde")
        db.session.add(found)
        db.session.flush()
    return found


def CHANNEL() -> int:  # noqa: N802 - a sample as the others
    return _channel().id


def CHANNEL_CODE() -> str:  # noqa: N802 - a sample as the others
    return _channel().code


def LETTERS() -> int:  # noqa: N802 - a sample as the others
    """A batch of one letter whose code nobody knows."""
    found = db.session.scalars(select(LetterBatch)).first()
    if found is None:
        found = LetterBatch(channel_id=CHANNEL(), count=1, sealed="verzegeld")
        db.session.add(found)
        db.session.flush()
    return found.id


def _invitees() -> InviteeList:
    """A list of the group that is put together, with one invitee; made when there is none."""
    found = db.session.scalars(select(InviteeList)).first()
    if found is None:
        theme = db.session.scalars(select(Theme).where(Theme.slug == GROUP)).one()
        channel = Channel(theme_id=theme.id, kind=ChannelKind.LETTERS, name="Steekproef", code="fghjk")
        db.session.add(channel)
        db.session.flush()
        found = InviteeList(channel_id=channel.id, answer_by=clock.today())
        db.session.add(found)
        db.session.flush()
        place = theme.municipalities[0].municipality_id
        given = {"list_id": found.id, "theme_id": theme.id, "municipality_id": place, "name": "Anna Jansen"}
        home = {"home_key": "3811AB 1", "postcode": "3811AB", "house_number": "1", "address": "anna@example.nl"}
        db.session.add(Invitee(**given, **home))
        row = [2, "Bo de Vries", "Dorpsstraat", "3811AB", "2", "", "", "", place]
        db.session.add(InviteeImport(list_id=found.id, number=1, rows={"rows": [row], "ignored": ["bsn"]}))
        db.session.flush()
    return found


def INVITEES() -> int:  # noqa: N802 - a sample as the others
    return _invitees().id


def INVITEE() -> int:  # noqa: N802 - a sample as the others
    return db.session.scalars(select(Invitee.id).where(Invitee.list_id == INVITEES())).one()


def ORGANISATION() -> int:  # noqa: N802 - a sample as the others
    """An organisation that was asked for a place in the group that is put together; the demonstration has none."""
    found = db.session.scalars(select(OrganisationInvitation)).first()
    if found is None:
        seats = select(Seat).join(Seat.group).join(Group.theme).where(Theme.slug == GROUP)
        seat = db.session.scalars(seats.where(Seat.state == SeatState.PROMISED).order_by(Seat.id)).first()
        organisation = db.session.scalars(select(Organisation.id).order_by(Organisation.id)).first()
        assert seat is not None, "no place of the group that is put together is promised"
        found = OrganisationInvitation(
            seat_id=seat.id, organisation_id=organisation, contact="Cor Contact", answer_by=clock.today()
        )
        db.session.add(found)
        db.session.flush()
    return found.id


def OWN_SETUP() -> int:  # noqa: N802 - a sample as the others
    """A setup that the bureau kept; the demonstration has none."""
    found = db.session.scalars(select(OwnSetup)).first()
    if found is None:
        counts: dict[str, Any] = {"people": 6, "evenings": 3, "weeks_between": 2, "shares": [], "weeks": {}}
        found = OwnSetup(name="Zes mensen", sort_key="zes mensen", why="Voor een kleine vraag.", **counts)
        db.session.add(found)
        db.session.flush()
    return found.id


def CORRECTABLE() -> int:  # noqa: N802 - a sample as the others
    """Somebody with a place in the group that talks: they cannot change their answers any more."""
    query = select(Registration.id).join(Registration.theme).where(Theme.slug == TALKS)
    return db.session.scalars(query.where(Registration.state == RegistrationState.SEATED)).first() or 0


def AT_DESK() -> int:  # noqa: N802 - a sample as the others
    """Somebody whom the bureau signed up; the demonstration has nobody."""
    found = db.session.scalars(select(Arrival.registration_id).where(Arrival.how == CameBy.DESK)).first()
    if found is None:
        others = select(Registration.id).join(Registration.theme).where(Theme.slug == GROUP)
        others = others.where(Registration.id.not_in(select(Arrival.registration_id)))
        found = db.session.scalars(others).first()
        assert found is not None, "everybody of the demonstration came by a channel"
        db.session.add(Arrival(registration_id=found, channel_id=CHANNEL(), how=CameBy.DESK, phone="033 123 45 67"))
        db.session.flush()
    return found


def CALL() -> int:  # noqa: N802 - a sample as the others
    """A call to make about the theme of the caller."""
    found = db.session.scalars(select(Call)).first()
    if found is None:
        theme_id = db.session.scalars(select(Theme.id).where(Theme.slug == TALKS)).one()
        person = Person(name="Oma Jansen", address=f"oma{mails.NOWHERE}", confirmed_at=clock.now())
        db.session.add(person)
        db.session.flush()
        found = Call(theme_id=theme_id, person_id=person.id, subject="U heeft een plek", body="", dedupe_key="proef")
        db.session.add(found)
        db.session.flush()
    return found.id


def CONSENT() -> str:  # noqa: N802 - a sample as the others
    """The hash of a text to which people of the group that talks agreed."""
    query = select(ConsentText.sha256).join(ConsentText.theme).where(Theme.slug == TALKS)
    return db.session.scalars(query.order_by(ConsentText.id)).first() or 64 * "0"


LAST_REGISTRATION = last_waiting("ontmoeten-in-de-buurt")
AT_ONE_ADDRESS = first(Registration.id, Registration.household_key != "")
MEETING_HELD = first(Meeting.number, Meeting.state == MeetingState.HELD)
MEETING_PLANNED = first(Meeting.number, Meeting.state == MeetingState.PLANNED)


def WITH_CONCEPT() -> Any:  # noqa: N802 - a sample as the others
    """The number of a meeting whose minutes are still a concept."""
    query = select(Meeting.number).join(Minutes, Minutes.meeting_id == Meeting.id)
    return db.session.scalars(query.where(Minutes.published_at.is_(None))).first()
