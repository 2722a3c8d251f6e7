"""Where the region, the agenda and the answers of the help page can be found by the search page."""

from flask import url_for
from sqlalchemy.orm import InstrumentedAttribute

from regiodialoog.agenda.models import AgendaAction
from regiodialoog.core.text import N_
from regiodialoog.core.web.search import Found, Hit, Wanted, best_first, excerpt, search_source
from regiodialoog.organisations.models import Body, Interest, Municipality, Organisation
from regiodialoog.pages import addresses, queries
from regiodialoog.pages.answers import ANSWERS

Page = tuple[int, int]


def _in_sql(
    sought: Wanted,
    kind: type[Municipality | Organisation],
    columns: tuple[InstrumentedAttribute[str], ...],
    page: Page,
) -> Found:
    """For tables that keep what is searched in folded columns."""
    rows = queries.named(kind, sought.within(*columns))
    return best_first(sought, [Hit(row.title, addresses.of(kind, row.slug), row.text) for row in rows], *page)


def _in_python(sought: Wanted, kind: type[Body | Interest], page: Page) -> Found:
    """For short tables with a text that is not kept folded."""
    rows = [row for row in queries.named(kind) if sought.matches(row.title, row.text)]
    return best_first(sought, [Hit(row.title, addresses.of(kind, row.slug), row.text) for row in rows], *page)


@search_source("hulp", N_("Help and explanation"), order=9)
def answers(sought: Wanted, limit: int, offset: int) -> Found:
    rows = [(str(one.question), str(one.text), one.key) for one in ANSWERS]
    hits = [
        Hit(question, url_for("pages.help_page", _anchor=key), excerpt(sought, text))
        for question, text, key in rows
        if sought.matches(question, text)
    ]
    return best_first(sought, hits, limit, offset)


@search_source("gemeenten", N_("Municipalities"), order=10)
def municipalities(sought: Wanted, limit: int, offset: int) -> Found:
    return _in_sql(sought, Municipality, (Municipality.sort_key, Municipality.cbs_code), (limit, offset))


@search_source("onderdelen", N_("Parts of the agenda"), order=15)
def parts(sought: Wanted, limit: int, offset: int) -> Found:
    rows = [row for row in queries.current_parts() if sought.matches(row.title, row.text)]
    hits = [Hit(row.title, addresses.part(row.slug), excerpt(sought, row.text)) for row in rows]
    return best_first(sought, hits, limit, offset)


@search_source("themas", N_("Themes of the agenda"), order=20)
def themes(sought: Wanted, limit: int, offset: int) -> Found:
    rows = [row for row in queries.themes() if sought.matches(row.title, row.text)]
    hits = [Hit(row.title, addresses.theme(row.slug), excerpt(sought, row.text) or row.extra) for row in rows]
    return best_first(sought, hits, limit, offset)


@search_source("doelen", N_("Goals of the agenda"), order=30)
def goals(sought: Wanted, limit: int, offset: int) -> Found:
    rows = [row for row in queries.goals() if sought.matches(row.title)]
    hits = [Hit(row.title, addresses.theme(row.place), row.extra) for row in rows]
    return best_first(sought, hits, limit, offset)


@search_source("acties", N_("Actions of the agenda"), order=40)
def actions(sought: Wanted, limit: int, offset: int) -> Found:
    rows = queries.actions(sought.within(AgendaAction.search_text))
    hits = [
        Hit(row.title, addresses.action(row.slug, row.place), excerpt(sought, row.text) or row.extra) for row in rows
    ]
    return best_first(sought, hits, limit, offset)


@search_source("organisaties", N_("Organisations"), order=50)
def organisations(sought: Wanted, limit: int, offset: int) -> Found:
    return _in_sql(sought, Organisation, (Organisation.search_text, Organisation.sort_key), (limit, offset))


@search_source("overleggen", N_("Councils, colleges and meetings"), order=60)
def bodies(sought: Wanted, limit: int, offset: int) -> Found:
    return _in_python(sought, Body, (limit, offset))


@search_source("belangen", N_("Interests"), order=70)
def interests(sought: Wanted, limit: int, offset: int) -> Found:
    return _in_python(sought, Interest, (limit, offset))
