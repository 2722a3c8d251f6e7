"""What proposals show on other pages, and where they can be found."""

from typing import Any

from flask import url_for

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.core.text import N_
from regiodialoog.core.web.search import Found, Hit, Wanted, best_first, excerpt, search_source
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries as groups
from regiodialoog.proposals import doors, labels, policy, queries
from regiodialoog.proposals.models import Proposal

Shown = tuple[str, dict[str, Any]]
FEW = 30


@panel("dialogues.theme", order=30)
def proposals_of_theme(theme: Theme) -> Shown | None:
    """What the group of a theme proposes: titles with where they are, and the door to writing one."""
    rows = queries.of_theme(theme.id)
    if not rows and theme.source_id is not None:
        return None
    door = doors.door(current_actor(), theme)
    records = queries.records_of([row.id for row in rows if row.is_recorded])
    about = {"theme": theme, "rows": rows[:FEW], "total": len(rows), "door": door, "records": records, "labels": labels}
    return "proposals/of_theme.html", about


@panel("groups.group_now", order=15)
@panel("dialogues.theme_now", order=15)
def write_now(theme: Theme) -> Shown | None:
    """For who may write: the door, where people look first."""
    actor = current_actor()
    found = doors.door(actor, theme) if policy.may_write(actor, theme) else None
    return ("proposals/write_now.html", {"door": found}) if found is not None else None


@panel("groups.signed_up", order=10)
def write_after_signing_up(theme: Theme) -> Shown | None:
    """For who signed up: the door, or from when there is one."""
    found = doors.door(current_actor(), theme)
    return ("proposals/write_after_signing_up.html", {"door": found}) if found is not None else None


@panel("accounts.my_page", order=1)
def my_questions(person: Person) -> Shown | None:
    """What a moderator asked about somebody's proposals: until there is an answer it goes no further."""
    asked = queries.asked_of(person.id)
    return ("proposals/my_questions.html", {"rows": queries.by_ids(asked)}) if asked else None


@panel("accounts.my_page", order=3)
def write_from_my_page(person: Person) -> Shown | None:
    """The themes for which one can write now."""
    actor = current_actor()
    if not policy.may_write(actor) and not groups.themes_applied_for(person.id):
        return None
    found = [door for door in doors.doors(actor) if door.is_open]
    return ("proposals/write_from_my_page.html", {"doors": found}) if found else None


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
