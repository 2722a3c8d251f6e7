"""From an event's subject to something people recognise: a name and an address, looked up many at a time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    label: str
    url: str = ""


Resolver = Callable[[set[int]], dict[int, Link]]
_resolvers: dict[str, Resolver] = {}


def names(subject: str) -> Callable[[Resolver], Resolver]:
    """Register how subjects of a kind are named: ids in, links by id out, in one query."""

    def register(resolver: Resolver) -> Resolver:
        _resolvers[subject] = resolver
        return resolver

    return register


def links(subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Link]:
    """Links for many subjects, one query per kind. What nobody names, or is gone, is left out."""
    wanted: dict[str, set[int]] = {}
    for kind, subject_id in subjects:
        wanted.setdefault(kind, set()).add(subject_id)
    found: dict[tuple[str, int], Link] = {}
    for kind, ids in wanted.items():
        if kind in _resolvers:
            found.update({(kind, subject_id): link for subject_id, link in _resolvers[kind](ids).items()})
    return found
