"""The pages of meetings, and the rooms of those who run them."""

from regiodialoog.meetings.views import attending, checks, reading, running, straw
from regiodialoog.meetings.views.blueprint import bp

__all__ = ["attending", "bp", "checks", "reading", "running", "straw"]
