"""Which groups are large enough to be shown by themselves to whoever is not in the room."""

from collections.abc import Mapping

LEAST = 5


def shown_apart(sizes: Mapping[str, int], least: int = LEAST) -> frozenset[str]:
    """The groups that may be shown apart, given how many ballots each has.

    All others are shown together, and they too are nobody or at least ``least``: otherwise whoever subtracts what is
    shown from the whole would see them. The smallest of the large groups go along with them until that is so.
    """
    apart = sorted((size, group) for group, size in sizes.items() if size >= least)
    together = sum(size for size in sizes.values() if size < least)
    while apart and 0 < together < least:
        size, _group = apart.pop(0)
        together += size
    return frozenset(group for _size, group in apart)
