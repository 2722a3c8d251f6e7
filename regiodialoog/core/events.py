"""Every action emits an event; listeners above write it down and tell people, in the same transaction.

An event is a frozen dataclass in the past tense with ids and closed words only: never a token, an answer or free text.
A public text that belongs to a public event is handed over beside it, so that it can be erased on its own.
Its ``kind`` is one of a closed vocabulary, checked against docs/events.md by a house test.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from regiodialoog.core import clock
from regiodialoog.core.db import db


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to ``subject_id`` of kind ``subject`` (a table's singular)."""

    kind: ClassVar[str]
    subject: ClassVar[str]
    public: ClassVar[bool] = False
    says: ClassVar[str] = ""
    subject_id: int

    def data(self) -> dict[str, Any]:
        """The event's own fields as plain JSON values, without the subject."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "subject_id"}


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Who is acting: a person, or (person_id None) the system by the name of its ``channel``."""

    person_id: int | None
    role: str
    channel: str
    behalf: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """An event with who and when, as listeners receive it.

    ``text``: the public text that came with it, if any, and ``author``: the person who loses it with their account.
    """

    event: Event
    at: datetime
    acting: Acting
    text: str = ""
    author: int | None = None


SYSTEM = Acting(person_id=None, role="system", channel="system")
VOCABULARY: dict[str, type[Event]] = {}
Listener = Callable[[Told], None]
_listeners: list[tuple[type[Event], Listener]] = []
_acting: ContextVar[Callable[[], Acting] | None] = ContextVar("acting", default=None)

E = TypeVar("E", bound=type[Event])


def happening(kind: str, *, subject: str, public: bool = False, says: str = "") -> Callable[[E], E]:
    """Put an event class into the vocabulary under ``kind`` (``feature.past_tense``).

    ``says``: one short English sentence for the log, marked ``N_("…")`` for translation; needed where ``public``.
    """

    if public and subject == "person":
        raise ValueError(f"{kind}: what happens to a person is never public")

    def enter(cls: E) -> E:
        if kind in VOCABULARY:
            raise ValueError(f"There are two events named {kind}")
        cls.kind, cls.subject, cls.public, cls.says = kind, subject, public, says
        VOCABULARY[kind] = cls
        return cls

    return enter


def listens(to: type[Event] = Event) -> Callable[[Listener], Listener]:
    """Register a listener for an event class and everything below it. Called in order of registration."""

    def register(listener: Listener) -> Listener:
        _listeners.append((to, listener))
        return listener

    return register


def emit(event: Event, *, text: str = "", author: int | None = None) -> None:
    """Tell the listeners, now, within the transaction of the action.

    ``text``: what everybody may read and later must be able to check (a proposal, a reason), with the person who wrote
    it. It goes into the public trail by its salted hash, and is erased with its ``author``. Only with a public event.
    """
    if event.kind not in VOCABULARY:
        raise ValueError(f"{type(event).__name__} is not in the vocabulary; decorate it with @happening")
    if text and not event.public:
        raise ValueError(f"{event.kind} is not public, so no public text belongs to it")
    info = db.session().info
    info["events"] = info.get("events", 0) + 1
    told = Told(event=event, at=clock.now(), acting=acting(), text=text, author=author)
    for kind, listener in _listeners:
        if isinstance(event, kind):
            listener(told)


def acting() -> Acting:
    """Who acts at this moment."""
    provider = _acting.get()
    return provider() if provider else SYSTEM


def set_acting(provider: Callable[[], Acting]) -> None:
    """The web says, per request, how to find out who acts (looked up only when an event needs it)."""
    _acting.set(provider)


@contextmanager
def acting_as(who: Acting) -> Iterator[None]:
    """The command line, the worker and the loading of history say who acts."""
    token = _acting.set(lambda: who)
    try:
        yield
    finally:
        _acting.reset(token)


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"An event carries ids and closed words, not {type(value).__name__}")
