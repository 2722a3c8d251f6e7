"""The way to writing a proposal, as each page that leads there tells it: who can, from when, and what stands before;
and until when what happens with it goes on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.i18n import date_on_page
from regiodialoog.core.policy import Actor
from regiodialoog.core.web.shelf import known_to_all
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups import queries as groups
from regiodialoog.groups.models import RegistrationState
from regiodialoog.groups.shapes import is_time_to_sign_up, signing_up, talks_from, who_writes
from regiodialoog.proposals import policy
from regiodialoog.proposals.models import Proposal, ProposalState


@dataclass(frozen=True)
class Door:
    """What one reader is told about writing for a theme, and where the button leads (``url`` empty: there is none).
    ``is_open``: this reader can write now."""

    theme: Theme
    said: str
    label: str = ""
    url: str = ""
    is_open: bool = False


def doors(actor: Actor) -> list[Door]:
    """The doors of all themes that take proposals now, or for whose group one can sign up; what this reader can use
    comes first. At most three queries, however many themes."""
    themes, ready = known_to_all("doors", _themes)
    reader = _Reader(actor, themes, ready)
    found = [one for theme in themes if (one := reader.door(theme)) is not None]
    return sorted(found, key=lambda one: (not one.is_open, not one.url))


def _themes() -> tuple[Sequence[Theme], Mapping[int, groups.Readiness]]:
    themes = dialogues.themes_to_write_for(clock.today())
    return themes, _readiness(themes)


def _readiness(themes: Sequence[Theme]) -> Mapping[int, groups.Readiness]:
    asked = [theme.id for theme in themes if is_time_to_sign_up(theme)]
    return groups.readiness(asked) if asked else {}


def door(actor: Actor, theme: Theme) -> Door | None:
    """None for a theme whose group talks no more, or has no days to talk. At most two queries."""
    return _Reader(actor, [theme]).door(theme)


class _Reader:
    """Who reads, and what the doors of some themes depend on: asked once for all of them, and only if it matters."""

    def __init__(
        self, actor: Actor, themes: Sequence[Theme], ready: Mapping[int, groups.Readiness] | None = None
    ) -> None:
        self.actor = actor
        self.themes = themes
        self._ready = ready

    @cached_property
    def signed_up(self) -> Mapping[int, groups.SignedUp]:
        return {} if self.actor.person_id is None else groups.signed_up_for(self.actor.person_id)

    @cached_property
    def ready(self) -> Mapping[int, groups.Readiness]:
        return _readiness(self.themes) if self._ready is None else self._ready

    def door(self, theme: Theme) -> Door | None:
        dialogue = dialogues.phase_of(theme, PhaseKind.DIALOGUE)
        if dialogue is None or not theme.is_active or theme.source_id is not None or dialogue.ends_on < clock.today():
            return None
        if self._writes(theme):
            start = url_for("proposals.start", slug=theme.slug)
            happens = " ".join(what_happens(self.actor, theme))
            return Door(theme, happens, _("Write a proposal"), start, is_open=True)
        if policy.is_participant(self.actor, theme.id):
            return Door(theme, _("You can write proposals from %(date)s.", date=talks_from(theme)))
        mine = self.signed_up.get(theme.id)
        if mine is not None and mine.state is RegistrationState.REGISTERED:
            waits = _("You wait for a place.")
            return Door(theme, f"{waits} {who_writes(theme)}")
        joining = signing_up(theme, self.ready[theme.id] if is_time_to_sign_up(theme) else None)
        if joining.open and (mine is None or mine.state is RegistrationState.WITHDRAWN):
            sign_up = url_for("groups.sign_up", slug=theme.slug)
            return Door(theme, f"{who_writes(theme)} {joining.said}", _("Sign up for the group"), sign_up)
        return Door(theme, who_writes(theme) if joining.over else f"{who_writes(theme)} {joining.said}".rstrip())

    def _writes(self, theme: Theme) -> bool:
        asks = policy.takes_from_applicants(theme) and not policy.is_participant(self.actor, theme.id)
        mine = self.signed_up.get(theme.id) if asks else None
        return policy.writes(self.actor, theme, applies=mine is not None and mine.applies)


def what_happens(actor: Actor, theme: Theme) -> list[str]:
    """For who may write: who looks first, from when the group discusses it, and until when one can hand in."""
    dialogue, begins, said = dialogues.phase_of(theme, PhaseKind.DIALOGUE), talks_from(theme), []
    if theme.look_beforehand or not policy.writes_freely(actor, theme):
        said.append(_("A moderator looks first."))
    if begins:
        said.append(_("The group discusses proposals from %(date)s.", date=begins))
    if dialogue is not None:
        said.append(_("You can hand in until %(date)s.", date=date_on_page(dialogue.ends_on)))
    return said


def until(proposal: Proposal) -> str:
    """Until when what happens now goes on, in words; empty when no date was promised."""
    theme, state = proposal.theme, proposal.state
    if not theme.is_active:
        return ""
    dialogue, advice = dialogues.phase_of(theme, PhaseKind.DIALOGUE), dialogues.phase_of(theme, PhaseKind.ADVICE)
    if state in (ProposalState.SUBMITTED, ProposalState.QUESTION, ProposalState.ADMITTED) and dialogue:
        if begins := talks_from(theme):
            return str(_("The group discusses proposals from %(date)s.", date=begins))
        return str(_("The group talks until %(date)s.", date=date_on_page(dialogue.ends_on)))
    if state is ProposalState.IN_VOTE and advice:
        return str(_("The group makes its advice until %(date)s.", date=date_on_page(advice.ends_on)))
    handover = dialogues.phase_of(theme, PhaseKind.HANDOVER)
    if state is ProposalState.IN_ADVICE and handover and handover.starts_on > clock.today():
        return str(_("From %(date)s the advice goes to the councils.", date=date_on_page(handover.starts_on)))
    return ""
