"""The pages of proposals: reading, writing, arguing, moderating."""

from regiodialoog.proposals.views import (  # noqa: F401 - these rooms register their addresses
    arguments,
    moderation,
    reading,
    writing,
)
from regiodialoog.proposals.views.blueprint import bp

__all__ = ["bp"]
