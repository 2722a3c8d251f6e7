"""The ground floor: what every feature stands on, and nothing that belongs to one feature."""
