"""Who looks after the work in the background."""

from regiodialoog.core.policy import Actor, Role, holds, rule


@rule("upkeep.retry")
def may_retry(actor: Actor, _subject: object = None) -> bool:
    """See which work got stuck, and have it tried again."""
    return holds(actor, Role.ADMINISTRATOR)
