"""Who can be drawn, and what is asked of a panel: plain values, which files are read into."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Quota:
    """How many of a panel have this value of a feature, at least and at most."""

    feature: str
    value: str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Person:
    """``values``: one by feature, in the order of the features of the demands. ``household`` "": lives with nobody."""

    id: str
    values: tuple[str, ...]
    household: str = ""
