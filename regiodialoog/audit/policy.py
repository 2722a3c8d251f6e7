"""Who may read the whole log: those who answer for it. The public log has no names and needs no right."""

from regiodialoog.core.policy import Actor, Role, holds, rule


@rule("audit.read_all")
def may_read_all(actor: Actor, _subject: object = None) -> bool:
    """See every event with who did it."""
    return holds(actor, Role.ADMINISTRATOR, Role.BUREAU)
