"""From offers to the councils to what the API answers: only what everybody may read, and nobody's name."""

from collections.abc import Sequence

from regiodialoog.api import placement_schemas as schemas
from regiodialoog.api import words
from regiodialoog.api.making import full, reference
from regiodialoog.api.queries import Slice, Window, sliced
from regiodialoog.api.schemas import Verwijzing
from regiodialoog.dialogues.models import Theme
from regiodialoog.feasibility.models import Offer, Placement, PlacementEntry
from regiodialoog.feasibility.queries import offers_query
from regiodialoog.organisations.models import Municipality


def offers(window: Window) -> Slice[Offer]:
    """Newest first. Filters: ``thema``, the slug of a dialogue theme, and ``gemeente``, that it was offered to."""
    query = offers_query()
    if "thema" in window.filters:
        query = query.where(Theme.slug == window.filters["thema"])
    if "gemeente" in window.filters:
        slug = window.filters["gemeente"]
        query = query.where(Offer.placements.any(Placement.municipality.has(Municipality.slug == slug)))
    return sliced(query, window)


def made(rows: Sequence[Offer]) -> list[schemas.Plaatsing]:
    return [_offer(row) for row in rows]


def _offer(row: Offer) -> schemas.Plaatsing:
    count, theme = row.count, row.proposal.theme
    return schemas.Plaatsing(
        voorstel=row.proposal.number,
        titel=row.proposal.title,
        thema=Verwijzing(slug=theme.slug, naam=theme.title),
        agendathema=reference(row.agenda_theme),
        aangeboden_op=row.offered_on,
        antwoord_beloofd_op=row.promised_on,
        te_laat=row.is_late,
        vraag=row.note,
        regel=words.PLACEMENT_RULES[row.rule_kind],
        regel_aantal=row.rule_number,
        stand=words.STANDINGS[count.standing],
        deelnemende_raden=count.total,
        raden_die_plaatsen=count.placed,
        raden=[_council(one) for one in row.placements],
        fictief=row.fictitious,
        webpagina=full(f"/plaatsing/{row.proposal.number}"),
    )


def _council(row: Placement) -> schemas.Raad:
    counting = row.counting
    return schemas.Raad(
        gemeente=reference(row.municipality),
        reikwijdte=row.scope,
        toestand=words.PLACEMENT_STATES[row.state],
        uitspraken=[_said(one, one in counting) for one in row.entries],
    )


def _said(row: PlacementEntry, counts: bool) -> schemas.Uitspraak:
    return schemas.Uitspraak(
        wat=words.PLACEMENT_STATES[row.state],
        datum=row.decided_on,
        toelichting=row.reason,
        document=row.document_title,
        document_adres=row.document_url,
        document_sha256=row.document_sha256,
        telt=counts,
        verbeterd_omdat=row.correction,
        bevestigd_op=row.confirmed_at,
        fictief=row.fictitious,
    )
