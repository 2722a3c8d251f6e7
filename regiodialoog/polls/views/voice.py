"""For whom somebody votes: for themselves, or for who gave them a proxy."""

from dataclasses import dataclass

from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.polls import policy, queries
from regiodialoog.polls.models import Poll, PollRoll, Proxy


@dataclass(frozen=True)
class Voice:
    """``person_id``: on whose line of the roll the vote is cast."""

    person_id: int
    proxy: Proxy | None = None

    @property
    def key(self) -> int | None:
        """What stands for it in an address; None for one's own vote."""
        return self.proxy.id if self.proxy is not None else None

    def endpoint(self, name: str) -> str:
        """The endpoint that does the same for this voice: those by proxy take a ``key``."""
        return f"{name}_for" if self.proxy is not None else name

    @property
    def holder_id(self) -> int | None:
        return self.proxy.holder_id if self.proxy is not None else None


def voice(poll: Poll, key: int | None) -> Voice:
    """Raises NotFound and Forbidden."""
    if key is not None:
        proxy = queries.proxy(poll, key)
        authorize(policy.may_vote_for, proxy)
        return Voice(proxy.giver_id, proxy)
    authorize(policy.may_vote, poll)
    person_id = current_actor().person_id
    assert person_id is not None  # noqa: S101 - who may vote is somebody
    return Voice(person_id)


def line_of(poll: Poll, whose: Voice) -> PollRoll | None:
    return queries.roll_line(poll, whose.person_id)
