"""The file of a draw has a day of its own, published with the seal: after it the values are withdrawn, the seal
stays."""

from typing import Any

from regiodialoog.core import clock
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush
from regiodialoog.core.tidying import tidies
from regiodialoog.groups import queries
from regiodialoog.groups.events import DrawFileWithdrawn, of_draw
from regiodialoog.groups.models import Draw


@tidies
def withdraw_files() -> None:
    """A draw that goes on needs its values until it is decided, though nobody gets the file any more."""
    for draw in queries.draws_kept_until_before(clock.today()):
        withdraw_file(draw)


def withdraw_file(draw: Draw) -> None:
    """Withdraw who could be drawn, and with which values; the seal, the outcome and the ticket stay."""
    had_file = bool(draw.file and draw.seal)
    if not (draw.codes or draw.file):
        return
    forget_who(draw)
    draw.file = ""
    draw.result = {name: value for name, value in draw.result.items() if name != "persons"}
    flush()
    if had_file:
        emit(DrawFileWithdrawn(**of_draw(draw)))


def forget_who(draw: Draw) -> None:
    """Whose code is whose: without it the file says nothing of anybody whom one does not recognise by the values."""
    for row in queries.offers(draw.id):
        row.line = {}
    draw.codes, draw.inputs = {}, {"seats": draw.inputs.get("seats", [])}
    flush()


def in_its_place(draw: Draw) -> dict[str, Any]:
    """What draw.json holds after its day, as ``engines.sortition.withdrawn`` has it."""
    from regiodialoog.engines.sortition import withdrawn

    return withdrawn.file(draw.seal, draw.file_until)
