"""Who may change the agenda. Everybody may read it."""

from regiodialoog.core.policy import Actor, Role, holds, rule


@rule("agenda.edit")
def may_edit_agenda(actor: Actor, _subject: object = None) -> bool:
    """Change the agenda: its texts, parts, themes, goals, actions, figures and every other line of it."""
    return holds(actor, Role.BUREAU)


@rule("agenda.edit_participation")
def may_edit_participation(actor: Actor, _subject: object = None) -> bool:
    """Write down which municipality takes part in what, and why or why not."""
    return holds(actor, Role.BUREAU)
