"""The region and who is in it: municipalities, interests, organisations and bodies, with where we know it from.

Words: a *municipality* has a CBS code; an *interest* is what a place at the table stands for; a *body* is a council, a
college or a meeting, with the *power* it has; a *source* is a document that facts were taken from.
"""
