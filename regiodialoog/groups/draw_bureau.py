"""What only the bureau reads around a draw: who takes part and why others do not, why nobody is asked, and what people
are told."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from regiodialoog.groups.actions import Idle
from regiodialoog.groups.actions.guard import HOLDS
from regiodialoog.groups.models import Draw, DrawState, Telling, TellingKind

IDLE = {
    Idle.NO_PLACE: _l("Every place of this draw is taken or waits for an answer. You need not do anything."),
    Idle.ENDED: _l("The theme has ended."),
    Idle.TOO_LATE: _l(
        "The last day on which this draw asks who is next in line is over. Give the place in another way: invite"
        " somebody, assign it, or prepare a new draw."
    ),
    Idle.ANOTHER: _l("Another draw of this group is sealed. Finish it or let go of it first."),
    Idle.FORGOTTEN: _l(
        "The file of this draw was withdrawn when its time was over. Give the place in another way: invite somebody,"
        " assign it, or prepare a new draw."
    ),
    Idle.NOBODY: _l(
        "Nobody is left in this draw who fits the place. Give it in another way: invite somebody, assign it, or prepare"
        " a new draw."
    ),
}


def takes_part(pool: int, left_out: Sequence[int]) -> list[str]:
    """How many of those who wait take part in a draw, and why the others do not (``actions.left_out``)."""
    other, before, not_allowed, unasked = left_out
    said = [ngettext("%(num)s of them takes part.", "%(num)s of them take part.", pool)]
    if other:
        said.append(
            ngettext(
                "%(num)s chose an interest for which no lots are drawn now.",
                "%(num)s chose an interest for which no lots are drawn now.",
                other,
            )
        )
    if before:
        said.append(ngettext("%(num)s was drawn before.", "%(num)s were drawn before.", before))
    if not_allowed:
        said.append(
            ngettext(
                "%(num)s does not meet a condition, or lives with somebody who has a place.",
                "%(num)s do not meet a condition, or live with somebody who has a place.",
                not_allowed,
            )
        )
    if unasked:
        said.append(
            ngettext(
                "%(num)s signed up when no lots were drawn, and did not agree to that yet.",
                "%(num)s signed up when no lots were drawn, and did not agree to that yet.",
                unasked,
            )
        )
    return said


def twice(pairs: int, back: int) -> str:
    """That somebody may be in a draw twice, or again (``doubles.undecided``); empty when that is decided."""
    said = ""
    if pairs:
        said = ngettext(
            "About %(num)s pair in this draw it is not decided whether it is one person who signed up twice.",
            "About %(num)s pairs in this draw it is not decided whether they are one person who signed up twice.",
            pairs,
        )
    if back:
        again = ngettext(
            "With %(num)s of them a draw offered a place before. The draw cannot be sealed before that is decided.",
            "With %(num)s of them a draw offered a place before. The draw cannot be sealed before that is decided.",
            back,
        )
        said = f"{said} {again}"
    return said


def held_places(draws: Sequence[Draw]) -> set[int]:
    """The places that a sealed draw is about, by number: nobody can be given one in another way."""
    return {number for draw in draws if draw.state in HOLDS for number in draw.inputs["seats"]}


def demands_after(draws: Sequence[Draw]) -> str:
    """What it means to change a question or a demand beside the draws of a group; empty while there is none."""
    if any(draw.state in HOLDS for draw in draws):
        return str(
            _("A draw was sealed with these questions and demands. They stay as they are until that draw is over.")
        )
    if any(draw.state is DrawState.ANNOUNCED for draw in draws):
        return str(
            _(
                "A draw was held with these questions and demands. What you change now holds for the places that you"
                " still assign and for a later draw. The draw that was held, and who is next in line, go by what was"
                " sealed."
            )
        )
    return ""


def without_address(count: int) -> str:
    """What the household rule cannot see, before a seal; empty when it sees all."""
    if not count:
        return ""
    said: str = ngettext(
        "Of %(num)s person in this draw we do not know where they live. They can be drawn beside somebody of their"
        " household.",
        "Of %(num)s people in this draw we do not know where they live. They can be drawn beside somebody of their"
        " household.",
        count,
    )
    return said


def told_of(telling: Telling) -> str:
    """What people are told: "Wie meedoet aan de loting: loting 2"."""
    if telling.draw is None:
        return str(_("There is no place"))
    number = telling.draw.number
    if telling.kind is TellingKind.SEALED:
        return str(_("Who takes part in the draw: draw %(number)s", number=number))
    if telling.kind is TellingKind.ABANDONED:
        return str(_("That the draw does not go on: draw %(number)s", number=number))
    return str(_("Who was not drawn: draw %(number)s", number=number))
