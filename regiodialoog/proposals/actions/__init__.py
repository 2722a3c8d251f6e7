"""Everything that can be done to proposals. Each verb flushes and emits an event; none commits."""

from regiodialoog.proposals.actions.arguments import (
    add_argument,
    hide_argument,
    look_at_arguments,
    reply,
    report_argument,
)
from regiodialoog.proposals.actions.curation import (
    admit,
    answer_question,
    ask_question,
    ask_second_opinion,
    give_second_opinion,
    refuse,
)
from regiodialoog.proposals.actions.leaving import forget_author
from regiodialoog.proposals.actions.record import add_destination, change_destination, record_from_source
from regiodialoog.proposals.actions.steps import into_advice, not_in_advice, put_to_vote, take_from_vote
from regiodialoog.proposals.actions.writing import (
    change_proposal,
    remove_draft,
    save_draft,
    start_draft,
    submit,
    withdraw,
)

__all__ = [
    "add_argument",
    "add_destination",
    "admit",
    "answer_question",
    "ask_question",
    "ask_second_opinion",
    "change_destination",
    "change_proposal",
    "forget_author",
    "give_second_opinion",
    "hide_argument",
    "into_advice",
    "look_at_arguments",
    "not_in_advice",
    "put_to_vote",
    "record_from_source",
    "refuse",
    "remove_draft",
    "reply",
    "report_argument",
    "save_draft",
    "start_draft",
    "submit",
    "take_from_vote",
    "withdraw",
]
