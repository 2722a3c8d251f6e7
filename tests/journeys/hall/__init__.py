"""A group that chooses: the polls that are prepared for it, and how one fills in each kind of ballot."""
