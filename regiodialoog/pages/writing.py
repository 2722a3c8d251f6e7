"""The way to writing on the front page, for who may write now."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.core.i18n import phrase
from regiodialoog.core.policy import current_actor
from regiodialoog.groups import queries as groups
from regiodialoog.proposals import doors, policy, queries


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    icon: str


def way() -> Way | None:
    """The draft that this reader worked on last, for a theme that takes it; else the theme to write for, or the choice
    of one on the own page. At most five queries; for who is not signed in none."""
    actor = current_actor()
    if actor.person_id is None or not (policy.may_write(actor) or groups.themes_applied_for(actor.person_id)):
        return None
    opened = {door.theme.id: door for door in doors.doors(actor) if door.is_open}
    if not opened:
        return None
    begun = [one for one in queries.drafts_of(actor.person_id) if one.is_begun and one.theme_id in opened]
    if begun:
        label = phrase(_("Go on with your proposal for %(theme)s"), theme=begun[0].theme.title)
        return Way(label, url_for("proposals.edit_draft", key=begun[0].id), "edit")
    if len(opened) > 1:
        return Way(_("Write a proposal: choose a theme"), url_for("accounts.mine", _anchor="schrijven"), "plus")
    (door,) = opened.values()
    return Way(phrase(_("Write a proposal for %(theme)s"), theme=door.theme.title), door.url, "plus")
