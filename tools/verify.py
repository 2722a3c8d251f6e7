#!/usr/bin/env python3
"""Controleert wat een Regiodialoog openbaar heeft gemaakt. / Checks what a Regiodialoog has made public.

    python3 verify.py MAP              de map met een logboek (trail.jsonl), een loting (draw.json) of een export
    python3 verify.py STEMMING.json    het bestand van een stemming
    python3 verify.py MAP --english    the same, speaking English
    python3 verify.py MAP --seal 120:3f9a...   is the seal of the log that I wrote down still there?
    python3 verify.py MAP --seal 9b07...       is this the draw whose seal I wrote down? (a poll: its rules or its root)

One file, Python 3.9 or newer, nothing to install, no network. It shares no code with the platform: it was written from
the descriptions in docs/trail.md, docs/draw.md and docs/tally.md, so that a mistake or a lie in the platform does not
repeat itself here.

Ends with 0 when all is well, 1 when something was found wrong, 2 when a file cannot be read at all.

What it relies on:
  canonical JSON   UTF-8, Unicode NFC, keys in order of code point, no spaces, whole numbers only
  a line           "sha256" is SHA-256 over the line without that key; "prev" is "sha256" of the one before (first: 0…0)
  a seal           "root" is the Merkle tree hash (RFC 6962, 2.1) over the first "upto" lines, as they stand in the file
  a text           "sha256" is SHA-256 over the 32 bytes of "salt" followed by the text
  an export        manifest.json names every other file with its SHA-256
  a draw           "seal" is SHA-256 over the canonical JSON of draw.json without that key; what every ticket stands
                   for, and with it every chance, follows from what is sealed (see "A draw" below)
  a poll           "root" is the Merkle tree hash over the canonical JSON of every ballot, in order of their receipts;
                   "rules_sha256" is over {"options", "question", "rule"}; the result follows from ballots and rule

Where to read, each under a heading of that name:
  Reading JSON · Canonical JSON · The trail · An export
  A draw: who takes part; the panels and their tickets; chances; the result; who came in somebody's place afterwards
  A poll: yes or no, and asking consent; adding up, and ranking; dividing a budget; the file against its result
  The command
"""

import argparse
import csv
import fractions
import hashlib
import io
import json
import math
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
# A poll
#
# What a poll file says of itself is recomputed: the hash of question, rule and options, the root over the ballots, the
# order of their receipts, and the result, by the rule that the file names. Each rule is counted here as docs/tally.md
# describes it. Where two are equal every order is followed; when they can end differently, the tie is the result.


MANY = 2000  # different states that are looked at to see whether a tie matters
PATIENCE = 200000  # counts of Equal Shares, each with one euro more for everybody
DIMENSIONS = ("interest", "municipality")
SUMS = ("approval", "score", "dots")
RANKED = ("schulze", "irv", "stv", "run-off")
SETS = ("equal-shares", "phragmen", "greedy")
YES_NO, CONSENT = ("yes", "no", "abstain"), ("consent", "concern", "objection")
RULE = {
    "yes-no": ("threshold", "base", "quorum", "min_response", "support", "councils"),
    "consent": ("quorum", "min_response", "support"),
    "approval": ("quorum", "min_response", "seats"),
    "score": ("quorum", "min_response", "seats", "max"),
    "dots": ("quorum", "min_response", "seats", "points", "per_option"),
    "schulze": ("quorum", "min_response", "seats"),
    "irv": ("quorum", "min_response", "seats"),
    "stv": ("quorum", "min_response", "seats"),
    "run-off": ("quorum", "min_response"),
    "equal-shares": ("quorum", "min_response", "budget", "utility", "completion"),
    "phragmen": ("quorum", "min_response", "budget", "seats"),
    "greedy": ("quorum", "min_response", "budget"),
}
RESULT_OF_POLL = {
    "outcome": is_text("accepted|rejected|no-decision|elected|selected|tie"),
    "winners": is_texts,
    "ties": lambda value: isinstance(value, list) and all(is_texts(each) for each in value),
    "counts": is_an_object,
    "support": is_an_object,
    "steps": is_texts,
}
OUTCOMES = {
    "accepted": "aangenomen",
    "rejected": "niet aangenomen",
    "no-decision": "geen besluit",
    "elected": "gekozen:",
    "selected": "gekozen:",
    "tie": "gelijk, het lot moet beslissen; zeker gekozen:",
}
PUBLISHED = {
    "opened": is_a_text,
    "closed": is_a_text,
    "rules_sha256": hexadecimal,
    "root": hexadecimal,
    "voters": is_texts,
    "result": is_an_object,
}
BALLOT = {
    "receipt": is_a_text,
    "choice": lambda _value: True,
    "interest": is_a_text,
    "municipality": is_a_text,
}


