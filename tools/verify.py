#!/usr/bin/env python3
"""Controleert wat een Regiodialoog openbaar heeft gemaakt. / Checks what a Regiodialoog has made public.

    python3 verify.py MAP              de map met een logboek (trail.jsonl), een loting (draw.json) of een export
    python3 verify.py MAP --english    the same, speaking English
    python3 verify.py MAP --seal 120:3f9a...   is the seal of the log that I wrote down still there?
    python3 verify.py MAP --seal 9b07...       is this the draw whose seal I wrote down?

One file, Python 3.9 or newer, nothing to install, no network. It shares no code with the platform: it was written from
the descriptions in docs/trail.md and docs/draw.md, so that a mistake or a lie in the platform does not repeat itself
here.

Ends with 0 when all is well, 1 when something was found wrong, 2 when a file cannot be read at all.

What it relies on:
  canonical JSON   UTF-8, Unicode NFC, keys in order of code point, no spaces, whole numbers only
  a line           "sha256" is SHA-256 over the line without that key; "prev" is "sha256" of the one before (first: 0…0)
  a seal           "root" is the Merkle tree hash (RFC 6962, 2.1) over the first "upto" lines, as they stand in the file
  a text           "sha256" is SHA-256 over the 32 bytes of "salt" followed by the text
  an export        manifest.json names every other file with its SHA-256
  a draw           "seal" is SHA-256 over the canonical JSON of draw.json without that key; what every ticket stands
                   for, and with it every chance, follows from what is sealed (see "A draw" below)
"""

import argparse
import csv
import fractions
import hashlib
import io
import json
import os
import re
import sys
import unicodedata

DUTCH, ENGLISH = 0, 1
language = DUTCH
LIMIT = 9007199254740991  # 2^53 - 1
HEX = re.compile("[0-9a-f]{64}")
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
DEEP = 100


def words(dutch, english):
    return (dutch, english)[language]


class Unreadable(Exception):
    """Exit 2."""

    def __init__(self, file, line, column, why):
        place = words("%s, regel %d, kolom %d: %s", "%s, line %d, column %d: %s")
        Exception.__init__(self, place % (file, line, column, why) if line else "%s: %s" % (file, why))


class Wrong(Exception):
    """Exit 1."""

    def __init__(self, file, place, why):
        """``place``: the number of a line (or seal), or the place in words, or nothing."""
        if isinstance(place, int) and place:
            part = words("zegel", "seal") if file == "seals.json" else words("regel", "line")
            place = "%s %d" % (part, place)
        Exception.__init__(self, "%s, %s: %s" % (file, place, why) if place else "%s: %s" % (file, why))


# ---------------------------------------------------------------------------------------------------------------------
# Reading JSON, one character after the other: slower than the library's reader, but it knows where it is.


class Reader:
    SPACE = " \t\r\n"
    NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")
    PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
    ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    WORDS = (("true", True), ("false", False), ("null", None))

    def __init__(self, data, file, line):
        self.file, self.line, self.at = file, line, 0
        try:
            self.text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.text = data[: error.start].decode("utf-8")
            self.at = len(self.text)
            self.fail(words("dit is geen UTF-8", "this is not UTF-8"))

    def fail(self, why, at=None):
        before = self.text[: self.at if at is None else at]
        lines = before.split("\n")
        raise Unreadable(self.file, self.line + len(lines) - 1, len(lines[-1]) + 1, why)

    def no_json(self):
        self.fail(words("dit is geen JSON", "this is not JSON"))

    def document(self):
        value = self.value(0)
        self.space()
        if self.at != len(self.text):
            self.no_json()
        return value

    def space(self):
        while self.at < len(self.text) and self.text[self.at] in self.SPACE:
            self.at += 1

    def next(self):
        self.space()
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self, character):
        if self.next() != character:
            self.no_json()
        self.at += 1

    def value(self, depth):
        if depth > DEEP:
            self.fail(words("dit zit te diep in elkaar", "this is nested too deeply"))
        first = self.next()
        if first == "{":
            return self.object(depth)
        if first == "[":
            return self.list(depth)
        if first == '"':
            return self.string()
        for word, value in self.WORDS:
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        return self.number()

    def number(self):
        found = self.NUMBER.match(self.text, self.at)
        if not found:
            self.no_json()
        following = self.text[found.end() : found.end() + 1]
        if following and following in ".eE":
            self.fail(words("dit is geen heel getal", "this is no whole number"))
        if len(found.group()) > 17 or abs(int(found.group())) > LIMIT:
            self.fail(words("dit getal is te groot", "this number is too large"))
        self.at = found.end()
        return int(found.group())

    def list(self, depth):
        self.take("[")
        items = []
        if self.next() == "]":
            self.at += 1
            return items
        while True:
            items.append(self.value(depth + 1))
            if self.next() == "]":
                self.at += 1
                return items
            self.take(",")

    def object(self, depth):
        self.take("{")
        found = {}
        if self.next() == "}":
            self.at += 1
            return found
        while True:
            self.space()
            place = self.at
            key = self.string()
            if key in found:
                self.fail(words("deze naam staat er twee keer", "this key is there twice"), place)
            self.take(":")
            found[key] = self.value(depth + 1)
            if self.next() == "}":
                self.at += 1
                return found
            self.take(",")

    def string(self):
        start = self.at
        self.take('"')
        parts = []
        while True:
            plain = self.PLAIN.match(self.text, self.at)
            parts.append(plain.group())
            self.at = plain.end()
            if self.text[self.at : self.at + 1] == '"':
                self.at += 1
                break
            parts.append(self.escape())
        try:  # two escaped halves (\ud83d\ude00) become one character; half a character is nothing
            return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            self.fail(words("hier staat een half teken", "this holds half a character"), start)

    def escape(self):
        if self.text[self.at : self.at + 1] != "\\":
            self.no_json()
        letter = self.text[self.at + 1 : self.at + 2]
        if letter == "u":
            digits = self.text[self.at + 2 : self.at + 6]
            if not re.fullmatch("[0-9a-fA-F]{4}", digits):
                self.no_json()
            self.at += 6
            return chr(int(digits, 16))
        if letter not in self.ESCAPES or not letter:
            self.no_json()
        self.at += 2
        return self.ESCAPES[letter]


def parsed(data, file, line=1):
    """The fast reader for what is in order; the careful one to say what is not."""
    try:
        return json.loads(data.decode("utf-8"), parse_int=_whole, **STRICT)
    except (ValueError, RecursionError):
        return Reader(data, file, line).document()


def _stop(token):
    raise ValueError(token)


def _whole(token):
    if len(token) > 17 or abs(int(token)) > LIMIT:
        raise ValueError(token)
    return int(token)


