"""Writes every event down, and shows what the public may see of it: the logbook."""
