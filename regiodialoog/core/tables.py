"""A file of the bureau as a table, with every fault in the language of the reader."""

import re
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.engines.sortition.files import BadFiles, Table, read_table, read_what_can
from regiodialoog.engines.strict_json import BadInput

_ENGINE = (
    (r"the file is empty", _l("the file is empty")),
    (r"the column '(?P<name>.*)' is there twice", _l("the column '%(name)s' is there twice")),
    (r"(?P<count>\d+) fields where the header has (?P<header>\d+)", _l("%(count)s fields, but %(header)s columns")),
    (r"a value of more than (?P<count>\d+) characters", _l("a value of more than %(count)s characters")),
    (r"this is not UTF-8.*", _l("this is not UTF-8; save the file as CSV UTF-8")),
    (r"a byte 0 stands in the file", _l("this is not a text file")),
    (r"this is not CSV.*", _l("this is not CSV: look at the quotation marks")),
)  # fmt: skip


def table_of(data: bytes, file: str, faults: list[BadInput]) -> Table | None:
    """What a file holds, or None: then ``faults`` says what is wrong with it."""
    try:
        return read_table(data, file=file)
    except BadFiles as bad:
        faults += [BadInput(each.file, each.line, each.column, _said(each.says)) for each in bad.faults]
        return None


def as_much_as_can(data: bytes, file: str, faults: list[BadInput]) -> Table | None:
    """As ``table_of``, but with what is wrong in some lines the others are there to be judged as well: None only when
    there is no header that holds."""
    table, found = read_what_can(data, file=file)
    faults += [BadInput(each.file, each.line, each.column, _said(each.says)) for each in found]
    return table if table.header and not any(each.line == 1 for each in found) else None


def has_columns(table: Table, names: Sequence[str], faults: list[BadInput]) -> bool:
    """Whether all these columns are there; adds to ``faults`` those that are not."""
    missing = [name for name in names if name not in table.header]
    faults += [BadInput(table.file, 1, 1, _("there is no column '%(name)s'", name=name)) for name in missing]
    return not missing


def _said(says: str) -> str:
    """A fault of the engine in the language of the reader."""
    for pattern, text in _ENGINE:
        if found := re.fullmatch(pattern, says, re.DOTALL):
            return str(text) % found.groupdict() if found.groupdict() else str(text)
    return says
