"""Secrets as pure functions: passwords, app codes (TOTP), recovery codes, tokens. No database, no request."""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime

import pyotp
import segno
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from regiodialoog.core.text import without_accents

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
STEP = 30
RECOVERY_CODES = 10
_hasher = PasswordHasher()


def _nobodys_hash() -> str:
    """A hash of no password, as costly to compare with as a real one; making a real one would slow every start."""
    cost = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    parts = (secrets.token_bytes(length) for length in (_hasher.salt_len, _hasher.hash_len))
    return "$".join(("", "argon2id", "v=19", cost, *(base64.b64encode(part).decode().rstrip("=") for part in parts)))


_NOBODYS = _nobodys_hash()
# What people put first in a password. Numbers and signs around such a word do not make it a secret.
_COMMON = (
    "wachtwoord", "welkom", "password", "geheim", "qwerty", "azerty", "asdfgh", "iloveyou", "ikhouvanjou", "letmein",
    "amersfoort", "utrecht", "nederland", "gemeente", "regiodialoog", "admin", "beheer", "beheerder", "inloggen",
    "voetbal", "zomer", "winter", "lente", "herfst", "januari", "februari", "monkey", "dragon", "sunshine", "abcdefgh",
)  # fmt: skip
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def hash_password(password: str) -> str:
    """Argon2id."""
    return _hasher.hash(password)


def password_fits(stored: str, password: str) -> bool:
    """Whether the password is the stored one; takes as long when nothing is stored."""
    try:
        _hasher.verify(stored or _NOBODYS, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return bool(stored)


def is_weak(password: str, *personal: str) -> bool:
    """Whether a password is among the first that others would try: a common word, few characters, one's own name."""
    password = password[:LONGEST_PASSWORD]
    plain = re.sub(
        r"[^a-z]", "", without_accents(password).casefold().translate(str.maketrans("013457$@!", "oieastsai"))
    )
    if len(set(password.casefold())) < 6:
        return True
    own = [
        re.sub(r"[^a-z]", "", without_accents(part).casefold())
        for text in personal
        for part in re.split(r"[\s@.]", text)
    ]
    for word in (*_COMMON, *(part for part in own if len(part) >= 4)):
        if word in plain and len(plain) - plain.count(word) * len(word) < 6:
            return True
    return False


class Vault:
    """Encrypts what the installation must be able to read back, with a key of its own derived from the signing key."""

    def __init__(self, signing_key: str) -> None:
        derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"regiodialoog/second-factor/1")
        self._fernet = Fernet(base64.urlsafe_b64encode(derived.derive(signing_key.encode())))

    def lock(self, plain: str) -> str:
        return self._fernet.encrypt(plain.encode()).decode()

    def open(self, locked: str) -> str:
        """The plain text; empty when it was locked with another key."""
        try:
            return self._fernet.decrypt(locked.encode()).decode()
        except InvalidToken:
            return ""


def new_totp_secret() -> str:
    return pyotp.random_base32()


def totp_step(secret: str, code: str, at: datetime, *, after: int) -> int | None:
    """The 30-second step that a code belongs to: this one, the one before or after, and later than ``after``.

    None without a secret (it was locked with another key): everybody can work out the codes of an empty one.
    """
    digits = re.sub(r"\s", "", code)
    if not secret or not digits.isascii():
        return None
    now = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret, interval=STEP)
    matching = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(totp.generate_otp(step), digits)]
    return next((step for step in matching if step > after), None)


def totp_uri(secret: str, address: str, issuer: str) -> str:
    """What the QR code holds for the app."""
    return str(pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=address, issuer_name=issuer))


def qr_svg(text: str, *, fits: bool = False) -> str:
    """A QR code as inline SVG, coloured by attributes; silent for readers: the text stands beside it. ``fits``:
    it becomes as large as the page gives it."""
    drawing: str = segno.make(text, error="m").svg_inline(
        scale=5, border=4, dark="#000000", light="#ffffff", svgclass="rd-qr", lineclass=None, omitsize=fits
    )
    return drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def new_recovery_codes() -> list[str]:
    """Ten codes of some 59 bits, in three groups of four that are easy to copy."""
    groups = ["".join(secrets.choice(_ALPHABET) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    return ["-".join((code[:4], code[4:8], code[8:])) for code in groups]


def recovery_hash(person_id: int, code: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", code.casefold())
    return hashlib.sha256(f"{person_id}:{plain}".encode()).hexdigest()
