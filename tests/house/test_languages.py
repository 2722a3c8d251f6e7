"""WCAG 3.1.2: what the region wrote says that it is Dutch on a page in English, and nothing says so on a Dutch page."""

from collections.abc import Callable, Iterator

import lxml.html
import pytest
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import select

from regiodialoog.adoption.models import DecisionMoment, MomentKind
from regiodialoog.agenda.models import (
    Agenda,
    AgendaAction,
    AgendaChallenge,
    AgendaDevelopment,
    AgendaFigure,
    AgendaGoal,
    AgendaMilestone,
    AgendaPart,
    AgendaTheme,
    Participation,
)
from regiodialoog.core.db import db
from regiodialoog.dialogues.models import Dialogue, Mandate, MandateAgreement, Theme, ThemeCategory
from regiodialoog.feasibility.models import Offer, PlacementEntry, PlacementRule
from regiodialoog.groups.models import Group
from regiodialoog.meetings.models import Meeting, Minutes
from regiodialoog.organisations.models import Body, Interest, Organisation, Region, Source
from regiodialoog.polls.models import GroupAdvice, Poll
from regiodialoog.programme.models import Challenge, ChallengeActivity, ChallengeGoal, ChallengeGroup, Programme
from regiodialoog.proposals.models import Argument, Curation, Destination, Proposal, ProposalQuestion, ProposalRecord
from tests.house.conftest import Walks
from tests.house.people import VISITOR
from tests.house.walking import Answer, is_for_people
from tests.support.client import HouseClient
from tests.support.html import check_page

WRITTEN = (
    (Agenda, "title", "description", "mission", "recalibration", "programme", "cooperation", "outside"),
    (Agenda, "mission_keywords", "mission_values"),
    (AgendaPart, "title", "description", "approach", "effects", "end_reason"),
    (AgendaTheme, "title", "framework", "coherence", "laws", "end_reason"),
    (AgendaGoal, "text"),
    (AgendaAction, "title", "description", "framework", "components", "topics"),
    (AgendaChallenge, "title"),
    (AgendaDevelopment, "title", "description"),
    (AgendaFigure, "what"),
    (AgendaMilestone, "what"),
    (Participation, "scope", "reason", "end_reason"),
    (Region, "description", "area", "character", "governance", "budget", "bureau_tasks", "bureau_hours", "map_credit"),
    (Body, "name", "full_name", "members"),
    (Interest, "name", "description"),
    (Organisation, "name", "notes"),
    (Source, "name"),
    (
        Dialogue,
        "title",
        "description",
        "purpose",
        "distinction",
        "preparation",
        "phasing",
        "composition_note",
        "afterwards",
    ),
    (Theme, "title", "summary", "question", "goal", "look_reason", "end_reason"),
    (ThemeCategory, "name", "explanation"),
    (Mandate, "question", "influence_note", "outcome"),
    (MandateAgreement, "remark", "reason"),
    (Programme, "title", "description", "caveat"),
    (ChallengeGroup, "title"),
    (Challenge, "title", "what", "state_of_affairs", "commissioners_note", "timeline_note"),
    (ChallengeActivity, "title", "description", "follow_up"),
    (ChallengeGoal, "text", "indicator"),
    (MomentKind, "name"),
    (DecisionMoment, "what", "outcome_reason"),
    (Group, "title", "welcome", "compensation", "costs"),
    (Meeting, "title", "about", "online_note", "access_note"),
    (Minutes, "text"),
    (Proposal, "title", "summary", "text", "state_reason"),
    (ProposalRecord, "condition", "strategy", "method", "area", "film_theme"),
    (Destination, "name", "explanation"),
    (ProposalQuestion, "text", "answer"),
    (Curation, "reason", "second_reason"),
    (Argument, "text", "hidden_reason"),
    (Poll, "question", "explanation"),
    (GroupAdvice, "conclusions", "minority"),
    (Offer, "note"),
    (PlacementEntry, "reason", "correction"),
    (PlacementRule, "reason"),
)
SHORTEST = 8
"""Shorter ones are abbreviations and words that English has too."""
NAMES = {"Autoriteit Persoonsgegevens", "Regiodialoog"}
"""What the site itself names in a sentence of its own; the name of somebody needs no mark."""
LATER = ("pages.style", "path.path", "polls.poll")
"""Not told apart yet: the sentences of a path and the names in a result are put together before a page sees them."""
STAFF_LATER = ("groups.", "meetings.", "polls.", "proposals.")
"""Rooms of the bureau and of moderators, who read Dutch; what visitors see of these is marked."""
SILENT = {"title", "script", "style", "option", "textarea", "label"}
"""The title of a window, a choice and a field take no markup inside them; what one ticks is a choice too."""


