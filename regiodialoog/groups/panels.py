"""What groups show on the page of a theme, and what they ask of a theme before it can run."""

from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import labels, queries, shapes
from regiodialoog.groups.models import RegistrationState, SeatState

Shown = tuple[str, dict[str, Any]]


@panel("dialogues.theme_now", order=10)
def join(theme: Theme) -> Shown | None:
    """Signing up, while one can; what one has there oneself; or from when one can."""
    if theme.source_id is not None or not theme.is_active:
        return None
    joining = shapes.signing_up(theme)
    person_id = current_actor().person_id
    seat = queries.seat_of(theme, person_id) if person_id else None
    if not joining.said or (seat is None and not joining.open and joining.over):
        return None
    if queries.find_group(theme) is None:
        return None
    mine = queries.latest_registration(theme, person_id) if person_id else None
    return "groups/join.html", {"theme": theme, "joining": joining, "seat": seat, "mine": mine, "labels": labels}


@panel("accounts.my_page", order=4)
def my_groups(person: Person) -> Shown | None:
    """The groups in which somebody sits, and the themes where they wait for a place."""
    seats = [seat for seat in queries.seats_of_person(person.id) if seat.state is SeatState.FILLED]
    waiting = [row for row in queries.registrations_of_person(person.id) if row.state is RegistrationState.REGISTERED]
    if not seats and not waiting:
        return None
    return "groups/my_page.html", {"seats": seats, "waiting": waiting, "labels": labels}


@panel("dialogues.theme", order=10)
def at_the_table(theme: Theme) -> Shown | None:
    """The composition of the group in a sentence, and the way to its page."""
    group = queries.find_group(theme)
    if group is None:
        return None
    found = queries.composition(queries.seats(group.id))
    return "groups/of_theme.html", {"theme": theme, "group": group, "composition": found, "labels": labels}
