"""What other features made out of the name of an account, and has to go along when somebody changes it.

An event cannot say it: it carries no names, and afterwards the former one is gone.
"""

from collections.abc import Callable

from regiodialoog.accounts.models import Person

Follower = Callable[[Person, str], None]
_followers: list[Follower] = []


def follows_name(follower: Follower) -> Follower:
    """Register who is told that a person has another name now, with the former one, in the same transaction."""
    _followers.append(follower)
    return follower


def name_changed(person: Person, before: str) -> None:
    for follower in _followers:
        follower(person, before)
