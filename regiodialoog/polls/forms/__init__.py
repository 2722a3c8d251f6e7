"""What is filled in about polls and advices."""

from regiodialoog.polls.forms.advice import AdviceForm, HandOverForm
from regiodialoog.polls.forms.polls import PollForm, ReasonForm
from regiodialoog.polls.forms.settings import poll_form
from regiodialoog.polls.forms.vote import RanksForm, VoteForm, vote_form

__all__ = ["AdviceForm", "HandOverForm", "PollForm", "RanksForm", "ReasonForm", "VoteForm", "poll_form", "vote_form"]