class TooMany(Exception):
    """More ways to go on than are looked at."""


class Poll:
    """``choices``: what every ballot says, each in a form that its rule can count; ``marks``: what it gives to each
    option, or which choice it made."""

    def __init__(self, value, file):
        self.file, self.value = file, value
        for name in ("rule", "roll"):
            self.need(is_an_object(value.get(name)), name)
        self.need(is_a_text(value.get("question")), "question")
        self.rule, self.kind = value["rule"], value["rule"].get("kind")
        self.need(isinstance(self.kind, str) and self.kind in RULE, "rule.kind")
        for name in self.rule:
            self.need(name == "kind" or name in RULE[self.kind], "rule.%s" % shown(name))
        self.roll = value["roll"].get("size")
        self.need(is_number(self.roll) and self.roll >= 0, "roll.size")
        self.ballots = value.get("ballots")
        self.need(is_a_list(self.ballots), "ballots")
        self.read_options(value.get("options", []))
        for number, ballot in enumerate(self.ballots):
            fits(ballot, BALLOT, file, "ballots[%d]" % number, optional=DIMENSIONS, more=True)
        self.need(len(self.ballots) <= self.roll, "roll.size")
        receipts = [ballot["receipt"] for ballot in self.ballots]
        for number, receipt in enumerate(receipts):
            if (number and receipt == receipts[number - 1]) or (
                "published" not in value and receipt in receipts[:number]
            ):
                raise Wrong(
                    file, "ballots[%d]" % number, words("dit bewijs is er twee keer", "this receipt is there twice")
                )
        self.quorum = max([self.share(name, "0/1") for name in ("quorum", "min_response")])
        self.marks = [
            self.read_choice(ballot["choice"], "ballots[%d].choice" % n) for n, ballot in enumerate(self.ballots)
        ]

    def need(self, good, place):
        if not good:
            raise Wrong(self.file, place, words("dit kan hier niet staan", "this cannot stand here"))

    def read_options(self, options):
        self.need(is_a_list(options), "options")
        self.options, self.cost = [], {}
        for number, option in enumerate(options):
            place = "options[%d]" % number
            self.need(is_an_object(option) and is_a_text(option.get("id")) and is_a_text(option.get("title")), place)
            self.need(option["id"] and option["id"] not in self.options, place)
            self.options.append(option["id"])
            if "cost" in option:
                self.need(is_number(option["cost"]) and option["cost"] > 0, place + ".cost")
                self.cost[option["id"]] = option["cost"]
            self.need("cost" in option or self.kind not in SETS or "seats" in self.rule, place)
        self.need(self.options or self.kind in ("yes-no", "consent"), "options")
        self.seats = self.number("seats", 1)
        self.need(self.kind in SETS or self.kind in ("yes-no", "consent") or self.seats <= len(self.options), "options")
        self.need(self.kind != "irv" or self.seats == 1, "rule.seats")

    def number(self, name, otherwise=None):
        value = self.rule.get(name, otherwise)
        self.need(is_number(value) and value > 0, "rule.%s" % name)
        return value

    def share(self, name, otherwise):
        value = self.rule.get(name)
        found = re.fullmatch("([0-9]{1,9})/([0-9]{1,9})", otherwise if value is None else str(value), re.ASCII)
        self.need(found and 0 < int(found.group(2)) >= int(found.group(1)), "rule.%s" % name)
        return fractions.Fraction(int(found.group(1)), int(found.group(2)))

    def read_choice(self, choice, place):
        """What a ballot gives to whom. Rankings are kept as they are, in ``rankings``."""
        if self.kind in ("yes-no", "consent"):
            self.need(isinstance(choice, str) and choice in (YES_NO if self.kind == "yes-no" else CONSENT), place)
            return {choice: 1}
        if self.kind in ("score", "dots"):
            self.need(is_an_object(choice), place)
            most = self.number("max") if self.kind == "score" else self.number("per_option", self.number("points"))
            for option, points in choice.items():
                self.need(option in self.options and is_number(points) and 0 <= points <= most, place)
            self.need(self.kind == "score" or sum(choice.values()) <= self.number("points"), place)
            return choice
        self.need(is_a_list(choice), place)
        if self.kind in RANKED:
            self.need(all(is_texts(rank) and rank for rank in choice), place)
        named = [option for rank in choice for option in rank] if self.kind in RANKED else choice
        self.need(is_texts(named) and len(set(named)) == len(named) and set(named) <= set(self.options), place)
        if self.kind in RANKED:
            return dict.fromkeys(choice[0], 1) if choice else {}
        return dict.fromkeys(choice, 1)

    def names(self):
        return {"yes-no": YES_NO, "consent": CONSENT}.get(self.kind, tuple(self.options))

    def summed(self, numbers):
        return {name: sum(self.marks[n].get(name, 0) for n in numbers) for name in self.names()}

    def support(self):
        found = {}
        for by in DIMENSIONS:
            groups = {}
            for number, ballot in enumerate(self.ballots):
                if by in ballot:
                    groups.setdefault(ballot[by], []).append(number)
            if groups:
                found[by] = {group: self.summed(numbers) for group, numbers in groups.items()}
        return found

    def result(self):
        counts, support = self.summed(range(len(self.ballots))), self.support()
        enough = len(self.ballots) >= self.quorum * self.roll
        if self.kind in ("yes-no", "consent"):
            outcome = matter(self, counts, support) if enough else "no-decision"
            sure, ties = (), []
        elif not enough or not any(any(mark.values()) for mark in self.marks):
            outcome, sure, ties = "no-decision", (), []
        else:
            sure, tied = COUNTS[self.kind](self, counts)
            ties = [[option for option in self.options if option in tied]] if tied else []
            done = "selected" if self.kind in SETS and "seats" not in self.rule else "elected"
            outcome = "tie" if ties else done if sure else "no-decision"
        winners = [option for option in self.options if option in sure]
        return {"outcome": outcome, "winners": winners, "ties": ties, "counts": counts, "support": support}


