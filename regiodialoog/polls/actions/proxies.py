"""Proxies: given, used by voting on the giver's own line, and taken back or handed back as long as they were not.

Everything here and every vote holds the row of the poll, so that a proxy is used or taken back, and never both.
"""

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.polls import queries
from regiodialoog.polls.events import ProxyEnded, ProxyGiven
from regiodialoog.polls.models import Poll, PollRoll, Proxy, Standing

_GIVEN_WHILE = frozenset({Standing.APPROVED, Standing.OPEN})


def give_proxy(poll: Poll, *, giver_id: int, holder_id: int) -> Proxy:
    """Let another vote for somebody. Raises Conflict when the poll does not allow it, is not approved or has closed,
    when the giver voted, gave one already or holds one; Invalid for who cannot hold it."""
    _hold(poll)
    if not poll.proxies:
        raise Conflict(_("In this poll everybody votes themselves."))
    if queries.has_voted(queries.roll_line(poll, giver_id)):
        raise Conflict(_("You have voted already: nobody needs to do that for you."))
    mine = queries.proxies_of(giver_id, [poll.id]).get(poll.id, queries.Proxies())
    if mine.given is not None:
        raise Conflict(_("You let somebody else vote for you already. Take that back first."))
    if mine.held:
        raise Conflict(_("Somebody asked you to vote for them, so you cannot pass on your own vote. You can hand it"
                         " back."))  # fmt: skip
    if holder_id not in {person.id for person in queries.possible_holders(poll, giver_id)}:
        raise Invalid(_("This person cannot vote for you: choose somebody else."))
    proxy = Proxy(poll_id=poll.id, giver_id=giver_id, holder_id=holder_id)
    store(proxy)
    emit(ProxyGiven(subject_id=poll.id, giver_id=giver_id, holder_id=holder_id))
    return proxy


def end_proxy(proxy: Proxy) -> None:
    """Take a proxy back, or hand it back: the giver votes themself. Raises Conflict once it was used, or when the poll
    has closed."""
    poll = proxy.poll
    _hold(poll)
    if queries.has_voted(queries.roll_line(poll, proxy.giver_id)):
        raise Conflict(_("The vote has been cast: this can no longer be taken back."))
    _end([proxy])


def end_void_proxies(poll: Poll) -> None:
    """At the opening: what somebody gave or held who is not on the roll is worth nothing."""
    on_roll = set(db.session.scalars(select(PollRoll.person_id).where(PollRoll.poll_id == poll.id)))
    _end([row for row in queries.proxies(poll.id) if not {row.giver_id, row.holder_id} <= on_roll])


def must_be_theirs(poll: Poll, *, voter_id: int | None, holder_id: int | None) -> None:
    """Whether a vote may be cast on somebody's line, by themself (``holder_id`` None) or by who holds their proxy.
    Raises Conflict. Call it while the poll is held."""
    if not poll.proxies and holder_id is None:
        return
    given = queries.given(poll.id, voter_id) if voter_id is not None else None
    if holder_id is None and given is not None:
        raise Conflict(_("You let somebody else vote for you. Take that back if you want to vote yourself."))
    if holder_id is not None and (given is None or given.holder_id != holder_id):
        raise Conflict(_("You no longer vote for this person: that was taken back."))


def forget_proxies(person_id: int) -> None:
    """Somebody removed their account: nobody votes for them or is said to have done so, and they vote for nobody. Who
    waited for them votes themself."""
    db.session.execute(delete(Proxy).where(Proxy.giver_id == person_id))
    held = db.session.scalars(select(Proxy).where(Proxy.holder_id == person_id)).all()
    waiting = [
        row for row in held
        if row.poll.standing in _GIVEN_WHILE and not queries.has_voted(queries.roll_line(row.poll, row.giver_id))
    ]  # fmt: skip
    _end(waiting)
    db.session.execute(update(Proxy).where(Proxy.holder_id == person_id).values(holder_id=None))


def _end(rows: list[Proxy]) -> None:
    for row in rows:
        told = ProxyEnded(subject_id=row.poll_id, giver_id=row.giver_id, holder_id=row.holder_id)
        db.session.delete(row)
        flush()
        emit(told)


def _hold(poll: Poll) -> None:
    db.session.refresh(poll, with_for_update=True)
    if poll.standing not in _GIVEN_WHILE:
        raise Conflict(_("The poll is closed, or has not been approved yet."))