def flat(text: str) -> str:
    return " ".join(text.split())


def written() -> set[str]:
    """Everything that the demonstration says in its own words, and that is long enough to be told."""
    found: set[str] = set()
    for kind, *columns in WRITTEN:
        for row in db.session.scalars(select(kind)):
            for column in columns:
                value = getattr(row, column)
                found |= {flat(str(one)) for one in (value if isinstance(value, list | tuple) else [value]) if one}
    return {text for text in found if len(text) >= SHORTEST} - NAMES


def spoken(html: str) -> Iterator[tuple[str, str]]:
    """Every text on a page with the language in which it is read aloud."""
    tree = lxml.html.document_fromstring(html)
    for element in tree.iter():
        tag: object = element.tag  # a comment has a function for a tag
        if not isinstance(tag, str) or SILENT & {up.tag for up in (element, *element.iterancestors())}:
            continue
        yield language(element), flat(element.text or "")
        for below in element:
            yield language(element), flat(below.tail or "")


def language(element: HtmlElement) -> str:
    return next(up.get("lang") for up in (element, *element.iterancestors()) if up.get("lang"))


def whole_pages(walk: list[Answer], *, but: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for each in walk:
        if each.is_page and is_for_people(each.endpoint) and not each.endpoint.startswith(but):
            yield each.path, each.text


@pytest.fixture
def in_english(walks: Walks, who: str) -> list[Answer]:
    return walks(who, "en")


@pytest.mark.parametrize("who", [VISITOR, "bureau"])
def test_dutch_content_is_marked_on_english_pages(in_english: list[Answer], planted: Flask, who: str) -> None:
    content = written()
    assert len(content) > 200
    unmarked: set[tuple[str, str]] = set()
    marked: set[tuple[str, str]] = set()
    for path, html in whole_pages(in_english, but=LATER if who == VISITOR else (*LATER, *STAFF_LATER)):
        check_page(html)
        for spoken_in, text in spoken(html):
            for known in content if text else ():
                if known in text:
                    (marked if spoken_in == "nl" else unmarked).add((path, known[:60]))
    assert not unmarked, "\n".join(f"{path}: {text}" for path, text in sorted(unmarked))
    assert len(marked) > 200


@pytest.mark.parametrize("who", [VISITOR, "bureau"])
def test_nothing_is_marked_as_dutch_on_dutch_pages(walks: Walks, who: str) -> None:
    needless, looked = set(), 0
    for path, html in whole_pages(walks(who)):
        looked += 1
        tree = lxml.html.document_fromstring(html)
        needless |= {path for element in tree.iter() if element.get("lang") == "nl" and element.tag != "html"}
    assert looked > 10
    assert not needless


def test_words_of_the_site_itself_stay_english_on_english_pages(walks: Walks) -> None:
    """A whole page called Dutch would be as wrong as none of it."""
    walk = walks(VISITOR, "en")
    said = {text for _path, html in whole_pages(walk) for spoken_in, text in spoken(html) if spoken_in == "nl"}
    assert said
    assert not {"Home", "Agenda", "Edit", "Who takes part", "takes part", "Elsewhere:", "In short"} & said


@pytest.mark.parametrize("who", [VISITOR, "bureau"])
def test_no_page_shows_the_marks_themselves(in_english: list[Answer], who: str) -> None:
    shown = {
        path
        for path, html in whole_pages(in_english)
        if any("<span" in text for text in lxml.html.document_fromstring(html).itertext())
    }
    assert not shown


def test_a_part_for_htmx_marks_it_too(demo: Flask, come_in_as: Callable[[str], HouseClient]) -> None:
    client = come_in_as(VISITOR)
    client.get("/", query_string={"taal": "en"})
    for path in ("/agenda", "/zoeken?q=wonen", "/organisaties"):
        part = client.get(path, headers={"HX-Request": "true"}).text
        assert "<html" not in part
        assert 'lang="nl"' in part, path
