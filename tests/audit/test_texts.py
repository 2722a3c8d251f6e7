"""A public text stands beside the log: it can be erased, and what was said about it stays whole."""

import hashlib
import json

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.events import ProfileChanged
from regiodialoog.accounts.own_data import collect
from regiodialoog.audit import actions
from regiodialoog.audit.models import AuditEvent, TrailText
from regiodialoog.core.db import db
from regiodialoog.core.events import Event, emit, happening
from tests.accounts.people import someone
from tests.audit.happened import checked, happen, the_files

WORDS = "Meer bomen op het plein: caf\u0065\u0301."


def texts() -> list[TrailText]:
    return list(db.session.scalars(select(TrailText)))


def test_a_text_is_kept_with_its_event_and_known_by_its_hash(session) -> None:
    person = someone()
    happen(text=WORDS, author=person.id)
    session.flush()
    (text,) = texts()
    event = session.scalars(select(AuditEvent).where(AuditEvent.text_sha256.is_not(None))).one()
    assert event.text_sha256 == text.sha256
    assert event.data == {"fields": ["title"]}, "the event itself carries no text"
    assert text.text == "Meer bomen op het plein: café."
    assert text.salt is not None
    assert len(bytes.fromhex(text.salt)) == 32
    assert hashlib.sha256(bytes.fromhex(text.salt) + text.text.encode()).hexdigest() == text.sha256


def test_the_same_text_has_another_hash_each_time(session) -> None:
    happen(2, text="ja")
    session.flush()
    assert len({text.sha256 for text in texts()}) == 2


def test_an_event_that_is_not_public_takes_no_text(session) -> None:
    with pytest.raises(ValueError, match="not public"):
        emit(ProfileChanged(subject_id=1, fields=("name",)), text="geheim")


def test_what_happens_to_a_person_is_never_public() -> None:
    with pytest.raises(ValueError, match="never public"):
        happening("house_test.named", subject="person", public=True)(Event)


def test_who_leaves_takes_their_texts_and_the_chain_stays_whole(session) -> None:
    person, other = someone(), someone("Ben de Wit", "ben@example.nl")
    happen(2, text=WORDS, author=person.id)
    happen(text="Een ander zegt ook wat.", author=other.id)
    session.flush()
    actions.seal()
    before = the_files()
    assert before["texts.jsonl"].count(b"plein") == 2
    accounts.erase(person)
    session.flush()
    after = the_files()
    found = checked(after)
    assert (found.texts, found.erased) == (1, 2)
    assert after["trail.jsonl"] == before["trail.jsonl"]
    assert after["seals.json"] == before["seals.json"]
    session.expire_all()
    gone = [text for text in texts() if text.erased_at]
    assert [(text.text, text.salt, text.person_id) for text in gone] == [(None, None, None)] * 2
    erased = [json.loads(line) for line in after["texts.jsonl"].splitlines() if b"erased" in line]
    assert all(set(entry) == {"sha256", "erased"} for entry in erased), "nothing tells which belonged together"


def test_an_erased_text_keeps_no_salt(session) -> None:
    happen(text=WORDS)
    session.flush()
    (text,) = texts()
    text.text = None
    with pytest.raises(IntegrityError):
        session.flush()


def test_somebody_sees_their_own_texts_among_their_data(session) -> None:
    person = someone()
    happen(text=WORDS, author=person.id)
    session.flush()
    (own,) = collect(person)["trail_texts"]
    assert own["text"] == "Meer bomen op het plein: café."
