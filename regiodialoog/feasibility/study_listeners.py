"""Who is told of a verdict, what somebody's own data holds of studies, and what is let go of with an account.

A mail never carries a verdict: it says that there is one, and where it can be read.
"""

from typing import Any

from regiodialoog.accounts import queries as accounts
from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core import mails
from regiodialoog.core.events import Told, listens
from regiodialoog.core.text import N_
from regiodialoog.core.web.privacy import keeps
from regiodialoog.feasibility.actions import study as actions
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.feasibility.study_events import VerdictAnnounced, VerdictPublished


@listens(VerdictAnnounced)
def tell_responsible(told: Told) -> None:
    event = told.event
    assert isinstance(event, VerdictAnnounced)  # noqa: S101 - what it listens to
    study, row = queries.by_ids([event.subject_id])[0], queries.last_verdict(event.subject_id)
    for person_id in event.told:
        person = accounts.person(person_id)
        key = f"study-announced:{event.verdict_id}:{told.at.isoformat()}:{person_id}"
        _post("announced", person, key, study=study, verdict=row)


@listens(VerdictPublished)
def tell_author(told: Told) -> None:
    event = told.event
    assert isinstance(event, VerdictPublished)  # noqa: S101 - what it listens to
    study = queries.by_ids([event.subject_id])[0]
    if study.proposal.author is not None:
        _post("published", study.proposal.author, f"study-published:{event.verdict_id}", study=study)


def _post(what: str, person: Person, key: str, **about: Any) -> None:
    if person.address:
        mails.post(
            f"emails/feasibility/study_{what}.txt", address=person.address, language=person.language, dedupe_key=key,
            person_id=person.id, person=person, **about,
        )  # fmt: skip


@listens(PersonErased)
def let_go(told: Told) -> None:
    actions.forget_assessor(told.event.subject_id)


@own_data("studies")
def own_parts(person: Person) -> list[dict[str, Any]]:
    """What somebody was asked to judge in studies, and what they wrote."""
    return [
        {
            "proposal": part.study.proposal.number,
            "state": part.state.value,
            "judgement": part.said.value if part.said is not None else None,
            "text": part.text,
            "sources": part.sources,
            "handed_in_at": part.handed_in_at.isoformat() if part.handed_in_at else None,
        }
        for part in queries.assigned_to(person.id)
    ]


keeps(
    "findings",
    what=N_("What you judge as an assessor in studies of what can be done"),
    why=N_("To find out whether a proposal can be done, and why"),
    ground=N_("A task in the public interest"),
    period=N_(
        "As long as this site exists. After you remove your account it no longer says who you were, and drafts are gone"
    ),
    readers=N_(
        "You, until you hand it in; then the bureau too. Everybody, without your name, once a verdict is published"
    ),
    order=78,
)
