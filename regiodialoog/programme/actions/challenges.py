"""The programme, its groups and its opgaven."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from regiodialoog.agenda.actions.document import next_position
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import assign, free_slug, store
from regiodialoog.core.text import fold
from regiodialoog.organisations.models import Source
from regiodialoog.programme import queries
from regiodialoog.programme.events import (
    ChallengeChanged,
    ChallengeCreated,
    ChallengeEnded,
    ChallengeRecorded,
    GroupAdded,
    GroupChanged,
    ProgrammeChanged,
    ProgrammeSetUp,
)
from regiodialoog.programme.models import Challenge, ChallengeGroup, Programme


def set_up_programme(title: str, *, as_of: FuzzyDate, slug: str = "", **facts: Any) -> Programme:
    """Make the one programme; ``facts`` by attribute name. Raises Conflict when it is there already."""
    if queries.find_programme() is not None:
        raise Conflict(_("There is a programme already."))
    programme = Programme(id=1, slug=slug or free_slug(Programme, title), title=title, as_of=as_of, **facts)
    store(programme)
    emit(ProgrammeSetUp(subject_id=programme.id))
    return programme


def change_programme(programme: Programme, **values: Any) -> None:
    if fields := assign(programme, **values):
        emit(ProgrammeChanged(subject_id=programme.id, fields=fields))


def add_group(title: str, *, slug: str = "", position: int | None = None) -> ChallengeGroup:
    """Add a group, at the end unless ``position`` says otherwise."""
    if position is None:
        position = next_position(ChallengeGroup)
    group = ChallengeGroup(slug=slug or free_slug(ChallengeGroup, title), title=title, position=position)
    store(group)
    emit(GroupAdded(subject_id=group.id))
    return group


def change_group(group: ChallengeGroup, **values: Any) -> None:
    if fields := assign(group, **values):
        emit(GroupChanged(subject_id=group.id, fields=fields))


def create_challenge(group: ChallengeGroup | None, title: str, *, slug: str = "", **facts: Any) -> Challenge:
    """Add an opgave to a group; without a group it is a cycle of planning and control. ``facts`` by attribute name."""
    challenge = _challenge(group, title, slug, facts)
    emit(ChallengeCreated(subject_id=challenge.id))
    return challenge


def record_from_source(
    group: ChallengeGroup | None, title: str, *, source: Source, slug: str = "", **facts: Any
) -> Challenge:
    """Take an opgave over as a document tells it."""
    challenge = _challenge(group, title, slug, facts | {"source": source})
    emit(ChallengeRecorded(subject_id=challenge.id))
    return challenge


def change_challenge(challenge: Challenge, **values: Any) -> None:
    """Change texts and periods; attribute names of Challenge. Its address stays."""
    if fields := assign(challenge, **values):
        challenge.search_text = _searchable(challenge)
        emit(ChallengeChanged(subject_id=challenge.id, fields=fields))


def end_challenge(challenge: Challenge, *, on: date, reason: str) -> None:
    """Take an opgave off the programme. Raises Conflict when it is off already, Invalid without a reason."""
    if challenge.ended_on is not None:
        raise Conflict(_("This has ended already."))
    if not reason.strip():
        raise Invalid(_("Write down why this ends."))
    assign(challenge, ended_on=on, end_reason=reason)
    emit(ChallengeEnded(subject_id=challenge.id))


def _challenge(group: ChallengeGroup | None, title: str, slug: str, facts: dict[str, Any]) -> Challenge:
    if facts.get("position") is None:
        facts["position"] = next_position(Challenge, group_id=group.id if group else None)
    challenge = Challenge(group=group, title=title, slug=slug or free_slug(Challenge, title), **facts)
    challenge.search_text = _searchable(challenge)
    store(challenge)
    return challenge


def _searchable(challenge: Challenge) -> str:
    return fold(" ".join(filter(None, [challenge.title, challenge.what, challenge.state_of_affairs])))
