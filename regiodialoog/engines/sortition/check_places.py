"""Checking what the places of a draw ask: it is of the quotas, and every panel can sit down on them."""

from collections.abc import Mapping, Sequence
from typing import Any

from regiodialoog.engines.sortition import replace
from regiodialoog.engines.sortition.shapes import Wrong

Key = tuple[str, str]


def of_the_quotas(config: Mapping[str, Any], quotas: Mapping[Key, Any]) -> None:
    """Raises Wrong. A draw of before places were sealed has none."""
    if "places" not in config:
        return
    places = config["places"]
    if not isinstance(places, list) or len(places) != config["seats"]:
        raise Wrong("config", f"places is no list of {config['seats']}")
    for n, asks in enumerate(places):
        if not isinstance(asks, dict) or not all(isinstance(value, str) for value in asks.values()):
            raise Wrong(f"place {n}", "this is no value by feature")
        for key in asks.items():
            if key not in quotas:
                raise Wrong(f"place {n}", f"no quota names {key}")


def seat_everybody(place: str, places: Sequence[Mapping[str, str]], people: Sequence[Mapping[str, str]]) -> None:
    """``people``: the values of each of a panel, in the order of the draw. Raises Wrong when one stays standing."""
    if any(places) and None in replace.sit_down(places, people):
        raise Wrong(place, "not everybody of it fits on the places")
