"""Who may change the programme. Everybody may read it."""

from regiodialoog.core.policy import Actor, Role, holds, rule


@rule("programme.edit")
def may_edit_programme(actor: Actor, _subject: object = None) -> bool:
    """Change the programme: its texts, opgaven and every line of them, and plan their moments."""
    return holds(actor, Role.BUREAU)