def _pairs(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("twice")
    return found


STRICT = {"parse_float": _stop, "parse_constant": _stop, "object_pairs_hook": _pairs}


# ---------------------------------------------------------------------------------------------------------------------
# Canonical JSON


SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
SPECIAL = re.compile(r'["\\\x00-\x1f]')


def written(value):
    """A value as it has to be written, as text. Raises ValueError for what has no such form."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return '"' + SPECIAL.sub(_escaped, unicodedata.normalize("NFC", value)) + '"'
    if isinstance(value, int):
        if not -LIMIT <= value <= LIMIT:
            raise ValueError(words("dit getal is te groot", "this number is too large"))
        return "%d" % value
    if isinstance(value, list):
        return "[" + ",".join([written(item) for item in value]) + "]"
    names = {unicodedata.normalize("NFC", name): item for name, item in value.items()}
    if len(names) != len(value):
        raise ValueError(words("een naam staat er twee keer", "a key is there twice"))
    return "{" + ",".join([written(name) + ":" + written(names[name]) for name in sorted(names)]) + "}"


def _escaped(match):
    return SHORT.get(match.group()) or "\\u%04x" % ord(match.group())


def shown(text):
    """Somebody's text on one line of a screen: nothing that moves the cursor, and not too long."""
    whole = "".join(sign if sign.isprintable() else "\\u%04x" % ord(sign) for sign in text)
    return whole if len(whole) <= 60 else whole[:59] + "…"


def document(data, file):
    """The value of a whole file, which may be laid out in any way, with every text in NFC: as it is hashed."""
    value = parsed(data, file)
    try:
        canonical = written(value)
        canonical.encode("utf-8")
    except UnicodeEncodeError:
        Reader(data, file, 1).document()
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable(file, 1, 1, str(error))
    return json.loads(canonical)


def sha256_of(value):
    return hashlib.sha256(written(value).encode("utf-8")).hexdigest()


def without(value, key):
    return {name: item for name, item in value.items() if name != key}


def entries(path, file):
    """The lines of a file as (number, bytes without line end, object), each exactly as it has to be written."""
    with open(path, "rb") as lines:
        for number, raw in enumerate(lines, 1):
            if raw[-1:] != b"\n":
                parsed(raw, file, number)
                raise Wrong(file, number, words("het bestand houdt hier op", "the file stops here"))
            value = parsed(raw[:-1], file, number)
            try:
                good = written(value).encode("utf-8") == raw[:-1]
            except UnicodeEncodeError:
                Reader(raw[:-1], file, number).document()
                raise
            except (ValueError, RecursionError) as error:
                raise Unreadable(file, number, 1, str(error))
            if not isinstance(value, dict):
                raise Wrong(file, number, words("dit is geen object", "this is no object"))
            if not good:
                why = words("dit is niet op de afgesproken manier geschreven", "this is not written as agreed")
                raise Wrong(file, number, why)
            yield number, raw[:-1], value


# ---------------------------------------------------------------------------------------------------------------------
# The trail


class Merkle:
    """RFC 6962, 2.1, as it stands there: the list is split at the largest power of two smaller than its length.
    What a whole left part came to is remembered, because every later seal needs it again."""

    def __init__(self):
        self.leaves = []
        self.known = {}

    def add(self, entry):
        self.leaves.append(hashlib.sha256(b"\x00" + entry).digest())

    def root(self):
        return self.over(0, len(self.leaves)).hex() if self.leaves else hashlib.sha256(b"").hexdigest()

    def over(self, begin, end):
        length = end - begin
        if length == 1:
            return self.leaves[begin]
        if (begin, end) in self.known:
            return self.known[begin, end]
        half = 1
        while half * 2 < length:
            half *= 2
        both = self.over(begin, begin + half) + self.over(begin + half, end)
        found = hashlib.sha256(b"\x01" + both).digest()
        if half * 2 == length:  # whole: it stays the same when lines are added
            self.known[begin, end] = found
        return found


def is_text(pattern):
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_a_text(value):
    return isinstance(value, str)


def is_a_list(value):
    return isinstance(value, list)


def is_an_object(value):
    return isinstance(value, dict)


def is_texts(value):
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


hexadecimal = is_text("[0-9a-f]{64}")
moment = is_text("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
LINE = {
    "n": is_number,
    "at": moment,
    "kind": is_text("[a-z0-9_.-]+"),
    "subject": is_text("[a-z0-9_]+:[a-z0-9-]+"),
    "actor_role": is_text("[a-z0-9_.-]+"),
    "data": is_an_object,
    "prev": hexadecimal,
    "sha256": hexadecimal,
}
LINE_WITH_TEXT = dict(LINE, text_sha256=hexadecimal)
SEAL = {"upto": is_number, "root": hexadecimal, "at": moment}
TEXT = {"sha256": hexadecimal, "salt": hexadecimal, "text": is_a_text}
ERASED = {"sha256": hexadecimal, "erased": lambda value: value is True}


def fits(value, shape, file, number, optional=(), more=False):
    """An object with the keys of ``shape``, each of that form; without the ``optional`` ones; with ``more`` if told."""
    for name in sorted(set(shape) | set(value)) if isinstance(value, dict) else [""]:
        if not isinstance(value, dict):
            raise Wrong(file, number, words("dit is geen object", "this is no object"))
        if name not in value:
            if name in optional:
                continue
            raise Wrong(file, number, words("%s ontbreekt", "%s is missing") % name)
        if name not in shape:
            if more:
                continue
            raise Wrong(file, number, words("%s hoort hier niet", "%s does not belong here") % shown(name))
        if not shape[name](value[name]):
            raise Wrong(file, number, words("%s ziet er niet goed uit", "%s does not look as it should") % name)


def check_trail(folder, noted):
    """Everything about the three files. Returns what was checked, in sentences. Raises Wrong or Unreadable."""
    for name in ("trail.jsonl", "seals.json", "texts.jsonl"):
        if not os.path.isfile(os.path.join(folder, name)):
            raise Unreadable(name, 0, 0, words("dit bestand is er niet", "this file is not there"))
    seals = read_seals(os.path.join(folder, "seals.json"))
    tree, texts, roots = Merkle(), {}, {}
    previous, sealed = "0" * 64, 0
    for number, raw, line in entries(os.path.join(folder, "trail.jsonl"), "trail.jsonl"):
        check_line(line, number, previous)
        if "text_sha256" in line:
            if line["text_sha256"] in texts:
                why = words("een andere regel heeft dezelfde tekst", "another line has the same text")
                raise Wrong("trail.jsonl", number, why)
            texts[line["text_sha256"]] = number
        previous = line["sha256"]
        tree.add(raw)
        if number in noted:
            roots[number] = tree.root()
        if sealed < len(seals) and seals[sealed]["upto"] == number:
            if tree.root() != seals[sealed]["root"]:
                why = words(
                    "de eerste %d regels zijn niet de regels die zijn verzegeld",
                    "the first %d lines are not the lines that were sealed",
                )
                raise Wrong("seals.json", sealed + 1, why % number)
            sealed += 1
    count = len(tree.leaves)
    if sealed < len(seals):
        why = words("dit zegel gaat over %d regels en er zijn er %d", "this seal is over %d lines and there are %d")
        raise Wrong("seals.json", sealed + 1, why % (seals[sealed]["upto"], count))
    there, erased = check_texts(os.path.join(folder, "texts.jsonl"), texts)
    for upto, root in sorted(noted.items()):
        if roots.get(upto) != root:
            why = words("uw zegel over %d regels past niet", "your seal over %d lines does not fit")
            raise Wrong("trail.jsonl", 0, why % upto)
    return told(count, seals, there, erased, tree.root(), noted)


def read_seals(path):
    with open(path, "rb") as file:
        seals = parsed(file.read(), "seals.json")
    if not isinstance(seals, list):
        raise Wrong("seals.json", 1, words("dit is geen lijst", "this is no list"))
    before = 0
    for number, seal in enumerate(seals, 1):
        fits(seal, SEAL, "seals.json", number)
        if seal["upto"] <= before:
            why = words("elk zegel gaat over meer regels dan het vorige", "every seal is over more lines than the last")
            raise Wrong("seals.json", number, why)
        before = seal["upto"]
    return seals


def check_line(line, number, previous):
    fits(line, LINE_WITH_TEXT if "text_sha256" in line else LINE, "trail.jsonl", number)
    if line["n"] != number:
        raise Wrong("trail.jsonl", number, words("het nummer is %d", "its number is %d") % line["n"])
    if line["prev"] != previous:
        why = words("deze regel volgt niet op de vorige (prev)", "it does not follow the line before it (prev)")
        raise Wrong("trail.jsonl", number, why)
    if sha256_of(without(line, "sha256")) != line["sha256"]:
        raise Wrong("trail.jsonl", number, words("deze regel is veranderd (sha256)", "this line was changed (sha256)"))


def check_texts(path, texts):
    """``texts``: hash -> number of the line that names it."""
    open_ends, there, erased = dict(texts), 0, 0
    for number, _raw, entry in entries(path, "texts.jsonl"):
        if "erased" in entry:
            fits(entry, ERASED, "texts.jsonl", number)
            erased += 1
        else:
            fits(entry, TEXT, "texts.jsonl", number)
            data = bytes.fromhex(entry["salt"]) + entry["text"].encode("utf-8")
            if hashlib.sha256(data).hexdigest() != entry["sha256"]:
                raise Wrong("texts.jsonl", number, words("deze tekst is veranderd", "this text was changed"))
            there += 1
        if open_ends.pop(entry["sha256"], None) is None:
            why = words(
                "geen regel heeft deze tekst, of hij staat er dubbel", "no line has this text, or it is here twice"
            )
            raise Wrong("texts.jsonl", number, why)
    for number in sorted(open_ends.values()):
        why = words(
            "de tekst staat niet in texts.jsonl, ook niet als verwijderd",
            "its text is not in texts.jsonl, nor listed there as erased",
        )
        raise Wrong("trail.jsonl", number, why)
    return there, erased


def told(count, seals, there, erased, root, noted):
    lines = [
        words("logboek: %d regels, elk op zijn plaats en onveranderd", "trail: %d lines, each in place and unchanged")
        % count,
        words("zegels: %d nagerekend", "seals: %d recomputed") % len(seals),
        words("teksten: %d nagerekend, %d verwijderd", "texts: %d recomputed, %d erased") % (there, erased),
    ]
    loose = count - (seals[-1]["upto"] if seals else 0)
    if loose:
        lines.append(words("nog niet verzegeld: de laatste %d", "not yet sealed: the last %d") % loose)
    if noted:
        lines.append(words("uw genoteerde zegels: %d, ze passen", "the seals you noted: %d, they fit") % len(noted))
    lines.append(words("zegel over alle regels: %d:%s", "seal over all lines: %d:%s") % (count, root))
    return lines


# ---------------------------------------------------------------------------------------------------------------------
# An export


def check_export(folder):
    """Every file is the one in the manifest, and none is missing or extra. Returns sentences."""
    with open(os.path.join(folder, "manifest.json"), "rb") as file:
        manifest = parsed(file.read(), "manifest.json")
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(files, dict) or manifest.get("format") != "regiodialoog-export/1":
        raise Unreadable("manifest.json", 1, 1, words("dit is geen manifest", "this is no manifest"))
    found = sorted(_files(folder))
    for name in sorted(set(files) | set(found)):
        if name not in files:
            raise Wrong(
                name, 0, words("dit bestand staat niet in het manifest", "the manifest does not name this file")
            )
        if name not in found:
            raise Wrong(name, 0, words("dit bestand ontbreekt", "this file is missing"))
        if _hash(os.path.join(folder, *name.split("/"))) != files[name]:
            why = words("dit bestand is veranderd (manifest)", "this file was changed (manifest)")
            raise Wrong(name, 0, why)
    return [words("export: %d bestanden, elk onveranderd", "export: %d files, each unchanged") % len(files)]


def _files(folder):
    for here, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")
            if path != "manifest.json":
                yield path


def _hash(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return digest.hexdigest()


# ---------------------------------------------------------------------------------------------------------------------
# A draw
#
# People with the same features are a type. A panel says how many of every type sit, and owns a range of the million
# tickets. Who of a type of m people has one of its c seats follows from the ticket: the c people from position
# (start + ticket) mod m on, round and round, in the order in which the type names them. "start" follows from the type.
# Types and panels are counted from 0 here, as in the file.


TICKETS = 1000000
FURTHEST = 100  # tickets between somebody's exact chance and what the rounding to whole tickets made of it
DRAW = {
    "format": lambda value: value == "regiodialoog-draw/1",
    "exact": lambda value: isinstance(value, bool),
    "config": is_an_object,
    "pool": is_a_list,
    "pool_sha256": hexadecimal,
    "types": is_a_list,
    "panels": is_a_list,
    "chances": is_an_object,
    "seal": hexadecimal,
}
CONFIG = {
    "seats": lambda value: is_number(value) and value > 0,
    "quotas": is_a_list,
    "must": is_texts,
    "never": is_texts,
    "household": lambda value: value is None or is_a_text(value),
    "source": lambda value: value is None or is_a_text(value),
    "opens": lambda value: value is None or is_a_text(value),
    "engine": lambda value: value is not None,
    "versions": lambda value: value is not None,
}
QUOTA = {
    "feature": is_a_text,
    "value": is_a_text,
    "min": lambda value: is_number(value) and value >= 0,
    "max": lambda value: is_number(value) and value >= 0,
}
PERSON = {"id": is_a_text, "type": is_number, "household": is_number}
TYPE = {"values": is_texts, "ids": lambda value: is_texts(value) and value != [], "start": is_number}
PANEL = {"types": is_a_list, "tickets": is_a_list}
WITHDRAWN = {
    "format": is_a_text,
    "seal": hexadecimal,
    "kept_until": lambda value: value is None or (is_a_text(value) and DAY.fullmatch(value) is not None),
}


class Draw:
    """A sealed draw, taken apart. Everything in it has been checked once it stands here."""

    def __init__(self, value):
        self.exact, self.config, self.seal = value["exact"], value["config"], value["seal"]
        fits(self.config, CONFIG, "draw.json", "config", more=True)
        self.seats = self.config["seats"]
        self.must, self.never = set(self.config["must"]), set(self.config["never"])
        self.quotas = check_quotas(self.config["quotas"])
        self.pool = check_pool(value["pool"], len(value["types"]))
        self.types = value["types"]
        check_settings(self)
        self.places = check_places(self)
        check_types(self)
        self.panels = value["panels"]
        check_panels(self)
        check_tickets(self.panels)
        self.chances = value["chances"]
        check_chances(self)


def check_draw(folder, noted):
    """draw.json and what stands beside it: chances, result, replacements. Returns what was checked, in sentences."""
    draw = read_draw(folder, noted)
    check_noted(draw.seal, noted)
    sentences = told_draw(draw, noted)
    if os.path.isfile(os.path.join(folder, "chances.csv")):
        sentences.append(check_chances_file(os.path.join(folder, "chances.csv"), draw))
    replaced = os.path.join(folder, "replacements.json")
    if os.path.isfile(os.path.join(folder, "result.json")):
        result, said = read_result(os.path.join(folder, "result.json"), draw)
        sentences.append(said)
        if os.path.isfile(replaced):
            sentences += check_replacements(replaced, draw, result)
    elif os.path.isfile(replaced):
        raise Unreadable(replaced, 1, 1, words("er is geen result.json", "there is no result.json"))
    else:
        sentences.append(words("uitslag: er is nog geen result.json", "result: there is no result.json yet"))
    sentences.append(words("zegel van de loting: %s", "seal of the draw: %s") % draw.seal)
    return sentences


def check_noted(seal, noted):
    for wanted in noted:
        if wanted != seal:
            raise Wrong(
                "draw.json", "", words("dit is niet het zegel dat u noteerde", "this is not the seal you noted")
            )


def read_draw(folder, noted):
    with open(os.path.join(folder, "draw.json"), "rb") as file:
        value = document(file.read(), "draw.json")
    if isinstance(value, dict) and value.get("format") == "regiodialoog-draw-withdrawn/1":
        refuse_withdrawn(value, noted)
    if not isinstance(value, dict) or value.get("format") != "regiodialoog-draw/1":
        raise Unreadable("draw.json", 1, 1, words("dit is geen loting", "this is no draw"))
    if value.get("seal") != sha256_of(without(value, "seal")):
        raise Wrong("draw.json", words("zegel", "seal"), words("dit bestand is veranderd", "this file was changed"))
    fits(value, DRAW, "draw.json", "")
    if sha256_of(value["pool"]) != value["pool_sha256"]:
        raise Wrong("draw.json", "pool_sha256", words("de pool is veranderd", "the pool was changed"))
    return Draw(value)


def refuse_withdrawn(value, noted):
    """The sealed file is not there any more: of what could be checked only the seal that somebody noted is left."""
    fits(value, WITHDRAWN, "draw.json", "")
    check_noted(value["seal"], noted)
    since = words("toen de bewaartermijn voorbij was", "when its time was over")
    if value["kept_until"] is not None:
        since = words("na %s, zoals bij het zegel is gepubliceerd", "after %s, as was published with the seal")
        since %= value["kept_until"]
    why = words(
        "dit bestand is weggehaald %s: er is niets meer na te rekenen; het zegel was %s",
        "this file was withdrawn %s: nothing can be recomputed; the seal was %s",
    )
    raise Unreadable("draw.json", 0, 0, why % (since, value["seal"]))


def told_draw(draw, noted):
    can = [tickets for tickets in draw.chances.values() if tickets]
    barred = sum(not draw.chances[person] for person in draw.pool if person not in draw.never)
    lines = [
        words("loting: %d mensen in %d types, elk precies één keer", "draw: %d people in %d types, each exactly once")
        % (len(draw.pool), len(draw.types)),
        words(
            "panelen: %d, elk met %d plaatsen en binnen alle %d quota's",
            "panels: %d, each with %d seats and within all %d quotas",
        )
        % (len(draw.panels), draw.seats, len(draw.quotas)),
        words(
            "lotnummers: 000000 tot en met 999999, elk bij precies één paneel",
            "tickets: 000000 up to and including 999999, each with exactly one panel",
        ),
        words(
            "kansen: %d nagerekend uit de lotnummers; van wie kan worden ingeloot, is de kleinste %d op een miljoen",
            "chances: %d recomputed from the tickets; of those who can be drawn the smallest is %d in a million",
        )
        % (len(draw.chances), min(can, default=0)),
    ]
    if draw.never or barred:
        says = words(
            "zonder lotnummer: %d mensen die niet mogen (never), en %d die in geen enkel paneel zitten",
            "without any ticket: %d people who must not (never), and %d who are in no panel at all",
        )
        lines.append(says % (len(draw.never), barred))
    if noted:
        lines.append(words("uw genoteerde zegel past", "the seal you noted fits"))
    if draw.exact:
        claim = ("niet nagerekend: dat er geen eerlijkere loting is", "not recomputed: that no draw is fairer")
    else:
        claim = (
            "volgens de makers zelf misschien niet de eerlijkste loting (exact: false)",
            "by its makers' own word perhaps not the fairest draw (exact: false)",
        )
    return [*lines, words(*claim)]


# .....................................................................................................................
# A draw: who takes part


def check_quotas(quotas):
    """(feature, value) -> (min, max), in the order of the file."""
    found = {}
    for number, quota in enumerate(quotas):
        place = words("quotum %d", "quota %d") % number
        fits(quota, QUOTA, "draw.json", place)
        if quota["min"] > quota["max"]:
            raise Wrong("draw.json", place, words("min is meer dan max", "min is more than max"))
        if (quota["feature"], quota["value"]) in found:
            raise Wrong("draw.json", place, words("dit quotum staat er twee keer", "this quota is there twice"))
        found[quota["feature"], quota["value"]] = quota["min"], quota["max"]
    return found


def check_places(draw):
    """What each place asks of who takes it; None in a draw of before that was sealed."""
    if "places" not in draw.config:
        return None
    places = draw.config["places"]
    if not is_a_list(places) or len(places) != draw.seats:
        why = words("places is geen lijst van %d plekken", "places is no list of %d places") % draw.seats
        raise Wrong("draw.json", "config", why)
    for number, place in enumerate(places):
        at = words("plek %d", "place %d") % number
        if not is_an_object(place) or not all(is_a_text(value) for value in place.values()):
            raise Wrong("draw.json", at, words("dit is geen waarde per kenmerk", "this is no value by feature"))
        for feature, value in place.items():
            if (feature, value) not in draw.quotas:
                why = words("geen quotum noemt %s, %s", "no quota names %s, %s")
                raise Wrong("draw.json", at, why % (shown(feature), shown(value)))
    return places


def seated_on(places, people):
    """The number of the person on each place, or None. ``people``: the values of each, in the order of the draw.

    The place that asks most is taken first, of equals the one that is listed first. It goes to the first person who
    has not sat down yet and has all that it asks.
    """
    standing, found = list(range(len(people))), [None] * len(places)
    for number in sorted(range(len(places)), key=lambda number: (-len(places[number]), number)):
        for person in standing:
            if asked(places[number], people[person]):
                found[number] = person
                standing.remove(person)
                break
    return found


def person_at(person):
    return words('persoon "%s"', 'person "%s"') % shown(person)


def check_pool(pool, types):
    """id -> the row."""
    found = {}
    for number, row in enumerate(pool):
        fits(row, PERSON, "draw.json", words("pool, rij %d", "pool, row %d") % number, optional=("household",))
        place = person_at(row["id"])
        if row["id"] in found:
            raise Wrong("draw.json", place, words("staat twee keer in de pool", "is in the pool twice"))
        if not 0 <= row["type"] < types:
            raise Wrong("draw.json", place, words("dit type is er niet", "there is no such type"))
        found[row["id"]] = row
    return found


def check_settings(draw):
    """Who must, who never, and who shares a household."""
    for name in ("must", "never"):
        for person in draw.config[name]:
            if person not in draw.pool:
                raise Wrong(
                    "draw.json", person_at(person), words("%s, maar niet in de pool", "%s, yet not in the pool") % name
                )
    for person in sorted(draw.must & draw.never):
        raise Wrong("draw.json", person_at(person), words("staat in must en in never", "is in must and in never"))
    members = {}
    for person, row in draw.pool.items():
        if "household" in row:
            members.setdefault(row["household"], []).append(person)
    for household, people in sorted(members.items()):
        if len(people) == 1 or not draw.config["household"]:
            why = words("huishouden %d wordt niet gedeeld", "household %d is not shared") % household
            raise Wrong("draw.json", person_at(people[0]), why)


def check_types(draw):
    features = list(dict.fromkeys(feature for feature, _value in draw.quotas))
    seen, alike = set(), {}
    for number, kind in enumerate(draw.types):
        place = "type %d" % number
        fits(kind, TYPE, "draw.json", place)
        values, ids = kind["values"], kind["ids"]
        if len(values) != len(features):
            raise Wrong("draw.json", place, words("niet één waarde per kenmerk", "not one value per feature"))
        for feature, value in zip(features, values):
            if (feature, value) not in draw.quotas:
                why = words("geen quotum noemt %s: %s", "no quota names %s: %s") % (shown(feature), shown(value))
                raise Wrong("draw.json", place, why)
        for person in ids:
            if person in seen:
                raise Wrong("draw.json", place, words("%s staat er al", "%s is there already") % person_at(person))
            if person not in draw.pool or draw.pool[person]["type"] != number:
                why = words("%s hoort volgens de pool niet in dit type", "the pool does not put %s in this type")
                raise Wrong("draw.json", place, why % person_at(person))
            seen.add(person)
        apart = [person for person in ids if stands_alone(draw, person)]
        if apart and len(ids) > 1:
            why = words("%s hoort een type alleen te zijn", "%s should be a type alone") % person_at(apart[0])
            raise Wrong("draw.json", place, why)
        if not apart and alike.setdefault(tuple(values), number) != number:
            why = words("heeft dezelfde kenmerken als type %d", "has the same features as type %d")
            raise Wrong("draw.json", place, why % alike[tuple(values)])
        digest = hashlib.sha256(written([values, ids]).encode("utf-8")).digest()
        if kind["start"] != int.from_bytes(digest[:8], "big") % len(ids):
            raise Wrong(
                "draw.json", place, words("start volgt niet uit het type", "start does not follow from the type")
            )
    for person in draw.pool:
        if person not in seen:
            raise Wrong("draw.json", person_at(person), words("zit in geen type", "is in no type"))


def stands_alone(draw, person):
    return "household" in draw.pool[person] or person in draw.must or person in draw.never


# .....................................................................................................................
# A draw: the panels and their tickets


def check_panels(draw):
    rows = {quota: number for number, quota in enumerate(draw.quotas)}
    features = list(dict.fromkeys(feature for feature, _value in draw.quotas))
    meets = [[rows[pair] for pair in zip(features, kind["values"])] for kind in draw.types]
    sizes = [len(kind["ids"]) for kind in draw.types]
    must = [(draw.pool[person]["type"], person) for person in sorted(draw.must)]
    never = {draw.pool[person]["type"]: person for person in draw.never}
    households = {row["type"]: row["household"] for row in draw.pool.values() if "household" in row}
    values = [dict(zip(features, kind["values"])) for kind in draw.types]
    for number, panel in enumerate(draw.panels):
        place = words("paneel %d", "panel %d") % number
        fits(panel, PANEL, "draw.json", place)
        seats = check_counts(panel["types"], sizes, place)
        if sum(seats.values()) != draw.seats:
            why = words("%d mensen op %d plaatsen", "%d people for %d seats") % (sum(seats.values()), draw.seats)
            raise Wrong("draw.json", place, why)
        counted = [0] * len(rows)
        at_home = set()
        for kind, count in seats.items():
            for row in meets[kind]:
                counted[row] += count
            if kind in never:
                why = words("%s mag niet", "%s must not be seated") % person_at(never[kind])
                raise Wrong("draw.json", place, why)
            if kind in households:
                if households[kind] in at_home:
                    why = words("twee mensen van huishouden %d", "two people of household %d") % households[kind]
                    raise Wrong("draw.json", place, why)
                at_home.add(households[kind])
        for (quota, (least, most)), count in zip(draw.quotas.items(), counted):
            if not least <= count <= most:
                why = words("%s, %s: %d, en het moet %d tot %d zijn", "%s, %s: %d, and it has to be %d to %d")
                raise Wrong("draw.json", place, why % (shown(quota[0]), shown(quota[1]), count, least, most))
        for kind, person in must:
            if kind not in seats:
                why = words("%s ontbreekt (must)", "%s is missing (must)") % person_at(person)
                raise Wrong("draw.json", place, why)
        if any(draw.places or []):
            people = [values[kind] for kind, count in seats.items() for _seat in range(count)]
            if None in seated_on(draw.places, people):
                why = words("niet iedereen past op de plekken", "not everybody fits on the places")
                raise Wrong("draw.json", place, why)


def check_counts(pairs, sizes, place):
    """type -> how many of it sit."""
    seats = {}
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and is_number(pair[0]) and is_number(pair[1])):
            raise Wrong("draw.json", place, words("types bestaat uit paren", "types consists of pairs"))
        kind, count = pair
        if not 0 <= kind < len(sizes) or kind in seats:
            why = words("type %d is er niet, of staat er twee keer", "there is no type %d, or it is there twice")
            raise Wrong("draw.json", place, why % kind)
        if not 0 < count <= sizes[kind]:
            why = words("%d mensen van type %d, dat er %d heeft", "%d people of type %d, which has %d")
            raise Wrong("draw.json", place, why % (count, kind, sizes[kind]))
        seats[kind] = count
    return seats


def check_tickets(panels):
    begin = 0
    for number, panel in enumerate(panels):
        place, tickets = words("paneel %d", "panel %d") % number, panel["tickets"]
        if len(tickets) != 2 or not all(is_number(ticket) for ticket in tickets):
            raise Wrong("draw.json", place, words("tickets is geen paar", "tickets is no pair"))
        if tickets[0] != begin or tickets[1] < begin:
            why = words("de lotnummers sluiten niet aan op %d", "the tickets do not follow upon %d") % (begin - 1)
            raise Wrong("draw.json", place, why)
        begin = tickets[1] + 1
    if begin != TICKETS:
        last = words("paneel %d", "panel %d") % (len(panels) - 1) if panels else "panels"
        raise Wrong("draw.json", last, words("de lotnummers eindigen op %d", "the tickets end at %d") % (begin - 1))


# .....................................................................................................................
# A draw: chances


def check_chances(draw):
    counted = count_tickets(draw)
    for person in draw.pool:
        if person not in draw.chances:
            raise Wrong("draw.json", person_at(person), words("heeft geen kans", "has no chance"))
        if not is_number(draw.chances[person]) or draw.chances[person] != counted[person]:
            why = words(
                "de kans is %s, en %d lotnummers wijzen deze persoon aan", "its chance is %s, yet %d tickets name it"
            )
            raise Wrong("draw.json", person_at(person), why % (shown(written(draw.chances[person])), counted[person]))
    for person in draw.chances:
        if person not in draw.pool:
            raise Wrong(
                "draw.json", person_at(person), words("een kans, maar niet in de pool", "a chance, yet not in the pool")
            )
    for number, kind in enumerate(draw.types):
        tickets = [counted[person] for person in kind["ids"]]
        if max(tickets) - min(tickets) > 2 * FURTHEST:
            why = words(
                "de kansen binnen dit type verschillen meer dan afronden verklaart (%d tot %d)",
                "the chances within this type differ by more than rounding explains (%d to %d)",
            )
            raise Wrong("draw.json", "type %d" % number, why % (min(tickets), max(tickets)))


def count_tickets(draw):
    """id -> how many of the million tickets name this person, without walking through the tickets.

    Within the range of a panel, ticket after ticket, the first of the seated moves one position on. So of a type of m
    people every position is first equally often, and the positions of the rest of the division by m once more.
    ``steps[type, c]`` holds the differences, from position to position, of how often it is first of c.
    """
    steps = {}
    for panel in draw.panels:
        begin, end = panel["tickets"]
        for kind, count in panel["types"]:
            size = len(draw.types[kind]["ids"])
            step = steps.setdefault((kind, count), [0] * (size + 1))
            rounds, rest = divmod(end - begin + 1, size)
            first = (draw.types[kind]["start"] + begin) % size
            step[0] += rounds
            step[first] += 1
            step[min(first + rest, size)] -= 1
            if first + rest > size:  # the rest goes over the end of the list, and on from its beginning
                step[0] += 1
                step[first + rest - size] -= 1
    named = dict.fromkeys(draw.pool, 0)
    for (kind, count), step in steps.items():
        ids = draw.types[kind]["ids"]
        firsts, level = [], 0
        for change in step[: len(ids)]:
            level += change
            firsts.append(level)
        tickets = sum(firsts[position] for position in range(1 - count, 1))  # of position 0: first, or just before it
        for position, person in enumerate(ids):
            named[person] += tickets
            after = position + 1
            tickets += firsts[after % len(ids)] - firsts[(after - count) % len(ids)]
    return named


def check_chances_file(path, draw):
    """chances.csv holds the exact chances: of the same people, and as near to the tickets as rounding comes."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        cells = list(csv.reader(io.StringIO(before + "x", newline="")))[-1]  # of a table a column is a cell
        why = words("dit is geen UTF-8", "this is not UTF-8")
        raise Unreadable("chances.csv", before.count("\n") + 1, len(cells), why)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    missing = dict(draw.chances)
    try:
        if next(rows, None) != ["id", "chance", "tickets"]:
            why = words("de kop is niet id,chance,tickets", "its head is not id,chance,tickets")
            raise Unreadable("chances.csv", 1, 1, why)
        for row in rows:
            check_chance(row, rows.line_num, missing)
    except csv.Error as error:
        raise Unreadable("chances.csv", rows.line_num, 1, str(error))
    for person in missing:
        raise Wrong("chances.csv", "", words("%s ontbreekt", "%s is missing") % person_at(person))
    return words(
        "chances.csv: %d kansen, elk hoogstens 1 op 10.000 van de verzegelde",
        "chances.csv: %d chances, each at most 1 in 10,000 from the sealed one",
    ) % len(draw.chances)


FORMULA = re.compile("''*[=+@\t\r-]")  # what a spreadsheet would calculate stands behind one apostrophe more


def check_chance(row, number, missing):
    if (
        len(row) != 3
        or not re.fullmatch("[0-9]{1,30}([.][0-9]{1,30})?", row[1])
        or not re.fullmatch("[0-9]{1,7}", row[2])
    ):
        raise Wrong("chances.csv", number, words("dit is geen id, kans en aantal", "this is no id, chance and number"))
    person = unicodedata.normalize("NFC", row[0])
    if FORMULA.match(person):
        person = person[1:]
    if person not in missing:
        why = words("%s doet niet mee, of staat er twee keer", "%s takes no part, or is there twice")
        raise Wrong("chances.csv", number, why % person_at(person))
    tickets = missing.pop(person)
    if int(row[2]) != tickets:
        raise Wrong("chances.csv", number, words("draw.json zegt %d", "draw.json says %d") % tickets)
    if abs(fractions.Fraction(row[1]) - fractions.Fraction(tickets, TICKETS)) > fractions.Fraction(FURTHEST, TICKETS):
        why = words("kans en lotnummers liggen te ver uiteen", "chance and tickets are too far apart")
        raise Wrong("chances.csv", number, why)


# .....................................................................................................................
# A draw: the result


RESULT = {
    "format": lambda value: value == "regiodialoog-result/1",
    "seal": hexadecimal,
    "outcome": lambda value: value is None or (is_a_text(value) and value.strip() != ""),
    "ticket": lambda value: is_number(value) and 0 <= value < TICKETS,
    "panel": is_number,
    "persons": is_texts,
    "sha256": hexadecimal,
}


def read_result(path, draw):
    """A result whose every claim was checked, and what to say of it."""
    with open(path, "rb") as file:
        result = document(file.read(), "result.json")
    if not isinstance(result, dict) or result.get("format") != "regiodialoog-result/1":
        raise Unreadable("result.json", 1, 1, words("dit is geen uitslag", "this is no result"))
    if result.get("sha256") != sha256_of(without(result, "sha256")):
        raise Wrong("result.json", "sha256", words("dit bestand is veranderd", "this file was changed"))
    fits(result, RESULT, "result.json", "")
    ticket, outcome = result["ticket"], result["outcome"]
    if result["seal"] != draw.seal:
        raise Wrong(
            "result.json", "seal", words("dit is het zegel van een andere loting", "this is the seal of another draw")
        )
    if outcome is not None and ticket != ticket_of(outcome, draw.seal):
        why = words("de uitkomst geeft lotnummer %06d", "the outcome gives ticket %06d") % ticket_of(outcome, draw.seal)
        raise Wrong("result.json", "ticket", why)
    owner = [number for number, panel in enumerate(draw.panels) if panel["tickets"][0] <= ticket <= panel["tickets"][1]]
    if owner != [result["panel"]]:
        why = words("lotnummer %06d hoort bij paneel %d", "ticket %06d belongs to panel %d") % (ticket, owner[0])
        raise Wrong("result.json", "panel", why)
    seated = persons_of(draw, owner[0], ticket)
    if len(set(result["persons"])) != len(result["persons"]):
        raise Wrong("result.json", "persons", words("iemand staat er twee keer", "somebody is there twice"))
    for person in sorted(set(seated) ^ set(result["persons"])):
        if person in seated:
            why = words("%s is geloot en staat er niet", "%s was drawn and is not there") % person_at(person)
        else:
            why = words("%s staat er en is niet geloot", "%s is there and was not drawn") % person_at(person)
        raise Wrong("result.json", "persons", why)
    says = words("uitslag: lotnummer %06d, paneel %d, %d personen; ", "result: ticket %06d, panel %d, %d people; ")
    if outcome is None:
        how = words("het lotnummer is zo opgegeven", "the ticket was given as it is")
    else:
        how = words('het lotnummer volgt uit "%s"', 'the ticket follows from "%s"') % shown(outcome)
    return result, says % (ticket, owner[0], len(seated)) + how


def ticket_of(outcome, seal):
    """Numbers from the hash of outcome, seal and a counter; the few that would favour low tickets are passed over."""
    fair = TICKETS * (2**64 // TICKETS)
    counter = 0
    while True:
        text = "%s\n%s\n%d" % (unicodedata.normalize("NFC", outcome).strip(), seal, counter)
        number = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")
        if number < fair:
            return number % TICKETS
        counter += 1


def persons_of(draw, panel, ticket):
    found = []
    for kind, count in draw.panels[panel]["types"]:
        ids = draw.types[kind]["ids"]
        first = draw.types[kind]["start"] + ticket
        found += [ids[(first + seat) % len(ids)] for seat in range(count)]
    return found


# .....................................................................................................................
# A draw: who came in somebody's place afterwards


OLDER_REPLACEMENTS = {
    "format": lambda value: value == "regiodialoog-replacements/1",
    "result": hexadecimal,
    "replacements": is_a_list,
    "sha256": hexadecimal,
}
REPLACEMENTS = dict(
    OLDER_REPLACEMENTS, format=lambda value: value == "regiodialoog-replacements/2", kept=is_texts, gone=is_texts
)
REPLACEMENT = {"like": is_an_object, "kept": is_texts, "gone": is_texts, "person": is_a_text}


def check_replacements(path, draw, result):
    with open(path, "rb") as file:
        whole = document(file.read(), "replacements.json")
    shapes = {"regiodialoog-replacements/1": OLDER_REPLACEMENTS, "regiodialoog-replacements/2": REPLACEMENTS}
    kind = whole.get("format") if isinstance(whole, dict) else None
    if not is_a_text(kind) or kind not in shapes:
        why = words("dit zijn geen vervangingen", "these are no replacements")
        raise Unreadable("replacements.json", 1, 1, why)
    if whole.get("sha256") != sha256_of(without(whole, "sha256")):
        why = words("dit bestand is veranderd", "this file was changed")
        raise Wrong("replacements.json", "sha256", why)
    fits(whole, shapes[kind], "replacements.json", "")
    if whole["result"] != result["sha256"]:
        why = words("dit hoort bij een andere uitslag", "this belongs to another result")
        raise Wrong("replacements.json", "result", why)
    features = list(dict.fromkeys(feature for feature, _value in draw.quotas))
    values = {person: dict(zip(features, kind["values"])) for kind in draw.types for person in kind["ids"]}
    drawn, gone = set(result["persons"]), set()
    in_order = persons_of(draw, result["panel"], result["ticket"])
    holders = [
        None if number is None else in_order[number]
        for number in seated_on(draw.places or [], [values[person] for person in in_order])
    ]
    left, unsealed = None, 0
    for number, line in enumerate(whole["replacements"]):
        place = words("vervanging %d", "replacement %d") % number
        fits(line, REPLACEMENT, "replacements.json", place)
        check_moment(line, place, values, drawn, gone)
        free = check_place(line, place, draw, values, drawn, holders)
        right = next_in_line(line, draw, values, result["sha256"])
        if line["person"] != right and right is None:
            why = words("niemand kon de plek nemen", "nobody could take the place")
            raise Wrong("replacements.json", place, why)
        if line["person"] != right:
            why = words("%s was aan de beurt", "it was the turn of %s") % person_at(right)
            raise Wrong("replacements.json", place, why)
        if free is None:
            unsealed += line["like"] != {}
        else:
            holders[free] = right
        drawn.add(right)
        gone = set(line["gone"])
        left = draw.seats - len(line["kept"]) - 1
    if kind != "regiodialoog-replacements/1":
        check_moment(whole, words("kept en gone", "kept and gone"), values, drawn, gone)
        left = draw.seats - len(whole["kept"])
    says = words("vervangingen: %d, elk door wie aan de beurt was", "replacements: %d, each by who was next in line")
    sentences = [says % len(whole["replacements"]) + told_open(whole, left, draw, values, result, holders)]
    if unsealed:
        note = words(
            "LET OP: wat %d van die plekken vragen, was niet verzegeld; dat is het woord van de organisator",
            "NOTE: what %d of those places ask was not sealed; it is the word of the organiser",
        )
        sentences.append(note % unsealed)
    return sentences


def told_open(whole, left, draw, values, result, holders):
    """How many places nobody holds now, and for how many of them somebody could be asked."""
    if left is None:
        return ""
    says = words("; open plekken: %d", "; open places: %d") % left
    if "kept" in whole and draw.places is not None:
        waits = 0
        for place, holder in zip(draw.places, holders):
            now = {"like": place, "kept": whole["kept"], "gone": whole["gone"]}
            waits += holder not in whole["kept"] and next_in_line(now, draw, values, result["sha256"]) is not None
        if waits:
            says += words(", voor %d daarvan kan nog iemand worden gevraagd", ", for %d somebody can be asked") % waits
    return says


def check_moment(line, place, values, drawn, gone):
    """Everybody who was drawn is kept or gone, nobody else is kept, and nobody comes back."""
    kept, left = set(line["kept"]), set(line["gone"])
    wrong = (
        ((kept | left) - set(values), words("%s staat niet in de pool", "%s is not in the pool")),
        (kept & left, words("%s is er nog en is weg", "%s is kept and gone")),
        (kept - drawn, words("%s heeft een plek en is niet geloot", "%s holds a place and was not drawn")),
        (drawn - kept - left, words("%s is geloot, en is nergens", "%s was drawn, and is neither kept nor gone")),
        (gone - left, words("%s was al weg", "%s was gone before")),
    )
    for people, why in wrong:
        for person in sorted(people):
            raise Wrong("replacements.json", place, why % person_at(person))


def check_place(line, place, draw, values, drawn, holders):
    """Which free place this is about: one that asks just what the line says. None if the draw did not seal that."""
    if len(line["kept"]) >= draw.seats:
        raise Wrong("replacements.json", place, words("er is geen plek vrij", "no place is free"))
    if draw.places is not None:
        for number, holder in enumerate(holders):
            if holder not in line["kept"] and draw.places[number] == line["like"]:
                return number
        why = words("geen vrije plek vraagt precies dit", "no free place asks just this")
        raise Wrong("replacements.json", place, why)
    if not any(asked(line["like"], values[person]) for person in drawn - set(line["kept"])):
        raise Wrong("replacements.json", place, words("zo'n plek kwam niet vrij", "no place like this came free"))
    return None


def next_in_line(line, draw, values, result):
    """Who brings the group nearest to the quotas; of equals the first by hash. None if nobody may."""
    kept = line["kept"]
    counts = {quota: sum(values[person][quota[0]] == quota[1] for person in kept) for quota in draw.quotas}
    homes = {draw.pool[person].get("household") for person in kept} - {None}
    found = []
    for person in draw.pool:
        if person in kept or person in line["gone"] or person in draw.never or not asked(line["like"], values[person]):
            continue
        if draw.pool[person].get("household") in homes:
            continue
        further = 0
        for quota in values[person].items():
            further += outside(counts[quota] + 1, draw.quotas[quota]) - outside(counts[quota], draw.quotas[quota])
        found.append((further, hashlib.sha256(("%s\n%s" % (result, person)).encode("utf-8")).hexdigest(), person))
    return min(found)[2] if found else None


def asked(like, values):
    return all(values.get(feature) == value for feature, value in like.items())


def outside(count, quota):
    return max(0, quota[0] - count, count - quota[1])


# ---------------------------------------------------------------------------------------------------------------------


CHECKED = (
    *("trail.jsonl", "seals.json", "texts.jsonl"),
    *("draw.json", "result.json", "replacements.json", "chances.csv", "manifest.json"),
)


def check(path, noted):
    """``noted``: the seals that somebody wrote down, as (number of lines, seal); 0 lines for the seal of a draw."""
    folder = os.path.dirname(path) or "." if os.path.basename(path) in CHECKED and not os.path.isdir(path) else path
    trail, draw, export = [
        os.path.isfile(os.path.join(folder, name)) for name in ("trail.jsonl", "draw.json", "manifest.json")
    ]
    if not (trail or draw or export):
        why = words(
            "hier staat geen trail.jsonl, draw.json of manifest.json",
            "there is no trail.jsonl, draw.json or manifest.json here",
        )
        raise Unreadable(path, 0, 0, why)
    of_trail = dict(pair for pair in noted if pair[0])
    of_draw = [seal for lines, seal in noted if not lines]
    if (of_trail and not trail) or (of_draw and not draw):
        why = words("hier staat niets waar uw zegel bij hoort", "nothing here has a seal like the one you noted")
        raise Unreadable(path, 0, 0, why)
    sentences = []
    if trail:
        sentences += check_trail(folder, of_trail)
    if draw:
        sentences += check_draw(folder, of_draw)
    if export:
        sentences += check_export(folder)
    return sentences


def seal_noted(text):
    if HEX.fullmatch(text):
        return 0, text
    upto, _, root = text.partition(":")
    if not re.fullmatch("[1-9][0-9]{0,14}", upto) or not HEX.fullmatch(root):
        why = words(
            "dit is geen zegel; dat heeft 64 tekens (0-9 en a-f), bij een logboek met het aantal regels en : ervoor",
            "this is no seal; one has 64 characters (0-9 and a-f), with the number of lines and : before that of a log",
        )
        raise Unreadable("--seal %s" % shown(text), 0, 0, why)
    return int(upto), root


def main(arguments=None):
    global language
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="0: in orde / well, 1: niet in orde / wrong, 2: onleesbaar / unreadable",
    )
    parser.add_argument("path", metavar="MAP", help="map met trail.jsonl, draw.json of manifest.json / folder")
    parser.add_argument("--english", action="store_true", help="messages in English")
    parser.add_argument(
        "--seal", metavar="ZEGEL", action="append", default=[],
        help="een zegel dat u eerder opschreef / a seal that you wrote down earlier",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a screen that knows fewer characters than the files
    language = ENGLISH if given.english else DUTCH
    try:
        for sentence in check(given.path, [seal_noted(text) for text in given.seal]):
            print(sentence)
    except Wrong as wrong:
        print(words("NIET IN ORDE: %s", "WRONG: %s") % wrong)
        return 1
    except Unreadable as unreadable:
        print("verify.py: %s" % unreadable, file=sys.stderr)
        return 2
    except OSError as error:
        print("verify.py: %s: %s" % (error.filename, error.strerror), file=sys.stderr)
        return 2
    print(words("In orde.", "All is well."))
    return 0


if __name__ == "__main__":
    sys.exit(main())
