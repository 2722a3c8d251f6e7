"""The options with the highest numbers get the seats; equal numbers around the last seat are a tie."""

from regiodialoog.engines.tally.choosing import Chosen, titles
from regiodialoog.engines.tally.pollfile import PollFile
from regiodialoog.engines.tally.result import N_, Counts, Step


def highest(poll: PollFile, counts: Counts, seats: int) -> Chosen:
    """An option that nobody gave anything gets no seat, also when one stays empty."""
    steps: list[Step] = []
    winners: list[str] = []
    for number in sorted(set(counts.values()), reverse=True):
        equal = [option for option in poll.options if counts[option] == number]
        steps.append(Step(N_("%(number)s: %(options)s."), {"number": number, "options": titles(poll, equal)}))
        if number == 0 or len(winners) == seats:
            continue
        if len(winners) + len(equal) > seats:
            return Chosen(winners, [equal], steps)
        winners += equal
    return Chosen(winners, [], steps)
