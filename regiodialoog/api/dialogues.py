"""From dialogues and themes to what the API answers."""

from collections.abc import Sequence
from urllib.parse import quote

from regiodialoog.api import schemas, words
from regiodialoog.api.making import full, fuzzy, maybe, reference
from regiodialoog.dialogues import labels, queries
from regiodialoog.dialogues.models import Dialogue, Mandate, Round, Theme


def dialogues(rows: Sequence[Dialogue]) -> list[schemas.Dialoog]:
    return [_dialogue(row) for row in rows]


def dialogue(slug: str) -> schemas.Dialoogdetail:
    """Raises NotFound."""
    row = queries.dialogue(slug)
    return schemas.Dialoogdetail(
        **{name: getattr(_dialogue(row), name) for name in schemas.Dialoog.model_fields},
        rondes=[_round(each) for each in queries.rounds(row.id)],
        themas=[_named(each) for each in queries.themes(row.id)],
    )


def themes(rows: Sequence[Theme]) -> list[schemas.Dialoogthema]:
    return [_theme(row) for row in rows]


def theme(slug: str) -> schemas.Dialoogthemadetail:
    """Raises NotFound."""
    row = queries.theme(slug)
    mandate = queries.mandate_of(row)
    answers = queries.answers(row, queries.agreements_of(mandate) if mandate is not None else ())
    sorts = queries.categories(row.id)
    return schemas.Dialoogthemadetail(
        **{name: getattr(_theme(row), name) for name in schemas.Dialoogthema.model_fields},
        samenvatting=row.summary,
        conclusies=row.conclusions,
        soorten=[schemas.Soort(slug=each.slug, naam=each.name, uitleg=each.explanation) for each in sorts],
        cijfers=[f"{each.what}: {labels.figure(each)}" for each in queries.figures(row.id)],
        fases=[
            schemas.Fase(fase=words.PHASES[each.kind], van=each.starts_on, tot_en_met=each.ends_on)
            for each in row.phases
        ],
        opdracht=None if mandate is None else _mandate(mandate),
        raden=[_answer(each) for each in answers],
    )


def _dialogue(row: Dialogue) -> schemas.Dialoog:
    return schemas.Dialoog(
        slug=row.slug,
        titel=row.title,
        omschrijving=row.description,
        doel=row.purpose,
        fictief=row.fictitious,
        aftrap=fuzzy(row.kickoff),
        samenstelling=row.composition,
        belangen=[reference(each) for each in row.interests],
        doorlooptijd=row.duration,
        bron=maybe(row.source),
        webpagina=full(f"/dialogen/{quote(row.slug)}"),
    )


def _round(row: Round) -> schemas.Ronde:
    return schemas.Ronde(
        slug=row.slug,
        nummer=row.number,
        start=fuzzy(row.start),
        toelichting=row.start_note,
        herkomst_themas=row.theme_origin,
        gekozen_door=row.chosen_by,
        gekozen_in=fuzzy(row.chosen_in),
    )


def _theme(row: Theme) -> schemas.Dialoogthema:
    standing = queries.standing(row.phases)
    rows = sorted(row.municipalities, key=lambda each: each.municipality.sort_key)
    return schemas.Dialoogthema(
        slug=row.slug,
        nummer=row.number,
        titel=row.title,
        dialoog=_named(row.round.dialogue),
        ronde=row.round.number,
        vraag=row.question,
        doel=row.goal,
        herkomst=words.ORIGINS[row.origin],
        agendathema=maybe(row.agenda_theme),
        toestand=words.HISTORY if row.source_id is not None else words.THEME_STATES[row.state],
        reden_einde=row.end_reason,
        fase=words.PHASES[standing.kind] if standing.kind is not None and row.is_active else None,
        gemeenten=[reference(each.municipality) for each in rows],
        minimumleeftijd=row.min_age,
        fictief=row.fictitious,
        bron=maybe(row.source),
        webpagina=full(f"/themas/{quote(row.slug)}"),
    )


def _mandate(row: Mandate) -> schemas.Opdracht:
    return schemas.Opdracht(
        vraag=row.question,
        deelvragen=row.subquestions,
        staat_vast=row.fixed,
        randvoorwaarden=row.conditions,
        loopt_al=row.running,
        invloed=words.INFLUENCES[row.influence],
        toelichting_invloed=row.influence_note,
        uitkomst=row.outcome,
    )


def _answer(answer: queries.Answer) -> schemas.Instemming:
    entry = answer.entry
    return schemas.Instemming(
        gemeente=reference(answer.municipality),
        reikwijdte=answer.scope,
        stemt_in=None if entry is None else entry.agrees,
        datum=None if entry is None else entry.agreed_on,
        opmerking="" if entry is None else entry.remark,
        reden="" if entry is None else entry.reason,
        besluit="" if entry is None else entry.document,
    )


def _named(row: Dialogue | Theme) -> schemas.Verwijzing:
    return schemas.Verwijzing(slug=row.slug, naam=row.title)
