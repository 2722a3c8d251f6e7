"""Regiodialoog: a region asks its inhabitants and organisations what to do, and shows what became of every answer."""
