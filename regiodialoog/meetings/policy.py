"""Who runs the meetings of a theme. Everybody may read when they are, and minutes once these are published."""

from regiodialoog.core.policy import Actor, Role, ScopeKind, holds, rule
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries as groups
from regiodialoog.groups.models import Deputy


@rule("meetings.run")
def may_run_meetings(actor: Actor, theme: Theme | None = None) -> bool:
    """Plan the meetings of a theme, note who came and write the minutes: the bureau, and its moderator for that theme
    alone."""
    if holds(actor, Role.BUREAU):
        return True
    return theme is not None and holds(actor, Role.MODERATOR, kind=ScopeKind.THEME, scope_id=theme.id)


@rule("meetings.inside")
def may_come(actor: Actor, theme: Theme | None = None) -> bool:
    """Know how to join a meeting of the group: its members, and who runs the meetings."""
    if may_run_meetings(actor, theme):
        return True
    return theme is not None and holds(actor, Role.PARTICIPANT, kind=ScopeKind.THEME, scope_id=theme.id)


@rule("meetings.excuse")
def may_excuse(actor: Actor, theme: Theme | None = None) -> bool:
    """Say of oneself that one cannot come: the members of the group, not their deputies."""
    inside = theme is not None and holds(actor, Role.PARTICIPANT, kind=ScopeKind.THEME, scope_id=theme.id)
    return inside and theme is not None and groups.deputised(theme, actor.person_id) is None


@rule("meetings.step_in")
def may_step_in(actor: Actor, deputy: Deputy | None = None) -> bool:
    """Come to a meeting instead of somebody: who confirmed to be the deputy for their place in the group."""
    return actor.is_authenticated and (deputy is None or deputy.person_id == actor.person_id)


@rule("meetings.answer")
def may_answer(actor: Actor, theme: Theme | None = None) -> bool:
    """Answer a straw poll by phone, for a place at the table: the members of the group and their deputies."""
    return theme is not None and holds(actor, Role.PARTICIPANT, kind=ScopeKind.THEME, scope_id=theme.id)


@rule("meetings.pay")
def may_pay(actor: Actor, _theme: Theme | None = None) -> bool:
    """Get the list of who came to how many evenings, by which the compensation is paid: the bureau."""
    return holds(actor, Role.BUREAU)
