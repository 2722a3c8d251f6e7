"""A group that talks: two participants, two moderators of its theme, one of another theme, and the bureau."""

from datetime import datetime

import pytest

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogue_actions
from regiodialoog.dialogues.models import PhaseKind, Theme
from tests.accounts.people import someone, staff
from tests.dialogues.conftest import Talk, in_phase, talk
from tests.organisations.region import small
from tests.proposals.look import Group

__all__ = ["group", "small", "talk"]


def over(theme: Theme, role: Role, name: str) -> Person:
    person = someone(name, f"{name.split(maxsplit=1)[0].lower()}@example.nl")
    give_role(person, role, ScopeKind.THEME, theme.id, by=None, tell=False)
    db.session.refresh(person)
    return person


@pytest.fixture
def group(talk: Talk, noon: datetime) -> Group:
    in_phase(talk.theme, PhaseKind.DIALOGUE)
    other = dialogue_actions.create_theme(talk.round, "Bruggen", municipalities={talk.region.places[0]: ""})
    return Group(
        theme=talk.theme,
        other=other,
        author=over(talk.theme, Role.PARTICIPANT, "Anna de Wit"),
        member=over(talk.theme, Role.PARTICIPANT, "Bert Kok"),
        moderator=over(talk.theme, Role.MODERATOR, "Mia Vos"),
        second=over(talk.theme, Role.MODERATOR, "Nico Pol"),
        stranger=over(other, Role.MODERATOR, "Olga Prins"),
        bureau=staff(Role.BUREAU),
        outsider=someone("Wim Buiten", "wim@example.nl"),
    )
