"""Screens that look across the features: the front page, search, help, and what a government site must say of itself.

Words: a *search source* is a feature's way to be found (core.web.search); a *kept record* is a kind of data about
people that a feature keeps (core.web.privacy). Both are registered by the features; these pages only show them.
"""
