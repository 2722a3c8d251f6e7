"""A theme of the demonstration that people can sign up for and that has no group yet, and who signs up for it."""

import random
from dataclasses import dataclass

from regiodialoog.accounts import actions as accounts
from regiodialoog.core import clock
from regiodialoog.core.db import db, transaction
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues import queries as themes
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions, queries
from regiodialoog.groups.models import Condition
from tests.dialogues.conftest import in_phase
from tests.journeys.chain.stage import THEME, Stage

OURS, TITLE = "vergroenen", "Vergroenen"
AGES = ("16 t/m 39 jaar", "40 jaar of ouder")


@dataclass(frozen=True)
class Lists:
    """Names as the forms show them."""

    interests: list[str]
    municipalities: list[str]


def theme_without_a_group(stage: Stage) -> Lists:
    """Every council agreed, and the days for signing up began a week ago."""
    with stage.world.app.app_context(), transaction():
        other = themes.theme(THEME)
        places = [row.municipality for row in other.municipalities]
        theme = dialogues.create_theme(
            other.round, TITLE, slug=OURS, question="Waar is plek voor meer groen?", municipalities=places,
            fictitious=True, min_age=16,
        )  # fmt: skip
        mandate = dialogues.write_mandate(theme, "Waar is plek voor meer groen?", outcome="De raden besluiten.")
        for place in places:
            dialogues.record_agreement(mandate, place, agreed_on=clock.today())
        in_phase(theme, PhaseKind.RECRUITMENT)
        interests = [row.interest.name for row in queries.seats(queries.group_of(other).id)]
        return Lists(list(dict.fromkeys(interests)), [place.name for place in places])


def sign_up_many(stage: Stage, count: int) -> None:
    """So many invented people, from every municipality and for every interest, of all ages."""
    chance = random.Random(5)
    with stage.world.app.app_context(), transaction():
        theme = themes.theme(OURS)
        seats = queries.seats(queries.group_of(theme).id)
        interests = {seat.interest_id: seat.interest for seat in seats}
        places = [row.municipality_id for row in theme.municipalities]
        for n in range(count):
            name = f"Deelnemer {n:03} (fictief)"
            person = accounts.register_person(
                name=name, address=f"deelnemer{n}@voorbeeld.example", municipality_id=places[0], confirmed=True
            )
            actions.register(
                theme, person, interest_id=list(interests)[n % len(interests)],
                municipality_id=places[n // len(interests) % len(places)],
                answers={"Leeftijd": chance.choice(AGES)}, met={Condition.AGE: True}, tell=False,
            )  # fmt: skip
        db.session.flush()
