"""The people of a group and one who waits for a place in it, each with a proposal."""

from dataclasses import dataclass

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import PhaseKind, Theme
from regiodialoog.groups.models import Registration
from regiodialoog.proposals import actions
from regiodialoog.proposals.models import Proposal, ProposalDraft
from tests.dialogues.conftest import in_phase
from tests.support.client import HouseClient
from tests.support.pages import check_page

TITLE = "Een brug van hout"
IDEA = "Leg een houten brug over de vaart."
WHY = "Nu fietst iedereen om."
START = "/themas/fietspaden/voorstellen/nieuw"
APPLICANT = "Wil de Wachter"
OF_WHOM = "Iemand die zich aanmeldde voor de groep"


@dataclass
class Group:
    theme: Theme
    other: Theme
    author: Person
    member: Person
    moderator: Person
    second: Person
    stranger: Person
    bureau: Person
    outsider: Person

    def draft(self, title: str = TITLE, summary: str = IDEA, text: str = WHY) -> ProposalDraft:
        draft = actions.start_draft(self.theme, self.author)
        actions.save_draft(draft, title=title, summary=summary, text=text)
        return draft

    def proposal(self, title: str = TITLE) -> Proposal:
        """Handed in, and admitted at once."""
        return actions.submit(self.draft(title))

    def waiting(self, title: str = TITLE) -> Proposal:
        """Handed in while a moderator looks first."""
        self.theme.look_beforehand, self.theme.look_reason = True, "Er komt veel dubbel binnen."
        db.session.flush()
        return self.proposal(title)


@dataclass
class Outside:
    """Somebody who waits for a place in the group, in a theme that takes proposals of applicants."""

    group: Group
    registration: Registration

    @property
    def person(self) -> Person:
        return self.registration.person

    @property
    def theme(self) -> Theme:
        return self.group.theme

    def now_in(self, kind: PhaseKind) -> None:
        in_phase(self.theme, kind)

    def draft(self, title: str = TITLE) -> ProposalDraft:
        draft = actions.start_draft(self.theme, self.person)
        actions.save_draft(draft, title=title, summary=IDEA, text=WHY)
        return draft

    def proposal(self, title: str = TITLE) -> Proposal:
        return actions.submit(self.draft(title))


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def status_of(client: HouseClient, path: str) -> int:
    return client.get(path, follow_redirects=True).status_code
