"""Mails: plain text from a template in the reader's language, put in the outbox.

A template in ``templates/emails/`` has the subject on its first line, an empty line, and then the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template
from flask_babel import force_locale

from regiodialoog.core import outbox
from regiodialoog.core.i18n import DEFAULT, LANGUAGES
from regiodialoog.core.web.site import CurrentSite

_BLANK_LINES = re.compile(r"\n{3,}")
NOWHERE = "@zonder-e-mail.invalid"
"""How the address of somebody without e-mail ends: a domain that nobody can ever have (RFC 6761)."""


@dataclass(frozen=True)
class Unsent:
    """A mail that could not be sent, because this person has no e-mail address: somebody has to tell them instead.

    ``body`` is empty where it held a token. ``about``: what the mail was made from.
    """

    template: str
    person_id: int
    dedupe_key: str
    subject: str
    body: str
    about: dict[str, Any]


_instead: list[Callable[[Unsent], None]] = []


def instead(tell: Callable[[Unsent], None]) -> Callable[[Unsent], None]:
    """Register what happens with mails to people without an e-mail address; without one they are dropped."""
    _instead.append(tell)
    return tell


def reaches(address: str) -> bool:
    """Whether mail to this address can arrive anywhere."""
    return bool(address) and not address.endswith(NOWHERE)


def link(endpoint: str, **values: Any) -> str:
    """The absolute address of a page, on the installation's own base URL (never the one a browser claims)."""
    base = urlsplit(current_app.config["SETTINGS"].base_url)
    address = current_app.url_map.bind(base.netloc, url_scheme=base.scheme).build(endpoint, values, force_external=True)
    return str(address)


def compose(template: str, language: str, **context: Any) -> tuple[str, str]:
    """Subject and text of a mail, in ``language`` (Dutch if we do not have it)."""
    with force_locale(language if language in LANGUAGES else DEFAULT):
        written = render_template(template, **{"link": link, "site": CurrentSite(), **context})
    plain = written.replace("\N{NO-BREAK SPACE}", " ")  # sentences that pages have as well
    subject, _, body = plain.strip().partition("\n")
    return subject.strip(), _BLANK_LINES.sub("\n\n", body).strip() + "\n"


def post(
    template: str,
    *,
    address: str,
    language: str,
    dedupe_key: str,
    person_id: int | None = None,
    secret: bool = False,
    **context: Any,
) -> None:
    """Write a mail and put it in the outbox, within the current transaction; for somebody without an address, leave it
    to who tells them otherwise."""
    subject, body = compose(template, language, **context)
    if not reaches(address):
        for tell in _instead if person_id is not None else ():
            tell(Unsent(template, person_id or 0, dedupe_key, subject, "" if secret else body, context))
        return
    outbox.post(address=address, subject=subject, body=body, dedupe_key=dedupe_key, person_id=person_id, secret=secret)
