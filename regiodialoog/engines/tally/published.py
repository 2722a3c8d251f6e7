"""What a published poll adds to its file, and whether that is right.

``rules_sha256`` is over question, rule and options: it can be written down at the opening and compared afterwards.
``root`` is over the ballots in the order of their receipts, ``voters`` are lines of the roll, in order.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from regiodialoog.engines.tally.pollfile import PollFile, mapping, sequence
from regiodialoog.engines.tally.result import Result
from regiodialoog.engines.trail import canonical, root, sha256

RULES = ("options", "question", "rule")


def rules_sha256(poll: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON of ``{"options","question","rule"}`` of a poll file."""
    return sha256(canonical({name: poll.get(name, []) for name in RULES}))


def roll_sha256(lines: Iterable[str]) -> str:
    """SHA-256 (hex) of the canonical JSON of the sorted list of roll lines."""
    return sha256(canonical(sorted(lines)))


def ballots_root(ballots: Sequence[Mapping[str, Any]]) -> str:
    """The tree hash of RFC 6962 over the canonical JSON of each ballot, in their order."""
    return root([canonical(ballot) for ballot in ballots])


def publish(
    poll: Mapping[str, Any], *, opened: str, closed: str, voters: Iterable[str], result: Mapping[str, Any]
) -> dict[str, Any]:
    """A poll file with its ballots in order and ``published`` beside them. Moments are texts."""
    ballots = sorted(poll["ballots"], key=lambda ballot: str(ballot["receipt"]))
    return {
        **poll,
        "ballots": ballots,
        "published": {
            "opened": opened,
            "closed": closed,
            "rules_sha256": rules_sha256(poll),
            "root": ballots_root(ballots),
            "voters": sorted(voters),
            "result": dict(result),
        },
    }


def published_faults(poll: PollFile, result: Result) -> list[str]:
    """What a published file says of itself and is not so, as sentences. Nothing when all is well. The words of the
    steps are not compared: they may be in another language. Raises BadPoll."""
    published = poll.published or {}
    voters = sequence(published.get("voters", []), ("published", "voters"))
    said = mapping(published.get("result", {}), ("published", "result"))
    found = []
    ballots = list(poll.source["ballots"])
    receipts = [ballot.receipt for ballot in poll.ballots]
    if receipts != sorted(receipts):
        found.append("ballots: they are not in the order of their receipts")
    if "rules_sha256" in published and published["rules_sha256"] != rules_sha256(poll.source):
        found.append("published.rules_sha256: question, rule and options have another hash")
    if "root" in published and published["root"] != ballots_root(ballots):
        found.append("published.root: the ballots have another root")
    if "voters" in published and len(set(map(str, voters))) != len(ballots):
        found.append("published.voters: there are not as many voters as ballots")
    counted = result.as_json()
    found += [
        f"published.result.{name}: it is {counted[name]!r}, counted again"
        for name in ("outcome", "winners", "ties", "counts", "support")
        if name in said and said[name] != counted[name]
    ]
    return found
