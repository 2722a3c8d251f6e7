"""Who decided what, and when: decision moments of bodies, and what each municipality decided.

Words: a *decision moment* (beslismoment) has a kind, a date in somebody's own words and a state; what is known of it is
a row of *entries*, of which the last one counts. A mistake is corrected by a new entry with a reason. A *municipal
decision* says whether one municipality joins in something.
"""
