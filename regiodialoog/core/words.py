"""Closed words of the code in words for people. msgids; translate them where they are shown."""

from flask_babel import gettext as _

from regiodialoog.core.policy import Role
from regiodialoog.core.text import N_

ROLES = {
    Role.PARTICIPANT: N_("participant"),
    Role.REPRESENTATIVE: N_("representative of an organisation"),
    Role.MODERATOR: N_("moderator"),
    Role.ASSESSOR: N_("substantive adviser"),
    Role.MUNICIPALITY_OFFICER: N_("regional contact of the municipality"),
    Role.CLERK: N_("council clerk"),
    Role.COUNCIL_MEMBER: N_("council member"),
    Role.ALDERMAN: N_("alderman"),
    Role.CALLER: N_("caller"),
    Role.BUREAU: N_("staff of the bureau"),
    Role.ADMINISTRATOR: N_("functional administrator"),
}
FEATURES = {
    "accounts": N_("People and roles"),
    "adoption": N_("Moments and decisions"),
    "agenda": N_("Strategic agenda"),
    "dialogues": N_("Dialogues"),
    "feasibility": N_("Placement and studies"),
    "groups": N_("Dialogue groups"),
    "meetings": N_("Meetings"),
    "organisations": N_("Region and organisations"),
    "programme": N_("Implementation programme"),
    "upkeep": N_("Background work"),
    "polls": N_("Polls"),
    "proposals": N_("Proposals"),
}


def role_name(role: str) -> str:
    """A role in the reader's language; words that are no role (system, visitor) as they are."""
    return _(ROLES[Role(role)]) if role in set(Role) else role


def feature_name(feature: str) -> str:
    """What a feature is about, in the reader's language."""
    return _(FEATURES[feature]) if feature in FEATURES else feature
