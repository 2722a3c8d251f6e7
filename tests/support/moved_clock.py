"""A clock that runs, but from another moment: for threads and processes that live in the same invented time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class MovedClock:
    """Stands where the context variable of the clock stands. ``file`` holds how many seconds it is ahead, and whoever
    reads the same file lives in the same time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        if not file.exists():
            file.write_text("0")

    def get(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text()))

    def move_to(self, moment: datetime) -> None:
        assert moment >= self.get(), f"time goes forward: it is {self.get()} already"
        new = self._file.with_suffix(".new")
        new.write_text(str((moment - datetime.now(UTC)).total_seconds()))
        new.rename(self._file)  # at no moment it holds half a number
