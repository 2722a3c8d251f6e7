"""What polls and advices show on other pages, and where they can be found."""

from typing import Any

from flask import url_for

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.core.text import N_, fold
from regiodialoog.core.web.search import Found, Hit, Wanted, best_first, search_source
from regiodialoog.dialogues.models import Theme
from regiodialoog.polls import labels, policy, queries, shapes, waiting
from regiodialoog.polls.models import AdviceState
from regiodialoog.proposals.models import Proposal

Shown = tuple[str, dict[str, Any]]
FEW = 3


@panel("groups.group_now", order=20)
@panel("dialogues.theme_now", order=20)
def vote_now(theme: Theme) -> Shown | None:
    """For who may vote and can do so now: the way there, until when, and whether they did."""
    person_id = current_actor().person_id
    polls = [poll for poll in queries.polls_of(theme.id) if poll.is_open] if person_id is not None else []
    rows = []
    for poll in polls:
        poll.theme = theme
        if policy.may_vote(current_actor(), poll):
            line = queries.roll_line(poll, person_id)
            rows.append(shapes.asked(poll, person_id, voted=queries.has_voted(line)))
    return ("polls/vote_now.html", {"rows": rows, "labels": labels, "url_of": shapes.url_of}) if rows else None


@panel("dialogues.theme_now", order=25)
def read_the_advice(theme: Theme) -> Shown | None:
    """That the group handed its advice over, and the way to it."""
    advice = queries.find_advice(theme.id)
    if advice is None or advice.state is not AdviceState.HANDED_OVER:
        return None
    return "polls/read_advice.html", {"theme": theme, "advice": advice}


@panel("dialogues.theme", order=40)
def polls_of_theme(theme: Theme) -> Shown | None:
    """The advice of the group, and its latest polls with what came of them."""
    may = policy.may_prepare(current_actor(), theme) and theme.source_id is None and theme.is_active
    polls = queries.polls_of(theme.id)
    advice = queries.find_advice(theme.id)
    if advice is not None and advice.state is AdviceState.CONCEPT and not policy.is_inside(current_actor(), theme):
        advice = None
    if not polls and advice is None and not may:
        return None
    about = {"theme": theme, "polls": polls[:FEW], "total": len(polls), "advice": advice, "may": may, "labels": labels}
    return "polls/of_theme.html", about


@panel("proposals.page", order=10)
def poll_of_proposal(proposal: Proposal) -> Shown | None:
    """In which poll it is or was, and what came of it."""
    rows = queries.of_proposal(proposal.id)
    return ("polls/of_proposal.html", {"options": rows, "labels": labels, "url_of": shapes.url_of}) if rows else None


@panel("accounts.my_page", order=2)
def my_votes(person: Person) -> Shown | None:
    """The polls that are open for somebody: those that wait for a vote, then those with one that can still change."""
    polls, voted = queries.open_for(person.id), queries.voted_by(person.id)
    rows = [shapes.asked(poll, person.id, voted=poll.id in voted) for poll in polls]
    rows.sort(key=lambda row: not row.waits)
    return ("polls/my_page.html", {"rows": rows, "labels": labels, "url_of": shapes.url_of}) if rows else None


@panel("accounts.my_page", order=1)
@panel("accounts.management", order=5)
@panel("proposals.moderation", order=10)
def polls_that_wait(_subject: object = None) -> Shown | None:
    """For who prepares polls: those that wait for what this person can do, each with the way there."""
    rows = waiting.for_actor(current_actor())
    return ("polls/waiting.html", {"rows": rows, "labels": labels, "url_of": shapes.url_of}) if rows else None


@search_source("stemmingen", N_("Polls"), order=9)
def find_polls(sought: Wanted, limit: int, offset: int) -> Found:
    """Polls that everybody may know of, by their question. One query."""
    hits = [
        Hit(poll.question, url_for("polls.poll", slug=poll.theme.slug, number=poll.number), poll.theme.title)
        for poll in queries.public_polls()
        if sought.matches(fold(poll.question), fold(poll.explanation))
    ]
    return best_first(sought, hits, limit, offset)
