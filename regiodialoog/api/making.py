"""From rows to what the API answers."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _

from regiodialoog.agenda.models import Agenda, AgendaAction, AgendaPart, AgendaTheme, Participation
from regiodialoog.api import queries, schemas, words
from regiodialoog.audit.models import AuditEvent
from regiodialoog.core.dates import FuzzyDate
from regiodialoog.core.events import VOCABULARY
from regiodialoog.organisations.models import Body, Interest, Municipality, Named, Organisation
from regiodialoog.pages import addresses


def full(path: str) -> str:
    """A path of this site as a whole address."""
    return str(current_app.config["SETTINGS"].base_url).rstrip("/") + path


def reference(row: Named | AgendaPart | AgendaTheme) -> schemas.Verwijzing:
    return schemas.Verwijzing(slug=row.slug, naam=row.name if isinstance(row, Named) else row.title)


def maybe(row: Named | AgendaPart | AgendaTheme | None) -> schemas.Verwijzing | None:
    return None if row is None else reference(row)


def fuzzy(day: FuzzyDate | None) -> schemas.Datum | None:
    return None if day is None else _date(day)


def _date(day: FuzzyDate) -> schemas.Datum:
    return schemas.Datum(tekst=day.text, precisie=words.PRECISIONS[day.precision.value], van=day.start, tot=day.end)


def municipalities(rows: Sequence[Municipality]) -> list[schemas.Gemeente]:
    return [municipality(row) for row in rows]


def municipality(row: Municipality) -> schemas.Gemeente:
    return schemas.Gemeente(
        slug=row.slug,
        naam=row.name,
        gm_code=row.gm_code,
        tooi_uri=row.tooi_uri,
        provincie=reference(row.province),
        andere_regios=[reference(region) for region in row.other_regions],
        bijzonderheden=row.notes,
        webpagina=full(addresses.of(Municipality, row.slug)),
    )


def organisations(rows: Sequence[Organisation]) -> list[schemas.Organisatie]:
    return [
        schemas.Organisatie(
            slug=row.slug,
            naam=row.name,
            afkorting=row.abbreviation,
            soort=words.ORGANISATION_KINDS[row.kind],
            plaats=row.place,
            webpagina=full(addresses.of(Organisation, row.slug)),
        )
        for row in rows
    ]


def interests(rows: Sequence[Interest]) -> list[schemas.Belang]:
    return [
        schemas.Belang(slug=row.slug, naam=row.name, omschrijving=row.description, volgorde=row.position)
        for row in rows
    ]


def bodies(rows: Sequence[Body]) -> list[schemas.Overleg]:
    return [
        schemas.Overleg(
            slug=row.slug,
            naam=row.name,
            volledige_naam=row.full_name,
            soort=words.BODY_KINDS[row.kind],
            bevoegdheid=words.POWERS[row.power],
            leden=row.members,
            gemeente=maybe(row.municipality),
            webpagina=full(addresses.of(Body, row.slug)),
        )
        for row in rows
    ]


def agendas(rows: Sequence[Agenda]) -> list[schemas.Agenda]:
    return [
        schemas.Agenda(
            slug=row.slug,
            titel=row.title,
            geldt_nu=row.is_current,
            editie=_date(row.edition),
            looptijd_tot=fuzzy(row.until),
            omschrijving=row.description,
            missie=row.mission,
            bron=maybe(row.source),
            webpagina=full("/agenda"),
        )
        for row in rows
    ]


def parts(rows: Sequence[AgendaPart]) -> list[schemas.Onderdeel]:
    return [
        schemas.Onderdeel(
            slug=row.slug,
            nummer=row.number,
            titel=row.title,
            omschrijving=row.description,
            aanpak=row.approach,
            effecten=row.effects,
        )
        for row in rows
    ]


def themes(rows: Sequence[AgendaTheme]) -> list[schemas.Thema]:
    return [_theme(row) for row in rows]


def _theme(row: AgendaTheme) -> schemas.Thema:
    return schemas.Thema(
        slug=row.slug,
        nummer=row.number,
        titel=row.title,
        onderdeel=reference(row.part),
        kader=row.framework,
        samenhang=row.coherence,
        wetten=row.laws,
        webpagina=full(addresses.theme(row.slug)),
    )


def theme(row: AgendaTheme) -> schemas.Themadetail:
    return schemas.Themadetail(
        **{name: getattr(_theme(row), name) for name in schemas.Thema.model_fields},
        doelen=list(queries.goals(row.id)),
        acties=[schemas.Verwijzing(slug=slug, naam=title) for slug, title in queries.action_titles(row.id)],
        organisaties=[reference(each) for each in row.organisations],
        deelname=participations(queries.participations_about(row)),
    )


def actions(rows: Sequence[AgendaAction]) -> list[schemas.Actie]:
    above = queries.slugs_of_actions({row.parent_id for row in rows if row.parent_id is not None})
    return [
        schemas.Actie(
            slug=row.slug,
            titel=row.title,
            omschrijving=row.description,
            onderdeel=reference(row.part),
            thema=maybe(row.theme),
            hoofdactie=above.get(row.parent_id or 0),
            wanneer=fuzzy(row.when),
            status=words.STATUSES[row.status] if row.status else None,
            partners=[schemas.Partner(naam=one.name, onderwerp=one.topic) for one in row.partners],
            organisaties=[reference(each) for each in row.organisations],
            webpagina=full(addresses.action(row.slug, row.theme.slug if row.theme else "")),
        )
        for row in rows
    ]


def participations(rows: Sequence[Participation]) -> list[schemas.Deelname]:
    return [
        schemas.Deelname(
            gemeente=reference(row.municipality),
            onderdeel=maybe(row.part),
            thema=maybe(row.theme),
            doet_mee=row.takes_part,
            reikwijdte=row.scope,
            reden=row.reason,
            elders=maybe(row.elsewhere),
            van=row.starts_on,
            tot_en_met=row.ends_on,
            reden_einde=row.end_reason,
        )
        for row in rows
    ]


def events(rows: Sequence[AuditEvent]) -> list[schemas.Logregel]:
    return [
        schemas.Logregel(
            nummer=row.id,
            moment=row.at,
            gebeurtenis=row.kind,
            omschrijving=_(VOCABULARY[row.kind].says) if row.kind in VOCABULARY else row.kind,
            onderwerp_soort=row.subject_kind,
            onderwerp_nummer=row.subject_id,
        )
        for row in rows
    ]
