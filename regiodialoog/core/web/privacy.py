"""What this site keeps about people: each feature says it beside the code that keeps it, /privacy shows the table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """One kind of record, in msgids that people read: what, why, on which legal ground, how long, who sees it."""

    key: str
    what: str
    why: str
    ground: str
    period: str
    readers: str
    order: int


_kept: dict[str, Kept] = {}


def keeps(key: str, *, what: str, why: str, ground: str, period: str, readers: str, order: int) -> None:
    """Register a kind of record that is about people, or that leads to them."""
    if key in _kept:
        raise ValueError(f"The kept record {key} is described twice")
    _kept[key] = Kept(key, what, why, ground, period, readers, order)


def kept_records() -> Sequence[Kept]:
    return sorted(_kept.values(), key=lambda record: (record.order, record.key))
