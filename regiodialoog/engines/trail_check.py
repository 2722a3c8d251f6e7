"""Checking a trail: recompute every hash, and say what was checked and where the first fault is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from regiodialoog.engines.strict_json import BadInput, read
from regiodialoog.engines.trail import START, NotCanonical, Tree, canonical, line_sha256, text_sha256

TRAIL, SEALS, TEXTS = "trail.jsonl", "seals.json", "texts.jsonl"
_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_WORD = re.compile(r"[a-z0-9_.-]+")
_SUBJECT = re.compile(r"[a-z0-9_]+:[a-z0-9-]+")
_SHAPES: dict[str, re.Pattern[str]] = {
    "at": _MOMENT,
    "kind": _WORD,
    "subject": _SUBJECT,
    "actor_role": _WORD,
    "text_sha256": _HASH,
    "prev": _HASH,
    "sha256": _HASH,
    "root": _HASH,
    "salt": _HASH,
}
_LINE = {"n", "at", "kind", "subject", "actor_role", "data", "prev", "sha256"}
_SEAL = {"upto", "root", "at"}
_TEXT = {"sha256", "salt", "text"}
_ERASED = {"sha256", "erased"}


@dataclass(frozen=True)
class Fault:
    """``line`` of ``file``, from 1; of seals.json the number of the seal."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}, {'seal' if self.file == SEALS else 'line'} {self.line}: {self.says}"


@dataclass(frozen=True)
class Checked:
    """What was looked at, up to the first ``fault`` (None: everything fits). ``root`` belongs to ``lines``."""

    lines: int = 0
    seals: int = 0
    texts: int = 0
    erased: int = 0
    root: str = ""
    fault: Fault | None = None


class _Wrong(Exception):
    pass


def check(trail: Iterable[bytes], seals: bytes, texts: Iterable[bytes]) -> Checked:
    """Check the three files of a trail; ``trail`` and ``texts`` come line by line, with their line ends.

    Raises BadInput for what cannot be read. What can be read and does not fit is the ``fault`` of the answer.
    """
    return _Check().run(trail, seals, texts)


class _Check:
    def __init__(self) -> None:
        self.tree = Tree(0, ())
        self.prev = START
        self.seals = self.texts = self.erased = 0
        self.wanted: dict[str, int] = {}
        """Hashes of texts that lines name and that were not seen yet, with the line."""
        self.named: set[str] = set()
        self.place = (TRAIL, 1)

    def run(self, trail: Iterable[bytes], seals: bytes, texts: Iterable[bytes]) -> Checked:
        fault = None
        try:
            waiting = self._seals(seals)
            for n, raw in enumerate(trail, 1):
                self.place = (TRAIL, n)
                self._line(n, raw)
                while waiting and waiting[0]["upto"] == n:
                    self._seal(waiting.pop(0))
            self._nothing_beyond(waiting)
            self._texts(texts)
        except _Wrong as wrong:
            fault = Fault(*self.place, str(wrong))
        return Checked(self.tree.size, self.seals, self.texts, self.erased, self.tree.root(), fault)

    def _line(self, n: int, raw: bytes) -> None:
        line = _object(raw, TRAIL, n)
        _shape(line, _LINE, optional={"text_sha256"})
        if line["n"] != n:
            raise _Wrong(f"its number is {line['n']}")
        if not isinstance(line["data"], dict):
            raise _Wrong("data is no object")
        if line["prev"] != self.prev:
            raise _Wrong("it does not follow the line before it (prev)")
        if line["sha256"] != line_sha256(line):
            raise _Wrong("its content is not what was hashed (sha256)")
        if (named := line.get("text_sha256")) is not None:
            if named in self.named:
                raise _Wrong("another line has the same text")
            self.named.add(named)
            self.wanted[named] = n
        self.prev = line["sha256"]
        self.tree = self.tree.grown([raw.rstrip(b"\n")])

    def _seals(self, data: bytes) -> list[dict[str, Any]]:
        """The seals, each of the right shape and over more lines than the one before."""
        found = read(data, file=SEALS)
        self.place = (SEALS, 1)
        if not isinstance(found, list):
            raise _Wrong("this is no list of seals")
        upto = 0
        for number, seal in enumerate(found, 1):
            self.place = (SEALS, number)
            _shape(seal, _SEAL)
            if not isinstance(seal["upto"], int) or isinstance(seal["upto"], bool) or seal["upto"] <= upto:
                raise _Wrong("a seal is over more lines than the one before it (upto)")
            upto = seal["upto"]
        return found

    def _seal(self, seal: Mapping[str, Any]) -> None:
        self.place = (SEALS, self.seals + 1)
        if seal["root"] != self.tree.root():
            raise _Wrong(f"the first {seal['upto']} lines are not the ones that were sealed (root)")
        self.seals += 1

    def _nothing_beyond(self, waiting: list[dict[str, Any]]) -> None:
        if waiting:
            self.place = (SEALS, self.seals + 1)
            raise _Wrong(f"it is over {waiting[0]['upto']} lines, and there are {self.tree.size}")

    def _texts(self, texts: Iterable[bytes]) -> None:
        for number, raw in enumerate(texts, 1):
            self.place = (TEXTS, number)
            entry = _object(raw, TEXTS, number)
            if "erased" in entry:
                _shape(entry, _ERASED)
                if entry["erased"] is not True:
                    raise _Wrong("erased can only be true")
                self.erased += 1
            else:
                _shape(entry, _TEXT)
                if not isinstance(entry["text"], str):
                    raise _Wrong("the text is no text")
                if text_sha256(bytes.fromhex(entry["salt"]), entry["text"]) != entry["sha256"]:
                    raise _Wrong("the text is not the one that was hashed")
                self.texts += 1
            if self.wanted.pop(entry["sha256"], None) is None:
                raise _Wrong("no line has this text, or it is here twice")
        for named, n in self.wanted.items():
            self.place = (TRAIL, n)
            raise _Wrong(f"its text {named[:8]} is neither in {TEXTS} nor listed there as erased")


def _object(raw: bytes, file: str, n: int) -> dict[str, Any]:
    """One line of a file as an object, written in the one way that counts."""
    if not raw.endswith(b"\n"):
        read(raw, file=file, line=n)
        raise _Wrong("the file ends in the middle of this line")
    value = read(raw[:-1], file=file, line=n)
    try:
        if not isinstance(value, dict):
            raise _Wrong("this is no object")
        if canonical(value) != raw[:-1]:
            raise _Wrong("it is not written in canonical form")
    except NotCanonical as error:
        raise BadInput(file, n, 1, str(error)) from error
    except RecursionError as error:
        raise BadInput(file, n, 1, "lists and objects stand too deep inside each other") from error
    return value


def _shape(value: Any, names: set[str], optional: frozenset[str] | set[str] = frozenset()) -> None:
    if not isinstance(value, dict):
        raise _Wrong("this is no object")
    if missing := sorted(names - set(value)):
        raise _Wrong(f"{missing[0]} is missing")
    if strange := sorted(set(value) - names - optional):
        raise _Wrong(f"{strange[0]} does not belong here")
    if isinstance(value.get("n"), bool) or not isinstance(value.get("n", 0), int):
        raise _Wrong("n is no number")
    for name, shape in _SHAPES.items():
        if name in value and not (isinstance(value[name], str) and shape.fullmatch(value[name])):
            raise _Wrong(f"{name} does not look as it should")
