"""The tables of polls: polls with questions and options, rolls with ballots, and the advice of a group."""

from regiodialoog.polls.models.advice import ADVICES, AdviceProposal, AdviceState, GroupAdvice
from regiodialoog.polls.models.ballot import Ballot, Choice, PollRoll
from regiodialoog.polls.models.code import CodeBatch, PollCode
from regiodialoog.polls.models.paper import PaperBatch, PaperCounting
from regiodialoog.polls.models.poll import (
    MATTERS,
    POLLS,
    Electorate,
    Poll,
    PollOption,
    PollQuestion,
    PollState,
    Standing,
    Step,
)
from regiodialoog.polls.models.proxy import MOST_PROXIES, Proxy
from regiodialoog.polls.models.secret import OpenedBallot, PollKey, SecretBox

__all__ = [
    "ADVICES",
    "MATTERS",
    "MOST_PROXIES",
    "POLLS",
    "AdviceProposal",
    "AdviceState",
    "Ballot",
    "Choice",
    "CodeBatch",
    "Electorate",
    "GroupAdvice",
    "OpenedBallot",
    "PaperBatch",
    "PaperCounting",
    "Poll",
    "PollCode",
    "PollKey",
    "PollOption",
    "PollQuestion",
    "PollRoll",
    "PollState",
    "Proxy",
    "SecretBox",
    "Standing",
    "Step",
]
