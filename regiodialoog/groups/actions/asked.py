"""What is asked of whoever signs up, as a whole question: its demands, and the rules by which an answer follows."""

from collections.abc import Mapping
from math import ceil, floor

from flask_babel import gettext as _
from sqlalchemy import update

from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.groups import queries
from regiodialoog.groups.actions.composition import drop_quota, may_be_asked, put_quota, set_quota
from regiodialoog.groups.actions.guard import demands_are_free
from regiodialoog.groups.asking import Rules
from regiodialoog.groups.events import QuestionChanged, QuestionDropped, QuestionMade
from regiodialoog.groups.models import Asked, Group, Quota, Registration
from regiodialoog.groups.population import Known

SPARE = 1
"""How many people a demand that comes from shares may be off on either side."""
WHOLE, ROUNDED = 100, 2


def ask(group: Group, feature: str, rules: Rules, *, justification: str) -> Asked:
    """Ask this of whoever signs up; every value gets a demand that asks nothing yet.

    Raises Invalid for what may not be asked, Conflict when the group asks it already or a sealed draw goes on.
    """
    demands_are_free(group)
    _check(feature, rules)
    row = Asked(
        group_id=group.id,
        feature=feature,
        source=rules.source,
        rules=rules.as_data(),
        year=rules.year,
        why=justification,
    )
    row.group = group
    if any(quota.feature == feature for quota in queries.quotas(group.id)):
        raise Conflict(_("This group asks that already."))
    store(row)
    for value in rules.values:
        put_quota(group, feature, value, minimum=0, maximum=group.size, justification=justification)
    emit(QuestionMade(subject_id=group.theme_id, question_id=row.id))
    return row


def begin_asking(group: Group, feature: str, rules: Rules, *, justification: str, found: Known | None = None) -> Asked:
    """As ``ask``, and with demands by the figures that are ``found``."""
    row = ask(group, feature, rules, justification=justification)
    if found is not None and found.people:
        begin_demands(row, found)
    return row


def begin_demands(row: Asked, found: Known) -> None:
    """Demands by the figures, with their source as the reason; a value that they do not know gets one that asks
    nothing."""
    shares = {value: found.shares.get(value) for value in queries.rules_of(row).values}
    spread(row, shares, reasons={value: found.reason(value) for value in found.people}, people=found.people)


def change_asked(row: Asked, rules: Rules, *, justification: str) -> None:
    """Other rules, or another reason. Demands of values that stay stay, with the reason that they have of their own.

    Raises Conflict while a sealed draw goes on, and for other rules once somebody answered: what they filled in was not
    kept, so nothing can follow from it anew.
    """
    group = row.group
    demands_are_free(group)
    _check(row.feature, rules)
    other = (rules.as_data(), rules.year) != (row.rules, row.year)
    if other and queries.has_answered(group.theme_id, row.feature):
        raise Conflict(_("Somebody answered this question already. The answers to choose from stay as they are."))
    quotas = _quotas(row)
    for quota in quotas.values():
        if quota.value not in rules.values:
            drop_quota(quota)
        elif quota.justification == row.why:
            set_quota(quota, justification=justification)
    for value in rules.values:
        if value not in quotas:
            put_quota(group, row.feature, value, minimum=0, maximum=group.size, justification=justification)
    started = {} if other else row.started_from  # the figures were of the answers of before
    if assign(row, rules=rules.as_data(), year=rules.year, why=justification, started_from=started):
        emit(QuestionChanged(subject_id=group.theme_id, question_id=row.id))


def stop_asking(row: Asked) -> None:
    """The question goes, with its demands, and with what was made of the years of birth that it asked. Raises Conflict
    while a sealed draw goes on."""
    demands_are_free(row.group)
    for quota in _quotas(row).values():
        drop_quota(quota)
    told = QuestionDropped(subject_id=row.group.theme_id, question_id=row.id)
    db.session.delete(row)
    flush()
    if not queries.asks_year_of_birth(row.group_id):
        of_theme = Registration.theme_id == told.subject_id, Registration.birth_hash != ""
        db.session.execute(update(Registration).where(*of_theme).values(birth_hash=""))
    emit(told)


def spread(
    row: Asked,
    shares: Mapping[str, float | None],
    *,
    reasons: Mapping[str, str] | None = None,
    people: Mapping[str, int] | None = None,
) -> None:
    """Demands by the shares (per cent) of the population: as near as whole people come, and one more or less. A value
    without a share (None) gets a demand that asks nothing. ``reasons``: by value why so many; ``people``: how many
    people of each value the figures say from which the shares were started.

    Raises Invalid when they are not of all values, or not together 100.
    """
    quotas, known = _quotas(row), {value: share for value, share in shares.items() if share is not None}
    if shares.keys() != quotas.keys() or not known or any(share < 0 for share in known.values()):
        raise Invalid(_("Give the share of every answer."))
    if abs(sum(known.values()) - WHOLE) > ROUNDED:
        raise Invalid(_("Together the shares should be 100. Now they are %(sum)s.", sum=f"{sum(known.values()):g}"))
    demands_are_free(row.group)
    for value, (least, most) in bounds(known, row.group.size).items():
        set_quota(quotas[value], minimum=least, maximum=most)
    for value in shares.keys() - known.keys():
        set_quota(quotas[value], minimum=0, maximum=row.group.size)
    for value, reason in (reasons or {}).items():
        set_quota(quotas[value], justification=reason)
    if assign(row, started_from=dict(people or {})):
        emit(QuestionChanged(subject_id=row.group.theme_id, question_id=row.id))


def bounds(shares: Mapping[str, float], size: int) -> dict[str, tuple[int, int]]:
    """By value at least and at most so many of ``size`` places; all least ones together are never more than that."""
    people = {value: share * size / sum(shares.values()) for value, share in shares.items()}
    return {value: (max(0, floor(count) - SPARE), min(size, ceil(count) + SPARE)) for value, count in people.items()}


def _quotas(row: Asked) -> dict[str, Quota]:
    return {quota.value: quota for quota in queries.quotas(row.group_id) if quota.feature == row.feature}


def _check(feature: str, rules: Rules) -> None:
    may_be_asked(feature, *rules.values, *rules.options)
