"""A draw of the demonstration: held in public by invented people, with a file that tools/verify.py confirms."""

from datetime import datetime, timedelta
from random import Random

from regiodialoog.accounts.models import Person
from regiodialoog.cli import demo_people
from regiodialoog.core import clock
from regiodialoog.groups import actions, queries
from regiodialoog.groups.actions import drawing
from regiodialoog.groups.models import Group, OfferState
from regiodialoog.organisations import queries as region

DICE = "Fictief: zes dobbelstenen, een voor een gegooid door de griffier van Soest in de raadsvergadering"
OUTCOME = "4 1 6 2 2 5"
BARRED = "Fictief: voor het belang inwoners was de plek van deze gemeente al gevuld."


def hold(group: Group, *, on: datetime) -> None:
    """Draw for the open places that are filled by lot: prepared and sealed two days before, decided and announced
    ``on`` a moment. One of those who were drawn cannot come, and who is next in line does."""
    people = {one.mailbox: person for one, person in demo_people.found().items()}
    with clock.at(on - timedelta(days=2)):
        random = Random(7)  # noqa: S311 - invented people: the demonstration is the same whenever it is loaded
        draw = actions.prepare_draw(group, by=_id(people["bureau"]), token=lambda size: random.randbytes(size).hex())
        drawing.keep_prepared(draw, *drawing.computed(draw.inputs))
        reason = BARRED if draw.found["barred"] else ""
        actions.seal_draw(draw, source=DICE, opens_at=on, file_is_public=True, barred_reason=reason, tell=False)
    with clock.at(on + timedelta(minutes=5)):
        for mailbox in ("bureau", "bureau2"):
            actions.type_outcome(draw, outcome=OUTCOME, by=_id(people[mailbox]), tell=False)
        actions.record_check(
            draw, _place("soest"), in_order=True, checked_on=on.date(), by=_id(people["griffie.soest"])
        )
        actions.witness_draw(draw, by=_id(people["griffie.soest"]), role="griffier van Soest (fictief)")
        actions.announce_draw(draw, replace_until=(on + timedelta(days=21)).date(), tell=False)
    with clock.at(on + timedelta(days=1)):
        for n, offer in enumerate(queries.offers(draw.id)):
            if n == 0:
                actions.decline_offer(offer, tell=False)
            else:
                actions.accept_offer(offer, tell=False)
    with clock.at(on + timedelta(days=3)):
        for offer in queries.offers(draw.id):
            if offer.state is OfferState.SENT:
                actions.accept_offer(offer, tell=False)


def _place(slug: str) -> int:
    return next(row.id for row in region.municipalities() if row.slug == slug)


def _id(person: Person) -> int:
    return person.id
