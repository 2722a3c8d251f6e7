"""Everything that can be done with polls and advices. Each verb flushes and emits an event; none commits."""

from regiodialoog.polls.actions.advice import hand_over, write_advice
from regiodialoog.polls.actions.codes import clear_codes, codes_printed, drop_codes, make_codes, make_codes_for
from regiodialoog.polls.actions.finishing import annul, establish
from regiodialoog.polls.actions.keys import drop_keys, make_key
from regiodialoog.polls.actions.paper import (
    Compared,
    begin_paper,
    clear_countings,
    compare,
    drop_paper,
    put_back,
    say_done,
    strike_off,
    take_away,
    take_paper,
    type_paper,
    typed,
)
from regiodialoog.polls.actions.preparing import Offered, approve, change_poll, drop, prepare
from regiodialoog.polls.actions.proxies import end_proxy, give_proxy
from regiodialoog.polls.actions.recounting import close_early, recount
from regiodialoog.polls.actions.secret import cast_secret, new_half, open_layer
from regiodialoog.polls.actions.voting import TooFew, Vote, cast, forget_voter, make_roll, nobody_stands_out

__all__ = [
    "Compared",
    "Offered",
    "TooFew",
    "Vote",
    "annul",
    "approve",
    "begin_paper",
    "cast",
    "cast_secret",
    "change_poll",
    "clear_codes",
    "clear_countings",
    "close_early",
    "codes_printed",
    "compare",
    "drop",
    "drop_codes",
    "drop_keys",
    "drop_paper",
    "end_proxy",
    "establish",
    "forget_voter",
    "give_proxy",
    "hand_over",
    "make_codes",
    "make_codes_for",
    "make_key",
    "make_roll",
    "new_half",
    "nobody_stands_out",
    "open_layer",
    "prepare",
    "put_back",
    "recount",
    "say_done",
    "strike_off",
    "take_away",
    "take_paper",
    "type_paper",
    "typed",
    "write_advice",
]
