"""Two processes speak over two pipes: a JSON object a line. What lines carry is never logged: tokens are among it."""

import json
import os
import select
import time
from typing import Any


class Wire:
    """One end. ``reads`` and ``writes`` are file descriptors that nobody else reads or writes."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = reads, writes
        self._heard = b""

    def say(self, **words: Any) -> None:
        """Raises BrokenPipeError when the other side is gone."""
        line = json.dumps(words).encode() + b"\n"
        while line:
            line = line[os.write(self._writes, line) :]

    def hear(self, seconds: float | None = None) -> dict[str, Any] | None:
        """The next line; None when the other side is gone, also in the middle of a line. Raises TimeoutError."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._heard:
            if not self.stirs(None if deadline is None else max(0.0, deadline - time.monotonic())):
                raise TimeoutError("nothing was said")
            part = os.read(self._reads, 65536)
            if not part:
                return None
            self._heard += part
        line, _, self._heard = self._heard.partition(b"\n")
        words: dict[str, Any] = json.loads(line)
        return words

    def stirs(self, seconds: float | None) -> bool:
        """Whether within that time the other side says something or goes away."""
        waiting = select.poll()
        waiting.register(self._reads, select.POLLIN)
        return bool(waiting.poll(None if seconds is None else seconds * 1000))
