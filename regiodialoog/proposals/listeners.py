"""When an account is removed, proposals and arguments let go of it; and what one's own data holds of them."""

from typing import Any

from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core.events import Told, listens
from regiodialoog.core.text import N_
from regiodialoog.core.web.privacy import keeps
from regiodialoog.proposals import actions, queries


@listens(PersonErased)
def let_go(told: Told) -> None:
    actions.forget_author(told.event.subject_id)


@own_data("proposals")
def own_proposals(person: Person) -> dict[str, Any]:
    """Drafts, proposals and arguments of somebody, with their texts."""
    return {
        "drafts": [
            {**_texts(row), "theme": row.theme.slug, "changed_at": row.changed_at.isoformat()}
            for row in queries.drafts_of(person.id)
        ],
        "proposals": [
            {
                **_texts(row),
                "number": row.number,
                "theme": row.theme.slug,
                "state": row.state.value,
                "submitted_at": row.submitted_at.isoformat() if row.submitted_at else None,
                "versions": [{**_texts(one), "at": one.at.isoformat()} for one in queries.revisions(row.id)],
            }
            for row in queries.of_author(person.id)
        ],
        "arguments": [
            {
                "proposal": row.proposal.number,
                "side": row.side.value,
                "text": row.text,
                "at": row.created_at.isoformat(),
            }
            for row in queries.arguments_of_author(person.id)
        ],
        "reports": [
            {"argument_id": row.argument_id, "reason": row.reason, "at": row.at.isoformat()}
            for row in queries.reports_of(person.id)
        ],
    }


def _texts(row: Any) -> dict[str, str]:
    return {"title": row.title, "summary": row.summary, "text": row.text}


keeps(
    "proposals",
    what=N_("Your proposals, drafts and arguments, and in whose name you wrote them"),
    why=N_("So that the group can talk about them, and everybody can see what became of them"),
    ground=N_("A task in the public interest"),
    period=N_(
        "As long as this site exists. A draft goes when you remove it. After you remove your account, proposals and"
        " arguments stay, of a former participant"
    ),
    readers=N_(
        "Everybody reads the texts, without your name. Your group, its moderators and the bureau see your name. A draft"
        " is seen by you only"
    ),
    order=70,
)
