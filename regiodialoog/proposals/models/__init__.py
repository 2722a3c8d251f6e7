"""The tables of proposals: the proposal with its texts and steps, curation, arguments, and records of before."""

from regiodialoog.proposals.models.argument import Argument, ArgumentReport, Side
from regiodialoog.proposals.models.curation import HIDING, Curation, Ground, ProposalQuestion, SecondOpinion
from regiodialoog.proposals.models.proposal import (
    DECIDED,
    WAITING,
    WORKFLOW,
    Proposal,
    ProposalDraft,
    ProposalMove,
    ProposalNumber,
    ProposalRevision,
    ProposalState,
)
from regiodialoog.proposals.models.record import Destination, ProposalRecord, RecordProgramme, Verdict

__all__ = [
    "DECIDED",
    "HIDING",
    "WAITING",
    "WORKFLOW",
    "Argument",
    "ArgumentReport",
    "Curation",
    "Destination",
    "Ground",
    "Proposal",
    "ProposalDraft",
    "ProposalMove",
    "ProposalNumber",
    "ProposalQuestion",
    "ProposalRecord",
    "ProposalRevision",
    "ProposalState",
    "RecordProgramme",
    "SecondOpinion",
    "Side",
    "Verdict",
]
