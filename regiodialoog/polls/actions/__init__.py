"""Everything that can be done with polls and advices. Each verb flushes and emits an event; none commits."""

from regiodialoog.polls.actions.advice import hand_over, write_advice
from regiodialoog.polls.actions.finishing import annul, establish
from regiodialoog.polls.actions.preparing import Offered, approve, change_poll, drop, prepare
from regiodialoog.polls.actions.voting import Vote, cast, forget_voter, make_roll

__all__ = [
    "Offered",
    "Vote",
    "annul",
    "approve",
    "cast",
    "change_poll",
    "drop",
    "establish",
    "forget_voter",
    "hand_over",
    "make_roll",
    "prepare",
    "write_advice",
]
