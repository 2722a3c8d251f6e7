"""A room that placement and the study share; modules are imported by name."""
