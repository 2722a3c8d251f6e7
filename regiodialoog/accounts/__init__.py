"""People: who they are, how they sign in, what they may do (roles with a scope), and how they leave.

Words: a *person* has one account; an *address* is an e-mail address and may serve several people; a *grant* is a role
that somebody holds over a scope; the *epoch* is a number in every session, raised to end them all at once.
"""
