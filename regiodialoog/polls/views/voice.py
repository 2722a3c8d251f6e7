"""For whom somebody votes: for themselves, for who gave them a proxy, or as whoever has a letter with a code."""

from dataclasses import dataclass

from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.polls import policy, queries
from regiodialoog.polls.models import Poll, PollCode, PollRoll, Proxy


@dataclass(frozen=True)
class Voice:
    """``person_id``: on whose line of the roll the vote is cast; None for a letter."""

    person_id: int | None = None
    proxy: Proxy | None = None
    code: PollCode | None = None

    @property
    def key(self) -> int | None:
        """What stands for it in an address; None for one's own vote."""
        return self.proxy.id if self.proxy is not None else None

    def endpoint(self, name: str) -> str:
        """The endpoint that does the same for this voice: those by proxy take a ``key``."""
        if self.code is not None:
            return f"{name}_by_code"
        return f"{name}_for" if self.proxy is not None else name

    @property
    def signed(self) -> int | str:
        """For whom the site's half of a receipt is signed."""
        return f"code {self.code.id}" if self.code is not None else self.person_id or 0

    @property
    def named(self) -> dict[str, int | None]:
        """As actions ask for it."""
        code_id = self.code.id if self.code is not None else None
        return {"person_id": self.person_id, "holder_id": self.holder_id, "code_id": code_id}

    @property
    def holder_id(self) -> int | None:
        return self.proxy.holder_id if self.proxy is not None else None


def voice(poll: Poll, key: int | None, *, stores: bool = False) -> Voice:
    """``stores``: it is about to vote, so its line of the roll is asked for once, under its lock. Raises NotFound and
    Forbidden."""
    if key is not None:
        proxy = queries.proxy(poll, key)
        authorize(policy.may_vote_for, proxy)
        return Voice(proxy.giver_id, proxy)
    person_id = current_actor().person_id
    if stores and poll.roll_made_at is not None:  # as ``queries.poll_to_vote`` then holds the poll already
        queries.lock_ahead(poll, person_id)
    authorize(policy.may_vote, poll)
    assert person_id is not None  # noqa: S101 - who may vote is somebody
    return Voice(person_id)


def line_of(poll: Poll, whose: Voice) -> PollRoll | None:
    if whose.code is not None:
        return queries.code_line(poll, whose.code.id)
    return queries.roll_line(poll, whose.person_id)
