#!/usr/bin/env python3
"""Controleert wat een Regiodialoog openbaar heeft gemaakt. / Checks what a Regiodialoog has made public.

    python3 verify.py MAP              de map met trail.jsonl, seals.json en texts.jsonl, of een export
    python3 verify.py MAP --english    the same, speaking English
    python3 verify.py MAP --seal 120:3f9a...   is the seal that I wrote down still there?

One file, Python 3.9 or newer, nothing to install, no network. It shares no code with the platform: it was written from
the description in docs/trail.md, so that a mistake or a lie in the platform does not repeat itself here.

Ends with 0 when all is well, 1 when something was found wrong, 2 when a file cannot be read at all.

What it relies on:
  canonical JSON   UTF-8, Unicode NFC, keys in order of code point, no spaces, whole numbers only
  a line           "sha256" is SHA-256 over the line without that key; "prev" is "sha256" of the one before (first: 0…0)
  a seal           "root" is the Merkle tree hash (RFC 6962, 2.1) over the first "upto" lines, as they stand in the file
  a text           "sha256" is SHA-256 over the 32 bytes of "salt" followed by the text
  an export        manifest.json names every other file with its SHA-256
"""

import argparse
import hashlib
import json
import os
import re
import sys
import unicodedata

DUTCH, ENGLISH = 0, 1
language = DUTCH
LIMIT = 9007199254740991  # 2^53 - 1
HEX = re.compile("[0-9a-f]{64}")
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

    def __init__(self, file, line, why):
        part = words("zegel", "seal") if file == "seals.json" else words("regel", "line")
        Exception.__init__(self, "%s, %s %d: %s" % (file, part, line, why) if line else "%s: %s" % (file, why))


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


hexadecimal = is_text("[0-9a-f]{64}")
moment = is_text("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
LINE = {
    "n": is_number,
    "at": moment,
    "kind": is_text("[a-z0-9_.-]+"),
    "subject": is_text("[a-z0-9_]+:[a-z0-9-]+"),
    "actor_role": is_text("[a-z0-9_.-]+"),
    "data": lambda value: isinstance(value, dict),
    "prev": hexadecimal,
    "sha256": hexadecimal,
}
LINE_WITH_TEXT = dict(LINE, text_sha256=hexadecimal)
SEAL = {"upto": is_number, "root": hexadecimal, "at": moment}
TEXT = {"sha256": hexadecimal, "salt": hexadecimal, "text": lambda value: isinstance(value, str)}
ERASED = {"sha256": hexadecimal, "erased": lambda value: value is True}


def fits(value, shape, file, number):
    for name in sorted(set(shape) | set(value)) if isinstance(value, dict) else [""]:
        if not isinstance(value, dict):
            raise Wrong(file, number, words("dit is geen object", "this is no object"))
        if name not in value:
            raise Wrong(file, number, words("%s ontbreekt", "%s is missing") % name)
        if name not in shape:
            raise Wrong(file, number, words("%s hoort hier niet", "%s does not belong here") % name)
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
    rest = {name: value for name, value in line.items() if name != "sha256"}
    if hashlib.sha256(written(rest).encode("utf-8")).hexdigest() != line["sha256"]:
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


def check(path, noted):
    folder = os.path.dirname(path) or "." if os.path.basename(path) == "trail.jsonl" else path
    export = os.path.isfile(os.path.join(folder, "manifest.json"))
    trail = os.path.isfile(os.path.join(folder, "trail.jsonl"))
    if not export and not trail:
        why = words("hier staat geen trail.jsonl of manifest.json", "there is no trail.jsonl or manifest.json here")
        raise Unreadable(path, 0, 0, why)
    sentences = []
    if trail:
        sentences += check_trail(folder, noted)
    if export:
        sentences += check_export(folder)
    return sentences


def seal_noted(text):
    upto, _, root = text.partition(":")
    if not re.fullmatch("[1-9][0-9]{0,14}", upto) or not HEX.fullmatch(root):
        raise argparse.ArgumentTypeError("AANTAL:ZEGEL / NUMBER:SEAL")
    return int(upto), root


def main(arguments=None):
    global language
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="0: in orde / well, 1: niet in orde / wrong, 2: onleesbaar / unreadable",
    )
    parser.add_argument("path", metavar="MAP", help="map met trail.jsonl of manifest.json / folder")
    parser.add_argument("--english", action="store_true", help="messages in English")
    parser.add_argument(
        "--seal", metavar="AANTAL:ZEGEL", type=seal_noted, action="append", default=[],
        help="een zegel dat u eerder opschreef / a seal that you wrote down earlier",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a screen that knows fewer characters than the files
    language = ENGLISH if given.english else DUTCH
    try:
        for sentence in check(given.path, dict(given.seal)):
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
