"""What is filled in about polls and advices."""

from regiodialoog.polls.forms.advice import AdviceForm, HandOverForm
from regiodialoog.polls.forms.codes import NO_SUCH_CODE, CodesForm, VoteCodeForm
from regiodialoog.polls.forms.paper import StrikeCodesForm, StrikeForm, paper_form
from regiodialoog.polls.forms.polls import ApproveForm, PollForm, ReasonForm, RecountForm
from regiodialoog.polls.forms.proxies import ProxyForm
from regiodialoog.polls.forms.secret import BoxForm, KeyForm, offer_receipt, receipts
from regiodialoog.polls.forms.settings import poll_form
from regiodialoog.polls.forms.vote import RanksForm, VoteForm, vote_form

__all__ = [
    "NO_SUCH_CODE",
    "AdviceForm",
    "ApproveForm",
    "BoxForm",
    "CodesForm",
    "HandOverForm",
    "KeyForm",
    "PollForm",
    "ProxyForm",
    "RanksForm",
    "ReasonForm",
    "RecountForm",
    "StrikeCodesForm",
    "StrikeForm",
    "VoteCodeForm",
    "VoteForm",
    "offer_receipt",
    "paper_form",
    "poll_form",
    "receipts",
    "vote_form",
]
