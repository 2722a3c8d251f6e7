"""The process that hands letters to the mail server, so that killing the worker does not stop it half way.

A worker starts one (``core.delivery``) and orders, a line each; every order but the last two is answered:

* ``open`` (path): take the letter's file, waiting for whoever has it → ``stage``
* ``offer`` (url, headers, body, doubt): connect and give the server everything but the dot → ``offered``
* ``go``: send the dot, wait, write the outcome in the file → ``taken`` and ``code``
* ``done``: the outcome is noted, remove the file · ``leave``: put the letter down, the file stays

What goes wrong is answered with ``refused`` or ``failed``, an order that comes too late with ``dropped``. The worker's
end is the end of the pipe: a letter without ``go`` is dropped before its dot, one with it is brought to its outcome
first. This module imports neither Flask nor SQLAlchemy, to start fast; it logs nothing, the worker does.
"""

import signal
import smtplib
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from regiodialoog.core import smtp
from regiodialoog.core.letterfile import LetterFile, Stage
from regiodialoog.core.wire import Wire

GO_WITHIN = 60
"""Seconds between two orders about one letter. A worker that stands still longer does not keep it from the others."""
HELD_AT_MOST = smtp.LAST_TIMEOUT + 2 * GO_WITHIN
"""Seconds to wait for a letter that another postman has in hand."""
LOOK_EVERY = 0.02
Answer = dict[str, Any]


class Postman:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._file: LetterFile | None = None
        self._server: smtplib.SMTP | None = None
        self._over = False
        self._orders: dict[str, Callable[..., Answer | None]] = {
            "open": self._open,
            "offer": self._offer,
            "go": self._go,
            "done": self._done,
            "leave": self._put_down,
        }

    def serve(self) -> None:
        """Until the worker is gone."""
        try:
            while (order := self._next()) is not None:
                answer = self._obey(order)
                with suppress(BrokenPipeError):  # nobody listens: the next order is the end of the pipe
                    if answer is not None:
                        self._wire.say(**answer)
        finally:
            self._put_down()

    def _next(self) -> Answer | None:
        try:
            return self._wire.hear(None if self._file is None else GO_WITHIN)
        except TimeoutError:
            self._put_down()
            return self._wire.hear()

    def _obey(self, order: Answer) -> Answer | None:
        try:
            return self._orders[order.pop("do")](**order)
        except smtp.MailRefused as error:
            return {"refused": str(error)}
        except (OSError, ValueError) as error:
            return {"failed": type(error).__name__, "why": str(error)}

    def _open(self, path: str) -> Answer:
        self._put_down()
        deadline = time.monotonic() + HELD_AT_MOST
        while (file := LetterFile.take(Path(path))) is None:
            if self._wire.stirs(LOOK_EVERY) or time.monotonic() > deadline:
                raise TimeoutError("another worker has this letter in hand")
        self._file = file
        return {"stage": file.stage}

    def _offer(self, url: str, headers: dict[str, str], body: str, doubt: bool) -> Answer:
        if self._file is None:
            return {"dropped": True}
        self._file.write(Stage.ASKED if doubt else Stage.OFFERED)
        self._server = smtp.connect(url)
        smtp.offer(self._server, _written(headers, body))
        return {"offered": True}

    def _go(self) -> Answer:
        if self._file is None or self._server is None:
            return {"dropped": True}
        self._file.write(Stage.ASKED)
        code = smtp.ended(self._server)
        self._over = True
        with suppress(OSError):  # a file that cannot be written is no reason to keep a living worker from knowing
            self._file.write(Stage.TAKEN if code == smtp.TAKEN else Stage.REFUSED)
        return {"taken": code == smtp.TAKEN, "code": code}

    def _done(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # a file that stays is harmless, and tidied up later
                self._file.remove()
            self._file = None
        self._put_down()

    def _put_down(self) -> None:
        """Let go of the letter; a server that was not asked to take it forgets it."""
        if self._file is not None:
            self._file.let_go()
        if self._server is not None:
            if self._over:
                smtp.leave(self._server)
            self._server.close()
        self._file, self._server, self._over = None, None, False


def _written(headers: dict[str, str], body: str) -> EmailMessage:
    mail = EmailMessage()
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(body)
    return mail


def main() -> None:
    """The worker's end is heard on the pipe; a signal to both at once is no reason to stop half way."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    Postman(Wire(sys.stdin.fileno(), sys.stdout.fileno())).serve()


if __name__ == "__main__":
    main()
