"""How the places of a plan fall over municipalities, and in words where that was a tie."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.engines.apportion import Spread, deal, largest_remainder


@dataclass(frozen=True)
class SharedOut:
    """``table``: of each interest the places by municipality; ``whole``: how many each municipality has of all."""

    table: list[list[int]]
    whole: Spread


def shared_out(counts: Sequence[int], weights: Sequence[int], *, least: int = 0) -> SharedOut:
    """``counts``: the places of each interest; ``weights``: of each municipality, its inhabitants or 1.

    First how many places each municipality has, then which of them are for which interest: else a small municipality,
    which has too little of every single interest, would have no place at all. Raises as ``largest_remainder``.
    """
    whole = largest_remainder(sum(counts), weights, least=least)
    return SharedOut(deal(counts, whole.places), whole)


def told(found: SharedOut, names: Sequence[str]) -> list[str]:
    """What the bureau should know of it: who won a tie only by the alphabet, and who has a place by the least."""
    said, whole = [], found.whole
    if whole.tied:
        won, lost = whole.tied[: whole.won], whole.tied[whole.won :]
        said.append(
            ngettext(
                "%(names)s had as much right to the last place as %(others)s, and got it as first in the alphabet.",
                "%(names)s had as much right to the last places as %(others)s, and got them as first in the alphabet.",
                whole.won,
                names=_list(names, won),
                others=_list(names, lost),
            )
        )
    if whole.raised:
        least = min(whole.places[n] for n in whole.raised)
        said.append(
            ngettext(
                "%(names)s would have fewer by the number of inhabitants, and got %(num)s place.",
                "%(names)s would have fewer by the number of inhabitants, and got %(num)s places.",
                least,
                names=_list(names, whole.raised),
            )
        )
    return said


def _list(names: Sequence[str], numbers: Sequence[int]) -> str:
    chosen = [names[n] for n in numbers]
    if len(chosen) < 2:
        return "".join(chosen)
    return str(_("%(names)s and %(last)s", names=", ".join(chosen[:-1]), last=chosen[-1]))
