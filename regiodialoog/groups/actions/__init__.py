"""What is done with groups. Everything here flushes and tells; nothing commits."""

from regiodialoog.groups.actions.asked import ask, change_asked, spread, stop_asking
from regiodialoog.groups.actions.composition import (
    Lot,
    add_quota,
    add_seat,
    change_group,
    change_quota,
    change_seat,
    evenly,
    lay_plan,
    make_group,
    make_plan,
    remove_quota,
    remove_seat,
)
from regiodialoog.groups.actions.conditions import change_conditions, tell_conditions, turn_away
from regiodialoog.groups.actions.doubles import goes, hears, keep_apart, merge
from regiodialoog.groups.actions.draw_file import in_its_place, withdraw_file
from regiodialoog.groups.actions.draw_pool import seats_to_draw
from regiodialoog.groups.actions.drawing import (
    NOTED_WITHIN,
    PREPARE_JOB,
    abandon_draw,
    can_be_drawn,
    is_stale,
    left_out,
    prepare_draw,
    seal_draw,
)
from regiodialoog.groups.actions.guard import is_held
from regiodialoog.groups.actions.households import join_again, take_apart
from regiodialoog.groups.actions.inviting import (
    accept,
    decline,
    expire,
    invitation,
    invitation_behind,
    invitation_is_open,
    invite,
)
from regiodialoog.groups.actions.may_sit import HoldsOffice, NotKnown, count_unknown
from regiodialoog.groups.actions.offering import (
    Idle,
    accept_offer,
    decline_offer,
    expire_offer,
    fill_vacancies,
    idle,
    offer_behind,
    offer_is_open,
    replacements,
    vacancies,
)
from regiodialoog.groups.actions.own_seat import declare, show_name
from regiodialoog.groups.actions.picking import announce_draw, type_outcome, witness_draw
from regiodialoog.groups.actions.plan_import import compare, take_import
from regiodialoog.groups.actions.registering import change_registration, clear, confirm, register, represented, withdraw
from regiodialoog.groups.actions.seating import (
    assign_seat,
    leave,
    refuse,
    vacate,
)
from regiodialoog.groups.actions.standing_in import (
    ask_deputy,
    confirm_deputy,
    decline_deputy,
    deputy,
    end_deputy,
    hand_over,
)
from regiodialoog.groups.actions.suggesting import seats_to_assign, suggest, take_suggestion
from regiodialoog.groups.actions.telling import refuse_rest
from regiodialoog.groups.actions.tidying import clear_answers
from regiodialoog.groups.retention import ANSWERS_KEPT

__all__ = [
    "ANSWERS_KEPT",
    "NOTED_WITHIN",
    "PREPARE_JOB",
    "HoldsOffice",
    "Idle",
    "Lot",
    "NotKnown",
    "abandon_draw",
    "accept",
    "accept_offer",
    "add_quota",
    "add_seat",
    "announce_draw",
    "ask",
    "ask_deputy",
    "assign_seat",
    "can_be_drawn",
    "change_asked",
    "change_conditions",
    "change_group",
    "change_quota",
    "change_registration",
    "change_seat",
    "clear",
    "clear_answers",
    "compare",
    "confirm",
    "confirm_deputy",
    "count_unknown",
    "declare",
    "decline",
    "decline_deputy",
    "decline_offer",
    "deputy",
    "end_deputy",
    "evenly",
    "expire",
    "expire_offer",
    "fill_vacancies",
    "goes",
    "hand_over",
    "hears",
    "idle",
    "in_its_place",
    "invitation",
    "invitation_behind",
    "invitation_is_open",
    "invite",
    "is_held",
    "is_stale",
    "join_again",
    "keep_apart",
    "lay_plan",
    "leave",
    "left_out",
    "make_group",
    "make_plan",
    "merge",
    "offer_behind",
    "offer_is_open",
    "prepare_draw",
    "refuse",
    "refuse_rest",
    "register",
    "remove_quota",
    "remove_seat",
    "replacements",
    "represented",
    "seal_draw",
    "seats_to_assign",
    "seats_to_draw",
    "show_name",
    "spread",
    "stop_asking",
    "suggest",
    "take_apart",
    "take_import",
    "take_suggestion",
    "tell_conditions",
    "turn_away",
    "type_outcome",
    "vacancies",
    "vacate",
    "withdraw",
    "withdraw_file",
    "witness_draw",
]
