"""Codes that people read from paper and type: of channels, and of letters. Pure functions.

No character looks like another one (no i, l, o, 0, 1). There are 31 of them, a prime: so the check character of a
letter's code, a weighted sum as in ISBN-10, finds every single wrong character and every two that changed places.
"""

import hashlib
import hmac
import re
import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CHANNEL_LENGTH, LETTER_LENGTH = 5, 8


def new_channel_code() -> str:
    """Five characters: an address that fits on a poster."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CHANNEL_LENGTH))


def new_letter_code() -> str:
    """Seven random characters (some 34 bits) and the check character, as people read it: ``K7QM-3X9P``."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LETTER_LENGTH - 1))
    return shown(body + check_character(body))


def shown(code: str) -> str:
    """A letter's code in two groups of four capitals."""
    return f"{code[:4]}-{code[4:]}".upper()


def plain(typed: str) -> str:
    """What was typed, without the spaces, dashes and capitals that do not matter."""
    return re.sub(r"[\s.–-]", "", typed).lower()


def check_character(body: str) -> str:
    return ALPHABET[sum(n * ALPHABET.index(c) for n, c in enumerate(body, 1)) % len(ALPHABET)]


def is_letter_code(typed: str) -> bool:
    """Whether what was typed can be a letter's code at all: length, characters and check character."""
    code = plain(typed)
    if len(code) != LETTER_LENGTH or not set(code) <= set(ALPHABET):
        return False
    return check_character(code[:-1]) == code[-1]


def code_hash(typed: str, key: str) -> str:
    """What is stored of a letter's code. With the installation's key: a code is short enough to type, so a plain
    SHA-256 of it could be tried out by whoever has the table."""
    return hmac.new(f"letter-code/1:{key}".encode(), plain(typed).encode(), hashlib.sha256).hexdigest()
