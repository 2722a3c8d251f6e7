"""The ways to choose: every rule of counting as people know it. Three stand up front, the others under "more"."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

ONE_OF, TICKS, POINTS, RANKS = "one of", "ticks", "points", "ranks"
"""What a ballot looks like: one of a few words about each option, options ticked, points given, options in order."""


@dataclass(frozen=True)
class Way:
    """``kind`` as in the poll file, ``slug`` in addresses, ``ballot`` what people fill in, ``unit`` what is counted
    (None: a count by itself says nothing)."""

    kind: str
    slug: str
    ballot: str
    name: Any
    says: Any
    suits: Any
    unit: Any = None
    first: bool = False


WAYS = (
    Way(
        "yes-no", "voor-of-tegen", ONE_OF, _l("For, against or blank"),
        _l("Everybody says of each proposal: for, against or blank. You choose how many have to be for."),
        _l("Suits a proposal that is ready: does it come into the advice or not?"), first=True,
    ),
    Way(
        "consent", "instemmen", ONE_OF, _l("Consent"),
        _l("Everybody says of each proposal: I consent, I consent with a concern, or I object and say why. One"
           " objection is enough to talk on."),
        _l("Suits a group that wants to go on together: nobody has to be enthusiastic, but nobody is passed over."),
        first=True,
    ),
    Way(
        "dots", "stippen", POINTS, _l("Dots"),
        _l("Everybody has the same number of dots and spreads them over the options. What gets most is chosen."),
        _l("Suits choosing what matters most out of many ideas."), unit=_l("Dots"), first=True,
    ),
    Way(
        "approval", "goedkeuren", TICKS, _l("Tick what is good"),
        _l("Everybody ticks every option that is good enough. What is ticked most often is chosen."),
        _l("Suits choosing out of a few options without a long explanation."), unit=_l("Ticks"),
    ),
    Way(
        "score", "punten", POINTS, _l("Points"),
        _l("Everybody gives each option points. The most points are chosen."),
        _l("Suits weighing options that all have good and bad sides."), unit=_l("Points"),
    ),
    Way(
        "schulze", "rangorde", RANKS, _l("In order, each against each"),
        _l("Everybody puts the options in order. The option that wins from each of the others, two by two, is chosen"
           " (the method of Schulze)."),
        _l("Suits one choice that as many people as possible can live with."),
    ),
    Way(
        "irv", "afvallers", RANKS, _l("In order, the last one drops out"),
        _l("Everybody puts the options in order. Again and again the one with the fewest first places drops out."),
        _l("Suits one choice when people know this way from elsewhere."),
    ),
    Way(
        "run-off", "personen", RANKS, _l("For a person"),
        _l("Everybody puts the people in order. Who is first on more than half of the ballots is chosen; otherwise it"
           " is between the two who are first most often. When that is equal, a lot is drawn in public."),
        _l("Suits choosing a person, as councils do it."),
    ),
    Way(
        "stv", "zetels", RANKS, _l("In order, several places"),
        _l("Everybody puts the options in order. The places are shared so that every sizeable part of the group gets"
           " its part (the single transferable vote)."),
        _l("Suits choosing people or topics when minorities should count as well."),
    ),
    Way(
        "equal-shares", "budget", TICKS, _l("Within a budget"),
        _l("Every option costs money, and there is a budget. Everybody gets an equal share of it, which goes to the"
           " options that they ticked (the method of equal shares)."),
        _l("Suits spending money, so that no part of the group pays for another."), unit=_l("Ticks"),
    ),
)  # fmt: skip
BY_KIND = {way.kind: way for way in WAYS}
BY_SLUG = {way.slug: way for way in WAYS}
