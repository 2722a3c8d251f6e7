"""Telling those who took part in a draw and were not drawn."""

from regiodialoog.core import mails
from regiodialoog.groups import queries, waiting
from regiodialoog.groups.models import Draw, RegistrationState


def tell_not_drawn(draw: Draw) -> None:
    """Once, to everybody who took part in a draw that was announced and still waits for a place."""
    offered = {row.registration_id for row in queries.offers(draw.id)}
    waits = {row.id: row for row in queries.registrations(draw.group.theme_id, RegistrationState.REGISTERED)}
    places = queries.places_of(draw)
    for number in draw.codes.values():
        row = waits.get(number)
        if row is not None and number not in offered:
            row.theme = draw.group.theme
            mails.post(
                "emails/groups/not_drawn.txt",
                address=row.person.address,
                language=row.person.language,
                dedupe_key=f"not-drawn:{draw.id}:{number}",
                person_id=row.person_id,
                person=row.person,
                theme=draw.group.theme,
                draw=draw,
                fits=waiting.fits(places, row),
                not_drawn=waiting.not_drawn,
            )
