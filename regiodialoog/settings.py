"""Every environment variable the product reads, typed, in one place.

All names start with ``REGIODIALOOG_``. A wrong or missing value stops the start with a sentence that names it.
"""

import ipaddress
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_SECRET = "only-for-the-demonstration-on-this-computer"  # noqa: S105 - refused outside the demo, below


class SettingsError(Exception):
    """The settings cannot be used; the message says which variable and why."""


class Settings(BaseSettings):
    """The settings of one installation. Sizes in bytes, durations in seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="REGIODIALOOG_", frozen=True, extra="ignore")

    database_url: str = ""
    """SQLAlchemy URL; empty means SQLite at ``<storage>/regiodialoog.db``."""
    secret_key: SecretStr = SecretStr("")
    """Of at least 32 characters. With another one every session ends, codes that were posted open nothing, staff set up
    the second factor anew, and who signed up for a group before is found as a double by the year of birth no more."""
    base_url: str = "http://127.0.0.1:8000"
    mail_url: str = ""
    """``smtp://user:password@host:port`` (``smtps://`` for TLS from the start). Empty: mail is kept in the outbox."""
    mail_from: str = ""
    storage: Path = Path("instance")
    rate_limit_store: str = "table://"
    security_contact: str = ""
    """A mailto: or https: address for /.well-known/security.txt."""
    demo: bool = False
    testing: bool = False
    log_level: str = "INFO"
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    """How many reverse proxies in front of us set X-Forwarded-*; their last values are believed."""
    upload_limit: int = Field(default=2 * 1024 * 1024, ge=64 * 1024)
    session_hours: int = Field(default=14 * 24, ge=1)
    staff_session_hours: int = Field(default=10, ge=1)
    quickest_form: int = Field(default=3, ge=0, le=60)
    """Whoever sends a sign-up form sooner than this after it was opened is asked to send it once more."""
    workers: int = Field(default=2, ge=1)
    threads: int = Field(default=8, ge=1)

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> Self:
        if self.demo:
            if not is_loopback(self.base_url):
                raise ValueError("REGIODIALOOG_DEMO is only allowed with a REGIODIALOOG_BASE_URL on this computer")
        elif len(self.secret_key.get_secret_value()) < 32 or self.secret_key.get_secret_value() == DEMO_SECRET:
            raise ValueError("REGIODIALOOG_SECRET_KEY must be set, with at least 32 characters of its own")
        elif not self.https and not is_loopback(self.base_url):
            raise ValueError("REGIODIALOOG_BASE_URL must begin with https:// when others can reach it")
        return self

    @property
    def signing_key(self) -> str:
        return self.secret_key.get_secret_value() or DEMO_SECRET

    @property
    def sqlalchemy_url(self) -> str:
        """The database URL with the driver this product is tested with."""
        if not self.database_url:
            return f"sqlite:///{(self.storage / 'regiodialoog.db').resolve()}"
        for plain in ("postgres://", "postgresql://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    @property
    def https(self) -> bool:
        return urlsplit(self.base_url).scheme == "https"


def is_loopback(url: str) -> bool:
    """Whether a URL names this very computer and nothing that others can reach."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(**given: object) -> Settings:
    """Read the environment; ``given`` values win. Raises SettingsError with a readable sentence."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks the types itself
    except ValidationError as error:
        lines = []
        for fault in error.errors():
            name = "_".join(str(part) for part in fault["loc"]).upper()
            prefix = f"REGIODIALOOG_{name}: " if name else ""
            lines.append(prefix + fault["msg"].removeprefix("Value error, "))
        raise SettingsError("; ".join(lines)) from error
