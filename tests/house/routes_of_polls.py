"""Sample arguments for the addresses of polls, as in ``routes``."""

from tests.house.lookups import GROUP, TALKS, Sample

POLLS: dict[str, list[Sample]] = {
    "polls.advice": [{"slug": TALKS}],
    "polls.annul": [{"slug": TALKS, "number": 2}],
    "polls.approve": [{"slug": TALKS, "number": 3}],
    "polls.cast_secret": [{"slug": TALKS, "number": 2}],
    "polls.close_early": [{"slug": TALKS, "number": 2}],
    "polls.counting_file": [{"slug": TALKS, "number": 1, "position": 1}],
    "polls.drop": [{"slug": TALKS, "number": 3}],
    "polls.drop_keys": [{"slug": TALKS, "number": 3}],
    "polls.edit": [{"slug": TALKS, "number": 3}],
    "polls.establish": [{"slug": TALKS, "number": 2}],
    "polls.file": [{"slug": TALKS, "number": 1, "position": 1}],
    "polls.hand_over": [{"slug": TALKS}],
    "polls.make_key": [{"slug": TALKS, "number": number} for number in (3, 6)],
    "polls.new": [{"slug": TALKS, "way": way} for way in ("voor-of-tegen", "budget")]
    + [{"slug": GROUP, "way": "stippen"}],
    "polls.open_box": [{"slug": TALKS, "number": 6}],
    "polls.opened_ballots": [{"slug": TALKS, "number": 1, "position": 1}],
    "polls.poll": [{"slug": TALKS, "number": number} for number in range(1, 7)],
    "polls.polls": [{"slug": TALKS}, {"slug": GROUP}],
    "polls.preview": [{"slug": TALKS, "number": 3}],
    "polls.recount": [{"slug": TALKS, "number": 2}],
    "polls.receipt": [{"slug": TALKS, "number": 2}],
    "polls.vote": [{"slug": TALKS, "number": 2}],
    "polls.votes": [{"slug": TALKS, "number": 1}, {"slug": TALKS, "number": 2}],
    "polls.ways": [{"slug": TALKS}, {"slug": GROUP}],
    "polls.whole_file": [{"slug": TALKS, "number": 1, "position": 1}],
    "polls.write_advice": [{"slug": TALKS}],
}
