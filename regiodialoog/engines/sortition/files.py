"""Quotas and pools as CSV files: read with every fault named by its place, written so that no spreadsheet computes.

Read are commas, semicolons or tabs, with or without a byte order mark, with the line ends of any system.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from regiodialoog.engines.sortition.people import Person, Quota
from regiodialoog.engines.spreadsheets import harmless, plain
from regiodialoog.engines.strict_json import BadInput

DELIMITERS = ",;\t"
LONGEST = 500
"""Characters of a value."""
_QUOTA = ("feature", "value", "min", "max")
_OLDER = ("category", "feature", "min", "max")


class BadFiles(ValueError):
    """``faults``: at least one, in the order of the file."""

    def __init__(self, faults: Sequence[BadInput]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Table:
    """``rows``: the number of the line on which a row begins, and its fields by the name of their column."""

    file: str
    header: tuple[str, ...]
    rows: Sequence[tuple[int, Mapping[str, str]]]

    def fault(self, line: int, column: str, says: str) -> BadInput:
        return BadInput(self.file, line, self.header.index(column) + 1 if column in self.header else 1, says)


def read_table(data: bytes, *, file: str) -> Table:
    """Raises BadFiles."""
    text = _text(data, file)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    numbered = _numbered(lines, file)
    try:
        _line, names = next(numbered)
    except StopIteration:
        raise BadFiles([BadInput(file, 1, 1, "the file is empty")]) from None
    header = tuple(_clean(name) for name in names)
    faults = [
        BadInput(file, 1, n, f"the column {name!r} is there twice")
        for n, name in enumerate(header, 1)
        if name and name in header[: n - 1]
    ]
    rows = []
    for line, fields in numbered:
        if len(fields) != len(header):
            place = min(len(fields), len(header)) + 1
            faults.append(BadInput(file, line, place, f"{len(fields)} fields where the header has {len(header)}"))
            continue
        long = [n for n, value in enumerate(fields, 1) if len(value) > LONGEST]
        faults += [BadInput(file, line, n, f"a value of more than {LONGEST} characters") for n in long]
        rows.append((line, dict(zip(header, map(_clean, fields), strict=True))))
    if faults:
        raise BadFiles(faults)
    return Table(file, header, rows)


def read_quotas(data: bytes, *, file: str) -> tuple[list[Quota], list[str]]:
    """The quotas in their order, and columns that are not used. Raises BadFiles."""
    table = read_table(data, file=file)
    names = _OLDER if "category" in table.header and "value" not in table.header else _QUOTA
    missing = [name for name in names if name not in table.header]
    if missing:
        raise BadFiles([BadInput(file, 1, 1, f"there is no column {name!r}") for name in missing])
    quotas: list[Quota] = []
    faults: list[BadInput] = []
    seen: set[tuple[str, str]] = set()
    for line, row in table.rows:
        feature, value = row[names[0]], row[names[1]]
        faults += [table.fault(line, name, f"{name} is empty") for name in names[:2] if not row[name]]
        bounds = [_whole(row[name]) for name in names[2:]]
        faults += [
            table.fault(line, name, f"{row[name][:40]!r} is no whole number from 0")
            for name, bound in zip(names[2:], bounds, strict=True)
            if bound is None
        ]
        if (feature, value) in seen:
            faults.append(table.fault(line, names[1], f"{feature} {value!r} is there twice"))
        seen.add((feature, value))
        least, most = bounds
        if least is not None and most is not None:
            if least > most:
                faults.append(table.fault(line, "min", f"min {least} is more than max {most}"))
            quotas.append(Quota(feature, value, least, most))
    if not table.rows:
        faults.append(BadInput(file, 2, 1, "there is no quota"))
    if faults:
        raise BadFiles(faults)
    return quotas, [name for name in table.header if name not in names]


def read_pool(
    data: bytes, quotas: Sequence[Quota], *, file: str, household: str = ""
) -> tuple[tuple[str, ...], list[Person]]:
    """The features in the order of the quotas, and everybody. ``household``: the column that says who lives together.
    Raises BadFiles."""
    table = read_table(data, file=file)
    features = tuple(dict.fromkeys(quota.feature for quota in quotas))
    wanted = [*features, *([household] if household else [])]
    missing = [name for name in wanted if name not in table.header]
    if missing:
        raise BadFiles([BadInput(file, 1, 1, f"there is no column {name!r}") for name in missing])
    known = {(quota.feature, quota.value) for quota in quotas}
    faults: list[BadInput] = []
    people: list[Person] = []
    seen: dict[str, int] = {}
    has_id = "id" in table.header
    for n, (line, row) in enumerate(table.rows, 1):
        person = row["id"] if has_id else f"p{n}"
        if not person:
            faults.append(table.fault(line, "id", "id is empty"))
        elif person in seen:
            faults.append(table.fault(line, "id", f"id {person!r} is that of line {seen[person]} too"))
        seen.setdefault(person, line)
        faults += [
            table.fault(line, feature, f"{feature} {row[feature][:60]!r} has no row in the quotas")
            for feature in features
            if (feature, row[feature]) not in known
        ]
        people.append(Person(person, tuple(row[name] for name in features), row.get(household, "")))
    if not people:
        faults.append(BadInput(file, 2, 1, "there is nobody in the pool"))
    if faults:
        raise BadFiles(faults)
    return features, people


def write_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV with commas, UTF-8; text that a spreadsheet would take for a formula stands behind an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in (header, *rows))
    return out.getvalue().encode()


def write_quotas(quotas: Iterable[Quota]) -> bytes:
    return write_table(_QUOTA, ((q.feature, q.value, q.minimum, q.maximum) for q in quotas))


def write_pool(features: Sequence[str], people: Iterable[Person], *, household: str = "") -> bytes:
    more = [household] if household else []
    rows = ([p.id, *p.values, *([p.household] if household else [])] for p in people)
    return write_table(["id", *features, *more], rows)


def _cell(value: object) -> object:
    return harmless(value) if isinstance(value, str) else value


def _clean(value: str) -> str:
    """As it is compared: normal form C, no space around it, and without the apostrophe that ``write_table`` put."""
    return plain(unicodedata.normalize("NFC", value).strip())


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise BadFiles([BadInput(file, line, column, "this is not UTF-8; save the file as CSV UTF-8")]) from error
    if "\0" in text:
        before = text[: text.index("\0")]
        raise BadFiles([BadInput(file, before.count("\n") + 1, 1, "a byte 0 stands in the file")])
    return text


def _delimiter(text: str) -> str:
    header = text.lstrip("\r\n").splitlines()[0] if text.strip() else ""
    return max(DELIMITERS, key=header.count)


def _numbered(lines: Iterator[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line on which they begin."""
    begins = 1
    while True:
        try:
            fields = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFiles([BadInput(file, lines.line_num, 1, f"this is not CSV ({error})")]) from error  # type: ignore[attr-defined]
        if any(field.strip() for field in fields):
            yield begins, fields
        begins = lines.line_num + 1  # type: ignore[attr-defined]


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
