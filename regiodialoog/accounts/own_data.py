"""One's own data as a file: every feature adds its part."""

from collections.abc import Callable
from typing import Any

from regiodialoog.accounts import queries
from regiodialoog.accounts.models import Person

Collector = Callable[[Person], Any]
_collectors: dict[str, Collector] = {}


def own_data(part: str) -> Callable[[Collector], Collector]:
    """Register the function that gives, as plain JSON values, what a feature knows about a person."""

    def register(collector: Collector) -> Collector:
        if part in _collectors:
            raise ValueError(f"There are two collectors for {part}")
        _collectors[part] = collector
        return collector

    return register


def collect(person: Person) -> dict[str, Any]:
    """Everything known about a person, by feature."""
    return {part: collector(person) for part, collector in sorted(_collectors.items())}


@own_data("accounts")
def account(person: Person) -> dict[str, Any]:
    grants = queries.all_grants(person.id)
    return {
        "name": person.name,
        "address": person.mail_address,
        "language": person.language,
        "municipality_id": person.municipality_id,
        "created_at": person.created_at.isoformat(),
        "confirmed_at": person.confirmed_at.isoformat() if person.confirmed_at else None,
        "invited_at": person.invited_at.isoformat() if person.invited_at else None,
        "second_factor_since": person.totp_since.isoformat() if person.totp_since else None,
        "roles": [
            {
                "role": grant.role.value,
                "scope": grant.scope_kind.value,
                "scope_id": grant.scope_id,
                "given_at": grant.given_at.isoformat(),
                "ended_at": grant.ended_at.isoformat() if grant.ended_at else None,
                "reason": grant.reason,
            }
            for grant in grants
        ],
        "messages": [
            {
                "at": one.created_at.isoformat(),
                "to": one.address,
                "subject": one.subject,
                "text": "" if one.secret else one.body,
            }
            for one in queries.messages_of(person.id)
        ],
    }
