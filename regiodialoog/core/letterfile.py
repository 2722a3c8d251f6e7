"""The file of a letter that is being handed over: a lock, and how far it came. It outlives a killed process.

One file is both, so that nobody reads a stage that is still changing. A stage is written over the one before in a
single call: a process that is killed has written it or has not, and a disk that is full by then still has the room.
"""

import enum
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

LENGTH = 16


class Stage(enum.StrEnum):
    OFFERED = "offered"
    """The server was not asked to take it, by anybody."""
    ASKED = "asked"
    """The dot may have left, now or in an earlier try; nobody knows what became of it."""
    TAKEN = "taken"
    REFUSED = "refused"


class LetterFile:
    """A letter's file in our hands: whoever dies lets go of it."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path, self._handle = path, handle

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """None while another process has it. Raises OSError if it cannot be made."""
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if _is_there(path, handle):
                    return cls(path, handle)
            except BlockingIOError:
                os.close(handle)
                return None
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)  # it was removed between the opening and the lock: take the one of now

    @property
    def stage(self) -> Stage | None:
        """How far it came; None for an empty file."""
        word = os.pread(self._handle, LENGTH, 0).decode(errors="replace").strip()
        return next((stage for stage in Stage if stage == word), None)

    def write(self, stage: Stage) -> None:
        """Raises OSError."""
        line = f"{stage:<{LENGTH - 1}}\n".encode()
        if os.pwrite(self._handle, line, 0) != len(line):
            raise OSError("no room for a letter's stage")

    def remove(self) -> None:
        """Raises OSError; it is let go of all the same."""
        try:
            self.path.unlink(missing_ok=True)
        finally:
            self.let_go()

    def let_go(self) -> None:
        os.close(self._handle)


def _is_there(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def left_behind(folder: Path) -> Iterator[tuple[int, LetterFile]]:
    """The number and file of every letter that nobody has in hand, each taken while it is looked at."""
    for path in sorted(folder.glob("*")):
        if path.name.isdecimal() and (letter := LetterFile.take(path)) is not None:
            yield int(path.name), letter
