"""Postmen whom a test starts itself: in this process, to shorten their patience, or as a process with a bare wire."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from regiodialoog.core import delivery
from regiodialoog.core.postman import Postman
from regiodialoog.core.wire import Wire


class _Here:
    """What ``delivery`` knows of a postman, with a thread for a process."""

    def __init__(self) -> None:
        orders, answers = os.pipe(), os.pipe()
        self.wire = Wire(answers[0], orders[1])
        self._ours, self._theirs = (answers[0], orders[1]), (orders[0], answers[1])
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        Postman(Wire(*self._theirs)).serve()
        for end in self._theirs:
            os.close(end)

    def lives(self) -> bool:
        return self.thread.is_alive()

    def hang_up(self, seconds: float) -> None:
        for end in self._ours:
            os.close(end)
        self.thread.join(seconds)


@contextmanager
def postman_in_this_process(monkeypatch) -> Iterator[None]:
    delivery.service.dismiss(30)
    monkeypatch.setattr(delivery, "_Process", _Here)
    yield
    delivery.service.dismiss(30)
