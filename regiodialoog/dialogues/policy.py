"""Who may set up dialogues. Everybody may read them."""

from regiodialoog.core.policy import Actor, Role, holds, rule


@rule("dialogues.edit")
def may_edit_dialogues(actor: Actor, _subject: object = None) -> bool:
    """Set up dialogues: rounds, themes, dates and mandates, and write down what a council said."""
    return holds(actor, Role.BUREAU)
