"""Drawing lots for the seats of a group."""
