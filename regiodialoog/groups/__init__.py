"""Dialogue groups: who sits at the table of a theme, for what, and how they got there.

Words: a *group* has *seats*; a seat stands for one interest and, if asked, one municipality. Somebody comes to it by
*invitation*, by *registration* (signing up and being assigned) or by a *draw*. *Quotas* say how many of whom.
"""
