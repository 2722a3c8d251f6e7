"""The steps of the path that proposals and the floors below them know of."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.dialogues import labels as dialogue_labels
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import ORDER, PhaseKind
from regiodialoog.proposals import labels, queries
from regiodialoog.proposals.models import Curation, Proposal, ProposalMove, ProposalState
from regiodialoog.proposals.path import Step, StepKind, path_steps

S = ProposalState
AHEAD = {
    S.SUBMITTED: (PhaseKind.DIALOGUE, PhaseKind.ADVICE, PhaseKind.HANDOVER),
    S.QUESTION: (PhaseKind.DIALOGUE, PhaseKind.ADVICE, PhaseKind.HANDOVER),
    S.ADMITTED: (PhaseKind.DIALOGUE, PhaseKind.ADVICE, PhaseKind.HANDOVER),
    S.IN_VOTE: (PhaseKind.ADVICE, PhaseKind.HANDOVER),
    S.IN_ADVICE: (PhaseKind.HANDOVER,),
}
"""Which phases still come for a proposal, by where it is."""
ENDED = frozenset({S.NOT_IN_ADVICE, S.NOT_ADMITTED, S.MERGED, S.SPLIT, S.WITHDRAWN})
SPOKEN = frozenset({S.NOT_ADMITTED, S.QUESTION, S.IN_VOTE, S.IN_ADVICE, S.NOT_IN_ADVICE})
"""Moves that the verdicts, the questions and the polls tell themselves, in whose name they are."""


@path_steps(order=10)
def from_the_dialogue(proposal: Proposal) -> Iterator[Step]:
    """The dialogue and its round, how the theme was chosen, and the councils' assignment."""
    theme, in_round = proposal.theme, proposal.theme.round
    dialogue = in_round.dialogue
    source = dialogue.source.name if dialogue.source is not None else ""
    yield Step(
        when=in_round.start,
        title=_("Round %(number)s of the %(dialogue)s began", number=in_round.number, dialogue=dialogue.title),
        url=url_for("dialogues.dialogue", slug=dialogue.slug, _anchor=in_round.slug),
        link=dialogue.title,
        source=source,
    )
    yield Step(
        when=in_round.chosen_in,
        title=_("The theme “%(theme)s”", theme=theme.title),
        text=in_round.theme_origin or str(dialogue_labels.ORIGINS[theme.origin]),
        behalf=in_round.chosen_by,
        url=url_for("dialogues.theme", slug=theme.slug),
        link=theme.title,
        source=theme.source.name if theme.source is not None else "",
    )
    mandate = dialogues.mandate_of(theme)
    if mandate is None:
        return
    entries = [answer for answer in dialogues.answers(theme, dialogues.agreements_of(mandate)) if answer.agrees]
    days = [answer.entry.agreed_on for answer in entries if answer.entry is not None]
    if days:
        who = ngettext("%(num)s council", "%(num)s councils", len(days))
        url = url_for("dialogues.theme", slug=theme.slug, _anchor="opdracht")
        yield Step(
            when=max(days), title=_("The councils adopted the assignment"), text=mandate.question, behalf=who, url=url,
            link=_("Read the assignment"),
        )  # fmt: skip


@path_steps(order=20)
def from_the_proposal(proposal: Proposal) -> Iterator[Step]:
    """Handing in, questions, verdicts and every other move, with who, why and on whose behalf."""
    found: list[tuple[datetime, int, Step]] = []
    for n, move in enumerate(queries.moves(proposal.id)):
        if move.to_state not in SPOKEN and not (move.to_state is S.SUBMITTED and n) and not proposal.is_recorded:
            found.append((move.at, n, _move(proposal, move)))
    if proposal.is_open:
        found += _questions(proposal)
    for each in queries.curations(proposal.id):
        found += _verdict(each)
    yield from (step for _at, _n, step in sorted(found, key=lambda entry: entry[:2]))


