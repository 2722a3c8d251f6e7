"""What the worker does for polls at their hours, what is told by mail, what somebody's own data holds, and what is let
go of when an account is removed."""

from collections.abc import Iterable
from typing import Any

from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core import jobs, mails
from regiodialoog.core.db import db, transaction, wipe_free_space
from regiodialoog.core.errors import NotFound
from regiodialoog.core.events import Told, listens
from regiodialoog.core.text import N_
from regiodialoog.core.tidying import tidies
from regiodialoog.core.web.privacy import keeps
from regiodialoog.polls import actions, labels, queries
from regiodialoog.polls.actions.finishing import TELL_JOB
from regiodialoog.polls.actions.preparing import OPEN_JOB, REMIND_JOB
from regiodialoog.polls.actions.secret import TELL_BOX_JOB, TIDY_JOB
from regiodialoog.polls.events import ProxyEnded, ProxyGiven, ProxyUsed
from regiodialoog.polls.models import Poll, PollRoll, Proxy, SecretBox, Standing


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
        waiting = {line.person_id: line.person for line in queries.roll(poll.id) if line.id not in voted}
        proxies = {one.giver_id: one for one in queries.proxies(poll.id) if one.giver_id in waiting}
        own = [person for number, person in waiting.items() if person is not None and number not in proxies]
        _tell("reminder", poll, own)
        for one in proxies.values():
            _tell_of("reminder", one, one.holder)


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
        counted = queries.count(poll)
        roots = [(one.question, queries.public_file(one)["published"]["root"]) for one in counted]
        published = all(one.file_is_public for one in counted)
        _tell("box_opened", poll, _people(queries.roll(poll.id)), roots=roots, published=published)


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
            _mail(what, person, f"poll-{what}:{poll.id}:{person.id}", poll=poll, **more)


def _tell_of(what: str, proxy: Proxy, person: Person | None) -> None:
    """One mail about a proxy, once."""
    if person is not None and person.address:
        _mail(
            f"proxy_{what}",
            person,
            f"poll-proxy-{what}:{proxy.id}:{proxy.given_at.isoformat()}",
            poll=proxy.poll,
            proxy=proxy,
        )


def _mail(what: str, person: Person, dedupe_key: str, **about: Any) -> None:
    mails.post(
        f"emails/polls/{what}.txt",
        address=person.address,
        language=person.language,
        dedupe_key=dedupe_key,
        person_id=person.id,
        person=person,
        labels=labels,
        **about,
    )


@listens(ProxyGiven)
def tell_holder(told: Told) -> None:
    """Whoever was asked to vote for somebody hears of it."""
    found = queries.given(told.event.subject_id, told.event.giver_id)  # type: ignore[attr-defined]
    if found is not None:
        _tell_of("given", found, found.holder)


@listens(ProxyUsed)
def tell_giver(told: Told) -> None:
    """Somebody voted for them: only in polls by name is there such an event."""
    found = queries.given(told.event.subject_id, told.event.giver_id)  # type: ignore[attr-defined]
    if found is not None:
        _tell_of("used", found, found.giver)


@listens(ProxyEnded)
def tell_both(told: Told) -> None:
    """Nobody votes for the giver any more: the other one of the two hears of it, or both when neither did it."""
    event = told.event
    assert isinstance(event, ProxyEnded)  # noqa: S101 - what this listens to
    poll = queries.by_id(event.subject_id)
    for number in {event.giver_id, event.holder_id} - {told.acting.person_id, None}:
        person = db.session.get(Person, number)
        if person is not None and person.address:
            own = number == event.giver_id
            key = f"poll-proxy-ended:{poll.id}:{number}:{told.at.isoformat()}"
            _mail("proxy_ended", person, key, poll=poll, own=own)


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
            "on_paper": line.paper_id is not None,
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


@own_data("proxies")
def own_proxies(person: Person) -> list[dict[str, Any]]:
    """Who votes or voted for somebody, and for whom they do so."""
    return [
        {
            "theme": row.poll.theme.slug,
            "poll": row.poll.number,
            "votes": labels.holder(row),
            "for": row.giver.display_name,
            "given_at": row.given_at.isoformat(),
        }
        for row in queries.all_proxies_of(person.id)
    ]


tidies(actions.clear_codes)
tidies(actions.clear_countings)


keeps(
    "poll_codes",
    what=N_("If we sent you a letter with a voting code: your name and address, and whether the code was used"),
    why=N_("To send the letter, and so that one letter is one vote"),
    ground=N_("A task in the public interest"),
    period=N_("Name, address and code are wiped 30 days after the closing"),
    readers=N_("The bureau. Nobody sees on this site what you chose"),
    order=77,
)
keeps(
    "proxies",
    what=N_("In polls: who votes for you because you asked for that, and for whom you vote"),
    why=N_("So that everybody has one vote, also who cannot vote themselves"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. What was taken back is removed, and all of yours when you remove your"
              " account"),
    readers=N_("The two of you. After the closing of a poll by name: your group, its moderators and the bureau"),
    order=77,
)  # fmt: skip
keeps(
    "ballots",
    what=N_(
        "Your votes in polls: what you chose, when, what you wrote beside it, and what you changed. In a secret poll:"
        " that you voted"
    ),
    why=N_("To count what the group chooses, and so that it can be counted again"),
    ground=N_("A task in the public interest"),
    period=N_("As long as this site exists. After you remove your account it no longer says who you were"),
    readers=N_(
        "After the closing: your group, its moderators and the bureau. Others see totals, never of fewer than five"
        " people"
    ),
    order=76,
)
