"""Who prepares, approves and establishes polls, who votes, and who sees what. Everybody may read of a poll once it was
approved."""

from regiodialoog.core.policy import Actor, Role, ScopeKind, holds, rule
from regiodialoog.dialogues.models import Theme
from regiodialoog.polls import queries
from regiodialoog.polls.models import Electorate, Poll, PollState, Proxy, Standing

CLOSED = frozenset({Standing.COUNTING, Standing.DEFINITIVE})


@rule("polls.prepare")
def may_prepare(actor: Actor, theme: Theme | None = None) -> bool:
    """Prepare polls of a theme, establish their results and annul them: a moderator of this theme, or the bureau."""
    if theme is None:
        return holds(actor, Role.MODERATOR, Role.BUREAU)
    own = holds(actor, Role.MODERATOR, kind=ScopeKind.THEME, scope_id=theme.id)
    return own or holds(actor, Role.BUREAU)


@rule("polls.approve")
def may_approve(actor: Actor, poll: Poll | None = None) -> bool:
    """Approve a poll that somebody else prepared: another moderator of the theme, or another one of the bureau."""
    if poll is None:
        return may_prepare(actor)
    waits = poll.state is PollState.PREPARED and actor.person_id != poll.prepared_by_id
    return waits and may_prepare(actor, poll.theme)


@rule("polls.vote")
def may_vote(actor: Actor, poll: Poll | None = None) -> bool:
    """Vote: who belonged to those who may when the poll opened, also when they have left since."""
    return poll is not None and poll.state is PollState.APPROVED and queries.is_on_roll(poll, actor.person_id)


@rule("polls.give_proxy")
def may_give_proxy(actor: Actor, poll: Poll | None = None) -> bool:
    """Let somebody else of the group vote in one's place, where the poll allows it, until it closes: who may vote."""
    if poll is None or not poll.proxies or poll.standing not in (Standing.APPROVED, Standing.OPEN):
        return False
    return may_vote(actor, poll)


@rule("polls.vote_for")
def may_vote_for(actor: Actor, proxy: Proxy | None = None) -> bool:
    """Vote for somebody who asked for that: who was asked, and may vote as well."""
    return proxy is not None and actor.person_id == proxy.holder_id and may_vote(actor, proxy.poll)


@rule("polls.end_proxy")
def may_end_proxy(actor: Actor, proxy: Proxy | None = None) -> bool:
    """Take back that somebody else votes in one's place, or hand it back."""
    return proxy is not None and actor.person_id is not None and actor.person_id in (proxy.giver_id, proxy.holder_id)


@rule("polls.make_codes")
def may_make_codes(actor: Actor, _poll: Poll | None = None) -> bool:
    """Make letters with a voting code, with the names and addresses that stand on them: the bureau."""
    return holds(actor, Role.BUREAU)


@rule("polls.count_paper")
def may_count_paper(actor: Actor, poll: Poll | None = None) -> bool:
    """Strike off who votes on paper, and type the papers in: two people who may prepare polls of the theme."""
    if poll is None:
        return may_prepare(actor)
    return poll.standing in (Standing.OPEN, Standing.COUNTING) and poll.takes_paper and may_prepare(actor, poll.theme)


@rule("polls.open_box")
def may_open_box(actor: Actor, poll: Poll | None = None) -> bool:
    """Open the box of a secret poll that has closed: whoever holds the key whose turn it is, and may prepare polls."""
    if poll is None:
        return may_prepare(actor)
    if not poll.secret or poll.standing is not Standing.COUNTING or poll.box_opened_at is not None:
        return False
    key = next((each for each in reversed(queries.keys(poll.id)) if each.used_at is None), None)
    return key is not None and key.holder_id in (None, actor.person_id) and may_prepare(actor, poll.theme)


@rule("polls.see_votes")
def may_see_votes(actor: Actor, poll: Poll | None = None) -> bool:
    """See who chose what, after the closing, in a poll of a group: the group itself, its moderators and the bureau."""
    if poll is None or poll.standing not in CLOSED or poll.electorate is not Electorate.GROUP or poll.secret:
        return False
    return is_inside(actor, poll.theme) or queries.roll_line(poll, actor.person_id) is not None


@rule("polls.write_advice")
def may_write_advice(actor: Actor, theme: Theme | None = None) -> bool:
    """Write the advice of a group and hand it over: a moderator of the theme, or the bureau."""
    return may_prepare(actor, theme)


@rule("polls.read_concept")
def may_read_concept(actor: Actor, theme: Theme | None = None) -> bool:
    """Read the advice of a group before it is handed over: the group itself, its moderators and the bureau."""
    return theme is not None and is_inside(actor, theme)


def is_inside(actor: Actor, theme: Theme) -> bool:
    """Whether somebody is in the group of a theme, moderates it, or works for the bureau."""
    inside = holds(actor, Role.PARTICIPANT, Role.MODERATOR, kind=ScopeKind.THEME, scope_id=theme.id)
    return inside or holds(actor, Role.BUREAU)
