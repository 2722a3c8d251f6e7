"""Groups with 10,000 sign-ups: the bureau's list beside a bare list of its rows, and filling 30 places."""

import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import delete, func, select

from benchmarks._beside import bare, product
from benchmarks._serving import Fetched, Line, cost, interleaved, line
from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import Group, Invitation, Registration, Seat, SeatFilling
from regiodialoog.organisations import queries as region
from tests.reliability.installation import demo_database
from tests.reliability.post_office import application
from tests.reliability.voters import crowd, signed_in_as
from tests.support.many import insert_all

SLUG = "ontmoeten-in-de-buurt"
ROOM = f"/beheer/groepen/{SLUG}"
LIST, PART = "the list alone, as htmx asks for it", {"HX-Request": "true"}
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    LIST: (ROOM, PART),
    "its last page": (f"{ROOM}?pagina=400", PART),
    "a name in it": (f"{ROOM}?q=zoe", PART),
    "the group with the list": (ROOM, {}),
    "somebody for a place": (f"{ROOM}/plekken/{{seat}}/indelen", {}),
    "the wheel": (f"/themas/{SLUG}/groep", {}),
    "the figures": (f"/themas/{SLUG}/groep/samenstelling", {}),
}
OPEN, SIGNED_IN = "bare lists", "bare lists behind a sign-in"
ROWS = f"""
SELECT r.id, p.name, i.name, m.name, r.state, r.registered_at, r.answers, r.evenings, r.reason
FROM registrations r JOIN people p ON r.person_id = p.id JOIN interests i ON r.interest_id = i.id
JOIN municipalities m ON r.municipality_id = m.id JOIN themes t ON r.theme_id = t.id
WHERE t.slug = '{SLUG}' AND p.confirmed_at IS NOT NULL ORDER BY r.id LIMIT 25
"""
SUGGEST = "filling 30 places from who signed up"
LIMITS = {SUGGEST: 10.0}
NAMES = ("Zoë", "Jan", "Fatima", "Piet", "Ayşe", "Bob", "Chloé")
DEMANDS = {
    "Leeftijd": (("16 t/m 29 jaar", 6, 9), ("30 t/m 49 jaar", 7, 9), ("50 jaar of ouder", 12, 17)),
    "Geslacht": (("vrouw", 13, 16), ("man", 13, 16), ("anders", 0, 2)),
    "Opleiding": (("praktisch", 6, 9), ("mbo", 8, 11), ("hbo", 6, 9), ("wo", 4, 7)),
}  # fmt: skip


def run(*, people: int = 10_000, requests: int = 40, rounds: int = 7) -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        storage = Path(folder) / "storage"
        url = demo_database(storage)
        seconds, cookie, seat = _fill(url, storage, people)
        with product(url, storage) as server, line(server.port) as bureau:
            pages = {
                name: partial(bureau.get, path.format(seat=seat), Cookie=cookie, **headers)
                for name, (path, headers) in PAGES.items()
            }
            size = len(pages[LIST]().body)
            with bare(server, {"sign-ups": (ROWS, size)}) as other, line(other.port) as reader:
                floors = {OPEN: _floor(reader), SIGNED_IN: _floor(reader, by=1)}
                costs = {name: partial(cost, other, page, requests) for name, page in floors.items()}
                printed = [(SUGGEST, seconds, "s")]
                for name, page in pages.items():
                    made = partial(cost, server, page, requests)
                    made()
                    found = [interleaved(made, floor, rounds) for floor in costs.values()]
                    printed.append((f"{name}: CPU per request", found[0][0], "ms"))
                    printed += [(f"{name}, in {floor}", each[2], "") for floor, each in zip(costs, found, strict=True)]
                printed += [(f"{name}: CPU per request", floor(), "ms") for name, floor in costs.items()]
    return printed


def _floor(reader: Line, *, by: int | None = None) -> Callable[[], Fetched]:
    """The bare list of 25 rows; with ``by`` behind the sign-in of that person."""
    if by is None:
        return partial(reader.get, "/bare/sign-ups")
    cookie = reader.get(f"/bare/in/{by}").headers["set-cookie"].partition(";")[0]
    return partial(reader.get, "/bare/sign-ups/signed-in", Cookie=cookie)


def _fill(url: str, storage: Path, people: int) -> tuple[float, str, int]:
    """Let so many sign up for the group and give it 30 open places. Seconds of CPU that a suggestion takes, the cookie
    of somebody of the bureau, and a place."""
    with application(url, storage) as app, app.test_request_context():
        theme = db.session.scalars(select(Theme).where(Theme.slug == SLUG)).one()
        group = db.session.scalars(select(Group).where(Group.theme_id == theme.id)).one()
        _sign_up(theme, people)
        _plan(group)
        db.session.commit()
        seconds = [_suggested(group) for _time in range(3)][-1]  # the first one loads the solver as well
        bureau = db.session.scalars(select(RoleGrant.person_id).where(RoleGrant.role == Role.BUREAU)).first()
        person = db.session.get_one(Person, bureau)
        cookie = signed_in_as(app, person)
        seat = queries.seats(group.id)[0].id
        return seconds, cookie, seat


def _suggested(group: Group) -> float:
    began = time.process_time()
    found = actions.suggest(group, by=None)
    seconds = time.process_time() - began
    assert len(found.seats) == 30, "every place finds somebody"
    db.session.rollback()
    return seconds


def _sign_up(theme: Theme, count: int) -> None:
    rnd = random.Random(1)
    first = db.session.scalar(select(func.max(Person.id))) or 0
    names = [f"{rnd.choice(NAMES)} Deelnemer {n}" for n in range(count)]
    people = crowd(names, f"d{first}-")
    interests = [each.id for each in region.interests()]
    places = [row.municipality_id for row in theme.municipalities]
    insert_all(
        Registration,
        [
            {"theme_id": theme.id, "person_id": person, "interest_id": rnd.choice(interests)}
            | {"municipality_id": rnd.choices(places, range(1, len(places) + 1))[0], "evenings": _days(rnd)}
            | {"answers": {what: rnd.choice(values)[0] for what, values in DEMANDS.items() if rnd.random() < 0.95}}
            for person in people
        ],
    )


def _days(rnd: random.Random) -> list[str]:
    return [f"2027-01-{day:02}" for day in range(1, 9) if rnd.random() < 0.6]


def _plan(group: Group) -> None:
    """30 places, of which ten ask no municipality."""
    db.session.execute(
        delete(Invitation).where(Invitation.seat_id.in_(select(Seat.id).where(Seat.group_id == group.id)))
    )
    db.session.execute(delete(Seat).where(Seat.group_id == group.id))
    interests, places = region.interests(), [row.municipality_id for row in group.theme.municipalities]
    for n in range(30):
        place = places[n % len(places)] if n % 3 else None
        interest = interests[n % len(interests)].id
        db.session.add(
            Seat(group_id=group.id, interest_id=interest, municipality_id=place, filling=SeatFilling.ASSIGNED)
        )
    for quota in queries.quotas(group.id):
        db.session.delete(quota)
    db.session.flush()
    for what, values in DEMANDS.items():
        for value, least, most in values:
            actions.add_quota(group, what, value, minimum=least, maximum=most, justification="Voor de meting.")
