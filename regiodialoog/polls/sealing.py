"""Secret ballots under two locks: an envelope in an envelope, and a key for each in the hands of another person.

Both envelopes are HPKE (RFC 9180) of the library ``cryptography``: X25519, HKDF-SHA256, ChaCha20-Poly1305. A private
key is shown once to whoever holds it and never stored; whoever has the database cannot open anything, and each of the
two holders alone cannot either. Every box of a poll has the same length, so that its size tells nothing.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_GROUP = 4
_CHECK = 4
"""Characters at the end of a written key from which a mistake shows."""
_BLOCK = 256
ENVELOPES = 2


class Unopenable(ValueError):
    """A box that this key does not open, or a text that is no key."""


def new_key() -> tuple[str, str]:
    """(the private key as one writes it down, the public key in base64)."""
    private = X25519PrivateKey.generate()
    return _written(private.private_bytes_raw()), _public(private)


def public_of(written: str) -> str:
    """The public key of a private one as it was written down; spaces, dashes and small letters do not matter.

    Raises Unopenable when it cannot be a key: a character is missing or wrong.
    """
    return _public(_private(written))


def last_group(written: str) -> str:
    """The last characters of a written key: who can repeat them has it before them."""
    return written.rpartition("-")[2]


def seal(payload: bytes, publics: Sequence[str], *, about: str, length: int) -> bytes:
    """Put ``payload`` into one envelope for each key, the first innermost. ``length``: what every payload of this poll
    is filled up to, in bytes; ``about`` binds the box to its line of its poll. Raises ValueError when it is longer, and
    unless there are two different keys: without them there would be no envelope."""
    if len(publics) != ENVELOPES or len(set(publics)) != ENVELOPES:
        raise ValueError(f"a box is sealed with {ENVELOPES} different keys, and here are {len(set(publics))}")
    if len(payload) + 4 > length:
        raise ValueError(f"a payload of {len(payload)} bytes does not fit in {length}")
    box = len(payload).to_bytes(4, "big") + payload + bytes(length - 4 - len(payload))
    for n, public in enumerate(publics):
        key = X25519PublicKey.from_public_bytes(base64.b64decode(public))
        box = _SUITE.encrypt(box, key, info=_info(about, n))
    return box


def peel(box: bytes, written: str, *, about: str, layer: int) -> bytes:
    """Open one envelope; ``layer`` 0 is the innermost. Raises Unopenable."""
    try:
        return _SUITE.decrypt(box, _private(written), info=_info(about, layer))
    except (InvalidTag, ValueError) as error:
        raise Unopenable from error


def payload_of(filled: bytes) -> bytes:
    """What was put into the innermost envelope. Raises Unopenable."""
    length = int.from_bytes(filled[:4], "big")
    if length > len(filled) - 4:
        raise Unopenable
    return filled[4 : 4 + length]


def filled_length(longest: int) -> int:
    """To how many bytes the ballots of a poll are filled up, when the longest one has at most so many."""
    return -(-(longest + 4) // _BLOCK) * _BLOCK


def _info(about: str, layer: int) -> bytes:
    return f"regiodialoog-ballot/1 {about} {layer}".encode()


def _public(private: X25519PrivateKey) -> str:
    return base64.b64encode(private.public_key().public_bytes_raw()).decode()


def _written(raw: bytes) -> str:
    text = base64.b32encode(raw).decode().rstrip("=") + _check(raw)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _private(written: str) -> X25519PrivateKey:
    text = "".join(each for each in written.upper() if each.isascii() and each.isalnum())
    try:
        raw = base64.b32decode(text[:-_CHECK] + "=" * (-len(text[:-_CHECK]) % 8))
    except binascii.Error as error:
        raise Unopenable from error
    if len(raw) != 32 or text[-_CHECK:] != _check(raw):
        raise Unopenable
    return X25519PrivateKey.from_private_bytes(raw)


def _check(raw: bytes) -> str:
    return base64.b32encode(hashlib.sha256(raw).digest()).decode()[:_CHECK]
