"""What is done with groups. Everything here flushes and tells; nothing commits."""

from regiodialoog.groups.actions.composition import (
    add_quota,
    add_seat,
    change_group,
    change_quota,
    change_seat,
    make_group,
    make_plan,
    may_be_asked,
    remove_quota,
    remove_seat,
)
from regiodialoog.groups.actions.draw_pool import seats_to_draw
from regiodialoog.groups.actions.drawing import PREPARE_JOB, abandon_draw, prepare_draw, seal_draw
from regiodialoog.groups.actions.inviting import accept, decline, expire, invitation, invite
from regiodialoog.groups.actions.picking import announce_draw, type_outcome, witness_draw
from regiodialoog.groups.actions.plan_import import compare, take_import
from regiodialoog.groups.actions.registering import change_registration, clear, confirm, register, represented, withdraw
from regiodialoog.groups.actions.seating import (
    assign_seat,
    leave,
    refuse,
    refuse_rest,
    vacate,
)
from regiodialoog.groups.actions.suggesting import seats_to_assign, suggest, take_suggestion
from regiodialoog.groups.actions.tidying import ANSWERS_KEPT

__all__ = [
    "ANSWERS_KEPT",
    "PREPARE_JOB",
    "abandon_draw",
    "accept",
    "add_quota",
    "add_seat",
    "announce_draw",
    "assign_seat",
    "change_group",
    "change_quota",
    "change_registration",
    "change_seat",
    "clear",
    "compare",
    "confirm",
    "decline",
    "expire",
    "invitation",
    "invite",
    "leave",
    "make_group",
    "make_plan",
    "may_be_asked",
    "prepare_draw",
    "refuse",
    "refuse_rest",
    "register",
    "remove_quota",
    "remove_seat",
    "represented",
    "seal_draw",
    "seats_to_assign",
    "seats_to_draw",
    "suggest",
    "take_import",
    "take_suggestion",
    "type_outcome",
    "vacate",
    "withdraw",
    "witness_draw",
]
