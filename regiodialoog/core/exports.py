"""Everything public of one thing, as files: each feature adds its own, nobody knows all of them.

The feature that has the thing says how it is found, ``@exported("theme")``; any feature adds files to it with
``@exports("theme")``. The command line writes them, with a manifest.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from regiodialoog.core.errors import NotFound

Row = Mapping[str, Any]
Content = Row | Iterable[Row]
Files = Mapping[str, Content]
Find = Callable[[str], int]
Export = Callable[[int], Files]
_find: dict[str, Find] = {}
_exports: dict[str, list[Export]] = {}


def exported(kind: str) -> Callable[[Find], Find]:
    """Register how one of a kind is found: its slug in, its id out; raises NotFound."""

    def register(find: Find) -> Find:
        if kind in _find:
            raise ValueError(f"There are two ways to find a {kind}")
        _find[kind] = find
        return find

    return register


def exports(kind: str) -> Callable[[Export], Export]:
    """Register files that belong to an export of a kind: from its id to file name and content.

    A name ends in ``.jsonl`` (a row per line) or ``.json`` (a list of rows, or one object). Rows hold plain JSON
    values without floating-point numbers, and only what everybody may see. They are read after the function returned.
    """

    def register(export: Export) -> Export:
        _exports.setdefault(kind, []).append(export)
        return export

    return register


def files_of(kind: str, slug: str) -> dict[str, Content]:
    """All files of one thing. Raises NotFound when it is not there, ValueError when two features use one name."""
    if kind not in _find:
        raise NotFound
    subject_id = _find[kind](slug)
    found: dict[str, Content] = {}
    for export in _exports.get(kind, ()):
        files = export(subject_id)
        if both := found.keys() & files.keys():
            raise ValueError(f"Two features export {min(both)}")
        found.update(files)
    return found
