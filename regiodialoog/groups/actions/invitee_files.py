"""Lists of invitees as files: read with every fault by its line and column, and written with how far everybody is.

Columns: ``naam, straat, postcode, huisnummer, toevoeging, plaats, e-mail, gemeente``, in any order, also by their
English names. What stands in other columns is not read and not kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from regiodialoog.core.tables import has_columns, table_of
from regiodialoog.core.text import LONGEST_ADDRESS, clean_line, fold, is_email
from regiodialoog.engines.sortition.files import Table, write_table
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups import homes
from regiodialoog.groups.queries.invitees import Line

FILE = "genodigden.csv"
COLUMNS = ("naam", "straat", "postcode", "huisnummer", "toevoeging", "plaats", "e-mail", "gemeente")
NEEDED = ("naam", "postcode", "huisnummer", "gemeente")
ALSO = {
    "name": "naam",
    "street": "straat",
    "number": "huisnummer",
    "nummer": "huisnummer",
    "addition": "toevoeging",
    "huisnummertoevoeging": "toevoeging",
    "place": "plaats",
    "woonplaats": "plaats",
    "email": "e-mail",
    "municipality": "gemeente",
}
LIMITS = {"naam": 100, "straat": 100, "plaats": 80, "e-mail": LONGEST_ADDRESS}
MOST_ROWS = 10_000
_ANYWHERE = "1000AA"


@dataclass(frozen=True)
class Row:
    """A line of a file. ``home``: the address as it is compared; ``municipality_id`` of one that takes part."""

    line: int
    name: str
    street: str
    home: homes.Home
    place: str
    address: str
    municipality_id: int

    @property
    def columns(self) -> dict[str, object]:
        """As columns of an Invitee."""
        return {
            "name": self.name,
            "street": self.street,
            "postcode": self.home.postcode,
            "house_number": self.home.number,
            "house_addition": self.home.addition,
            "home_key": self.home.key,
            "place": self.place,
            "address": self.address,
            "municipality_id": self.municipality_id,
        }


def pack(row: Row) -> list[object]:
    """As it is kept until it is taken over."""
    home = row.home
    where = [home.postcode, home.number, home.addition]
    return [row.line, row.name, row.street, *where, row.place, row.address, row.municipality_id]


def unpack(kept: list[object]) -> Row:
    line, name, street, postcode, number, addition, place, address, municipality_id = kept
    home = homes.Home(str(postcode), str(number), str(addition))
    return Row(int(str(line)), str(name), str(street), home, str(place), str(address), int(str(municipality_id)))


def read_invitees(
    data: bytes, municipalities: Mapping[str, int], faults: list[BadInput]
) -> tuple[list[Row], list[str]]:
    """The lines of a file, and its columns that are not read; adds to ``faults``. ``municipalities``: numbers by folded
    name, of those that take part."""
    table = table_of(data, FILE, faults)
    if table is None:
        return [], []
    known, ignored = _columns(table, faults)
    if not has_columns(Table(FILE, tuple(known), ()), NEEDED, faults):
        return [], ignored
    if not table.rows:
        faults.append(BadInput(FILE, 2, 1, _("there is nobody on this list")))
    rows: list[Row] = []
    seen: dict[tuple[str, str], int] = {}
    for n, (line, fields) in enumerate(table.rows, 1):
        if n > MOST_ROWS:
            says = _("a file has at most %(count)s lines; cut it into more files", count=MOST_ROWS)
            faults.append(BadInput(FILE, line, 1, says))
            break
        given = {name: clean_line(fields[column]) for name, column in known.items()}
        own = [table.fault(line, known[name], says) for name, says in _faults(given, municipalities)]
        home = homes.home(given["postcode"], given["huisnummer"], given.get("toevoeging", ""))
        if not own and home is not None:
            key = home.key, fold(given["naam"])
            if key in seen:
                says = _("this name at this address is there twice, first on line %(line)s", line=seen[key])
                own.append(table.fault(line, known["naam"], says))
            seen.setdefault(key, line)
            place = municipalities[fold(given["gemeente"])]
            rest = [given.get(name, "") for name in ("straat", "plaats", "e-mail")]
            rows.append(Row(line, given["naam"], rest[0], home, rest[1], rest[2], place))
        faults += own
    return rows, ignored


def write_invitees(lines: Iterable[Line], states: Mapping[str, str]) -> bytes:
    """With how far everybody is; of who was wiped only that and the municipality."""
    rows = (
        [
            one.name, one.street, one.postcode, one.house_number, one.house_addition, one.place, one.address,
            one.municipality, states[one.state],
        ]
        for one in lines
    )  # fmt: skip
    return write_table([*COLUMNS, "stand"], rows)


def _columns(table: Table, faults: list[BadInput]) -> tuple[dict[str, str], list[str]]:
    """The columns that are read, as they stand in the file; and the others."""
    known: dict[str, str] = {}
    ignored = []
    for column in table.header:
        plain = fold(column).replace(" ", "")
        name = ALSO.get(plain, plain)
        if name not in COLUMNS:
            ignored.append(column)
        elif name in known:
            says = _("the column '%(name)s' is there twice", name=name)
            faults.append(table.fault(1, column, says))
        else:
            known[name] = column
    return known, [name for name in ignored if name and name != "stand"]


def _faults(given: Mapping[str, str], municipalities: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Column and what is wrong there."""
    for name, most in LIMITS.items():
        if len(given.get(name, "")) > most:
            yield name, _("this is longer than %(count)s characters", count=most)
    if not fold(given["naam"]):
        yield "naam", _("nothing stands here") if not given["naam"] else _("this is no name")
    if not homes.postcode(given["postcode"]):
        yield "postcode", _("'%(text)s' is no postcode", text=given["postcode"][:40])
    if homes.home(_ANYWHERE, given["huisnummer"]) is None:
        yield "huisnummer", _("'%(text)s' is no house number", text=given["huisnummer"][:40])
    elif homes.home(_ANYWHERE, given["huisnummer"], given.get("toevoeging", "")) is None:
        yield "toevoeging", _("this is longer than %(count)s characters", count=homes.LONGEST_ADDITION)
    if 0 < len(given.get("e-mail", "")) <= LONGEST_ADDRESS and not is_email(given["e-mail"]):
        yield "e-mail", _("'%(text)s' is no e-mail address", text=given["e-mail"][:40])
    if fold(given["gemeente"]) not in municipalities:
        yield "gemeente", _("the municipality '%(name)s' does not take part", name=given["gemeente"][:60])
