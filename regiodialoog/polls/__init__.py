"""Polls: what a group chooses, by a rule that is fixed beforehand, and the advice that comes of it.

Words: a *poll* puts one or more *proposals* of a theme to the group, each for, against or blank. Somebody *prepares*
it, somebody else *approves* it: then question, rule and texts are *frozen*. Whether it is open or closed, the clock
says. The *roll* is who held a seat at the opening; a *ballot* is what one line of the roll chose about one proposal,
and the last one before the closing counts. A poll is *established* by a person, or *annulled* with a reason; it is
never changed. *Support* is broken down by interest and municipality, and is that of the group, not of the population.
"""
