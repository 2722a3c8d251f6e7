"""Meetings of the group of a theme: when and where, who came, and what was said."""
