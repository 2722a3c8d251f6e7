"""The worker's side of the postman: one process, started at the first letter and kept for the next ones."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

import structlog

from regiodialoog.core import postman
from regiodialoog.core.letterfile import Stage
from regiodialoog.core.smtp import MailRefused
from regiodialoog.core.wire import Wire

log = structlog.get_logger(__name__)
PATIENCE = postman.HELD_AT_MOST + postman.GO_WITHIN
"""Seconds for an answer of the postman's, who waits for others less long than that."""


class NotDelivered(OSError):
    """No answer of the mail server's. What is raised is named after what went wrong, for whoever reads about it."""


def _not_delivered(name: str, why: str = "") -> NotDelivered:
    kind: type[NotDelivered] = type(name, (NotDelivered,), {})
    return kind(why)


class _Process:
    """A postman and the wire to it. Neither its arguments nor its environment hold a secret."""

    def __init__(self) -> None:
        self.popen = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", postman.__name__],
            env={name: value for name, value in os.environ.items() if not name.startswith("REGIODIALOOG_")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,  # what ends the worker's group lets it finish
        )
        self.pipes = cast("tuple[IO[bytes], IO[bytes]]", (self.popen.stdout, self.popen.stdin))
        self.wire = Wire(*(pipe.fileno() for pipe in self.pipes))

    def lives(self) -> bool:
        return self.popen.poll() is None

    def hang_up(self, seconds: float) -> None:
        for pipe in self.pipes:
            pipe.close()
        with suppress(subprocess.TimeoutExpired):
            self.popen.wait(seconds)


class Service:
    """This process's postman, if there is one yet."""

    def __init__(self) -> None:
        self._process: _Process | None = None
        self._former: list[_Process] = []

    def ready(self) -> None:
        """Start a postman, unless there is one."""
        self._former = [process for process in self._former if process.lives()]
        if self._process is not None and not self._process.lives():
            self.dismiss()
        if self._process is None:
            self._process = _Process()

    def dismiss(self, seconds: float = 0) -> None:
        """Hang up. The postman brings what it was told to its end, and goes; wait for that no longer than asked."""
        if self._process is not None:
            process, self._process = self._process, None
            process.hang_up(seconds)
            self._former.append(process)

    def tell(self, do: str, **words: Any) -> None:
        """An order without an answer. Raises NotDelivered when there is no postman (any more)."""
        if self._process is None:
            raise _not_delivered("PostmanGone")
        try:
            self._process.wire.say(do=do, **words)
        except BrokenPipeError:
            self.dismiss()
            raise _not_delivered("PostmanGone") from None

    def ask(self, do: str, **words: Any) -> dict[str, Any]:
        """An order and its answer. Raises MailRefused and NotDelivered."""
        answer = None
        try:
            self.tell(do, **words)
            answer = self._process.wire.hear(PATIENCE) if self._process else None
        finally:
            if answer is None:  # gone, or it may still answer: the next letter shall not get this one's
                self.dismiss()
        return _good(answer)


def _good(answer: dict[str, Any] | None) -> dict[str, Any]:
    if answer is None:
        raise _not_delivered("PostmanGone")
    if "refused" in answer:
        log.warning("mail.refused", answer=answer["refused"])
        raise MailRefused(answer["refused"])
    if "failed" in answer:
        raise _not_delivered(answer["failed"], answer["why"])
    if "dropped" in answer:
        raise _not_delivered("TooLate")
    return answer


service = Service()


class Letter:
    """A letter in the postman's hands, and in nobody else's on this machine. ``found``: how far an earlier try came."""

    def __init__(self, found: Stage | None) -> None:
        self.found = found
        self.settled = False

    def offer(self, url: str, headers: dict[str, str], body: str, *, doubt: bool) -> None:
        """Everything but the dot; ``doubt``: an earlier dot may have left. Raises MailRefused and NotDelivered."""
        service.ask("offer", url=url, headers=headers, body=body, doubt=doubt)

    def hand_over(self) -> bool:
        """Send the dot: whether the server took it. Raises NotDelivered when it was not asked, or nobody will know."""
        answer = service.ask("go")
        if not answer["taken"]:
            log.warning("mail.refused", answer=answer["code"])
        return bool(answer["taken"])


@contextmanager
def letter(path: Path) -> Iterator[Letter]:
    """Take a letter in hand, waiting for who has it. Its file goes once it is ``settled``. Raises NotDelivered."""
    service.ready()
    stage = service.ask("open", path=str(path.resolve()))["stage"]
    found = Letter(None if stage is None else Stage(stage))
    try:
        yield found
    finally:
        with suppress(NotDelivered):
            service.tell("done" if found.settled else "leave")
