"""What stands in the place of a sealed file whose time is over: its seal, and until when it was there.

Nothing can be recomputed from it; whoever kept the file itself can still check that.
"""

import re
from datetime import date
from typing import Any

from regiodialoog.engines.sortition.shapes import DRAW
from regiodialoog.engines.strict_json import BadInput, read

FORMAT = "regiodialoog-draw-withdrawn/1"
_HASH, _DAY = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def file(seal: str, kept_until: date | None) -> dict[str, Any]:
    """``kept_until``: the last day on which the file was there; None where no day was published."""
    return {"format": FORMAT, "seal": seal, "kept_until": kept_until.isoformat() if kept_until else None}


def said_by(data: bytes) -> str:
    """What a draw.json of this format says, in a sentence; empty for any other. Raises BadInput for what cannot be
    read."""
    value = read(data, file=DRAW)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        return ""
    seal, day = value.get("seal"), value.get("kept_until")
    is_seal = isinstance(seal, str) and _HASH.fullmatch(seal)
    is_day = day is None or (isinstance(day, str) and _DAY.fullmatch(day))
    if value.keys() != {"format", "seal", "kept_until"} or not is_seal or not is_day:
        raise BadInput(DRAW, 1, 1, f"this is no {FORMAT}")
    since = f"after {day}, as was published with the seal" if day else "when its time was over"
    return f"this file was withdrawn {since}: nothing can be recomputed; the seal was {seal}"
