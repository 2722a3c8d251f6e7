"""What is filled in about polls and advices."""

from regiodialoog.polls.forms.advice import AdviceForm, HandOverForm
from regiodialoog.polls.forms.polls import PollForm, ReasonForm
from regiodialoog.polls.forms.vote import VoteForm, vote_form

__all__ = ["AdviceForm", "HandOverForm", "PollForm", "ReasonForm", "VoteForm", "vote_form"]