# .....................................................................................................................
# A poll: yes or no, and asking consent


def matter(poll, counts, support):
    """The outcome of a yes or no, or of asking consent, when enough voted."""
    if poll.kind == "consent":
        good = counts["objection"] == 0
        if not poll.ballots:
            return "no-decision"
    elif poll.rule.get("councils") is not None:
        good = councils_agree(poll, support.get("municipality", {}))
    else:
        good = majority(poll, counts, poll.roll if poll.rule.get("base") == "roll" else counts["yes"] + counts["no"])
    return "accepted" if good and groups_agree(poll, support) else "rejected"


def majority(poll, counts, base):
    share = poll.share("threshold", "1/2")
    bar = share * base
    over = counts["yes"] > bar if share * 2 == 1 else counts["yes"] >= bar
    return over and counts["yes"] > counts["no"]


def councils_agree(poll, groups):
    rule = poll.rule["councils"]
    poll.need(is_an_object(rule) and is_texts(rule.get("names")) and rule["names"], "rule.councils")
    for number, ballot in enumerate(poll.ballots):
        poll.need(ballot.get("municipality") in rule["names"], "ballots[%d]" % number)
    need = len(rule["names"]) if rule.get("need") == "all" else rule.get("need")
    poll.need(is_number(need), "rule.councils.need")
    agree = [name for name, of in groups.items() if majority(poll, of, of["yes"] + of["no"])]
    return len(agree) >= need


def groups_agree(poll, support):
    rule = poll.rule.get("support")
    if rule is None:
        return True
    poll.need(is_an_object(rule) and rule.get("by") in DIMENSIONS, "rule.support")
    for number, ballot in enumerate(poll.ballots):
        poll.need(rule["by"] in ballot, "ballots[%d]" % number)
    leads = []
    for of in support.get(rule["by"], {}).values():
        pro = of["yes"] - of["no"] if poll.kind == "yes-no" else of["consent"] + of["concern"] - of["objection"]
        leads.append(pro)
    if rule.get("need") == "none-against":
        return all(lead >= 0 for lead in leads)
    poll.need(is_number(rule.get("need")), "rule.support.need")
    return len([lead for lead in leads if lead > 0]) >= rule["need"]


