"""Groups with 10,000 sign-ups: each page beside a bare list of what it shows, and filling 30 places."""

import random
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine, delete, func, select

from benchmarks._beside import after_a_commit, bare, product
from benchmarks._serving import cost, interleaved, line
from regiodialoog.accounts.models import Person, RoleGrant
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import suggestion_work
from regiodialoog.groups.models import Group, Invitation, Registration, Seat, SeatFilling
from regiodialoog.organisations import queries as region
from tests.reliability.installation import demo_database
from tests.reliability.post_office import application
from tests.reliability.voters import crowd, signed_in_as
from tests.support.many import insert_all

SLUG = "ontmoeten-in-de-buurt"
ROOM = f"/beheer/groepen/{SLUG}"
PART = {"HX-Request": "true"}
DEMANDS = {
    "Leeftijd": (("16 t/m 29 jaar", 6, 9), ("30 t/m 49 jaar", 7, 9), ("50 jaar of ouder", 12, 17)),
    "Geslacht": (("vrouw", 13, 16), ("man", 13, 16), ("anders", 0, 2)),
    "Opleiding": (("praktisch", 6, 9), ("mbo", 8, 11), ("hbo", 6, 9), ("wo", 4, 7)),
}  # fmt: skip
OF_THEME = f"FROM registrations r JOIN themes t ON r.theme_id = t.id AND t.slug = '{SLUG}' JOIN people p"
CONFIRMED = "ON r.person_id = p.id AND p.confirmed_at IS NOT NULL"
NAMED = f"{CONFIRMED} AND p.sort_key LIKE '%zoe%'"
FITS = f"{CONFIRMED} AND r.state IN ('registered', 'not_seated') JOIN seats s ON s.id = {{seat}}"
FITS += " AND r.interest_id = s.interest_id AND (s.municipality_id IS NULL OR s.municipality_id = r.municipality_id)"
SEATS = f"""
SELECT s.id, i.name, m.name, s.state, p.name FROM seats s JOIN groups g ON s.group_id = g.id
JOIN themes t ON g.theme_id = t.id AND t.slug = '{SLUG}' JOIN interests i ON s.interest_id = i.id
LEFT JOIN municipalities m ON s.municipality_id = m.id LEFT JOIN people p ON s.person_id = p.id
WHERE s.state <> 'left' ORDER BY i.position, m.sort_key, s.id
"""
DEMANDED = f"""
SELECT q.feature, q.value, q.minimum, q.maximum, q.justification FROM quotas q
JOIN groups g ON q.group_id = g.id JOIN themes t ON g.theme_id = t.id AND t.slug = '{SLUG}' ORDER BY q.id
"""
AT_TABLE = f"SELECT r.id, r.answers {OF_THEME} {CONFIRMED} WHERE r.state = 'seated'"
PEOPLE = f"SELECT count(DISTINCT p.id), 'people' {OF_THEME} {CONFIRMED} WHERE r.state <> 'withdrawn'"


def _rows(which: str, after: int = 0) -> tuple[str, str]:
    """A page of sign-ups as rows, and how many there are in all."""
    listed = f"""
SELECT r.id, p.name, i.name, m.name, o.name, r.state, r.registered_at, r.answers, r.evenings, r.reason {OF_THEME}
{which} JOIN interests i ON r.interest_id = i.id JOIN municipalities m ON r.municipality_id = m.id
LEFT JOIN organisations o ON r.organisation_id = o.id ORDER BY r.id LIMIT 25 OFFSET {after}
"""
    return listed, f"SELECT count(*), 'people' {OF_THEME} {which}"


def _margin(of: str, join: str = "") -> str:
    """Sign-ups counted by one thing."""
    return f"SELECT {of}, count(*) {OF_THEME} {CONFIRMED} {join} WHERE r.state <> 'withdrawn' GROUP BY 1"


class Shown(NamedTuple):
    """A page, who asks for it, and what a bare list of what it shows selects. ``most``: bare lists that it may cost."""

    path: str
    who: str
    selects: tuple[str, ...]
    headers: Mapping[str, str] = {}
    most: float | None = 2.5


