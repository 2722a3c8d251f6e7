"""Keep translations/ in step with the code: ``python -m tools.translations [--check]``.

Finds every msgid in the code and the templates, adds new ones to the Dutch catalogue (untranslated, unless a file in
translations/inbox/ gives the text), drops those that nobody uses, and writes the English catalogue (msgstr = msgid).
``--check`` writes nothing and exits 1 with the list of what is untranslated, fuzzy, unused or missing.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "N_": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
HEADER = "# Regiodialoog. EUPL-1.2."
MsgId = str | tuple[str, ...]


def extracted() -> Catalog:
    """Every msgid in use, with the files that use it."""
    found = Catalog(project="Regiodialoog", fuzzy=False)
    jinja_options = {
        "**.html": {"silent": "false", "trimmed": "true"},
        "**.txt": {"silent": "false", "trimmed": "true"},
    }
    for folder, methods, options in (
        ("regiodialoog", [("**/static/**", "ignore"), ("**.py", "python")], {}),
        ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")], jinja_options),
    ):
        for name, _line, message, _comments, context in extract_from_dir(
            ROOT / folder, method_map=methods, options_map=options, keywords=KEYWORDS
        ):
            found.add(message, locations=[(f"{folder}/{name}", 0)], context=context)
    return found


def existing(language: str) -> Catalog:
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def inbox() -> dict[MsgId, str | tuple[str, ...]]:
    """New Dutch texts: ``English<TAB>Nederlands``, plurals ``one|many<TAB>een|veel``."""
    texts: dict[MsgId, str | tuple[str, ...]] = {}
    for path in sorted((TRANSLATIONS / "inbox").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "\t" not in line or line.startswith("# "):
                continue
            english, dutch = (part.strip().replace("\\n", "\n") for part in line.split("\t", 1))
            texts[english] = dutch
            if "|" in english:
                texts[tuple(english.split("|"))] = tuple(dutch.split("|"))
    return texts


def updated(language: str) -> Catalog:
    """The catalogue as it should be: exactly the msgids in use."""
    old, given, source = existing(language), inbox(), extracted()
    new = Catalog(locale=language, project="Regiodialoog", header_comment=HEADER, fuzzy=False)
    new.revision_date = new.creation_date = old.creation_date
    for message in source:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        text = known.string if known is not None else None
        if language == "en":
            text = message.id
        elif not _complete(text):
            text = given.get(message.id) or text
        new.add(message.id, text, locations=message.locations, flags=message.flags, context=message.context)
    return new


def faults(language: str) -> list[str]:
    """What is wrong with a catalogue as it lies there, one line each."""
    lies, source = existing(language), extracted()
    used = {(m.id, m.context) for m in source if m.id}
    there = {(m.id, m.context): m for m in lies if m.id}
    lines = [f"{language}: missing: {msgid!r}" for msgid, _ in sorted(used - set(there), key=repr)]
    lines += [f"{language}: unused: {msgid!r}" for msgid, _ in sorted(set(there) - used, key=repr)]
    for (msgid, _), message in there.items():
        if message.fuzzy:
            lines.append(f"{language}: fuzzy: {msgid!r}")
        if not _complete(message.string):
            lines.append(f"{language}: untranslated: {msgid!r}")
        lines += [f"{language}: {error}: {msgid!r}" for error in message.check(lies)]
    return lines


def rendered(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalog, width=110, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True)
    lines = out.getvalue().splitlines(keepends=True)
    moving = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By')
    return b"".join(line for line in lines if not line.startswith(moving))


def catalog_path(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def _complete(text: object) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        lines = [line for language in ("nl", "en") for line in faults(language)]
        print("\n".join(lines) or "Translations are complete.")
        return 1 if lines else 0
    for language in ("nl", "en"):
        catalog = updated(language)
        catalog_path(language).parent.mkdir(parents=True, exist_ok=True)
        catalog_path(language).write_bytes(rendered(catalog))
        open_ends = [message.id for message in catalog if message.id and not _complete(message.string)]
        print(f"{language}: {len(catalog)} messages, {len(open_ends)} untranslated")
        for msgid in open_ends:
            print(f"  {msgid!r}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
