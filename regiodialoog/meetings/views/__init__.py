"""The pages of meetings, and the rooms of those who run them."""

from regiodialoog.meetings.views import checks, reading, running
from regiodialoog.meetings.views.blueprint import bp

__all__ = ["bp", "checks", "reading", "running"]
