"""The strategic agenda of the councils, and which municipality takes part in what.

Words: an *agenda* has *parts*; a part has *themes*; a theme has *goals* and *actions*. A *participation* is a
municipality's part in a part or theme, with scope, dates and reason. A theme without one of its own follows its part.
"""
