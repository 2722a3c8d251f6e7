"""The public trail: what happened, in order, in a chain that anybody can check.

A *line* is one event. It carries ``prev``, the hash of the line before, and ``sha256``, its own: change a line and
every later one no longer fits. A *seal* is one number for all lines so far, the Merkle tree hash of RFC 6962: whoever
wrote it down can tell later whether anything before it was changed. A *text* stands beside the chain: the line holds
SHA-256(salt ‖ text), so that the text can be erased and the chain stays whole.

Everything here is a function of values. Bytes in files are canonical JSON: UTF-8, Unicode NFC, keys sorted by code
point, no spaces, whole numbers only.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Line = dict[str, Any]
START = "0" * 64
"""``prev`` of the first line."""
LARGEST = 2**53 - 1
"""Whole numbers beyond it are read differently by different programs (RFC 8259, 6)."""
SALT_BYTES = 32


class NotCanonical(ValueError):
    """A value that has no canonical form: a floating-point number, a key that is no text, two keys that are one."""


# ── bytes ────────────────────────────────────────────────────────────────────


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value. Raises NotCanonical."""
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("half of a character (a lone surrogate)") from error


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotCanonical(f"the number {value} is too large")
        return int(value)
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise NotCanonical(f"a {type(value).__name__} is neither text, a whole number, true, false, null, list nor object")


def _object(value: Mapping[Any, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical(f"the key {key!r} is no text")
        name = unicodedata.normalize("NFC", str(key))
        if name in plain:
            raise NotCanonical(f"the key {name!r} is there twice")
        plain[name] = _plain(item)
    return plain


def sha256(data: bytes) -> str:
    """As 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


# ── lines ────────────────────────────────────────────────────────────────────


def make_line(
    *, n: int, at: str, kind: str, subject: str, actor_role: str, data: Mapping[str, Any], prev: str, text: str = ""
) -> Line:
    """Line ``n`` (from 1) after the line with hash ``prev``. ``text``: the hash of its text, if it has one."""
    line: Line = {"n": n, "at": at, "kind": kind, "subject": subject, "actor_role": actor_role, "data": dict(data)}
    if text:
        line["text_sha256"] = text
    line["prev"] = prev
    return {**line, "sha256": line_sha256(line)}


def line_sha256(line: Mapping[str, Any]) -> str:
    """The hash of a line: over the canonical form of all of it but ``sha256`` itself."""
    return sha256(canonical({name: value for name, value in line.items() if name != "sha256"}))


def text_sha256(salt: bytes, text: str) -> str:
    """SHA-256(salt ‖ text), the text in NFC and UTF-8. The salt (32 random bytes) keeps a short text from being
    found by trying. Raises NotCanonical."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"A salt is {SALT_BYTES} bytes")
    try:
        return sha256(salt + unicodedata.normalize("NFC", text).encode("utf-8"))
    except UnicodeEncodeError as error:
        raise NotCanonical("half of a character (a lone surrogate)") from error


# ── the tree of RFC 6962, section 2.1 ────────────────────────────────────────


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(entries: Sequence[bytes]) -> str:
    """The Merkle tree hash of a list of entries, as hexadecimal digits; of none at all it is SHA-256 of nothing."""
    return Tree(0, ()).grown(entries).root()


class Tree:
    """A Merkle tree that grows at its end. It remembers ``size`` and the hashes of its whole subtrees, from large to
    small (one per 1 in the binary form of ``size``): enough to add to it and to know its root."""

    def __init__(self, size: int, peaks: Iterable[str]) -> None:
        self.size = size
        self._peaks = [bytes.fromhex(peak) for peak in peaks]
        if size < 0 or len(self._peaks) != size.bit_count() or any(len(peak) != 32 for peak in self._peaks):
            raise ValueError(f"A tree of {size} entries has {size.bit_count()} whole subtrees of 32 bytes")

    def grown(self, entries: Iterable[bytes]) -> "Tree":
        """A tree with these entries behind what it has."""
        size, peaks = self.size, list(self._peaks)
        for entry in entries:
            peaks.append(leaf(entry))
            size += 1
            for _ in range((size & -size).bit_length() - 1):  # every two subtrees of one size become one
                right, left = peaks.pop(), peaks.pop()
                peaks.append(node(left, right))
        return Tree(size, (peak.hex() for peak in peaks))

    @property
    def peaks(self) -> list[str]:
        return [peak.hex() for peak in self._peaks]

    def root(self) -> str:
        if not self._peaks:
            return sha256(b"")
        *others, last = self._peaks
        for peak in reversed(others):
            last = node(peak, last)
        return last.hex()


def make_seal(tree: Tree, at: str) -> Line:
    """The seal over all lines in ``tree``, whose entries are the lines in canonical form."""
    return {"upto": tree.size, "root": tree.root(), "at": at}
