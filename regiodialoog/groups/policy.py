"""Who may put a group together, who sees its members, and what people may do about themselves."""

from regiodialoog.core.policy import Actor, Role, ScopeKind, holds, rule
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Registration, Seat


@rule("groups.compose")
def may_compose(actor: Actor, _subject: object = None) -> bool:
    """Put a group together: seats, invitations, sign-ups with their answers, and the draw."""
    return holds(actor, Role.BUREAU)


@rule("groups.see_members")
def may_see_members(actor: Actor, theme: Theme | None = None) -> bool:
    """See the names of the members of a group: its members, its moderators and the bureau. Nobody else."""
    if theme is None:
        return holds(actor, Role.BUREAU)
    inside = (Role.PARTICIPANT, Role.MODERATOR)
    return holds(actor, *inside, kind=ScopeKind.THEME, scope_id=theme.id) or holds(actor, Role.BUREAU)


@rule("groups.withdraw")
def may_withdraw(actor: Actor, registration: Registration | None = None) -> bool:
    """Withdraw one's own registration."""
    return actor.is_authenticated and (registration is None or registration.person_id == actor.person_id)


@rule("groups.leave")
def may_leave(actor: Actor, seat: Seat | None = None) -> bool:
    """Give up one's own seat."""
    return actor.is_authenticated and (seat is None or seat.person_id == actor.person_id)
