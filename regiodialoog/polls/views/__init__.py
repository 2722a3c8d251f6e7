"""The pages of polls: reading, preparing, voting, finishing; and the advice of a group."""

from regiodialoog.polls.views import (  # noqa: F401 - these rooms register their addresses
    advice,
    by_code,
    codes,
    finishing,
    paper,
    preparing,
    proxies,
    reading,
    secret,
    voting,
)
from regiodialoog.polls.views.blueprint import bp

__all__ = ["bp"]
