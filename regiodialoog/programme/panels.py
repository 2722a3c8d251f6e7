"""What the programme shows on pages of others: a municipality, a moment, the home page."""

from typing import Any

from regiodialoog.adoption.models import DecisionMoment
from regiodialoog.adoption.views.shapes import line_of
from regiodialoog.core import clock
from regiodialoog.core.panels import panel
from regiodialoog.organisations.models import Municipality
from regiodialoog.programme import labels, queries
from regiodialoog.programme.models import ChallengeKind
from regiodialoog.proposals.models import Proposal

NEXT = 3


@panel("organisations.municipality", order=20)
def opgaven_of_municipality(municipality: Municipality) -> tuple[str, dict[str, Any]] | None:
    """The opgaven in which it takes part, with its scope, and how many there are."""
    total = len(queries.challenges(kind=ChallengeKind.CHALLENGE))
    if not total:
        return None
    taken = queries.taken_part_in(municipality.id)
    return "programme/of_municipality.html", {"municipality": municipality, "taken": taken, "total": total}


@panel("adoption.moment", order=10)
def opgave_of_moment(moment: DecisionMoment) -> tuple[str, dict[str, Any]] | None:
    link = queries.link_of(moment.id)
    shown = {"challenge": link.challenge, "project": link.project, "labels": labels} if link is not None else {}
    return ("programme/of_moment.html", shown) if shown else None


@panel("pages.home", order=40)
def on_the_front_page(_subject: object) -> tuple[str, dict[str, Any]] | None:
    """How many opgaven there are, and the first moments to come."""
    challenges = queries.challenges(kind=ChallengeKind.CHALLENGE)
    if not challenges:
        return None
    today = clock.today()
    coming = sorted(queries.next_moments(today).items(), key=lambda item: (item[1].when.start, item[1].id))  # type: ignore[union-attr]
    titles = {each.id: each for each in challenges}
    lines = [(line_of(moment, today), titles[key]) for key, moment in coming if key in titles][:NEXT]
    return "programme/on_home.html", {"challenges": challenges, "lines": lines}


@panel("proposals.page_now", order=60)
def projects_of_proposal(proposal: Proposal) -> tuple[str, dict[str, Any]] | None:
    """In which project it is done. One query."""
    projects = queries.projects_from(proposal.id) if proposal.is_open else ()
    return ("programme/of_proposal.html", {"projects": projects, "labels": labels}) if projects else None
