"""Rule 4: a closed vocabulary, in the past tense, with ids and closed words only."""

import types
import typing
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum

import pytest
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import select

from regiodialoog.audit.models import AuditEvent
from regiodialoog.core import words
from regiodialoog.core.events import VOCABULARY, Event, Told, emit, happening, listens
from tests.support.documents import assert_document

ALLOWED = (int, bool, StrEnum, date, datetime)
TELLING = {
    "token",
    "password",
    "secret",
    "code",
    "answer",
    "text",
    "title",
    "name",
    "address",
    "email",
    "reason",
    "note",
}
PERSONAL = {
    "person",
    "people",
    "user",
    "account",
    "author",
    "co_author",
    "member",
    "participant",
    "representative",
    "moderator",
    "grant",
    "registration",
    "ballot",
    "voter",
    "by",
}


@happening("house_test.chattered", subject="house")
@dataclass(frozen=True, kw_only=True)
class Chattered(Event):
    parts: object


@happening("house_test.rang", subject="house")
@dataclass(frozen=True, kw_only=True)
class Rang(Event):
    times: int


heard: list[Told] = []
listens(Rang)(heard.append)


def vocabulary() -> list[type[Event]]:
    """The product's own events, without those of tests."""
    own = [event for event in VOCABULARY.values() if event.__module__.startswith("regiodialoog.")]
    return sorted(own, key=lambda event: event.kind)


def parts(hint: object) -> list[object]:
    """The types inside ``int | None`` or ``tuple[str, ...]``."""
    inside = [kind for kind in typing.get_args(hint) if kind not in (Ellipsis, types.NoneType)]
    return [part for kind in inside for part in parts(kind)] if inside else [hint]


def test_the_vocabulary_is_the_written_one(app: Flask) -> None:
    lines = [
        "# Everything that can happen\n",
        "Made from the code. Public events stand in the logbook for everybody, without names.\n",
        "| event | about | carries | public | says |",
        "|---|---|---|---|---|",
    ]
    for event in vocabulary():
        carries = ", ".join(f.name for f in fields(event) if f.name != "subject_id") or "–"
        public = "yes" if event.public else "no"
        lines.append(f"| `{event.kind}` | {event.subject} | {carries} | {public} | {event.says or '–'} |")
    assert_document("events.md", "\n".join(lines) + "\n")


def test_events_carry_ids_and_closed_words_only(app: Flask) -> None:
    for event in vocabulary():
        assert is_dataclass(event)
        assert event.__dataclass_params__.frozen, f"{event.__name__} must be frozen"  # type: ignore[attr-defined]
        for name, hint in typing.get_type_hints(event).items():
            if typing.get_origin(hint) is typing.ClassVar:
                continue
            closed = all(isinstance(kind, type) and issubclass(kind, ALLOWED) for kind in parts(hint))
            names_of_fields = name == "fields" and parts(hint) == [str]
            assert closed or names_of_fields, f"{event.kind}.{name} is free text ({hint}); send the id of the row"
            assert name not in TELLING, f"{event.kind}.{name} may hold something private; send the id of the row"


def test_a_public_event_leads_to_no_person(app: Flask) -> None:
    """Its fields go into the public trail, for ever: no person, and no number that stands for one."""
    for event in vocabulary():
        if event.public:
            found = {f.name.removesuffix("_id").removesuffix("_ids") for f in fields(event)} & PERSONAL
            assert not found, f"{event.kind}: {sorted(found)} leads to a person; leave it out, the log knows who acted"
            assert event.subject not in PERSONAL, f"{event.kind} is about a {event.subject}"


def test_an_event_says_in_words_what_happened(app: Flask) -> None:
    for event in vocabulary():
        assert event.says, f"{event.kind} has no sentence for the log: happening(…, says=N_('…'))"
        assert event.kind.partition(".")[0] in words.FEATURES, f"{event.kind} belongs to a feature without a name"


def test_an_event_outside_the_vocabulary_is_refused(app: Flask, session: Session) -> None:
    @dataclass(frozen=True, kw_only=True)
    class Whispered(Event):
        kind = "house_test.whispered"
        subject = "house"

    with pytest.raises(ValueError, match="not in the vocabulary"):
        emit(Whispered(subject_id=1))


def test_two_events_cannot_have_one_name(app: Flask) -> None:
    taken = vocabulary()[0].kind
    with pytest.raises(ValueError, match="two events"):

        @happening(taken, subject="house")
        @dataclass(frozen=True, kw_only=True)
        class Again(Event):
            pass


def test_free_text_does_not_pass(app: Flask, session: Session) -> None:
    with pytest.raises(TypeError, match="ids and closed words"):
        emit(Chattered(subject_id=1, parts=["a list"]))


def test_every_event_is_a_row_and_every_listener_hears(app: Flask, session: Session) -> None:
    heard.clear()
    emit(Rang(subject_id=7, times=3))
    session.flush()
    row = session.scalars(select(AuditEvent)).one()
    assert (row.kind, row.subject_kind, row.subject_id, row.data) == ("house_test.rang", "house", 7, {"times": 3})
    assert (row.person_id, row.role) == (None, "system")
    assert [told.event for told in heard] == [Rang(subject_id=7, times=3)]
