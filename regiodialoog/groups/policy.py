"""Who may put a group together, who sees its members, and what people may do about themselves."""

from regiodialoog.core.policy import Actor, Role, ScopeKind, holds, rule
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups.models import Deputy, Draw, NewsWish, Offer, Registration, Seat


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


@rule("groups.call")
def may_call(actor: Actor, theme: Theme | None = None) -> bool:
    """See who must be called about a theme, with name and number, and write down what came of it, also yes or no to a
    place: its callers and the bureau. Callers see nothing else of who signed up."""
    if theme is None:
        return holds(actor, Role.CALLER, Role.BUREAU)
    return holds(actor, Role.CALLER, kind=ScopeKind.THEME, scope_id=theme.id) or holds(actor, Role.BUREAU)


@rule("groups.see_draw")
def may_see_draw(actor: Actor, draw: Draw | None = None) -> bool:
    """See a draw: everybody once it was sealed, was let go of or found no group; before that, who composes the
    group."""
    return holds(actor, Role.BUREAU) or (draw is not None and draw.is_public)


@rule("groups.get_draw_file")
def may_get_draw_file(actor: Actor, draw: Draw | None = None) -> bool:
    """Get the file of a draw: everybody when that was chosen at the seal, else the bureau and the clerks of the
    councils that take part in the theme."""
    if draw is None:
        return holds(actor, Role.BUREAU, Role.CLERK)
    return draw.file_is_public or holds(actor, Role.BUREAU) or _is_clerk(actor, draw)


@rule("groups.witness_draw")
def may_witness(actor: Actor, draw: Draw | None = None) -> bool:
    """Confirm to have seen how a draw was decided: a clerk of a council that takes part in the theme; once a witness
    was named, only who that is."""
    if draw is None:
        return holds(actor, Role.CLERK)
    return _is_clerk(actor, draw) and (draw.witness is None or draw.witness.person_id == actor.person_id)


@rule("groups.check_draw")
def may_check_draw(actor: Actor, draw: Draw | None = None) -> bool:
    """Write down that one checked the files of a draw: a clerk of a council that takes part in the theme."""
    return holds(actor, Role.CLERK) if draw is None else _is_clerk(actor, draw)


@rule("groups.answer_offer")
def may_answer_offer(actor: Actor, offer: Offer | None = None) -> bool:
    """Say whether one takes the place that one was drawn for; the bureau writes down what somebody says by phone."""
    if holds(actor, Role.BUREAU):
        return True
    return actor.is_authenticated and (offer is None or offer.registration.person_id == actor.person_id)


@rule("groups.change_registration")
def may_change_registration(actor: Actor, registration: Registration | None = None) -> bool:
    """Change what one told when one signed up."""
    return actor.is_authenticated and (registration is None or registration.person_id == actor.person_id)


@rule("groups.withdraw")
def may_withdraw(actor: Actor, registration: Registration | None = None) -> bool:
    """Withdraw one's own registration."""
    return actor.is_authenticated and (registration is None or registration.person_id == actor.person_id)


def _is_clerk(actor: Actor, draw: Draw) -> bool:
    places = [row.municipality_id for row in draw.group.theme.municipalities]
    return any(holds(actor, Role.CLERK, kind=ScopeKind.MUNICIPALITY, scope_id=place) for place in places)


@rule("groups.end_news")
def may_end_news(actor: Actor, wish: NewsWish | None = None) -> bool:
    """Stop the mails about a theme: who asked for them. (The link in each mail stops them too.)"""
    return actor.is_authenticated and (wish is None or wish.person_id == actor.person_id)


@rule("groups.leave")
def may_leave(actor: Actor, seat: Seat | None = None) -> bool:
    """Give up one's own seat."""
    return actor.is_authenticated and (seat is None or seat.person_id == actor.person_id)


@rule("groups.own_seat")
def may_speak_of_oneself(actor: Actor, seat: Seat | None = None) -> bool:
    """Say what the group should know of oneself, and whether everybody reads one's name: who holds the seat."""
    return actor.is_authenticated and (seat is None or seat.person_id == actor.person_id)


@rule("groups.ask_deputy")
def may_ask_deputy(actor: Actor, seat: Seat | None = None) -> bool:
    """Ask somebody to stand in: who holds the seat on behalf of an organisation, and the bureau."""
    if seat is None:
        return actor.is_authenticated
    own = actor.is_authenticated and seat.person_id == actor.person_id
    return seat.organisation_id is not None and (own or holds(actor, Role.BUREAU))


@rule("groups.end_deputy")
def may_end_deputy(actor: Actor, deputy: Deputy | None = None) -> bool:
    """End that somebody stands in: who holds the seat, who stands in, and the bureau."""
    if deputy is None or not actor.is_authenticated:
        return actor.is_authenticated
    return actor.person_id in (deputy.seat.person_id, deputy.person_id) or holds(actor, Role.BUREAU)
