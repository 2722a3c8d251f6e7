"""On the pages of things: what was changed about them, when."""

from typing import Any

from regiodialoog.audit import queries
from regiodialoog.core.panels import panel

LATEST = 5


def _history(kind: str, subject: Any) -> tuple[str, dict[str, Any]] | None:
    found, older = queries.entries(public_only=True, subject=(kind, subject.id), limit=LATEST)
    return ("audit/history.html", {"entries": found, "older": older}) if found else None


@panel("agenda.theme", order=90)
def theme_history(theme: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("theme", theme)


@panel("organisations.municipality", order=90)
def municipality_history(municipality: Any) -> tuple[str, dict[str, Any]] | None:
    return _history("municipality", municipality)
