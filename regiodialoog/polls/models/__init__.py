"""The tables of polls: the poll with its proposals, the roll with its ballots, and the advice of a group."""

from regiodialoog.polls.models.advice import ADVICES, AdviceProposal, AdviceState, GroupAdvice
from regiodialoog.polls.models.ballot import Ballot, Choice, PollRoll
from regiodialoog.polls.models.poll import POLLS, Poll, PollProposal, PollState, Standing

__all__ = [
    "ADVICES",
    "POLLS",
    "AdviceProposal",
    "AdviceState",
    "Ballot",
    "Choice",
    "GroupAdvice",
    "Poll",
    "PollProposal",
    "PollRoll",
    "PollState",
    "Standing",
]
