"""Special personal data are never asked for a composition, in whatever words and by whatever way."""

import pytest

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
    "seksualiteit": ["Seksuele geaardheid", "homo", "LHBTI+", "hetero"],
    "strafrecht": ["Strafblad", "veroordeeld", "oud-gedetineerde, in detentie"],
    "nummer": ["BSN", "burgerservicenummer"],
}
ORDINARY = (
    "Leeftijd", "Geslacht", "vrouw", "man", "anders", "Opleiding", "praktisch", "huurt", "Kerkdorp Hoogland", "Bezoek",
    "zoekt een huis", "fietst vooral", "met de scootmobiel", "Straat", "Wijkraad", "heterogeen", "50 jaar of ouder",
    "homogeen", "Vervoer", "werkt in de regio", "Rassenbeek", "bedrijf met 50 plus mensen", "Terras", "Cursus",
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


def test_ordinary_words_are_asked(table: Table) -> None:
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
