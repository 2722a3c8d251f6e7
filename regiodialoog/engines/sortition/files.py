"""Quotas and pools as CSV files: read with every fault named by its place, written so that no spreadsheet computes.

Read are commas, semicolons or tabs, with or without a byte order mark, with the line ends of any system.
"""

import contextlib
import csv
import io
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    """``faults``: at least one, in the order of the file. ``ids``: of whom could be read, when it is about a pool."""

    def __init__(self, faults: Sequence[BadInput], ids: Collection[str] = ()) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults, self.ids = faults, ids


@dataclass(frozen=True)
class Table:
    """``rows``: the number of the line on which a row begins, and its fields by the name of their column; ``odd``: the
    same of rows with too many or too few. Columns of a fault count the cells of a row, from 1."""

    file: str
    header: tuple[str, ...]
    rows: Sequence[tuple[int, Mapping[str, str]]]
    odd: Sequence[tuple[int, Mapping[str, str]]] = ()
    whole: bool = True

    def fault(self, line: int, column: str, says: str) -> BadInput:
        return BadInput(self.file, line, self.header.index(column) + 1 if column in self.header else 1, says)

    def all_rows(self) -> list[tuple[int, Mapping[str, str], bool]]:
        """With whether it has as many fields as the header, in the order of the file."""
        return sorted([(*row, True) for row in self.rows] + [(*row, False) for row in self.odd], key=lambda row: row[0])


@dataclass(frozen=True)
class Given:
    """What two files ask for. ``ignored``: columns of the quotas that are not used."""

    features: tuple[str, ...]
    people: Sequence[Person]
    quotas: Sequence[Quota]
    ignored: Sequence[str]


def read_table(data: bytes, *, file: str) -> Table:
    """Raises BadFiles."""
    table, faults = _table(data, file)
    if faults:
        raise BadFiles(faults)
    return table


def read_what_can(data: bytes, *, file: str) -> tuple[Table, list[BadInput]]:
    """As much of a table as can be read, and what is wrong with it: so that one can be told of faults of every kind at
    once."""
    return _table(data, file)


def read_quotas(data: bytes, *, file: str) -> tuple[list[Quota], list[str]]:
    """The quotas in their order, and columns that are not used. Raises BadFiles."""
    quotas, ignored, _named, faults = _quotas(data, file)
    if faults:
        raise BadFiles(faults)
    return quotas, ignored


def read_pool(
    data: bytes, quotas: Sequence[Quota], *, file: str, household: str = ""
) -> tuple[tuple[str, ...], list[Person]]:
    """The features in the order of the quotas, and everybody. ``household``: the column that says who lives together.
    Raises BadFiles."""
    features, people, ids, faults = _pool(data, [(q.feature, q.value) for q in quotas], file, household)
    if faults:
        raise BadFiles(faults, ids)
    return features, people


def read_both(
    features: bytes, pool: bytes, *, feature_file: str = "", pool_file: str = "", household: str = ""
) -> Given:
    """Quotas and pool. Raises BadFiles with the faults of both: whatever of the pool can be judged although the quotas
    are at fault, is."""
    quotas, ignored, named, faults = _quotas(features, feature_file)
    names, people, ids, more = _pool(pool, named, pool_file, household)
    if faults or more:
        raise BadFiles([*faults, *more], ids)
    return Given(names, people, quotas, ignored)


Pairs = Sequence[tuple[str, str]]


def _table(data: bytes, file: str) -> tuple[Table, list[BadInput]]:
    """As much as can be read, and all that cannot."""
    try:
        text = _text(data, file)
    except BadFiles as error:
        return Table(file, (), (), whole=False), list(error.faults)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    numbered = _numbered(lines, file)
    header: tuple[str, ...] = ()
    rows, odd, whole = [], [], True
    faults: list[BadInput] = []
    try:
        header = tuple(_clean(name) for name in next(numbered, (1, ()))[1])
        faults = [
            BadInput(file, 1, n, f"the column {name!r} is there twice")
            for n, name in enumerate(header, 1)
            if name and name in header[: n - 1]
        ]
        whole = bool(header) and not faults
        if not header:
            faults = [BadInput(file, 1, 1, "the file is empty")]
        for line, fields in numbered:
            named = dict(zip(header, map(_clean, fields), strict=False))
            if len(fields) != len(header):
                place = min(len(fields), len(header)) + 1
                faults.append(BadInput(file, line, place, f"{len(fields)} fields where the header has {len(header)}"))
                odd.append((line, named))
                continue
            long = [n for n, value in enumerate(fields, 1) if len(value) > LONGEST]
            faults += [BadInput(file, line, n, f"a value of more than {LONGEST} characters") for n in long]
            rows.append((line, named))
    except BadFiles as error:
        whole = False
        faults += error.faults
    return Table(file, header, rows, odd, whole), faults


