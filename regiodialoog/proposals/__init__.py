"""Proposals: what a group wants the region to do, from a draft that only its author sees to what became of it.

Words: an author writes a *draft*; handed in it is a *proposal* with a public number and *revisions*. A *move* is a step
in its life. *Curation* is the verdict of a moderator, on closed grounds and never on the opinion, with one *second
opinion*. An *argument* is for or against, with one level of replies. A *record* is what a document says of a proposal
of before, a *destination* where such a proposal went.
"""
