"""The conversation with a mail server, in the two steps that matter: the text, and the dot that asks to take it.

smtplib's own ``send_message`` does both at once and says goodbye before it returns; between the server's yes and our
note there should be as little as possible. Nothing is logged here: the postman, who speaks so, has no log.
"""

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from email.generator import BytesGenerator
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import parseaddr
from functools import cache
from io import BytesIO
from urllib.parse import unquote, urlsplit

TAKEN = 250
"""The answer to the dot that makes the message the server's."""
TIMEOUT = 60
"""Seconds for every answer but the last: giving up before the dot costs nothing."""
LAST_TIMEOUT = 600
"""Seconds for the answer to the dot (RFC 5321, 4.5.3.2.6): giving up early is what makes copies."""


class MailRefused(smtplib.SMTPException):
    """The server said no, for now or for ever; it did not take the message."""


def connect(url: str) -> smtplib.SMTP:
    """A connection, encrypted if the server can and signed in if ``url`` has a name. Raises OSError."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, _own_name(), timeout=TIMEOUT, context=_encryption())
    else:
        server = smtplib.SMTP(host, parts.port or 25, _own_name(), timeout=TIMEOUT)
    try:
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=_encryption())
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


@cache
def _encryption() -> ssl.SSLContext:
    """Read once: the certificates of the world take longer than the letter."""
    return ssl.create_default_context()


@cache
def _own_name() -> str:
    """The name of this machine, as smtplib finds it: asking for it may take longer than the letter."""
    return smtplib.SMTP().local_hostname


def offer(server: smtplib.SMTP, mail: EmailMessage) -> None:
    """Everything but the dot. Raises MailRefused; whatever happens, the server has not taken the message."""
    sender, recipient = (parseaddr(str(mail[name]))[1] for name in ("From", "To"))
    beyond_ascii = not (sender + recipient).isascii()
    eight_bits = server.has_extn("8bitmime")
    options = ["BODY=8BITMIME"] if eight_bits else []
    if beyond_ascii:
        if not server.has_extn("smtputf8"):
            raise MailRefused("The server takes no addresses beyond ASCII")
        options.append("SMTPUTF8")
    text = BytesIO()
    policy = (SMTPUTF8 if beyond_ascii else SMTP).clone(cte_type="8bit" if eight_bits else "7bit")
    BytesGenerator(text, policy=policy).flatten(mail)
    _expect({250}, server.mail(sender, options))
    _expect({250, 251}, server.rcpt(recipient))
    _expect({354}, server.docmd("DATA"))
    server.send(re.sub(rb"(?m)^\.", b"..", text.getvalue().rstrip(b"\r\n")) + b"\r\n")


def ended(server: smtplib.SMTP) -> int:
    """Send the dot and wait for the answer's code. Raises OSError when that will never be known."""
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("gone before the dot")
    server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or the kernel keeps it back for some 40 ms
    server.sock.settimeout(LAST_TIMEOUT)
    server.send(b".\r\n")
    return server.getreply()[0]


def leave(server: smtplib.SMTP) -> None:
    """Say goodbye; nothing depends on the answer."""
    with suppress(OSError):
        server.send(b"QUIT\r\n")


def _expect(codes: set[int], answer: tuple[int, bytes]) -> None:
    if answer[0] not in codes:
        raise MailRefused(str(answer[0]))
