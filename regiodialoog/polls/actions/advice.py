"""The advice of a group: written, changed while it is a concept, and handed over on a day."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.polls import queries
from regiodialoog.polls.events import AdviceChanged, AdviceHandedOver, AdviceWritten
from regiodialoog.polls.models import ADVICES, AdviceProposal, AdviceState, GroupAdvice
from regiodialoog.proposals.models import Proposal


def write_advice(
    theme: Theme,
    *,
    conclusions: str,
    minority: str = "",
    document: str = "",
    order: Sequence[Proposal] = (),
    fictitious: bool = False,
) -> GroupAdvice:
    """Begin the advice of a theme, or change its concept. ``order``: the proposals from first to last.

    Raises Conflict once it was handed over, Invalid without conclusions.
    """
    if not conclusions.strip():
        raise Invalid(_("Write down what the group concludes."))
    advice = queries.find_advice(theme.id)
    if advice is None:
        advice = GroupAdvice(
            theme=theme, conclusions=conclusions, minority=minority, document=document, fictitious=fictitious
        )
        store(advice)
        _put_in_order(advice, order)
        emit(AdviceWritten(subject_id=theme.id, advice_id=advice.id))
        return advice
    if advice.state is not AdviceState.CONCEPT:
        raise Conflict(_("This advice was handed over: it is fixed."))
    fields = assign(advice, conclusions=conclusions, minority=minority, document=document)
    if _put_in_order(advice, order):
        fields = (*fields, "proposals")
    if fields:
        emit(AdviceChanged(subject_id=theme.id, advice_id=advice.id, fields=fields))
    return advice


def hand_over(advice: GroupAdvice, *, on: date, to: str) -> None:
    """From this day on everybody reads it, and it is fixed. Raises Conflict when that was done, Invalid for a day that
    has still to come or for nobody."""
    if on > clock.today():
        raise Invalid(_("The advice is handed over on a day that has been."))
    if not to.strip():
        raise Invalid(_("Write down to whom the advice was handed over."))
    db.session.refresh(advice, with_for_update=True)
    ADVICES.move(advice, AdviceState.HANDED_OVER)
    advice.handed_over_on, advice.handed_over_to = on, to
    _put_in_order(advice, [one.proposal for one in queries.advised(advice.theme_id, advice)])
    flush()
    emit(AdviceHandedOver(subject_id=advice.theme_id, advice_id=advice.id))


def _put_in_order(advice: GroupAdvice, order: Sequence[Proposal]) -> bool:
    """Whether that changed anything."""
    if [one.proposal_id for one in advice.proposals] == [one.id for one in order]:
        return False
    advice.proposals.clear()
    flush()
    advice.proposals = [AdviceProposal(proposal=one, position=n) for n, one in enumerate(order, 1)]
    flush()
    return True
