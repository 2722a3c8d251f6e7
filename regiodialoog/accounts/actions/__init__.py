"""What is done with people. Everything here flushes and tells; nothing commits."""

from regiodialoog.accounts.actions.addresses import ask_address_change, change_address
from regiodialoog.accounts.actions.erasure import erase
from regiodialoog.accounts.actions.keys import (
    enrol,
    password_fits,
    renew_recovery_codes,
    replace_password,
    show_second_factor,
    start_enrolment,
)
from regiodialoog.accounts.actions.people import (
    change_profile,
    invite,
    register_person,
    register_without_address,
    sign_in,
    sign_out,
    sign_out_everywhere,
    sign_up,
)
from regiodialoog.accounts.actions.resets import approve_reset, ask_reset, withdraw_reset
from regiodialoog.accounts.actions.roles import end_role, give_role
from regiodialoog.accounts.actions.tokens import ask_sign_in, sign_in_token_for, spend

__all__ = [
    "approve_reset",
    "ask_address_change",
    "ask_reset",
    "ask_sign_in",
    "change_address",
    "change_profile",
    "end_role",
    "enrol",
    "erase",
    "give_role",
    "invite",
    "password_fits",
    "register_person",
    "register_without_address",
    "renew_recovery_codes",
    "replace_password",
    "show_second_factor",
    "sign_in",
    "sign_in_token_for",
    "sign_out",
    "sign_out_everywhere",
    "sign_up",
    "spend",
    "start_enrolment",
    "withdraw_reset",
]
