"""Addresses as far as a group needs them: to see who lives together, in one form however it was typed."""

import re
import unicodedata
from dataclasses import dataclass

from regiodialoog.core.text import clean_line, without_accents

_POSTCODE = re.compile(r"([1-9][0-9]{3})([A-Z]{2})")
_NUMBER = re.compile(r"0*([1-9][0-9]{0,4})(?![0-9])(.*)")
_PARTS = re.compile(r"[A-Z]+|[0-9]+")
LONGEST_ADDITION = 20


@dataclass(frozen=True)
class Home:
    """ "3811AB", "12", "A". ``number`` has no letters; ``addition`` is empty or its parts with spaces between them."""

    postcode: str
    number: str
    addition: str = ""

    @property
    def key(self) -> str:
        """By which it is seen who lives together: "3811AB 12 A"."""
        return f"{self.postcode} {self.number} {self.addition}".strip()


def postcode(text: str) -> str:
    """ "3811 ab" as "3811AB"; empty for what is no Dutch postcode."""
    found = _POSTCODE.fullmatch(re.sub(r"[\s.-]", "", _plain(text)))
    return f"{found[1]}{found[2]}" if found else ""


def home(postcode_text: str, number: str, addition: str = "") -> Home | None:
    """An address as it was typed; an addition behind the number belongs to the addition. None for what is none."""
    code, found = postcode(postcode_text), _NUMBER.fullmatch(_plain(number))
    if not code or found is None:
        return None
    parts = " ".join(_PARTS.findall(f"{found[2]} {_plain(addition)}"))
    return Home(code, found[1], parts) if len(parts) <= LONGEST_ADDITION else None


def _plain(text: str) -> str:
    """Capitals without accents; a digit or letter in another width is the common one."""
    return without_accents(unicodedata.normalize("NFKC", clean_line(text))).upper()
