"""Who may change what is known of the region. Everybody may read it."""

from regiodialoog.core.policy import Actor, Role, holds, rule


@rule("organisations.edit")
def may_edit_region(actor: Actor, _subject: object = None) -> bool:
    """Change the region, its municipalities, organisations, interests and bodies."""
    return holds(actor, Role.BUREAU, Role.ADMINISTRATOR)
