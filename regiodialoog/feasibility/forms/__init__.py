"""Forms of placement."""

from regiodialoog.feasibility.forms.placement import (
    AdviceForm,
    AnswerForm,
    CorrectAdviceForm,
    CorrectAnswerForm,
    DirectForm,
    OfferFilter,
    PromoteForm,
    RuleForm,
)

__all__ = [
    "AdviceForm",
    "AnswerForm",
    "CorrectAdviceForm",
    "CorrectAnswerForm",
    "DirectForm",
    "OfferFilter",
    "PromoteForm",
    "RuleForm",
]
