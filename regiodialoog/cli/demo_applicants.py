"""Invented proposals of people who signed up for the group that is still put together: one admitted, one that waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from regiodialoog.accounts.actions import give_role
from regiodialoog.accounts.models import Person
from regiodialoog.cli import demo_people
from regiodialoog.cli.demo_groups import SIGNS_UP
from regiodialoog.core import clock
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries as groups
from regiodialoog.groups.models import RegistrationState
from regiodialoog.proposals import actions, queries
from regiodialoog.proposals.models import Proposal

MODERATOR = "gespreksleider2"


def load_applicants() -> None:
    """Write what is not there yet. Within a transaction."""
    theme = dialogues.theme(SIGNS_UP)
    if not theme.applicants_write or queries.of_theme(theme.id):
        return
    moderator = next(person for one, person in demo_people.found().items() if one.mailbox == MODERATOR)
    give_role(moderator, Role.MODERATOR, ScopeKind.THEME, theme.id, by=None, tell=False)
    authors = [row.person for row in groups.registrations(theme.id, RegistrationState.REGISTERED)]
    benches = _hand_in(
        theme, authors[0], 6, "Zet bankjes bij elkaar in plaats van ver uit elkaar",
        "Bij elke speelplek komen drie bankjes die naar elkaar toe staan.",
        "Nu zit iedereen alleen op een bankje. Wie tegenover elkaar zit, maakt een praatje.",
    )  # fmt: skip
    with _days_ago(5, moderator, Role.MODERATOR.value):
        actions.admit(benches, by=moderator.id)
    _hand_in(
        theme, authors[1], 2, "Eet één keer per maand samen",
        "In elk dorpshuis is er op een vaste dag een maaltijd voor de hele buurt. Wie wil, helpt met koken.",
        "Samen eten is makkelijker dan een gesprek beginnen. Ook wie nieuw is, kan zo aanschuiven.",
    )  # fmt: skip


def _hand_in(theme: Theme, author: Person, days: int, *texts: str) -> Proposal:
    """``texts``: title, idea and why."""
    title, summary, text = texts
    with _days_ago(days, author, "person"):
        draft = actions.start_draft(theme, author)
        actions.save_draft(draft, title=title, summary=summary, text=text)
        return actions.submit(draft, fictitious=True)


@contextmanager
def _days_ago(days: int, who: Person, role: str) -> Iterator[None]:
    acting = Acting(person_id=who.id, role=role, channel="invented")
    with clock.at(clock.now() - timedelta(days=days)), acting_as(acting):
        yield
