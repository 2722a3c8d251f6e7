"""Mail leaves from here, after the commit of whatever it tells about.

``post`` stores a message and a job in the action's transaction. The worker lets its postman, a process of its own, hand
it to the mail server, and marks it sent. The server gets the whole text first, and is asked to take it by the last
line, a dot. HANDING_OVER is stored between the two. A worker killed before it leaves nothing behind (RFC 5321 lets the
server forget a text without its dot); of one killed after it the postman writes the outcome in the letter's file. Where
that is missing nobody can know whether the server took it: it is offered again with the same Message-ID, so that it is
never lost and a mailbox that saw it drops the copy (docs/adr/0008).
"""

import enum
import hashlib
import time
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import current_app
from sqlalchemy import CheckConstraint, ForeignKey, Index, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from regiodialoog.core import clock, delivery, jobs
from regiodialoog.core.db import Infrastructure, Model, db, enum_type, transaction
from regiodialoog.core.letterfile import Stage
from regiodialoog.core.smtp import MailRefused
from regiodialoog.core.text import N_
from regiodialoog.core.workflow import Workflow

log = structlog.get_logger(__name__)
NOTE_AGAIN_AFTER = (0.2, 1, 5, 15)


class MessageState(enum.StrEnum):
    WAITING = "waiting"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    KEPT = "kept"


DONE = {MessageState.SENT, MessageState.KEPT}
WORKFLOW: Workflow[MessageState] = Workflow(
    {
        MessageState.WAITING: {MessageState.HANDING_OVER, MessageState.KEPT},
        MessageState.HANDING_OVER: {MessageState.SENT, MessageState.WAITING, MessageState.HANDING_OVER},
        MessageState.SENT: set(),
        MessageState.KEPT: set(),
    }
)


class MailNotConfigured(RuntimeError):
    """There is mail to send and no REGIODIALOOG_MAIL_URL."""


class OutboxMessage(Model, Infrastructure):
    """One mail to one address. ``secret``: the body holds a token and is blanked as soon as it is sent."""

    __tablename__ = "outbox_messages"
    __table_args__ = (
        CheckConstraint("(state IN ('sent', 'kept')) = (sent_at IS NOT NULL)", name="sent_iff_dated"),
        Index("ix_outbox_messages_person", "person_id", "created_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    secret: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[str]
    state: Mapped[MessageState] = mapped_column(enum_type(MessageState), default=MessageState.WAITING)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]


def post(
    *, address: str, subject: str, body: str, dedupe_key: str, person_id: int | None = None, secret: bool = False
) -> None:
    """Put a mail in the outbox, within the current transaction. The same ``dedupe_key`` again changes nothing."""
    if db.session.scalar(select(OutboxMessage.id).where(OutboxMessage.dedupe_key == dedupe_key)) is not None:
        return
    domain = urlsplit(current_app.config["SETTINGS"].base_url).hostname
    message = OutboxMessage(
        dedupe_key=dedupe_key,
        person_id=person_id,
        address=address,
        subject=" ".join(subject.split()),
        body=body,
        secret=secret,
        message_id=f"<{_message_key(dedupe_key)}@{domain}>",
    )
    db.session.add(message)
    db.session.flush()
    jobs.enqueue("mail.send", {"message_id": message.id}, dedupe_key=f"mail:{dedupe_key}")


def _message_key(dedupe_key: str) -> str:
    """A Message-ID's left part: stable for the message, telling nothing about it."""
    return hashlib.sha256(f"{current_app.config['SETTINGS'].signing_key}:{dedupe_key}".encode()).hexdigest()[:40]


@jobs.handles("mail.send", says=N_("Send an e-mail"))
def send(payload: dict[str, Any]) -> None:
    """Hand one message to the mail server, unless that is already done. Raises MailRefused and NotDelivered."""
    settings, message_id = current_app.config["SETTINGS"], payload["message_id"]
    if not settings.mail_url:
        _keep(message_id)
        return
    with delivery.letter(letters_folder() / str(message_id)) as letter:
        with transaction() as session:  # read with the letter in hand: no other worker moves it on
            message = session.get(OutboxMessage, message_id)
            if message is None or message.state in DONE:
                letter.settled = True
                return
            state, secret = message.state, message.secret
            headers, body = _headers(message, settings.mail_from), message.body
        if state is MessageState.HANDING_OVER and letter.found is Stage.TAKEN:
            log.info("mail.was_taken", message=message_id)
        else:
            doubt = state is MessageState.HANDING_OVER and letter.found not in {Stage.OFFERED, Stage.REFUSED}
            if doubt:
                log.warning("mail.offered_again", message=message_id)
            letter.offer(settings.mail_url, headers, body, doubt=doubt)
            _hand_over(letter, message_id, refused=MessageState.HANDING_OVER if doubt else MessageState.WAITING)
        _note_sent(message_id, secret)
        letter.settled = True


def _keep(message_id: int) -> None:
    """Without a mail server: only the demonstration does, and mail stays here. Raises MailNotConfigured."""
    with transaction() as session:
        message = session.get(OutboxMessage, message_id)
        if message is None or message.state in DONE:
            return
        if not current_app.config["SETTINGS"].demo:
            raise MailNotConfigured("REGIODIALOOG_MAIL_URL is not set")
        WORKFLOW.move(message, MessageState.KEPT)
        message.sent_at = clock.now()


def letters_folder() -> Path:
    """Where the files of letters under way are, by their number."""
    storage: Path = current_app.config["SETTINGS"].storage
    return storage / "handed-over"


def _hand_over(letter: delivery.Letter, message_id: int, *, refused: MessageState) -> None:
    """Raises LeaseLost, MailRefused and NotDelivered."""
    _move(message_id, MessageState.HANDING_OVER)
    if not letter.hand_over():
        _move(message_id, refused)
        letter.settled = True
        raise MailRefused(f"message {message_id}")


def _move(message_id: int, to: MessageState) -> None:
    """Commit how far a message is. Raises LeaseLost if another worker has it by now."""
    with transaction() as session:
        jobs.hold()
        WORKFLOW.move(session.get_one(OutboxMessage, message_id), to)


def _note_sent(message_id: int, secret: bool) -> None:
    """What is not noted is sent again: so in one statement, and more than once if the database is away."""
    mine = (OutboxMessage.id == message_id) & (OutboxMessage.state == MessageState.HANDING_OVER)
    blank = {"body": ""} if secret else {}
    note = update(OutboxMessage).where(mine).values(state=MessageState.SENT, sent_at=clock.now(), **blank)
    for pause in (*NOTE_AGAIN_AFTER, None):
        try:
            with transaction() as session:
                session.execute(note, execution_options={"synchronize_session": False})
        except DBAPIError as error:
            log.warning("mail.sent_not_noted", message=message_id, error=type(error).__name__)
            if pause is None:
                raise
            time.sleep(pause)
        else:
            return


def _headers(message: OutboxMessage, sender: str) -> dict[str, str]:
    return {
        "From": sender,
        "To": message.address,
        "Subject": message.subject,
        "Date": format_datetime(message.created_at),
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
    }


def oldest_waiting() -> int | None:
    """The number of the message that waits longest."""
    return db.session.scalar(
        select(OutboxMessage.id).where(OutboxMessage.state == MessageState.WAITING).order_by(OutboxMessage.id).limit(1)
    )
