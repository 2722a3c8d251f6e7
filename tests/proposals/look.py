"""The people of a group, and a proposal of theirs."""

from dataclasses import dataclass

from regiodialoog.accounts.models import Person
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Theme
from regiodialoog.proposals import actions
from regiodialoog.proposals.models import Proposal, ProposalDraft
from tests.support.client import HouseClient
from tests.support.pages import check_page

TITLE = "Een brug van hout"
IDEA = "Leg een houten brug over de vaart."
WHY = "Nu fietst iedereen om."


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


def text_of(client: HouseClient, path: str) -> str:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    check_page(answer)
    return " ".join(answer.get_data(as_text=True).split())


def status_of(client: HouseClient, path: str) -> int:
    return client.get(path, follow_redirects=True).status_code