# .....................................................................................................................
# A poll: adding up, and ranking
#
# Each of these gives who is in for certain, and the options of the tie that decides about the rest.


def by_sum(poll, counts):
    in_line = sorted([option for option in poll.options if counts[option]], key=lambda option: -counts[option])
    if len(in_line) <= poll.seats or counts[in_line[poll.seats - 1]] != counts[in_line[poll.seats]]:
        return set(in_line[: poll.seats]), ()
    last = counts[in_line[poll.seats]]
    return {one for one in in_line if counts[one] > last}, [one for one in in_line if counts[one] == last]


def rankings(poll):
    """How many ballots say the same, each a tuple of ranks."""
    found = {}
    for ballot in poll.ballots:
        ranks = tuple(tuple(sorted(rank)) for rank in ballot["choice"])
        if ranks:
            found[ranks] = found.get(ranks, 0) + 1
    return found


def by_schulze(poll, _counts):
    above = {}
    for ranks, number in rankings(poll).items():
        lower = set(poll.options)
        for rank in ranks:
            lower -= set(rank)
            for one in rank:
                for other in lower:
                    above[one, other] = above.get((one, other), 0) + number
    links = {}
    for (one, other), number in above.items():
        if number > above.get((other, one), 0):
            links.setdefault(one, []).append((number, other))
    strength = {one: widest(one, links) for one in poll.options}
    sure, left = set(), list(poll.options)
    while len(sure) < poll.seats:
        free = [a for a in left if not any(strength[b].get(a, 0) > strength[a].get(b, 0) for b in left)]
        if len(sure) + len(free) > poll.seats:
            return sure, free
        sure.update(free)
        left = [one for one in left if one not in sure]
    return sure, ()


def widest(start, links):
    """The strongest chain from one option to every other: the strongest link that is left goes on first."""
    found, edge = {}, [(number, other) for number, other in links.get(start, [])]
    while edge:
        edge.sort()
        number, option = edge.pop()
        if option not in found and option != start:
            found[option] = number
            edge += [(min(number, further), other) for further, other in links.get(option, [])]
    return found


def settled(poll, state, following, winners):
    """``following``: the next states by option ("" when nobody has to choose), nothing at the end."""
    while True:
        nexts = following(state)
        if not nexts:
            return winners(state), ()
        if len(nexts) > 1:
            try:
                ends = [reached([each], following, winners) for each in nexts.values()]
            except TooMany:
                return winners(state), tuple(nexts)
            if any(each != ends[0] for each in ends):
                return frozenset.intersection(*[end for each in ends for end in each]), tuple(nexts)
        state = nexts[min(nexts, key=lambda option: poll.options.index(option) if option else -1)]


def reached(states, following, winners):
    """Every set of winners at the end of some way from these states."""
    new, seen, ends = list(states), set(), set()
    while new:
        state = new.pop()
        if state not in seen:
            seen.add(state)
            if len(seen) > MANY:
                raise TooMany
            nexts = following(state)
            new += nexts.values()
            if not nexts:
                ends.add(frozenset(winners(state)))
    return ends


def tops(ranks, among):
    return next((kept for kept in ([one for one in rank if one in among] for rank in ranks) if kept), [])


def first_votes(ballots, among):
    votes = dict.fromkeys(among, fractions.Fraction(0))
    for ranks, number in ballots.items():
        top = tops(ranks, among)
        for one in top:
            votes[one] += fractions.Fraction(number, len(top))
    return votes


def by_irv(poll, _counts):
    ballots = rankings(poll)

    def following(left):
        votes = first_votes(ballots, left)
        if len(left) == 1:
            return {}
        whole, most, least = sum(votes.values()), max(votes.values()), min(votes.values())
        if most * 2 > whole:
            return {"": frozenset(one for one in left if votes[one] == most)}
        last = [one for one in left if votes[one] == least]
        more = [votes[one] for one in left if votes[one] > least]
        if more and least * len(last) < min(more):
            return {"": left.difference(last)}
        return {one: left - {one} for one in last}

    everybody = frozenset(one for ranks in ballots for rank in ranks for one in rank)
    return settled(poll, everybody, following, lambda left: left if len(left) == 1 else frozenset())


