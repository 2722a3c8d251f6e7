"""Which text about their answers somebody agreed to when they signed up."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.core import clock
from regiodialoog.core.db import Model
from regiodialoog.dialogues.models import Theme


class ConsentText(Model):
    """A text as it stood at signing up for a theme: its title and its lines. Never changed; says nothing of anybody.

    ``sha256`` (hex) of ``body`` in UTF-8. ``first_shown_at``: to the first of those who agreed to it. ``by_lot``: it
    says that lots are drawn and who then gets a file with the answers; without that nobody's answers go into one.
    """

    __tablename__ = "consent_texts"
    __table_args__ = (
        UniqueConstraint("theme_id", "sha256"),
        CheckConstraint("length(sha256) = 64", name="has_a_hash"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    body: Mapped[str] = mapped_column(Text)
    first_shown_at: Mapped[datetime] = mapped_column(default=clock.now)
    by_lot: Mapped[bool] = mapped_column(default=False, server_default=false())
    theme: Mapped[Theme] = relationship()


class Consent(Model):
    """Somebody agreed to a text; a later row, to another text, takes its place. ``read_aloud``: at the desk. Removed
    with the answers."""

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("consent_texts.id"), index=True)
    agreed_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_aloud: Mapped[bool] = mapped_column(default=False)
    text: Mapped[ConsentText] = relationship()
