"""What people may read of polls, and the files to count them again."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.i18n import DEFAULT, catalog
from regiodialoog.core.policy import authorize, can, current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.subjects import Link, names
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.polls import councils, labels, policy, queries, shapes
from regiodialoog.polls.models import Electorate, Poll, PollState, Standing
from regiodialoog.polls.queries import Counted
from regiodialoog.polls.views.blueprint import POLL, bp


@bp.get("/themas/<slug>/stemmingen")
@public
def polls(slug: str) -> Response:
    theme = dialogues.theme(slug)
    may = can("polls.prepare", theme)
    return page("polls/polls.html", theme=theme, polls=queries.polls_of(theme.id, prepared=may), may=may, labels=labels)


@bp.get(POLL)
@public
def poll(slug: str, number: int) -> Response:
    found = visible(slug, number)
    actor, standing = current_actor(), found.standing
    line = queries.roll_line(found, actor.person_id)
    voted = queries.has_voted(line)
    mine = queries.proxies_of(actor.person_id, [found.id] if found.proxies else []).get(found.id, queries.Proxies())
    inside = can("polls.see_votes", found)
    counted = queries.count(found) if standing is Standing.DEFINITIVE else []
    return page(
        "polls/poll.html",
        poll=found,
        standing=standing,
        results=[shapes.shown(one, inside=inside, arguments=can("polls.prepare", found.theme)) for one in counted],
        **(_of_councils(found, counted) if found.electorate is Electorate.COUNCIL else {"councils": None}),
        inside=inside,
        voted=voted,
        mine=mine,
        held=[(one, queries.has_voted(queries.roll_line(found, one.giver_id))) for one in mine.held],
        on_paper=queries.on_paper(found.id) if found.takes_paper and standing in policy.CLOSED else 0,
        by_proxy=queries.used_proxies(found.id) if found.proxies and standing in policy.CLOSED else 0,
        on_roll=standing in (Standing.APPROVED, Standing.OPEN) and policy.may_vote(actor, found),
        turnout=queries.turnout(found.id),
        size=queries.expected_size(found),
        todo=shapes.todo(actor, found, voted=voted, mine=mine),
        keys=queries.keys(found.id) if found.secret else (),
        preparer=_waits_for_another(found),
        labels=labels,
        url_of=shapes.url_of,
    )


@bp.get(f"{POLL}/wie-koos-wat")
def votes(slug: str, number: int) -> Response:
    found = visible(slug, number)
    authorize(policy.may_see_votes, found)
    lines = shapes.voters(found, queries.roll(found.id), queries.ballots(found.id), queries.proxies(found.id))
    return page("polls/votes.html", poll=found, voters=lines, labels=labels, url_of=shapes.url_of)


@bp.get(f"{POLL}/<int(max=2147483647):position>/bestand.json")
@public
def file(slug: str, number: int, position: int) -> Response:
    """The file of a definitive result for everybody, in which no small group can be told apart."""
    counted = definitive(slug, number, position)
    if not counted.file_is_public:
        raise NotFound
    return as_file(queries.public_file(counted, catalog(DEFAULT).ugettext))


@bp.get(f"{POLL}/<int(max=2147483647):position>/volledig.json")
def whole_file(slug: str, number: int, position: int) -> Response:
    """The same with interest and municipality of every ballot, for the group itself."""
    counted = definitive(slug, number, position)
    authorize(policy.may_see_votes, counted.question.poll)
    return as_file(queries.full_file(counted, catalog(DEFAULT).ugettext))


@bp.get(f"{POLL}/<int(max=2147483647):position>/stembiljetten")
@public
def opened_ballots(slug: str, number: int, position: int) -> Response:
    """What came out of the box, by receipt: whoever kept theirs finds their own vote."""
    found = visible(slug, number)
    counted = queries.count_one(found, position) if found.box_opened_at is not None else None
    if counted is None or not counted.file_is_public or found.standing not in policy.CLOSED:
        raise NotFound
    root = queries.public_file(counted)["published"]["root"]
    return page("polls/ballots.html", poll=found, counted=counted, root=root, labels=labels, url_of=shapes.url_of)


def _of_councils(found: Poll, counted: Sequence[Counted]) -> dict[str, Any]:
    """What a poll among council members says per council, what the councils decided themselves, and for whoever adds
    themes to which round a chosen one would come."""
    per_question = [one for one in map(councils.in_councils, counted) if one is not None]
    in_last = None
    if counted and can("dialogues.edit"):
        in_last = dialogues.rounds(found.theme.round.dialogue_id)[-1]
    return {
        "councils": per_question if counted else None,
        "decided": councils.decided(found.theme),
        "majority": councils.MAJORITIES.get(found.kind, (None, ""))[1],
        "in_round": in_last,
    }


def visible(slug: str, number: int) -> Poll:
    """A poll that this reader may know of. Raises NotFound for others: in preparation it is nobody's business."""
    return _known(queries.poll(slug, number))


def done_already(found: Poll) -> Response:
    """For whoever opens the page of a step that was done meanwhile, say from a mail: the poll, with that said."""
    said = _("This was done already. Here you see what comes next.")
    return go_to("polls.poll", slug=found.theme.slug, number=found.number, notice=said)


def visible_to_vote(slug: str, number: int, *, stores: bool) -> Poll:
    """As ``visible``; for a form that ``stores`` a vote as ``queries.poll_to_vote`` has it."""
    return _known(queries.poll_to_vote(slug, number) if stores else queries.poll(slug, number))


def _known(found: Poll) -> Poll:
    if not found.is_public and not can("polls.prepare", found.theme):
        raise NotFound
    return found


def definitive(slug: str, number: int, position: int) -> Counted:
    """Raises NotFound while there is no result."""
    found = visible(slug, number)
    counted = queries.count_one(found, position) if found.standing is Standing.DEFINITIVE else None
    if counted is None:
        raise NotFound
    return counted


def _waits_for_another(poll: Poll) -> bool:
    """Whether the reader prepared this poll, so that somebody else has to approve it."""
    return poll.state is PollState.PREPARED and current_actor().person_id == poll.prepared_by_id


def as_file(data: dict[str, Any]) -> Response:
    return Response(json.dumps(data, ensure_ascii=False, indent=1) + "\n", mimetype="application/json")


@names("poll")
def poll_links(ids: set[int]) -> dict[int, Link]:
    return {
        row.id: Link(
            _("Poll %(number)s of %(theme)s", number=row.number, theme=row.theme.title),
            url_for("polls.poll", slug=row.theme.slug, number=row.number),
        )
        for row in queries.by_ids(ids)
    }
