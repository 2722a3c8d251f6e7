"""Runs in the environment of the peers, knows nothing of the product: counts a poll file with pabutools or abcvoting.

``python _tally_peer.py POLL.json`` prints ``{"seconds", "winners"}``; CPU seconds of this process without reading.
"""

import json
import sys
import time
from pathlib import Path

from abcvoting import abcrules
from abcvoting.preferences import Profile
from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, Instance, Project
from pabutools.rules import exhaustion_by_budget_increase, method_of_equal_shares, sequential_phragmen


def seats_of(poll):
    number = {option["id"]: n for n, option in enumerate(poll["options"])}
    profile = Profile(len(number), cand_names=list(number))
    profile.add_voters([[number[each] for each in ballot["choice"]] for ballot in poll["ballots"]])
    began = time.process_time()
    (committee,) = abcrules.compute(
        "seqphragmen", profile, poll["rule"]["seats"], algorithm="standard-fractions", resolute=True
    )
    return time.process_time() - began, [list(number)[n] for n in committee]


def set_of(poll):
    rule = poll["rule"]
    projects = {option["id"]: Project(option["id"], option["cost"]) for option in poll["options"]}
    instance = Instance(projects.values(), budget_limit=rule["budget"])
    ballots = [ApprovalBallot([projects[each] for each in ballot["choice"]]) for ballot in poll["ballots"]]
    profile = ApprovalProfile(ballots, instance=instance).as_multiprofile()
    began = time.process_time()
    if rule["kind"] == "phragmen":
        chosen = sequential_phragmen(instance, profile)
    else:
        given = {"sat_class": Cost_Sat if rule["utility"] == "cost" else Cardinality_Sat}
        if rule["completion"] == "none":
            chosen = method_of_equal_shares(instance, profile, **given)
        else:
            chosen = exhaustion_by_budget_increase(
                instance,
                profile,
                method_of_equal_shares,
                given,
                budget_step=len(ballots),
                exhaustive_stop=rule["completion"] == "first-exhaustive",
            )
    return time.process_time() - began, [project.name for project in chosen]


def main(file: str) -> None:
    poll = json.loads(Path(file).read_text(encoding="utf-8"))
    seconds, winners = seats_of(poll) if "seats" in poll["rule"] else set_of(poll)
    print(json.dumps({"seconds": seconds, "winners": winners}))


if __name__ == "__main__":
    main(*sys.argv[1:])
