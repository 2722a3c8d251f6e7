"""Who wants to be kept informed of a theme."""

import secrets
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import Model
from regiodialoog.dialogues.models import Theme


class NewsWish(Model):
    """Somebody wants a mail when a theme goes on, up to and including ``until``, which only they can set anew. A wish
    of its own: no registration or seat begins or ends it. Removed when it ends.

    ``told``: how far the theme was when they last heard of it (``queries.how_far``). ``nonce``: what the link that
    stops it is signed over.
    """

    __tablename__ = "news_wishes"
    __table_args__ = (UniqueConstraint("theme_id", "person_id"), Index("ix_news_wishes_until", "until"))
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since: Mapped[datetime] = mapped_column(default=clock.now)
    until: Mapped[date]
    told: Mapped[str] = mapped_column(String(20), default="")
    nonce: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(16))
    theme: Mapped[Theme] = relationship()
    person: Mapped[Person] = relationship()