BUREAU, MEMBER, VISITOR = "of the bureau", "of the group", "a visitor"
TABLE = (SEATS, PEOPLE)
COUNTED = (
    SEATS,
    DEMANDED,
    *(_margin(f"r.answers ->> '{what}'") for what in DEMANDS),
    _margin("i.name", "JOIN interests i ON i.id = r.interest_id"),
    _margin("m.name", "JOIN municipalities m ON m.id = r.municipality_id"),
)
WHEEL, FIGURES = f"/themas/{SLUG}/groep", f"/themas/{SLUG}/groep/samenstelling"
PAGES = {
    "the list alone, as htmx asks for it": Shown(ROOM, BUREAU, _rows(CONFIRMED), PART),
    "its last page": Shown(f"{ROOM}?pagina=400", BUREAU, _rows(CONFIRMED, 9_975), PART),
    "a name in it": Shown(f"{ROOM}?q=zoe", BUREAU, _rows(NAMED), PART),
    "the group with the list": Shown(ROOM, BUREAU, (*_rows(CONFIRMED), SEATS, DEMANDED, AT_TABLE)),
    "somebody for a place": Shown(
        f"{ROOM}/plekken/{{seat}}/indelen", BUREAU, (*_rows(FITS), SEATS, DEMANDED, AT_TABLE)
    ),
    "the wheel": Shown(WHEEL, VISITOR, TABLE),
    "the wheel, in the group": Shown(WHEEL, MEMBER, TABLE),
    "the wheel, in the bureau": Shown(WHEEL, BUREAU, TABLE),
    "the figures": Shown(FIGURES, VISITOR, COUNTED),
    "the figures, in the bureau": Shown(FIGURES, BUREAU, COUNTED),
}
BARE = "in bare lists of what it shows"
SUGGEST = "filling 30 places from who signed up, in the worker"
LIMITS = {SUGGEST: 10.0} | {f"{name}, {BARE}": page.most for name, page in PAGES.items() if page.most}
NAMES = ("Zoë", "Jan", "Fatima", "Piet", "Ayşe", "Bob", "Chloé")


def run(*, people: int = 10_000, requests: int = 40, rounds: int = 7) -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        storage = Path(folder) / "storage"
        url = demo_database(storage)
        seconds, cookies, seat = _fill(url, storage, people)
        with product(url, storage) as server, line(server.port) as asking:
            pages = {
                name: partial(asking.get, page.path.format(seat=seat), **page.headers, **cookies[page.who])
                for name, page in PAGES.items()
            }
            lists = {
                str(n): ([select.format(seat=seat) for select in page.selects], len(pages[name]().body))
                for n, (name, page) in enumerate(PAGES.items())
            }
            printed = [(SUGGEST, seconds, "s")]
            engine = create_engine(url)
            with bare(server, lists) as other, line(other.port) as reader:
                theirs = reader.get("/bare/in/1").headers["set-cookie"].partition(";")[0]
                for n, (name, page) in enumerate(PAGES.items()):
                    signed_in = {} if page.who == VISITOR else {"Cookie": theirs}
                    path = f"/bare/{n}/signed-in" if signed_in else f"/bare/{n}"
                    made = partial(cost, server, pages[name], requests)
                    floor = partial(cost, other, partial(reader.get, path, **signed_in), requests)
                    made(), floor()
                    ours, plain, ratio = interleaved(made, floor, rounds)
                    printed += [(f"{name}: CPU per request", ours, "ms"), (f"{name}: bare list", plain, "ms")]
                    printed.append((f"{name}, {BARE}", ratio, ""))
                    anew = partial(cost, server, partial(after_a_commit, engine, pages[name]), requests)
                    anew()
                    ours, _plain, ratio = interleaved(anew, floor, rounds)
                    printed += [(f"{name}, after a commit", ours, "ms"), (f"{name}, after a commit, {BARE}", ratio, "")]
            engine.dispose()
    return printed


def _fill(url: str, storage: Path, people: int) -> tuple[float, dict[str, dict[str, str]], int]:
    """Let so many sign up for the group and give it 30 open places. Seconds of CPU that a suggestion takes, the header
    with which each sort of reader asks, and a place."""
    with application(url, storage) as app, app.test_request_context():
        theme = db.session.scalars(select(Theme).where(Theme.slug == SLUG)).one()
        group = db.session.scalars(select(Group).where(Group.theme_id == theme.id)).one()
        _sign_up(theme, people)
        _plan(group)
        db.session.commit()
        seconds = [_suggested(group) for _time in range(3)][-1]  # the first one loads the solver as well
        bureau = db.session.scalars(select(RoleGrant.person_id).where(RoleGrant.role == Role.BUREAU)).first()
        people_in = {BUREAU: bureau, MEMBER: _sit(group)}
        cookies = {
            who: {"Cookie": signed_in_as(app, db.session.get_one(Person, key))} for who, key in people_in.items()
        }
        return seconds, {VISITOR: {}, **cookies}, queries.seats(group.id)[-1].id


def _sit(group: Group) -> int:
    """Give the first twelve places to who signed up for them first; one of those people."""
    waiting = queries.waiting(group.theme_id)
    for seat in queries.seats(group.id)[:12]:
        place = seat.municipality_id
        first = next(w for w in waiting if w.interest_id == seat.interest_id and place in (None, w.municipality_id))
        waiting.remove(first)
        actions.assign_seat(seat, queries.registration(first.id), by=None, tell=False)
    db.session.commit()
    return first.person_id


def _suggested(group: Group) -> float:
    row = actions.suggest(group, by=None)
    began = time.process_time()
    wanted = suggestion_work.wanted(group)
    suggestion_work.keep_computed(row, wanted, suggestion_work.computed(wanted))
    seconds = time.process_time() - began
    assert len(row.seats) == 30, "every place finds somebody"
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
