"""Proposals as their pages show them: what one can do now, versions with their differences, pages of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.i18n import content, phrase
from regiodialoog.core.policy import Actor
from regiodialoog.core.web import assets
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.organisations import queries as organisations
from regiodialoog.proposals import labels, policy
from regiodialoog.proposals.models import Proposal, ProposalRecord, ProposalRevision, ProposalState
from regiodialoog.proposals.queries import Listed

Item = dict[str, Any]


def url_of(proposal: Proposal, *, anchor: str | None = None) -> str:
    return url_for("proposals.proposal", number=proposal.number, slug=proposal.public_slug, _anchor=anchor)


class Card(NamedTuple):
    """A proposal in a list. ``badges``: its state, and where the document says that it went."""

    number: int
    title: str
    url: str
    summary: str
    theme: str
    theme_url: str
    organisation: str
    badges: Markup
    fictitious: bool


def cards_of(found: Sequence[Listed]) -> list[Card]:
    """For a template that only puts them in place: words and addresses that return are made once."""
    today = clock.today()
    states = cache(lambda *state: assets.badge(labels.state_name(state[0], waits=state[1]), labels.BADGES[state[0]]))
    places = cache(lambda name: assets.badge(content(name), "neutral"))
    themes = cache(lambda slug: url_for("dialogues.theme", slug=slug))
    cards = []
    for row in found:
        badges = states(row.state, row.talks_on is not None and today < row.talks_on)
        badges += places(row.destination) if row.destination else ""
        url = url_for("proposals.proposal", number=row.number, slug=row.slug)
        about = (row.theme_title, themes(row.theme_slug), row.organisation or "")
        cards.append(Card(row.number, row.title, url, row.summary, *about, badges, row.fictitious))
    return cards


def todo(actor: Actor, proposal: Proposal, about: Mapping[str, Any]) -> list[Item]:
    """What this person can do now with this proposal, the most pressing thing first."""
    number, items = proposal.number, []
    unanswered = any(question.answered_at is None for question in about.get("questions", ()))
    if policy.may_answer(actor, proposal) and unanswered:
        items.append(_item(_("Answer our question"), "proposals.answer", number, icon="question", primary=True))
    verdict = about["curations"][-1] if about["curations"] else None
    if policy.may_ask_second_opinion(actor, proposal) and verdict and not verdict.second_asked_at:
        text = _("Another moderator then looks whether the refusal is right. You can do this once.")
        items.append(_item(_("Ask for a second opinion"), "proposals.ask_second_opinion", number, text, primary=True))
    if verdict and verdict.waits_for_second and policy.may_give_second_opinion(actor, (proposal, verdict)):
        items.append(
            _item(_("Give the second opinion"), "proposals.second_opinion", number, icon="scales", primary=True)
        )
    if policy.may_curate(actor, proposal):
        items.append(_item(_("Look at this as a moderator"), "proposals.curate", number, icon="eye"))
    if policy.may_change(actor, proposal) and not proposal.text:
        label, url = tell_why(proposal)
        text = _("The group and the councils want to know it too.")
        items.append({"label": label, "url": url, "text": text, "icon": "edit", "primary": True})
    elif policy.may_change(actor, proposal):
        items.append(_item(_("Change your text"), "proposals.change", number, icon="edit"))
    if policy.may_withdraw(actor, proposal):
        items.append(_item(_("Withdraw your proposal"), "proposals.withdraw", number, icon="close"))
    if about["readable"]:
        items += _for_readers(actor, proposal)
    return [*items, _follow(proposal)]


def tell_why(proposal: Proposal) -> tuple[str, str]:
    """Words and address for the one question that may be answered after handing in."""
    return _("Tell why it is needed"), url_for("proposals.change", number=proposal.number, _anchor="text")


def _for_readers(actor: Actor, proposal: Proposal) -> list[Item]:
    if policy.may_argue(actor, proposal):
        text = _("Say why you are for or against.")
        return [{"label": _("Give an argument"), "url": "#argumenten", "icon": "chat", "text": text}]
    if proposal.state is ProposalState.ADMITTED:
        text = _("Only the people in the group can react now. You can read along.")
        return [{"label": _("Read the arguments"), "url": "#argumenten", "icon": "chat", "text": text}]
    return []


def _follow(proposal: Proposal) -> Item:
    theme = proposal.theme
    url = url_for("proposals.theme_proposals", slug=theme.slug)
    return {"label": phrase(_("See all proposals about %(theme)s"), theme=theme.title), "url": url, "icon": "list"}


def _item(label: str, endpoint: str, number: int, text: str = "", *, icon: str = "", primary: bool = False) -> Item:
    return {"label": label, "url": url_for(endpoint, number=number), "text": text, "icon": icon, "primary": primary}


def age(since: datetime, now: datetime) -> str:
    """How long something waits, in whole days."""
    days = (now.astimezone(AMSTERDAM).date() - since.astimezone(AMSTERDAM).date()).days
    if days <= 0:
        return str(_("since today"))
    return str(ngettext("since yesterday", "for %(num)s days", days))


@dataclass(frozen=True)
class Version:
    """A version with what changed since the one before: per field its label and parts for ``ui.diff_text``."""

    number: int
    at: datetime
    changes: list[tuple[str, list[tuple[str, str]]]]


def versions(revisions: Sequence[ProposalRevision]) -> list[Version]:
    """Every version but the first, newest first; empty when nothing was ever changed."""
    found = []
    for before, after in pairwise(revisions):
        pairs = [(str(label), getattr(before, name), getattr(after, name)) for name, label in labels.FIELDS.items()]
        changes = [(label, difference(old, new)) for label, old, new in pairs if old != new]
        found.append(Version(after.number, after.at, changes))
    return found[::-1]


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """What differs between two texts, word by word: parts of (same, added or removed; words)."""
    before, after = old.split(), new.split()
    parts: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", " ".join(before[a:b])))
            continue
        if b > a:
            parts.append(("removed", " ".join(before[a:b])))
        if d > c:
            parts.append(("added", " ".join(after[c:d])))
    return parts


def record(found: ProposalRecord | None) -> dict[str, Any]:
    """What the document says, with the names of what it names by slug. At most two queries."""
    if found is None:
        return {}
    names = {slug: name for _id, slug, name in organisations.municipality_names()} if found.municipalities else {}
    see_also = dialogues.theme(found.see_also).title if found.see_also else ""
    return {"record": found, "municipality_names": names, "see_also": see_also}
