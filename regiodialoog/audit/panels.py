"""On the pages of things: what was changed about them, when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from regiodialoog.audit import queries
from regiodialoog.audit.queries import Entry
from regiodialoog.core.panels import panel

LATEST = 12


def _history(kind: str, subject: Any) -> tuple[str, dict[str, Any]] | None:
    found, older = queries.entries(public_only=True, subject=(kind, subject.id), limit=LATEST)
    return ("audit/history.html", {"entries": _once(found), "older": older}) if found else None


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """The same thing on the same day is said once."""
    seen: dict[tuple[date, str, str], Entry] = {}
    for entry in entries:
        seen.setdefault((entry.day, entry.says, entry.channel), entry)
    return list(seen.values())


@panel("agenda.theme", order=90)
def agenda_theme_history(theme: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("agenda_theme", theme)


@panel("dialogues.dialogue", order=90)
def dialogue_history(dialogue: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("dialogue", dialogue)


@panel("dialogues.theme", order=90)
def theme_history(theme: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("theme", theme)


@panel("organisations.municipality", order=90)
def municipality_history(municipality: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("municipality", municipality)


@panel("programme.challenge", order=90)
def challenge_history(challenge: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("challenge", challenge)


@panel("programme.project", order=90)
def project_history(project: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("project", project)


@panel("adoption.moment", order=90)
def moment_history(moment: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("decision_moment", moment)


@panel("polls.poll", order=90)
def poll_history(poll: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("poll", poll)


@panel("proposals.page", order=90)
def proposal_history(proposal: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("proposal", proposal)