def by_run_off(poll, _counts):
    ballots = rankings(poll)
    votes = first_votes(ballots, frozenset(poll.options))
    votes = {one: votes[one] for one in poll.options if votes[one]}
    for one in votes:
        if votes[one] * 2 > sum(votes.values()):
            return {one}, ()
    heights = sorted(votes.values(), reverse=True)
    sure = [one for one in votes if votes[one] > heights[1]]
    around = [one for one in votes if votes[one] == heights[1]]
    if sure:
        pairs = [(sure[0], other) for other in around]
    else:
        pairs = [(one, other) for n, one in enumerate(around) for other in around[n + 1 :]]
    found = set()
    for one, other in pairs:
        lead = 0
        for ranks, number in ballots.items():
            top = tops(ranks, (one, other))
            lead += {(one,): number, (other,): -number}.get(tuple(top), 0)
        found.add(one if lead > 0 else other if lead < 0 else None)
    if len(found) == 1 and None not in found:
        return found, ()
    return (), pairs[0] if len(pairs) == 1 else around


def by_stv(poll, _counts):
    """A state: the piles with everybody who is in or has a surplus to move, who is left, who is elected."""
    ballots = rankings(poll)
    quota = sum(ballots.values()) // (poll.seats + 1) + 1

    def moved(state, option, value):
        piles = {owner: dict(pile) for owner, pile in state[0]}
        left = state[1] - {option}
        for ranks, worth in piles.pop(option).items():
            to = tops(ranks, left)
            for owner in to:
                piles[owner][ranks] = piles[owner].get(ranks, 0) + worth * value / len(to)
        return frozen(piles), left, state[2]

    def frozen(piles):
        return frozenset((owner, frozenset(pile.items())) for owner, pile in piles.items())

    def following(state):
        piles, left, elected = state
        vacant = poll.seats - len(elected)
        if not vacant or not left:
            return {}
        votes = {owner: sum(worth for _ranks, worth in pile) for owner, pile in piles}
        there = frozenset(one for one in left if votes[one] >= quota)
        if there or len(left) <= vacant:
            there = there or left
            piles = frozenset((owner, pile) for owner, pile in piles if owner not in there or votes[owner] > quota)
            return {"": (piles, left - there, elected | there)}
        over = [owner for owner in votes if owner in elected]
        if over:
            most = max(votes[owner] for owner in over)
            return {one: moved(state, one, (most - quota) / most) for one in over if votes[one] == most}
        least = min(votes[one] for one in left)
        last = frozenset(one for one in left if votes[one] == least)
        if not least and len(left) - len(last) >= vacant:
            return {"": (frozenset((owner, pile) for owner, pile in piles if owner not in last), left - last, elected)}
        return {one: moved(state, one, 1) for one in last}

    everybody = frozenset(one for ranks in ballots for rank in ranks for one in rank)
    piles = {one: {} for one in everybody}
    for ranks, number in ballots.items():
        for one in ranks[0]:
            piles[one][ranks] = fractions.Fraction(number, len(ranks[0]))
    return settled(poll, (frozen(piles), everybody, frozenset()), following, lambda state: state[2])


# .....................................................................................................................
# A poll: dividing a budget


class Wishes:
    """Who wants what of the options that can be had, equal ballots together."""

    def __init__(self, poll, counts):
        seats = poll.kind == "phragmen" and "seats" in poll.rule
        self.poll, self.budget = poll, poll.number("seats" if seats else "budget")
        cost = dict.fromkeys(poll.options, 1) if seats else poll.cost
        self.cost = {one: cost[one] for one in poll.options if counts[one] and cost[one] <= self.budget}
        same = {}
        for ballot in poll.ballots:
            wanted = frozenset(ballot["choice"]) & frozenset(self.cost)
            if wanted:
                same[wanted] = same.get(wanted, 0) + 1
        self.sizes = [same[wanted] for wanted in same]
        self.fans = {one: [n for n, wanted in enumerate(same) if one in wanted] for one in self.cost}
        self.votes = counts

    def spent(self, chosen):
        return sum(self.cost[one] for one in chosen)


