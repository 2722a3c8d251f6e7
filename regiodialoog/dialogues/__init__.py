"""Dialogues: the process, its rounds and themes, the councils' assignment, and in which phase a theme is.

Words: a *dialogue* has *rounds*, a round has *themes*: a question put to one group. A *mandate* is the assignment of
the councils, agreed per council before anybody can sign up. The *phases* of a theme are dates; which one it is in now,
the clock says.
"""
