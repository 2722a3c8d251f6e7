"""What the worker does for polls at their hours, what is told by mail, what somebody's own data holds, and what is let
go of when an account is removed."""

from collections.abc import Iterable
from typing import Any

from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core import jobs, mails
from regiodialoog.core.db import transaction, wipe_free_space
from regiodialoog.core.errors import NotFound
from regiodialoog.core.events import Told, listens
from regiodialoog.core.text import N_
from regiodialoog.core.web.privacy import keeps
from regiodialoog.polls import actions, labels, queries
from regiodialoog.polls.actions.finishing import TELL_JOB
from regiodialoog.polls.actions.preparing import OPEN_JOB, REMIND_JOB
from regiodialoog.polls.actions.secret import TELL_BOX_JOB, TIDY_JOB
from regiodialoog.polls.models import Poll, PollRoll, SecretBox, Standing


@jobs.handles(OPEN_JOB)
def open_poll(payload: dict[str, Any]) -> None:
    """At the opening: write down who may vote, and tell them."""
    with transaction():
        poll = _found(payload)
        if poll is None or poll.standing not in (Standing.OPEN, Standing.COUNTING):
            return
        try:
            actions.make_roll(poll)
        except actions.TooFew as error:
            actions.annul(poll, reason=str(error), by=None)
            return
        if poll.standing is Standing.OPEN:
            _tell("opened", poll, _people(queries.roll(poll.id)))


@jobs.handles(REMIND_JOB)
def remind(payload: dict[str, Any]) -> None:
    """A day before the closing: tell those who have not voted yet."""
    with transaction():
        poll = _found(payload)
        if poll is None or poll.standing is not Standing.OPEN:
            return
        voted = queries.voted(poll.id)
        _tell("reminder", poll, _people(line for line in queries.roll(poll.id) if line.id not in voted))


@jobs.handles(TELL_JOB)
def tell_result(payload: dict[str, Any]) -> None:
    """When the result is definitive: tell who could vote, and the authors of the proposals."""
    with transaction():
        poll = _found(payload)
        if poll is None or poll.standing is not Standing.DEFINITIVE:
            return
        proposals = [option.proposal for option in poll.options if option.proposal is not None]
        authors = [proposal.author for proposal in proposals if proposal.author is not None]
        _tell("established", poll, [*_people(queries.roll(poll.id)), *authors])


@jobs.handles(TELL_BOX_JOB)
def tell_box(payload: dict[str, Any]) -> None:
    """When a box was opened: tell who could vote what fingerprint the ballots have, before anybody decides anything."""
    with transaction():
        poll = _found(payload)
        if poll is None or poll.box_opened_at is None:
            return
        roots = [(one.question, queries.public_file(one)["published"]["root"]) for one in queries.count(poll)]
        _tell("box_opened", poll, _people(queries.roll(poll.id)), roots=roots)


@jobs.handles(TIDY_JOB)
def tidy_box(_payload: dict[str, Any]) -> None:
    """What was in the boxes leaves the files of the database as well."""
    wipe_free_space(SecretBox.__tablename__)


def _found(payload: dict[str, Any]) -> Poll | None:
    try:
        return queries.by_id(payload["poll_id"])
    except NotFound:
        return None


def _people(lines: Iterable[PollRoll]) -> list[Person]:
    return [line.person for line in lines if line.person is not None]


def _tell(what: str, poll: Poll, people: Iterable[Person], **more: Any) -> None:
    """One mail for each person with an address, once."""
    for person in people:
        if person.address:
            mails.post(
                f"emails/polls/{what}.txt",
                address=person.address,
                language=person.language,
                dedupe_key=f"poll-{what}:{poll.id}:{person.id}",
                person_id=person.id,
                person=person,
                poll=poll,
                labels=labels,
                **more,
            )


@listens(PersonErased)
def let_go(told: Told) -> None:
    actions.forget_voter(told.event.subject_id)


@own_data("polls")
def own_polls(person: Person) -> list[dict[str, Any]]:
    """In which polls somebody could vote, and what they chose, also what they changed afterwards."""
    return [
        {
            "theme": line.poll.theme.slug,
            "poll": line.poll.number,
            "question": line.poll.question,
            "line": line.line,
            "interest_id": line.interest_id,
            "municipality_id": line.municipality_id,
            "organisation_id": line.organisation_id,
            "voted": queries.has_voted(line),
            "votes": [
                {
                    "position": one.question.position,
                    "choice": one.choice,
                    "argument": one.argument,
                    "cast_at": one.cast_at.isoformat(),
                    "counts": one.replaced_at is None,
                    "receipt": one.receipt,
                }
                for one in cast
            ],
        }
        for line, cast in queries.lines_of_person(person.id)
    ]


keeps(
    "ballots",
    what=N_("Your votes in polls of your group: what you chose, when, and what you changed"),
    why=N_("To count what the group chooses, and so that it can be counted again"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. After you remove your account it no longer says who you were"),
    readers=N_(
        "After the closing: your group, its moderators and the bureau. Others see totals, never of fewer than five"
        " people"
    ),
    order=76,
)
