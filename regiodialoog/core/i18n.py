"""Languages: Dutch unless asked otherwise. msgids are English; ``translations/<language>/LC_MESSAGES/messages.po``.

The .po files are read as they are (compiled in memory at start): no second file that can be out of date.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency as babel_currency
from babel.numbers import format_decimal
from babel.support import Translations
from flask import Flask, Response, g, has_app_context, has_request_context, redirect, request, session
from flask_babel import Babel, Domain, get_locale
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.core.resources import resource_dir

LANGUAGES = {"nl": "Nederlands", "en": "English"}
DEFAULT = "nl"
CONTENT = DEFAULT
"""The language in which the region writes: its agenda, its organisations, its reasons."""
_NOTHING = Markup()
_CONTENT_LANG = Markup(' lang="{}"').format(CONTENT)
_MARKED = Markup(f'<span lang="{CONTENT}">{{}}</span>')  # noqa: S704 - our own constant


@dataclass(frozen=True)
class LanguageLink:
    code: str
    label: str
    url: str
    current: bool


class PoDomain(Domain):  # type: ignore[misc]  # flask_babel has no types
    """A message domain that reads .po files."""

    def get_translations(self) -> Translations:
        return catalog(locale())


@cache
def catalog(language: str) -> Translations:
    path = resource_dir("translations") / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Translations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def locale() -> str:
    """The language of this request, as in ``<html lang>``. A page asks hundreds of times: what Flask-Babel found out
    before is taken from where it keeps it."""
    found = getattr(g.get("_flask_babel"), "babel_locale", None) if has_app_context() else None
    found = found or get_locale()
    return found.language if found else DEFAULT


@pass_eval_context
def _message(context: EvalContext, message: str, **written: Any) -> str:
    """``_()`` of templates, as Jinja's own, but looked up and marked as safe once per language and not once per use."""
    text = _looked_up(locale(), message, context.autoescape)
    return text % written if written or "%" in text else text


@lru_cache(maxsize=8192)
def _looked_up(language: str, message: str, escaping: bool) -> str:
    text = catalog(language).ugettext(message)
    return Markup(text) if escaping else text  # noqa: S704 - our own msgid and its translation


def content_lang() -> Markup:
    """The attribute of an element that holds only the region's own words; nothing on a page in their language."""
    return _NOTHING if locale() == CONTENT else _CONTENT_LANG


def content(text: Any) -> Any:
    """The region's own words, marked as such where the page around them is in another language (WCAG 3.1.2)."""
    if not text or locale() == CONTENT:
        return text
    return _MARKED.format(text)


def content_choice(value: Any, name: str) -> tuple[Any, ...]:
    """An option of a select whose name is the region's own words."""
    return (value, name) if locale() == CONTENT else (value, name, {"lang": CONTENT})


def phrase(message: str, **written: str) -> Markup:
    """A translated sentence around the region's own words: ``phrase(_("Edit theme: %(name)s"), name=theme.title)``."""
    return escape(message) % {name: content(text) for name, text in written.items()}


def init_app(app: Flask) -> None:
    babel = Babel(app, default_locale=DEFAULT, default_timezone="Europe/Amsterdam", locale_selector=_choose)
    babel.domain_instance = PoDomain()
    app.before_request(_switch)
    app.jinja_env.globals.update(
        _=_message,
        locale=locale,
        content=content,
        content_lang=content_lang,
        language_links=language_links,
        format_count=format_count,
        format_date=_date,
        format_euros=format_euros,
        format_moment=_moment,
        format_time=format_time,
    )


def _choose() -> str:
    """The visitor's choice; outside a request (command line, worker) there is none."""
    chosen = g.get("language") or (session.get("language") if has_request_context() else None)
    return chosen if chosen in LANGUAGES else DEFAULT


def _switch() -> Response | None:
    """``?taal=en`` on any page: remember it in the session and show the same page without it."""
    asked = request.args.get("taal")
    if request.method != "GET" or asked not in LANGUAGES:
        return None
    session["language"] = asked
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "taal"]
    answer = redirect(_here() + ("?" + urlencode(rest) if rest else ""), code=302)
    g.house_answer = True
    return answer  # type: ignore[return-value]


def _here() -> str:
    """The path of this page, safe to lead to: a backslash or a tab after the first slash would name another site."""
    return quote(request.path, safe="/:@!$&'()*+,;=~")


def language_links() -> tuple[LanguageLink, ...]:
    """The same page in each language."""
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "taal"]
    here = _here() if request.method == "GET" else "/"
    now = locale()
    return tuple(
        LanguageLink(code, label, f"{here}?{urlencode([*rest, ('taal', code)])}", code == now)
        for code, label in LANGUAGES.items()
    )


def format_date(day: date | datetime | None) -> str:
    """``14 september 2026``, in the reader's language; empty for None."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = day.astimezone(AMSTERDAM).date()
    return _written(day, locale())


@lru_cache(maxsize=4096)
def _written(day: date, language: str) -> str:
    return str(babel_date(day, "d MMMM y", locale=language))


def format_moment(moment: datetime | None) -> str:
    """``14 september 2026 om 19:30``, Amsterdam time."""
    return _written_moment(moment, locale()) if moment is not None else ""


@lru_cache(maxsize=4096)
def _written_moment(moment: datetime, language: str) -> str:
    pattern = "d MMMM y 'om' HH:mm" if language == "nl" else "d MMMM y, HH:mm"
    return str(babel_datetime(moment, pattern, tzinfo=AMSTERDAM, locale=language))


def format_euros(amount: int) -> str:
    """Whole euros: ``€ 12.000``, without a break in it."""
    return str(babel_currency(amount, "EUR", "¤\u00a0#,##0;¤\u00a0-#,##0", locale=locale(), currency_digits=False))


def date_on_page(day: date | datetime | None) -> str:
    """``format_date`` for a sentence on a page: the day and the month stay on one line."""
    return _day_with_month(format_date(day))


def moment_on_page(moment: datetime | None) -> str:
    """``format_moment`` for a sentence on a page."""
    return _day_with_month(format_moment(moment))


@pass_eval_context
def _date(context: EvalContext, day: date | datetime | None) -> str:
    """``format_date()`` of templates: as on a page in HTML, with plain spaces in a mail."""
    return date_on_page(day) if context.autoescape else format_date(day)


@pass_eval_context
def _moment(context: EvalContext, moment: datetime | None) -> str:
    return moment_on_page(moment) if context.autoescape else format_moment(moment)


def _day_with_month(said: str) -> str:
    return said.replace(" ", "\N{NO-BREAK SPACE}", 1)


def format_time(moment: datetime) -> str:
    """``19:30``, Amsterdam time."""
    return f"{moment.astimezone(AMSTERDAM):%H:%M}"


def format_count(number: int) -> str:
    """``160.902``, in the reader's language."""
    return str(format_decimal(number, locale=locale()))
