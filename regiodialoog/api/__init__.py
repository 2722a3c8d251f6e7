"""Open data: what everybody may read, for machines, at /api/v1, by the API design rules of the Dutch government.

Words: a *listing* is an address that answers pages of rows, a *single* answers one row by its slug. The names in
``schemas`` are the names of the interface itself, and therefore Dutch; they are its only definition.
"""
