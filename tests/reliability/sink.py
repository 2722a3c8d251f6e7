"""A mail server on loopback that keeps everything it took, and can be slow or stand still at any step."""

import asyncio
import email.policy
import logging
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

BEFORE_THE_DOT = ("MAIL", "RCPT", "DATA_BEGINS")


class Sink:
    """``raw``: every text that was taken, in order. ``met``: how many connections there were.

    ``stall(step)``: the next time, this step waits for ``go_on()``. DATA is the moment after the dot, before the text
    is kept.
    TAKEN is the moment after the dot: the text is kept, and the yes is not yet on its way.
    (No properties: aiosmtpd looks at every attribute for every connection.)
    """

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.met = 0
        self.slow: dict[str, float] = {}
        self.answers: dict[str, list[str]] = {}
        self.reached = threading.Event()
        self._stall = ""
        self._go = threading.Event()

    def mails(self) -> list[EmailMessage]:
        parser = BytesParser(policy=email.policy.default)
        return [parser.parsebytes(text) for text in self.raw]

    def by_id(self) -> Counter[str]:
        return Counter(str(mail["Message-ID"]) for mail in self.mails())

    def stall(self, step: str) -> None:
        self.reached.clear()
        self._go.clear()
        self._stall = step

    def go_on(self) -> None:
        self._stall = ""
        self._go.set()

    async def at(self, step: str) -> str:
        """The answer that was ordered for this step, if any, after the delay that was ordered for it."""
        await asyncio.sleep(self.slow.get(step, 0))
        if self._stall == step:
            self._stall = ""
            self.reached.set()
            await asyncio.get_running_loop().run_in_executor(None, self._go.wait, 30)
        ordered = self.answers.get(step, [])
        return ordered.pop(0) if ordered else ""

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self.at("MAIL") or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self.at("RCPT") or "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        text = envelope.content
        assert isinstance(text, bytes)
        if refusal := await self.at("DATA"):
            return refusal
        self.raw.append(text)
        return await self.at("TAKEN") or "250 OK"


logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd tells every line of every conversation


class _Server(SMTP):
    def connection_made(self, transport: Any) -> None:
        sink: Any = self.event_handler
        sink.met += 1
        super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        sink: Any = self.event_handler
        await sink.at("DATA_BEGINS")
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, hostname="sink.example", ident="sink")


@contextmanager
def sink() -> Iterator[tuple[Sink, str]]:
    """The sink, and the REGIODIALOOG_MAIL_URL that leads to it."""
    found = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = _Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    found.met = 0  # the controller tries its own door
    try:
        yield found, f"smtp://127.0.0.1:{port}"
    finally:
        found.go_on()
        controller.stop()
