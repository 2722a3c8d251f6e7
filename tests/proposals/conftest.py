"""A group that talks: two participants, two moderators of its theme, one of another theme, and the bureau; and somebody
who signed up and waits for a place, in a theme that takes proposals of applicants."""

from collections.abc import Callable

import pytest

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import actions as dialogue_actions
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups import actions as group_actions
from regiodialoog.groups.models import Group as GroupRow
from regiodialoog.groups.models import Registration
from regiodialoog.organisations.models import Interest
from tests.accounts.people import someone, staff
from tests.conftest import NOON
from tests.dialogues.conftest import Talk, in_phase, talk
from tests.organisations.region import small
from tests.proposals.look import APPLICANT, Group, Outside
from tests.support.client import HouseClient
from tests.support.laid import laid
from tests.support.pages import count_queries

__all__ = ["group", "small", "talk"]


def over(theme: Theme, role: Role, name: str) -> Person:
    person = someone(name, f"{name.split(maxsplit=1)[0].lower()}@example.nl")
    give_role(person, role, ScopeKind.THEME, theme.id, by=None, tell=False)
    db.session.refresh(person)
    return person


def laid_group(talk: Talk) -> Group:
    """The group of the talk, and who has to do with it."""
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


group = laid(laid_group, noon=NOON, on=talk)


@pytest.fixture
def outside(group: Group, talk: Talk) -> Outside:
    talk.all_agree()
    dialogue_actions.change_theme(group.theme, applicants_write=True)
    interest = Interest(slug="inwoners", name="Inwoners", position=1)
    table = GroupRow(theme_id=group.theme.id, title="De groep", size=6)
    db.session.add_all([interest, table])
    db.session.flush()
    table.theme = group.theme
    group_actions.make_plan(table, group_actions.evenly(2, [interest]))
    row = Registration(
        theme_id=group.theme.id, person_id=someone(APPLICANT, "wil@example.nl").id, interest_id=interest.id,
        municipality_id=talk.region.places[0].id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return Outside(group, row)


@pytest.fixture
def asked(client: HouseClient) -> Callable[[str], int]:
    def count(path: str) -> int:
        assert client.get(path, follow_redirects=True).status_code == 200
        with count_queries() as found:
            client.get(path)
        return len(found)

    return count
