"""Figures of the population from a file, as a statistics office hands it out: a line for each municipality with a
column for each answer, or a line for each municipality and answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from regiodialoog.core.tables import as_much_as_can
from regiodialoog.core.text import fold
from regiodialoog.engines.sortition.files import LONGEST, Table, write_table
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups.asking import value_written
from regiodialoog.groups.library import Ready
from regiodialoog.organisations.inhabitants_file import count_of
from regiodialoog.organisations.models import Municipality
from regiodialoog.organisations.places_in_files import CODES, NAMES, Places, first_column, places_in

ANSWERS, NUMBERS = ("antwoord", "answer"), ("aantal", "inwoners", "mensen", "personen", "number")
NOT_KNOWN = {"", ".", "x", "?"}
"""How offices write that they do not know, or do not say. A hyphen is not among them: with some it means nobody."""
Numbers = dict[tuple[int, str], int | None]


@dataclass
class Read:
    """``numbers`` by municipality and answer, None where the file leaves it open; ``others``: how many lines are about
    municipalities that we do not have; ``unread``: columns, or answers, that are none of the question; ``absent``:
    answers of which the file says nothing."""

    numbers: Numbers = field(default_factory=dict)
    others: int = 0
    unread: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    faults: list[BadInput] = field(default_factory=list)


@dataclass(frozen=True)
class _Columns:
    """Where a file has its answers: as columns (by their name), or in one column with the number in another."""

    answers: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""
    number: str = ""


@dataclass(frozen=True)
class _Cell:
    """Of which municipality and answer a cell is, and where it stands."""

    line: int
    column: str
    place: int
    answer: str
    text: str


def template(ready: Ready, municipalities: Iterable[Municipality], known: Mapping[tuple[int, str], int]) -> bytes:
    """A file to fill in: our municipalities, the answers as columns, and what is known already."""
    rows = ([f"GM{each.cbs_code}", each.name, *(known.get((each.id, answer), "") for answer in ready.answers)]
            for each in municipalities)  # fmt: skip
    return write_table(["code", "gemeente", *ready.answers], rows)


def read_population(data: bytes, ready: Ready, municipalities: Sequence[Municipality], *, file: str) -> Read:
    """Changes nothing; all that cannot be read stands among the faults, by line and column."""
    found = Read()
    table = as_much_as_can(data, file, found.faults)
    if table is not None:
        places, columns = places_in(table, municipalities), _columns(table, ready, found)
        if places is None:
            found.faults.append(BadInput(file, 1, 1, _("there is no column '%(name)s'", name="code")))
        elif columns is not None:
            cells = _by_line if columns.answer else _by_column
            _take(table, cells(table, places, columns, ready, found), found)
            found.absent = [each for each in ready.answers if all(key[1] != each for key in found.numbers)]
            if not found.faults and not found.numbers:
                found.faults.append(BadInput(file, 1, 1, _("none of our municipalities stands in this file")))
    found.faults.sort(key=lambda each: (each.line, each.column))
    return found


def _columns(table: Table, ready: Ready, found: Read) -> _Columns | None:
    """None, with the fault, when the header does not tell."""
    answer = first_column(table, (*ANSWERS, fold(ready.feature)))
    number = first_column(table, NUMBERS) or _of_people(table)
    if answer and number:
        return _Columns(answer=answer, number=number)
    if answer:
        found.faults.append(BadInput(table.file, 1, 1, _("there is no column '%(name)s'", name=NUMBERS[0])))
        return None
    columns = {name: _answer(name, ready) for name in table.header}
    if not any(columns.values()):
        said = ", ".join(ready.answers)
        says = _("no column is called like an answer to this question: %(answers)s", answers=said)
        found.faults.append(BadInput(table.file, 1, 1, says))
        return None
    own = {*CODES, *NAMES}
    found.unread = [name for name, each in columns.items() if name and not each and fold(name) not in own]
    _said_twice(table, columns, found)
    return _Columns({name: each for name, each in columns.items() if each})


def _of_people(table: Table) -> str:
    """The one column that is about numbers of people by a longer name, such as "Bevolking (aantal)"; else empty."""
    found = [name for name in table.header if {"aantal", "bevolking"} & set(fold(name).split())]
    return found[0] if len(found) == 1 else ""


def _said_twice(table: Table, columns: Mapping[str, str], found: Read) -> None:
    """Two columns that are called differently and mean one answer."""
    seen: dict[str, str] = {}
    for name, answer in columns.items():
        if answer in seen:
            says = _("this is the same answer as in the column '%(name)s'", name=seen[answer])
            found.faults.append(table.fault(1, name, says))
        elif answer:
            seen[answer] = name


def _by_column(table: Table, places: Places, columns: _Columns, _ready: Ready, found: Read) -> Iterator[_Cell]:
    seen: dict[int, int] = {}
    for line, row in table.rows:
        place = places.of(row[places.column])
        if place is None:
            found.others += 1
        elif place in seen:
            says = _("this municipality is there twice, first on line %(line)s", line=seen[place])
            found.faults.append(table.fault(line, places.column, says))
        else:
            seen[place] = line
            yield from (_Cell(line, name, place, answer, row[name]) for name, answer in columns.answers.items())


def _by_line(table: Table, places: Places, columns: _Columns, ready: Ready, found: Read) -> Iterator[_Cell]:
    seen: dict[tuple[int, str], int] = {}
    for line, row in table.rows:
        place, written = places.of(row[places.column]), row[columns.answer]
        answer = _answer(written, ready)
        if place is None:
            found.others += 1
        elif not answer:
            found.unread += [written] if written not in found.unread else []
        elif (place, answer) in seen:
            says = _("this answer is there twice for this municipality, first on line %(line)s",
                     line=seen[place, answer])  # fmt: skip
            found.faults.append(table.fault(line, columns.answer, says))
        else:
            seen[place, answer] = line
            yield _Cell(line, columns.number, place, answer, row[columns.number])


def _take(table: Table, cells: Iterable[_Cell], found: Read) -> None:
    for each in cells:
        count = count_of(each.text)
        if count is not None or each.text.lower() in NOT_KNOWN:
            found.numbers[each.place, each.answer] = count
        elif len(each.text) <= LONGEST:  # of a longer one it was told already
            says = _("'%(text)s' is no whole number from 0. Leave empty what is not known", text=each.text[:40])
            found.faults.append(table.fault(each.line, each.column, says))


def _answer(text: str, ready: Ready) -> str:
    """The answer that is meant, as the question has it; empty for none."""
    written = value_written(ready.source, text)
    return next((each for each in ready.answers if fold(each) in {fold(text), fold(written)}), "")
