"""The demonstration with long lists in it."""

from pathlib import Path

from sqlalchemy import func, select

from regiodialoog.agenda import actions
from regiodialoog.agenda.models import AgendaAction, AgendaTheme
from regiodialoog.core.db import db, transaction
from regiodialoog.feasibility.models import Offer, Placement, PlacementEntry
from regiodialoog.feasibility.models.study import Finding, MunicipalView, Study, StudyVerdict
from regiodialoog.proposals.models import Proposal, ProposalState
from tests.reliability.post_office import application
from tests.support.many import columns_of, insert_all


def lengthen_agenda(url: str, storage: Path, total: int) -> None:
    """Add actions, through the action of that name, until the agenda has ``total``: evenly over the themes, in the
    words of those that are there."""
    with application(url, storage) as app, app.test_request_context(), transaction():
        there = db.session.scalar(select(func.count()).select_from(AgendaAction)) or 0
        titles = list(db.session.scalars(select(AgendaAction.title).order_by(AgendaAction.id)))
        themes = list(db.session.scalars(select(AgendaTheme).order_by(AgendaTheme.id)))
        for n in range(there, total):
            title = f"{titles[n % len(titles)]} ({n})"
            actions.create_action(themes[n % len(themes)], title, slug=f"actie-{n}", position=n, description=title)


def lengthen_lists(url: str, storage: Path, total: int) -> None:
    """Add so many proposals that councils placed and that were studied, straight into the tables, and as many that wait
    for a moderator. Each in the words of one that is there, with every council and every criterion."""
    with application(url, storage) as app, app.test_request_context():
        first = (db.session.scalar(select(func.max(Proposal.number))) or 0) + 1
        offer = db.session.scalars(select(Offer).order_by(Offer.id)).first()
        study = db.session.scalars(select(Study).order_by(Study.id)).first()
        assert offer is not None
        assert study is not None
        assert study.proposal is not None
        words = columns_of(study.proposal)
        proposals = insert_all(
            Proposal,
            [
                words | {"number": number, "slug": f"voorstel-{number}", "title": f"{words['title']} ({number})"}
                for number in range(first, first + total)
            ]
            + [
                words
                | {"number": number, "slug": f"voorstel-{number}", "title": f"{words['title']} ({number})"}
                | {"state": ProposalState.SUBMITTED, "is_open": False, "decided_at": None}
                for number in range(first + total, first + 2 * total)
            ],
        )[:total]
        offers = insert_all(Offer, [columns_of(offer) | {"proposal_id": key} for key in proposals])
        cells = [columns_of(one) for one in offer.placements]
        placements = insert_all(Placement, [cell | {"offer_id": key} for key in offers for cell in cells])
        entries = [[columns_of(entry) for entry in one.entries if not entry.corrects_id] for one in offer.placements]
        insert_all(
            PlacementEntry,
            [entry | {"placement_id": key} for n, key in enumerate(placements) for entry in entries[n % len(cells)]],
        )
        studies = insert_all(Study, [columns_of(study) | {"proposal_id": key} for key in proposals])
        for kind in (Finding, MunicipalView, StudyVerdict):
            parts = [columns_of(row) for row in db.session.scalars(select(kind).where(kind.study_id == study.id))]
            assert parts, f"the first study of the demonstration has no {kind.__name__}"
            insert_all(kind, [part | {"study_id": key} for key in studies for part in parts])
        db.session.commit()
