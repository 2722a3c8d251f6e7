"""A clock that runs, but from another moment: for processes of the product that live in the same invented time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class MovedClock:
    """Stands where the context variable of the clock stands. ``file`` holds how many seconds it is ahead, and whoever
    reads the same file lives in the same time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def get(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text()))

    def move_to(self, moment: datetime) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(str((moment - datetime.now(UTC)).total_seconds()))
        new.rename(self._file)  # at no moment it holds half a number
