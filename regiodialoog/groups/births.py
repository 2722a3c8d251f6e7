"""Seeing that two sign-ups may be of one person by name and year of birth, without keeping the year.

What is kept is an HMAC-SHA-256 of the theme, the year and the name. Whoever has the table alone cannot try years out;
whoever has the key of the installation as well can, and so does ``renamed``. With another key nothing matches any more.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from regiodialoog.core.text import sort_key
from regiodialoog.groups.asking import OLDEST


@dataclass(frozen=True)
class Born:
    """A year of birth as somebody filled it in, and the key of the installation: for the length of one request."""

    year: int = field(repr=False)
    key: str = field(repr=False)

    def hash_of(self, theme_id: int, name: str) -> str:
        """In hex; the same for a name that differs in capitals, accents and signs. Empty for a name of signs alone."""
        known = sort_key(name)
        text = f"{theme_id}:{self.year}:{known}"
        return hmac.new(f"born/1:{self.key}".encode(), text.encode(), hashlib.sha256).hexdigest() if known else ""


def renamed(known: str, theme_id: int, before: str, after: str, *, key: str, this_year: int) -> str:
    """What takes the place of a hash when its name changes; empty when it was made with another key, or another name.

    ``this_year`` is the last one tried, and one more: the ages of a question may count in the next year.
    """
    for year in range(this_year - OLDEST - 1, this_year + 2):
        born = Born(year, key)
        if hmac.compare_digest(born.hash_of(theme_id, before), known):
            return born.hash_of(theme_id, after)
    return ""
