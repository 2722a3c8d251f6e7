"""Who votes for whom, and who could."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.rows import LARGEST_ID
from regiodialoog.polls.models import Poll, Proxy
from regiodialoog.polls.queries.electorate import entitled
from regiodialoog.polls.queries.roll import roll, voted


@dataclass(frozen=True)
class Proxies:
    """What one person has to do with the proxies of one poll; ``held`` are those whose givers voted or did not yet."""

    given: Proxy | None = None
    held: tuple[Proxy, ...] = ()


def proxy(poll: Poll, number: int) -> Proxy:
    """A proxy of a poll. Raises NotFound, also when it was taken back."""
    found = db.session.scalar(_whole().where(Proxy.poll_id == poll.id, Proxy.id == number)) if _fits(number) else None
    if found is None:
        raise NotFound
    return found


def proxies(poll_id: int) -> Sequence[Proxy]:
    """The proxies of a poll with giver and holder, in the order in which they were given. One query."""
    return db.session.scalars(_whole().where(Proxy.poll_id == poll_id).order_by(Proxy.id)).all()


def given(poll_id: int, person_id: int | None) -> Proxy | None:
    """The proxy that somebody gave in a poll. One query."""
    return db.session.scalar(_whole().where(Proxy.poll_id == poll_id, Proxy.giver_id == person_id))


def proxies_of(person_id: int | None, poll_ids: Collection[int]) -> Mapping[int, Proxies]:
    """What somebody gave and holds, by poll; a poll without either is absent. At most one query."""
    if person_id is None or not poll_ids:
        return {}
    query = _whole().where(or_(Proxy.giver_id == person_id, Proxy.holder_id == person_id))
    rows = db.session.scalars(query.where(Proxy.poll_id.in_(poll_ids)).order_by(Proxy.id)).all()
    return {
        poll_id: Proxies(
            next((row for row in rows if row.poll_id == poll_id and row.giver_id == person_id), None),
            tuple(row for row in rows if row.poll_id == poll_id and row.holder_id == person_id),
        )
        for poll_id in {row.poll_id for row in rows}
    }


def all_proxies_of(person_id: int) -> Sequence[Proxy]:
    """Every proxy that somebody gave or holds. One query."""
    query = _whole().where(or_(Proxy.giver_id == person_id, Proxy.holder_id == person_id))
    return db.session.scalars(query.order_by(Proxy.id)).all()


def possible_holders(poll: Poll, giver_id: int) -> Sequence[Person]:
    """To whom somebody can give a proxy: others who may vote, who gave none and can hold one more; by their names. At
    most four queries."""
    if poll.roll_made_at is not None:
        people = {line.person_id for line in roll(poll.id)}
    else:
        people = {one.person_id for one in entitled(poll, min(poll.opens_at, clock.now()))}
    rows = proxies(poll.id)
    holds = Counter(row.holder_id for row in rows)
    full = {number for number, count in holds.items() if count >= poll.proxies}
    free = people - {row.giver_id for row in rows} - full - {giver_id}
    found = db.session.scalars(select(Person).where(Person.id.in_(free), Person.confirmed_at.is_not(None)))
    return sorted(found, key=lambda person: (person.display_name.casefold(), person.id))


def used_proxies(poll_id: int) -> int:
    """How many people voted by proxy: their line of the roll voted, and they gave one that stands. Two queries."""
    givers = set(db.session.scalars(select(Proxy.giver_id).where(Proxy.poll_id == poll_id)))
    lines = voted(poll_id)
    return sum(1 for line in roll(poll_id) if line.id in lines and line.person_id in givers) if givers else 0


def _whole() -> Select[Proxy]:
    loaded = (joinedload(Proxy.giver), joinedload(Proxy.holder), joinedload(Proxy.poll).selectinload(Poll.theme))
    return select(Proxy).options(*loaded)


def _fits(number: int) -> bool:
    return 0 < number <= LARGEST_ID
