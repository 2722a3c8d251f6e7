"""Putting a group together in the browser: from a theme without a group to people at the table."""
