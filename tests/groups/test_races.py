"""Two of the bureau at one moment, with real commits."""

from flask import Flask
from sqlalchemy import func, select

from regiodialoog.core.db import db, transaction
from regiodialoog.dialogues import actions as dialogues
from regiodialoog.dialogues.models import PhaseKind
from regiodialoog.groups import actions
from regiodialoog.groups.homes import Home
from regiodialoog.groups.models import Condition, Seat, SeatFilling, SeatState
from regiodialoog.organisations import actions as organisations
from tests.accounts.people import someone, staff
from tests.dialogues.conftest import Talk, in_phase
from tests.organisations.region import small_region
from tests.security.test_races import at_once, signed_in

GROUP = "/beheer/groepen/fietspaden"


def laid(app: Flask) -> tuple[list[int], list[int], list[int]]:
    """A group with two places for which two who live together signed up: the ids of bureau, places and people."""
    with app.test_request_context(), transaction():
        region = small_region()
        in_round = dialogues.add_round(dialogues.create_dialogue("Regiodialoog Test"))
        theme = dialogues.create_theme(in_round, "Fietspaden", question="Waar?", municipalities={region.places[0]: ""})
        Talk(region, in_round.dialogue, in_round, theme).all_agree()
        in_phase(theme, PhaseKind.RECRUITMENT)
        interest = organisations.create_interest("Inwoners")
        group = actions.make_group(theme, "De groep", size=2)
        seats = [actions.add_seat(group, interest, None, filling=SeatFilling.ASSIGNED) for _two in range(2)]
        actions.change_conditions(group, asks_place=False, asks_no_office=False, one_per_household=True)
        rows = [
            actions.register(
                theme,
                someone(f"Huisgenoot {n}", f"h{n}@example.nl"),
                interest_id=interest.id,
                municipality_id=region.places[0].id,
                met=dict.fromkeys(Condition, True),
                home=Home("3768HK", "1"),
            )
            for n in range(2)
        ]
        workers = [staff(name=f"Bureau {n}", address=f"b{n}@example.nl").id for n in range(2)]
        return workers, [seat.id for seat in seats], [row.id for row in rows]


def test_two_of_one_household_do_not_get_a_place_at_one_moment(fresh_app: Flask) -> None:
    workers, seats, people = laid(fresh_app)
    clients = [signed_in(fresh_app, number) for number in workers]
    pages = [client.get(f"{GROUP}/plekken/{seat}/indelen") for client, seat in zip(clients, seats, strict=True)]
    works = [
        lambda c=c, p=p, r=r: c.send(p, {"registration_id": str(r)}).status_code
        for c, p, r in zip(clients, pages, people, strict=True)
    ]
    assert at_once(*works) == [303, 409]
    with fresh_app.app_context():
        assert db.session.scalar(select(func.count()).where(Seat.state == SeatState.FILLED)) == 1