def by_greedy(poll, counts):
    wishes = Wishes(poll, counts)

    def following(chosen):
        left = wishes.budget - wishes.spent(chosen)
        open_to = [one for one in wishes.cost if one not in chosen and wishes.cost[one] <= left]
        if not open_to:
            return {}
        most = max(fractions.Fraction(counts[one], wishes.cost[one]) for one in open_to)
        best = [one for one in open_to if fractions.Fraction(counts[one], wishes.cost[one]) == most]
        if wishes.spent(best) <= left:
            return {"": chosen.union(best)}
        return {one: chosen | {one} for one in best}

    return settled(poll, frozenset(), following, lambda chosen: chosen)


def by_phragmen(poll, counts):
    wishes = Wishes(poll, counts)

    def following(state):
        since, chosen, over = state
        moments = {}
        for one, fans in wishes.fans.items():
            if one not in chosen and not over:
                before = sum(since[n] * wishes.sizes[n] for n in fans)
                moments[one] = fractions.Fraction(wishes.cost[one] + before, counts[one])
        nexts = {}
        for one in [one for one in moments if moments[one] == min(moments.values())]:
            if wishes.spent(chosen) + wishes.cost[one] > wishes.budget:
                nexts[one] = (since, chosen, True)
            else:
                fans = set(wishes.fans[one])
                now = tuple(moments[one] if n in fans else when for n, when in enumerate(since))
                nexts[one] = (now, chosen | {one}, False)
        return nexts

    start = (tuple(fractions.Fraction(0) for _ in wishes.sizes), frozenset(), False)
    return settled(poll, start, following, lambda state: state[1])


def by_equal_shares(poll, counts):
    """Counted anew for every euro more, until the completion says that it is enough."""
    wishes = Wishes(poll, counts)
    completion = poll.rule.get("completion", "until-over-budget")
    poll.need(completion in ("until-over-budget", "first-exhaustive", "none"), "rule.completion")
    poll.need(poll.rule.get("utility", "cost") in ("cost", "count"), "rule.utility")
    finals, kept, at = set(), set(), 0
    try:
        for more in range(PATIENCE):
            ends = reached([purses(wishes, more)], shares(wishes), lambda state: state[2])
            over = {end for end in ends if wishes.spent(end) > wishes.budget}
            done = {end for end in ends - over if complete(wishes, completion, end)}
            finals |= done | (kept if over else set())
            if ends == over:
                break
            at, kept = more, ends - over - done
            if not kept:
                break
        else:
            raise Wrong(poll.file, "", words("dit natellen duurt te lang", "counting this again takes too long"))
    except TooMany:
        finals, at = set(), 0
    if len(finals) == 1:
        return finals.pop(), ()
    _sure, tied = settled(poll, purses(wishes, at), shares(wishes), lambda state: state[2])
    sure = frozenset.intersection(*finals) if finals else frozenset()
    return sure, tied or frozenset(wishes.cost).union(*finals) - sure


def complete(wishes, completion, chosen):
    if completion == "none" or len(chosen) == len(wishes.cost):
        return True
    left = wishes.budget - wishes.spent(chosen)
    return completion == "first-exhaustive" and min(c for one, c in wishes.cost.items() if one not in chosen) > left


def purses(wishes, more):
    """The state at the begin: everybody's money in whole parts of a euro, how many parts make one, what was chosen."""
    voters = len(wishes.poll.ballots)
    return tuple((wishes.budget + more * voters) for _ in wishes.sizes), voters, frozenset()


