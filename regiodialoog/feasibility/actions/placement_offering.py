"""The bureau sets the rule, offers proposals to the councils, and under one rule says directly that one is placed."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import update

from regiodialoog.agenda.models import AgendaTheme
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import acting, emit
from regiodialoog.core.rows import store
from regiodialoog.core.workdays import is_working_day
from regiodialoog.feasibility import queries
from regiodialoog.feasibility.actions.placement_telling import settle, tell_offered
from regiodialoog.feasibility.events import ProposalOffered, RecorderLeft, RuleSet, SaidDirectly
from regiodialoog.feasibility.models import (
    DirectVerdict,
    Offer,
    Placement,
    PlacementEntry,
    PlacementRule,
    RuleKind,
)
from regiodialoog.organisations.models import Body
from regiodialoog.proposals.models import Proposal, ProposalState


def set_rule(kind: RuleKind, *, reason: str, number: int | None = None, fictitious: bool = False) -> PlacementRule:
    """From now on offers are made under this rule; earlier offers keep theirs. Raises Invalid without a reason, or for
    a number that does not belong to the kind."""
    if not reason.strip():
        raise Invalid(_("Write down why. Everybody can read it."))
    if (kind is RuleKind.NUMBER) != (number is not None) or (number is not None and number < 1):
        raise Invalid(_("Write down how many councils, for the rule that asks for a number, and only then."))
    made = PlacementRule(
        rule_kind=kind, rule_number=number, reason=reason, fictitious=fictitious, set_at=clock.now(),
        person_id=acting().person_id, role=acting().role,
    )  # fmt: skip
    store(made)
    emit(RuleSet(subject_id=made.id, rule=kind, number=number), text=reason)
    return made


def promote(
    proposals: Sequence[Proposal],
    agenda_theme: AgendaTheme,
    *,
    promised_on: date,
    note: str = "",
    fictitious: bool = False,
) -> list[Offer]:
    """Offer proposals to every participating council of their themes, under the rule that counts now. All or none.

    Raises Conflict for what was offered before or is not in an advice that was handed over, Invalid for an ended theme
    of the agenda, a promised day that is no working day to come, or a rule that these councils cannot meet.
    """
    rule = queries.current_rule()
    if rule is None:
        raise Conflict(_("First set the rule that says when a proposal counts as placed."))
    if not proposals:
        raise Invalid(_("Choose at least one proposal."))
    _check_place(agenda_theme, promised_on)
    handed_over = queries.advice_is_handed_over({one.theme_id for one in proposals})
    councils = queries.council_of({row.municipality_id for one in proposals for row in one.theme.municipalities})
    made = []
    for proposal in proposals:
        if proposal.state is not ProposalState.IN_ADVICE or proposal.theme_id not in handed_over:
            raise Conflict(_("Only a proposal in an advice that was handed over can be offered to the councils."))
        invented = fictitious or proposal.fictitious or proposal.theme.fictitious
        offer = Offer(
            proposal=proposal, agenda_theme=agenda_theme, offered_on=clock.today(), promised_on=promised_on, note=note,
            rule_kind=rule.rule_kind, rule_number=rule.rule_number, fictitious=invented, recorded_at=clock.now(),
            person_id=acting().person_id, role=acting().role, behalf=acting().behalf,
            placements=_placements(proposal, councils, rule),
        )  # fmt: skip
        store(offer)
        emit(
            ProposalOffered(
                subject_id=offer.id, proposal_id=proposal.id, agenda_theme_id=agenda_theme.id, rule=rule.rule_kind,
                number=rule.rule_number,
            ),
            text=note,
        )  # fmt: skip
        made.append(offer)
    tell_offered(made)
    return made


def say_directly(
    offer: Offer, *, placed: bool, decided_on: date, reason: str, fictitious: bool = False
) -> DirectVerdict:
    """Under the rule that the bureau says so. Saying it again corrects what was said; both stay to be read.

    Raises Conflict under another rule or for what stands already, Invalid without a reason or on a day to come.
    """
    if offer.rule_kind is not RuleKind.BUREAU:
        raise Conflict(_("For this proposal the councils say it, by the rule that it was offered under."))
    if not reason.strip():
        raise Invalid(_("Write down why. Everybody can read it."))
    check_day(decided_on, offer)
    queries.lock(offer)
    if offer.verdicts and offer.verdicts[-1].placed is placed:
        raise Conflict(_("This was written down already."))
    before = offer.standing
    made = DirectVerdict(
        offer_id=offer.id, placed=placed, decided_on=decided_on, reason=reason,
        fictitious=fictitious or offer.fictitious, recorded_at=clock.now(), person_id=acting().person_id,
        role=acting().role,
    )  # fmt: skip
    store(made)
    db.session.expire(offer, ["verdicts"])
    emit(SaidDirectly(subject_id=offer.id, placed=placed), text=reason)
    settle(offer, before, f"verdict-{made.id}")
    return made


def check_day(day: date, offer: Offer) -> None:
    """Raises Invalid for a day to come, or before the offer."""
    if day > clock.today():
        raise Invalid(_("A decision cannot have been taken in the future."))
    if day < offer.offered_on:
        raise Invalid(_("This is before the day on which the proposal was offered."))


def forget_recorder(person_id: int) -> None:
    """What somebody wrote down stays, as of the role that they had."""
    rows = 0
    for kind, column in (
        (PlacementRule, PlacementRule.person_id),
        (Offer, Offer.person_id),
        (PlacementEntry, PlacementEntry.person_id),
        (PlacementEntry, PlacementEntry.confirmed_by_id),
        (DirectVerdict, DirectVerdict.person_id),
    ):
        done = db.session.execute(update(kind).where(column == person_id).values({column.key: None}))
        rows += done.rowcount  # type: ignore[attr-defined]
    if rows:
        emit(RecorderLeft(subject_id=person_id, rows=rows))


def _check_place(agenda_theme: AgendaTheme, promised_on: date) -> None:
    if agenda_theme.ended_on is not None or agenda_theme.part.ended_on is not None:
        raise Invalid(_("This theme has come off the agenda. Choose another."))
    if promised_on <= clock.today() or not is_working_day(promised_on):
        raise Invalid(_("Choose a working day to come."))


def _placements(proposal: Proposal, councils: dict[int, Body], rule: PlacementRule) -> list[Placement]:
    taking = proposal.theme.municipalities
    if not taking or any(row.municipality_id not in councils for row in taking):
        raise Invalid(_("Every municipality that takes part in the theme needs a council here."))
    if rule.rule_number is not None and rule.rule_number > len(taking):
        raise Invalid(_("The rule asks for more councils than take part in this theme. Set another rule first."))
    ordered = sorted(taking, key=lambda row: row.municipality.sort_key)
    return [
        Placement(municipality=row.municipality, body=councils[row.municipality_id], scope=row.scope)
        for row in ordered
    ]  # fmt: skip
