"""What proposals show on other pages, and where they can be found."""

from typing import Any

from flask import url_for

from regiodialoog.accounts.models import Person
from regiodialoog.core.i18n import format_date
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.core.text import N_
from regiodialoog.core.web.search import Found, Hit, Wanted, best_first, excerpt, search_source
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.dialogues.queries import phase_of
from regiodialoog.proposals import labels, policy, queries
from regiodialoog.proposals.models import Proposal

Shown = tuple[str, dict[str, Any]]
FEW = 30


@panel("dialogues.theme", order=30)
def proposals_of_theme(theme: Theme) -> Shown | None:
    """What the group of a theme proposes: titles with where they are, and the door to writing one."""
    rows = queries.of_theme(theme.id)
    may = policy.may_write(current_actor(), theme)
    if not rows and not may and theme.source_id is not None:
        return None
    records = queries.records_of([row.id for row in rows if row.is_recorded])
    about = {"theme": theme, "rows": rows[:FEW], "total": len(rows), "may": may, "records": records, "labels": labels}
    return "proposals/of_theme.html", about


@panel("groups.group_now", order=15)
@panel("dialogues.theme_now", order=15)
def write_now(theme: Theme) -> Shown | None:
    """For who may write: the door, where people look first."""
    phase = phase_of(theme, PhaseKind.DIALOGUE)
    if phase is None or not policy.may_write(current_actor(), theme):
        return None
    return "proposals/write_now.html", {"theme": theme, "until": format_date(phase.ends_on)}


@panel("accounts.my_page", order=3)
def write_from_my_page(_person: Person) -> Shown | None:
    """The themes for which one can write now."""
    actor = current_actor()
    if not policy.may_write(actor):
        return None
    themes = [theme for theme in dialogues.themes() if policy.may_write(actor, theme)]
    rows = [(theme, phase_of(theme, PhaseKind.DIALOGUE)) for theme in themes]
    return ("proposals/write_from_my_page.html", {"rows": rows}) if rows else None


@panel("accounts.my_page", order=30)
def my_proposals(person: Person) -> Shown | None:
    """One's own drafts and proposals; nothing while there are none."""
    drafts, proposals = queries.drafts_of(person.id), queries.of_author(person.id)
    if not drafts and not proposals:
        return None
    asked = queries.asked_of(person.id) if proposals else set()
    return "proposals/my_page.html", {"drafts": drafts, "proposals": proposals, "asked": asked, "labels": labels}


@search_source("voorstellen", N_("Proposals"), order=8)
def find_proposals(sought: Wanted, limit: int, offset: int) -> Found:
    """Only what everybody may read. One query."""
    hits = []
    for number, slug, title, summary, text, theme in queries.texts(sought.within(Proposal.search_text)):
        url = url_for("proposals.proposal", number=number, slug=slug)
        hits.append(Hit(title, url, excerpt(sought, f"{summary} {text}") or theme))
    return best_first(sought, hits, limit, offset)