def shares(wishes):
    by_cost = wishes.poll.rule.get("utility", "cost") == "cost"

    def part_of(one, money, euro):
        """What each fan pays, or all that is left, as two numbers to divide; nothing when they have too little."""
        missing, heads = wishes.cost[one] * euro, wishes.votes[one]
        for amount, size in sorted([(money[n], wishes.sizes[n]) for n in wishes.fans[one]]):
            if amount * heads >= missing:
                return missing, heads
            missing, heads = missing - amount * size, heads - size
        return None

    def following(state):
        money, euro, chosen = state
        prices = {}
        for one in wishes.cost:
            part = None if one in chosen else part_of(one, money, euro)
            if part:
                prices[one] = fractions.Fraction(part[0], part[1] * (wishes.cost[one] if by_cost else 1)), part
        nexts = {}
        lowest = min([price for price, _part in prices.values()], default=None)
        for one, (price, (missing, heads)) in prices.items():
            if price == lowest:
                rest = [amount * heads for amount in money]
                for n in wishes.fans[one]:
                    rest[n] = max(rest[n] - missing, 0)
                common = math.gcd(euro * heads, *rest)
                rest = tuple(amount // common for amount in rest)
                nexts[one] = (rest, euro * heads // common, chosen | {one})
        return nexts

    return following


COUNTS = dict(
    [(kind, by_sum) for kind in SUMS],
    **{"schulze": by_schulze, "irv": by_irv, "stv": by_stv, "run-off": by_run_off},
    **{"equal-shares": by_equal_shares, "phragmen": by_phragmen, "greedy": by_greedy},
)


# .....................................................................................................................
# A poll: the file against its result


def check_poll(path, noted):
    """A poll file, published or not. ``noted``: of its rules or its root. Returns sentences."""
    file = os.path.basename(path)
    with open(path, "rb") as data:
        value = document(data.read(), file)
    if not isinstance(value, dict) or value.get("format") != "regiodialoog-poll/1":
        raise Unreadable(file, 1, 1, words("dit is geen stemming", "this is no poll"))
    published = value.get("published")
    sentences = []
    if published is not None:
        sentences.append(check_published(value, published, file))
    for lines, seal in noted:
        if lines or seal not in [(published or {}).get(name) for name in ("root", "rules_sha256")]:
            why = words("dit is niet de hash die u noteerde", "this is not the hash you noted")
            raise Wrong(file, "published", why)
    poll = Poll(value, file)
    found = poll.result()
    if published is not None:
        said = published["result"]
        for name in sorted(found):
            if said[name] != found[name]:
                why = words("nageteld is het %s", "counted again it is %s") % shown(written(found[name]))
                raise Wrong(file, "published.result.%s" % name, why)
    outcome = found["outcome"] if language else OUTCOMES[found["outcome"]]
    counted = (len(poll.ballots), poll.kind, outcome, ", ".join(shown(one) for one in found["winners"]))
    said = words('stemming: %d stembriefjes nageteld met "%s": %s %s', 'poll: %d ballots counted again by "%s": %s %s')
    return [*sentences, (said % counted).rstrip()]


def check_published(value, published, file):
    fits(published, PUBLISHED, file, "published", more=True)
    fits(published["result"], RESULT_OF_POLL, file, "published.result", more=True)
    ballots = value.get("ballots")
    if not is_a_list(ballots) or not all(is_an_object(one) and is_a_text(one.get("receipt")) for one in ballots):
        raise Wrong(file, "ballots", words("dit kan hier niet staan", "this cannot stand here"))
    receipts = [ballot["receipt"] for ballot in ballots]
    if receipts != sorted(set(receipts)):
        why = words("de bewijzen staan niet op volgorde, elk één keer", "the receipts are not in order, each once")
        raise Wrong(file, "ballots", why)
    rules = {name: value.get(name, []) for name in ("question", "rule", "options")}
    if sha256_of(rules) != published["rules_sha256"]:
        why = words("vraag, regel en opties hebben een andere hash", "question, rule and options have another hash")
        raise Wrong(file, "published.rules_sha256", why)
    tree = Merkle()
    for ballot in ballots:
        tree.add(written(ballot).encode("utf-8"))
    if tree.root() != published["root"]:
        why = words("de stembriefjes hebben een andere wortel", "the ballots have another root")
        raise Wrong(file, "published.root", why)
    voters = published["voters"]
    if voters != sorted(set(voters)) or len(voters) != len(ballots):
        why = words("dit zijn niet zoveel kiezers als stembriefjes", "these are not as many voters as ballots")
        raise Wrong(file, "published.voters", why)
    said = words("wortel over %d stembriefjes: %s", "root over %d ballots: %s")
    return said % (len(ballots), published["root"])


# ---------------------------------------------------------------------------------------------------------------------
# The command


CHECKED = (
    *("trail.jsonl", "seals.json", "texts.jsonl"),
    *("draw.json", "result.json", "replacements.json", "chances.csv", "manifest.json"),
)


def check(path, noted):
    """``noted``: the seals that somebody wrote down, as (number of lines, seal); 0 lines for the seal of a draw."""
    if os.path.isfile(path) and os.path.basename(path) not in CHECKED:
        return check_poll(path, noted)
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
    parser.add_argument(
        "path", metavar="MAP", help="map met trail.jsonl, draw.json of manifest.json, of een stemming / folder or poll"
    )
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
