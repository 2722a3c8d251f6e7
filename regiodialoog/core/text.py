"""Small truths about text: one form for storage, one for sorting, one for addresses."""

import re
import unicodedata

_SPACE = re.compile(r"[^\S\n]+")
_NUMBER = re.compile(r"\d+")
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
_MARKS = {"Mn", "Mc", "Me", "Lm"}
MOST_MARKS = 30
ADDRESS = r"^[^@\s,;:<>()\[\]\"\\%!|`]+@[^@\s,;:<>()\[\]\"\\%!|`_]+\.[^@\s,;:<>()\[\]\"\\%!|`_.]{2,}$"
"""One @, a dot after it, no spaces: whether an e-mail address works, the mail itself shows."""
LONGEST_ADDRESS = 254


def without_floods(text: str) -> str:
    """At most 30 marks in a row, as in the stream-safe text of UAX 15: Unicode puts marks in order, and for a run of n
    of them that takes n² steps (minutes, for a form full). No language comes near it."""
    if text.isascii():
        return text
    kept, run = [], 0
    for c in text:
        run = run + 1 if unicodedata.category(c) in _MARKS else 0
        if run <= MOST_MARKS:
            kept.append(c)
    return "".join(kept)


def clean_line(text: str) -> str:
    """One line, NFC, single spaces, nothing invisible."""
    return _SPACE.sub(" ", clean_text(text).replace("\n", " ")).strip()


def clean_text(text: str) -> str:
    """Text as stored: NFC, ``\\n`` line ends, no control or invisible formatting characters, no trailing spaces."""
    text = unicodedata.normalize("NFC", without_floods(text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not text.replace("\n", "").isprintable():  # a quick look at the whole: most texts hide nothing
        text = "".join(c for c in text if c in "\n\u200d" or unicodedata.category(c) not in _INVISIBLE)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", without_floods(text)) if not unicodedata.combining(c))


def sort_key(text: str) -> str:
    """A key whose byte order is the order people expect: case and accents aside, numbers by value."""
    folded = without_accents(text).casefold()
    folded = _NUMBER.sub(lambda match: match.group().lstrip("0").zfill(12)[-24:], folded)
    return _SPACE.sub(" ", re.sub(r"[^\w\s]", " ", folded)).strip()[:200]


def fold(text: str) -> str:
    """Text as it is searched: case, accents and punctuation aside, at its full length."""
    return " ".join(re.sub(r"[^\w\s]", " ", without_accents(text).casefold()).split())


def slugify(text: str, *, limit: int = 80) -> str:
    """The part of an address that names a thing: ``[a-z0-9-]``, never empty, cut at a word."""
    plain = re.sub(r"[^a-z0-9]+", "-", without_accents(text).casefold().replace("ß", "ss")).strip("-")
    if len(plain) > limit:
        plain = plain[: limit + 1].rpartition("-")[0] or plain[:limit]
    return plain or "zonder-naam"


def is_email(text: str) -> bool:
    """Whether this can be an e-mail address."""
    return len(text) <= LONGEST_ADDRESS and re.match(ADDRESS, text) is not None


def mask_address(address: str) -> str:
    """An e-mail address that its owner recognises and a passer-by does not: ``j…@voorbeeld.nl``."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a text for translation where it is written down, to be translated where it is shown."""
    return msgid
