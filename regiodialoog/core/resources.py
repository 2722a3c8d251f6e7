"""Where translations and the like are: at the top of the source tree, or inside the installed package."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def resource_dir(name: str) -> Path:
    """The folder ``templates``, ``translations``, ``migrations``, ``static``, ``tools`` or ``docs``, wherever this copy
    keeps it."""
    for place in (PACKAGE / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"The folder {name!r} is missing from this installation")