def _move(proposal: Proposal, move: ProposalMove) -> Step:
    handed_in = move.to_state is S.SUBMITTED
    title = _("Handed in") if handed_in else str(labels.STATES[move.to_state])
    kind = StepKind.STOPPED if move.to_state in ENDED else StepKind.PAST
    behalf = labels.role_of(move.role)
    if handed_in and proposal.from_applicant:
        behalf = _("somebody who signed up for the group")
    if move.behalf:
        behalf = _("%(who)s, on behalf of %(name)s", who=behalf, name=move.behalf)
    return Step(when=_day(move.at), title=title, kind=kind, behalf=behalf, reason=move.reason)


def _questions(proposal: Proposal) -> list[tuple[datetime, int, Step]]:
    found = []
    for each in queries.questions(proposal.id):
        asked = Step(
            when=_day(each.asked_at), title=_("A question to the author"), text=each.text,
            behalf=labels.role_of(each.asked_role),
        )  # fmt: skip
        found.append((each.asked_at, 100, asked))
        if each.answered_at is not None:
            title, who = _("The author answered"), labels.role_of("author")
            answered = Step(when=_day(each.answered_at), title=title, text=each.answer, behalf=who)
            found.append((each.answered_at, 101, answered))
    return found


def _verdict(curation: Curation) -> list[tuple[datetime, int, Step]]:
    who, day = labels.role_of(curation.role), _day(curation.at)
    if curation.admitted:
        return [(curation.at, 200, Step(when=day, title=_("A moderator looked at it: in order"), behalf=who))]
    ground = labels.GROUNDS[curation.ground] if curation.ground is not None else ""
    title = _("Not admitted: %(ground)s", ground=ground)
    refused = Step(when=day, title=title, kind=StepKind.STOPPED, behalf=who, reason=curation.reason)
    found = [(curation.at, 200, refused)]
    if curation.second_asked_at is not None:
        title, who = _("A second opinion was asked"), labels.role_of("author")
        found.append(
            (curation.second_asked_at, 201, Step(when=_day(curation.second_asked_at), title=title, behalf=who))
        )
    if curation.second_at is not None and curation.second_opinion is not None:
        title = _("Second opinion: %(opinion)s", opinion=labels.SECOND_OPINIONS[curation.second_opinion])
        who, reason = labels.role_of(curation.second_role), curation.second_reason
        found.append(
            (curation.second_at, 202, Step(when=_day(curation.second_at), title=title, behalf=who, reason=reason))
        )
    return found


@path_steps(order=30)
def from_the_document(proposal: Proposal) -> Iterator[Step]:
    """Of a proposal of before: that the document names it, and where it went."""
    record = queries.record_of(proposal.id) if proposal.is_recorded else None
    if record is None or proposal.source is None:
        return
    name, url = proposal.source.name, url_for("organisations.sources", _anchor=proposal.source.slug)
    yield Step(
        when=proposal.source.date, title=_("The document tells of this proposal"), text=proposal.summary, url=url,
        link=name, source=name,
    )  # fmt: skip
    where = record.destination
    said = [where.explanation, record.condition, record.strategy, ", ".join(each.name for each in record.programmes)]
    yield Step(
        when=None, title=_("Where it went: %(place)s", place=where.name), source=name,
        text=" ".join(each if each.endswith(".") else f"{each}." for each in said if each),
    )  # fmt: skip


@path_steps(order=90)
def what_was_promised(proposal: Proposal) -> Iterator[Step]:
    """The phases of the theme that are still to come, for a proposal that goes on."""
    if not proposal.theme.is_active:
        return
    ahead, today = AHEAD.get(proposal.state, ()), clock.today()
    for phase in sorted(proposal.theme.phases, key=lambda each: ORDER[each.kind]):
        if phase.kind in ahead and phase.starts_on > today:
            title = str(dialogue_labels.PHASES[phase.kind])
            text = str(dialogue_labels.NOW[phase.kind])
            url, link = url_for("dialogues.theme", slug=proposal.theme.slug), proposal.theme.title
            yield Step(when=phase.starts_on, title=title, kind=StepKind.NEXT, text=text, url=url, link=link)


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
