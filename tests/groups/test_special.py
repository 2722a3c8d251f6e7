"""Special personal data are never asked for a composition, in whatever words and by whatever way."""

import pytest
from flask import Flask

from regiodialoog.core.errors import Invalid
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.groups import actions, queries
from regiodialoog.groups.library import library
from regiodialoog.groups.special import special
from tests.groups.conftest import Table
from tests.support.client import HouseClient

NEW = "/beheer/groepen/fietspaden/samenstelling/nieuw"
KINDS = {
    "afkomst": ["Geboorteland", "Migratieachtergrond", "Afkomst", "Nationaliteit", "Turkije", "statushouders", "Ras"],
    "geloof": ["Levensovertuiging", "moslim", "Bijbelvast", "Gezindte", "Kerkgang", "katholiek", "Godsdienst"],
    "gezondheid": ["Beperking", "rolstoel", "Chronisch ziek", "Volksgezondheid", "langdurig zieken", "zwanger"],
    "politieke": ["Waarop stemde u?", "VVD", "politieke voorkeur", "Partijlid", "Waarop stemt u"],
    "vakbond": ["Lid van de FNV", "Vakbondslid"],
    "seksualiteit": ["Seksuele geaardheid", "homo", "LHBTI+", "hetero", "Gender-identiteit"],
    "strafrecht": ["Strafblad", "veroordeeld", "oud-gedetineerde, in detentie"],
    "nummer": ["BSN", "burgerservicenummer"],
}
ASKED = {
    "afkomst": [
        "Bent u in Nederland geboren?", "Waar bent u geboren?", "Zijn uw ouders in het buitenland geboren?",
        "Geboren in Marokko", "Bent u hier geboren?", "Moedertaal", "Welke taal spreekt u thuis?", "Eerste taal",
        "Hebt u een dubbel paspoort?", "Waar liggen uw roots?", "Bent u geïmmigreerd?", "Niet-westers",
        "Where were you born?", "Were you born in the Netherlands?", "Mother tongue", "Country of birth", "Refugee",
        "Language spoken at home", "Skin colour",
    ],
    "geloof": [
        "Draagt u een hoofddoek?", "Eet u halal?", "Bidt u?", "Doet u mee aan de ramadan?", "Bent u gedoopt?",
        "Gaat u naar een kerkdienst?", "Keppeltje", "Vasten", "Koosjer", "Levensbeschouwing", "Humanist",
        "Do you wear a headscarf?", "Do you pray?", "Kosher food", "Muslim", "Jewish", "Catholic", "Beliefs",
    ],
    "gezondheid": [
        "Loopt u met een rollator?", "Bent u slecht ter been?", "Hoort u slecht?", "Slechtziend", "Gehoorapparaat",
        "Hebt u een ziekte?", "Diabetes", "Slikt u medicatie?", "Krijgt u thuiszorg?", "Wajong", "Migraine",
        "Hebt u een burn-out?", "Bent u gevaccineerd?", "Moeilijk lopen", "Allergieën", "Dyslexie",
        "Kunt u goed lopen?", "Do you use a wheelchair?", "Disabled", "Hearing aid", "Chronic illness", "Pregnant",
        "Walking frame",
    ],
    "politieke": [
        "Op wie stemt u?", "Op welke partij kiest u?", "Links of rechts?", "Bent u conservatief?", "Politici",
        "Did you vote?", "Party member", "Political views",
    ],
    "vakbond": ["Vakvereniging", "Bent u lid van een vakcentrale?", "Trade union", "Union member"],
    "seksualiteit": ["Gay", "Valt u op mannen?", "Partner van hetzelfde geslacht", "LGBTQ", "Sexual orientation",
                     "Trans"],
    "strafrecht": ["Taakstraf", "Criminele feiten", "Reclassering", "Convicted", "Prison"],
    "nummer": ["Sofinummer", "Nummer van uw identiteitskaart", "Passport number"],
}  # fmt: skip
ORDINARY = (
    "Leeftijd", "Geslacht", "vrouw", "man", "anders", "Opleiding", "praktisch", "huurt", "Kerkdorp Hoogland",
    "Bezoek",
    "zoekt een huis", "fietst vooral", "met de scootmobiel", "Straat", "Wijkraad", "heterogeen", "50 jaar of ouder",
    "homogeen", "Vervoer", "werkt in de regio", "Rassenbeek", "bedrijf met 50 plus mensen", "Terras", "Cursus",
    # whole questions, of which some look like a special one
    "In welk jaar bent u geboren?", "Geboortejaar", "Wanneer bent u geboren?", "Geboren in 1980", "In 1990 geboren",
    "Geboren in de jaren 70", "What year were you born in?", "In which year were you born?", "Born in 1980",
    "In wat voor huis woont u?", "Hebt u een vaste baan?", "Vast contract", "Hoe lang woont u hier?",
    "Woont u in de stad of in een dorp?", "Woont u alleen?", "Hebt u kinderen thuis?", "Woont er iemand bij u thuis?",
    "Kerkstraat en omgeving", "Kerkplein", "Bent u mantelzorger?", "Hebt u een auto?", "Reist u met de trein?",
    "Komt u met de bus of met de fiets?", "Werkt u in de zorg?", "Doet u vrijwilligerswerk?",
    "Vertrouwt u de politie?",
    "Bent u student?", "Bent u met pensioen?", "Hoeveel uur werkt u?", "Hebt u een eigen bedrijf?", "Boer of tuinder",
    "Koopt u biologisch?", "Eet u vegetarisch?", "Hebt u een hond?", "Sport u?", "Lid van een sportvereniging",
    "Zit u in een bewonersgroep?", "Zit u in een ondernemingsraad?", "Praat u graag in een groep?",
    "Deed u eerder mee aan een gesprek van de gemeente?", "Bent u voor of tegen een tunnel?",
    "Woont u langs het spoor?",
    "Hoe kent u de regio?", "Wat vindt u van het plan?", "Inkomen van het huishouden", "Hoogste diploma", "Werkloos",
    "Sekse", "non-binair", "X", "Woont u in een huurhuis?", "Zonnepanelen op het dak", "Bent u eigenaar van uw huis?",
    "Gebruikt u sociale media?", "Digitale hulpmiddelen", "Hebt u beperkt tijd?", "Leest u de krant?",
    "Do you rent or own?", "Do you have a garden?", "Age group",
    "Level of education", "Do you work in the region?", "How do you travel?", "Which village do you live in?",
    "Kunt u overdag of 's avonds?", "Straatfeest", "Tuinpoort", "Beroep", "Hoe groot is uw huishouden?",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_that_is_asked_is_named(table: Table, bureau: HouseClient, kind: str) -> None:
    for words in KINDS[kind]:
        for given in ({"feature": words, "value": "ja"}, {"feature": "Vraag", "value": words}):
            more = {"minimum": "0", "maximum": "3", "justification": "Voor een goede mix.", "ordinary": "y"}
            answer = bureau.submit(NEW, {**given, **more})
            assert answer.status_code == 422, words
            assert kind in answer.text.split("bijzonder persoonsgegeven (")[1][:60], words
    with pytest.raises(Invalid):
        actions.add_quota(table.group, KINDS[kind][0], "ja", minimum=0, maximum=1, justification="Zo maar.")
    assert not queries.quotas(table.group.id)


@pytest.mark.parametrize("kind", ASKED)
def test_what_is_asked_in_a_roundabout_way_is_recognised_as_what_it_is(app: Flask, kind: str) -> None:
    with app.test_request_context():
        assert {words: special(words) for words in ASKED[kind] if kind not in special(words)} == {}


def test_ordinary_words_are_asked(table: Table) -> None:
    assert len(ORDINARY) >= 60
    assert [words for words in ORDINARY if special(words)] == []
    for one in library().values():
        assert not [text for text in (one.feature, *one.lines) if special(text)]


def test_a_file_may_not_ask_it_either(table: Table) -> None:
    rows = ["feature,value,min,max,justification", "Geboorteland,Turkije,0,2,Zo maar", "Vraag,rolstoel,0,2,Zo maar"]
    with pytest.raises(BadFiles) as bad:
        actions.compare(table.group, plan=None, demands="\n".join(rows).encode(), by=None)
    assert [(each.line, each.column) for each in bad.value.faults] == [(2, 1), (2, 2), (3, 2)]


def test_somebody_says_that_a_demand_asks_for_nothing_special(table: Table, bureau: HouseClient) -> None:
    given = {"feature": "Hobby", "value": "vissen", "minimum": "0", "maximum": "3", "justification": "Zo maar."}
    assert bureau.submit(NEW, given).status_code == 422
    assert bureau.submit(NEW, given | {"ordinary": "y"}).status_code == 303
    (quota,) = queries.quotas(table.group.id)
    edit = f"/beheer/groepen/fietspaden/samenstelling/{quota.id}"
    assert bureau.submit(edit, {"maximum": "4"}).status_code == 303, "it was said before"


def test_a_demand_twice_or_for_more_people_than_there_are_is_told(table: Table, bureau: HouseClient) -> None:
    table.ask_ages(3, 4)
    given = {"minimum": "0", "maximum": "3", "justification": "Zo maar.", "ordinary": "y"}
    for wrong, said in (
        ({"feature": "leeftijd", "value": "middel"}, "Schrijf haar op dezelfde manier: Leeftijd"),
        ({"feature": "Leeftijd", "value": "Jong"}, "Er is al een eis voor dit antwoord."),
        ({"feature": "Leeftijd", "value": "middel", "minimum": "1"}, "samen 7 mensen"),
        ({"feature": "Hobby", "value": "vissen", "minimum": "7", "maximum": "9"}, "samen 7 mensen"),
    ):
        answer = bureau.submit(NEW, given | wrong)
        assert answer.status_code == 422, wrong
        assert said in answer.text, wrong
    assert bureau.submit(NEW, given | {"feature": "Leeftijd", "value": "middel"}).status_code == 303
    assert len(queries.quotas(table.group.id)) == 3
