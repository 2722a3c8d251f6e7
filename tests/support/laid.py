"""What many tests stand on, laid once per test run: in a database of which every process takes a copy.

A test that asks for such a fixture gets an application on that copy, and there the same things again.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import inspect, select

from regiodialoog.core import clock
from regiodialoog.core.db import Model, db
from tests.support.database import Databases


@dataclass(frozen=True)
class Ground:
    """``build()`` writes rows in the current session, at a moment that is given or now, and returns what a test holds
    of them: rows, and lists and dataclasses of these. Where it stands ``on`` another, ``build`` gets what that
    returned."""

    build: Callable[..., Any]
    at: datetime | None
    on: "Ground | None" = None

    @property
    def name(self) -> str:
        return f"{self.build.__module__}.{self.build.__name__}".removeprefix("tests.").replace(".", "_")

    @property
    def layers(self) -> "list[Ground]":
        """What it stands on, from the lowest, and itself."""
        return [*(self.on.layers if self.on else ()), self]

    def new(self, databases: Databases, make: Callable[[str], Flask], dispose: Callable[[Flask], None]) -> str:
        """The URL of a database with these rows; ``make`` makes an application on one."""

        def fill(url: str) -> None:
            app = make(url)
            with app.app_context():
                made: list[Any] = []
                for layer in self.layers:
                    with clock.at(layer.at) if layer.at else nullcontext():
                        made = [layer.build(*made)]
                        db.session.flush()
                        self._kept(databases, layer).write_bytes(pickle.dumps(outline(made[0])))
                db.session.commit()
            dispose(app)

        return databases.filled(self.name, fill)

    def held(self, databases: Databases, session: Session, layer: "Ground") -> Any:
        """What ``build()`` of a layer returned, with the rows of this session."""
        return recalled(pickle.loads(self._kept(databases, layer).read_bytes()), session)

    def _kept(self, databases: Databases, layer: "Ground") -> Path:
        return databases.folder / f"{databases.backend}-{self.name}-{layer.name}.pickle"


def laid(build: Callable[..., Any], *, noon: datetime | None = None, on: Any = None) -> Any:
    """A fixture of what ``build()`` returns, laid now, or at ``noon``, where time then stands still for the test, too;
    ``on`` another such fixture, of which ``build`` gets what it gives. One test stands on one such fixture and on what
    that stands on."""

    def fixture(session: Session, databases: Databases, request: pytest.FixtureRequest) -> Any:
        assert noon is None or request.getfixturevalue("noon") == noon
        top = ground_of(request)
        assert top is not None
        return top.held(databases, session, ground)

    ground = Ground(build, noon, on.ground if on else None)
    fixture.__doc__ = build.__doc__
    cast("Any", fixture).ground = ground
    made: Any = pytest.fixture(fixture)
    made.ground = ground
    return made


def ground_of(request: pytest.FixtureRequest) -> Ground | None:
    """What the test that asks for fixtures stands on. Raises ValueError if that is more than one thing, of which none
    stands on all others."""
    definitions = request.node._fixtureinfo.name2fixturedefs  # pytest tells nowhere else which fixture a name means
    found = {getattr(each[-1].func, "ground", None) for each in definitions.values()} - {None}
    top = max(found, key=lambda ground: len(ground.layers), default=None)
    if top is not None and not found <= set(top.layers):
        raise ValueError(f"{request.node.nodeid} stands on {sorted(each.name for each in found)}")
    return top


# ── things without their session ─────────────────────────────────────────────


@dataclass(frozen=True)
class _Row:
    kind: type[Model]
    key: int


def _row(thing: Model) -> _Row:
    identity = inspect(thing).identity
    assert identity, f"{thing} is in no table yet"
    return _Row(type(thing), identity[0])


@dataclass(frozen=True)
class _Made:
    kind: type[Any]
    parts: dict[str, Any]


def outline(thing: Any) -> Any:
    """The same with the key of a row in its place, which can be kept."""
    if isinstance(thing, Model):
        return _row(thing)
    if isinstance(thing, list):
        return [outline(each) for each in thing]
    if is_dataclass(thing):
        return _Made(type(thing), {field.name: outline(getattr(thing, field.name)) for field in fields(thing)})
    return thing


def recalled(outlined: Any, session: Session) -> Any:
    """What ``outline`` got, with rows of this session, read in one query for each kind."""
    keys: dict[type[Model], set[int]] = {}
    for row in _rows(outlined):
        keys.setdefault(row.kind, set()).add(row.key)
    rows: dict[_Row, Model] = {}
    for kind, wanted in keys.items():
        (column,) = inspect(kind).primary_key
        for each in session.scalars(select(kind).where(column.in_(wanted))):
            rows[_row(each)] = each
    return _with(outlined, rows)


def _rows(outlined: Any) -> Iterator[_Row]:
    if isinstance(outlined, _Row):
        yield outlined
    elif isinstance(outlined, list):
        for each in outlined:
            yield from _rows(each)
    elif isinstance(outlined, _Made):
        yield from _rows(list(outlined.parts.values()))


def _with(outlined: Any, rows: dict[_Row, Model]) -> Any:
    if isinstance(outlined, _Row):
        return rows[outlined]
    if isinstance(outlined, list):
        return [_with(each, rows) for each in outlined]
    if isinstance(outlined, _Made):
        return outlined.kind(**{name: _with(part, rows) for name, part in outlined.parts.items()})
    return outlined