def _quotas(data: bytes, file: str) -> tuple[list[Quota], list[str], Pairs | None, list[BadInput]]:
    """Quotas; unused columns; every feature and value that has a row, None if that cannot be told; faults."""
    table, faults = _table(data, file)
    names = _OLDER if "category" in table.header and "value" not in table.header else _QUOTA
    missing = [name for name in names if name not in table.header]
    if missing:
        asked = missing if table.header else []
        return [], [], None, [*faults, *(BadInput(file, 1, 1, f"there is no column {name!r}") for name in asked)]
    quotas: list[Quota] = []
    seen: dict[tuple[str, str], None] = {}
    for line, row, whole in table.all_rows():
        feature, value = row.get(names[0], ""), row.get(names[1], "")
        if whole:
            faults += _quota_faults(table, line, row, names, twice=(feature, value) in seen)
            least, most = (_whole(row[name]) for name in names[2:])
            if least is not None and most is not None:
                quotas.append(Quota(feature, value, least, most))
        seen.setdefault((feature, value))
    if table.whole and not table.rows and not table.odd:
        faults.append(BadInput(file, 2, 1, "there is no quota"))
    ignored = [name for name in table.header if name not in names]
    return quotas, ignored, list(seen) if table.whole else None, _in_order(faults)


def _quota_faults(
    table: Table, line: int, row: Mapping[str, str], names: Sequence[str], *, twice: bool
) -> Iterator[BadInput]:
    yield from (table.fault(line, name, f"{name} is empty") for name in names[:2] if not row[name])
    bounds = [_whole(row[name]) for name in names[2:]]
    for name, bound in zip(names[2:], bounds, strict=True):
        if bound is None:
            yield table.fault(line, name, f"{row[name][:40]!r} is no whole number from 0")
    if twice:
        yield table.fault(line, names[1], f"{row[names[0]]} {row[names[1]]!r} is there twice")
    least, most = bounds
    if least is not None and most is not None and least > most:
        yield table.fault(line, "min", f"min {least} is more than max {most}")


def _pool(
    data: bytes, named: Pairs | None, file: str, household: str
) -> tuple[tuple[str, ...], list[Person], Collection[str], list[BadInput]]:
    """Features; people; every id that could be read; faults. ``named`` None: which values there may be is not known."""
    table, faults = _table(data, file)
    features = tuple(dict.fromkeys(feature for feature, _value in named or ()))
    wanted = [*features, *([household] if household else [])]
    missing = [name for name in wanted if name not in table.header] if table.header else []
    faults += [BadInput(file, 1, 1, f"there is no column {name!r}") for name in missing]
    judged = [name for name in features if name in table.header]
    known = set(named or ())
    people: list[Person] = []
    seen: dict[str, int] = {}
    for n, (line, row, whole) in enumerate(table.all_rows(), 1):
        person = row.get("id") if "id" in table.header else f"p{n}"
        if person == "":
            faults.append(table.fault(line, "id", "id is empty"))
        elif person in seen:
            faults.append(table.fault(line, "id", f"id {person!r} is that of line {seen[person]} too"))
        if person:
            seen.setdefault(person, line)
        if whole:
            faults += [
                table.fault(line, feature, f"{feature} {row[feature][:60]!r} has no row in the quotas")
                for feature in judged
                if (feature, row[feature]) not in known
            ]
            values = tuple(row.get(name, "") for name in features)
            people.append(Person(person or "", values, row.get(household, "")))
    if table.whole and not people and not table.odd and not missing:
        faults.append(BadInput(file, 2, 1, "there is nobody in the pool"))
    return features, people, seen.keys(), _in_order(faults)


def _in_order(faults: Sequence[BadInput]) -> list[BadInput]:
    return sorted(faults, key=lambda fault: fault.line)


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
    codec = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec, "ignore")
        raise BadFiles([_at(before, file, "this is not UTF-8; save the file as CSV UTF-8")]) from error
    if "\0" in text:
        raise BadFiles([_at(text[: text.index("\0")], file, "a byte 0 stands in the file")])
    return text


def _at(before: str, file: str, says: str) -> BadInput:
    """A fault behind this beginning of a file."""
    return BadInput(file, before.count("\n") + 1, cell_behind(before, _delimiter(before)), says)


def cell_behind(before: str, delimiter: str = ",") -> int:
    """In which cell of its row, from 1, the beginning of a file ends."""
    cells = 1
    with contextlib.suppress(csv.Error):
        for fields in csv.reader(io.StringIO(before + "x", newline=""), delimiter=delimiter):
            cells = len(fields)
    return cells


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
