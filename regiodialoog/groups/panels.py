"""What groups show on the page of a theme, and what they ask of a theme before it can run."""

from typing import Any

from regiodialoog.accounts.models import Person
from regiodialoog.core.panels import panel
from regiodialoog.core.policy import current_actor
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import labels, queries, shapes, waiting
from regiodialoog.groups.models import DeputyState, RegistrationState, SeatState

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
    about = {"seat": seat, "mine": mine, "comes": shapes.what_comes(theme) if seat else [], "labels": labels}
    return "groups/join.html", {"theme": theme, "joining": joining, **about}


@panel("accounts.my_page", order=4)
def my_groups(person: Person) -> Shown | None:
    """The groups in which somebody sits, and the themes where they wait for a place."""
    seats = [seat for seat in queries.seats_of_person(person.id) if seat.state is SeatState.FILLED]
    rows = queries.registrations_of_person(person.id)
    waits_for = [row for row in rows if row.state is RegistrationState.REGISTERED]
    known = {row.theme_id for row in waits_for} | {seat.group.theme_id for seat in seats}
    reserve = [row for row in rows if waiting.is_on_the_reserve(row) and row.theme_id not in known]
    offers = queries.open_offers(person.id)
    if not seats and not waits_for and not offers and not reserve:
        return None
    comes = {seat.id: shapes.what_comes(seat.group.theme) for seat in seats}
    stands = {row.id: waiting.standing(row) for row in (*waits_for, *reserve)}
    waits = {row.id: stands[row.id].said or shapes.what_waits(row.theme) for row in waits_for}
    shown = {"seats": seats, "offers": offers, "waiting": waits_for, "comes": comes, "waits": waits}
    return "groups/my_page.html", {**shown, "reserve": reserve, "stands": stands}


@panel("accounts.my_page", order=4)
def my_standing_in(person: Person) -> Shown | None:
    """For whom somebody stands in."""
    rows = [row for row in queries.deputies_of_person(person.id) if row.state is DeputyState.CONFIRMED]
    return ("groups/my_standing_in.html", {"rows": rows, "labels": labels}) if rows else None


@panel("accounts.waits", order=10)
def waits_for_a_place(person: Person) -> Shown | None:
    """Whoever signed up has no role yet, and is no stranger."""
    rows = [row for row in queries.registrations_of_person(person.id) if row.state is RegistrationState.REGISTERED]
    return ("groups/waits.html", {"waiting": rows}) if rows else None


@panel("accounts.my_page", order=6)
def open_now(person: Person) -> Shown | None:
    """The themes for which somebody can sign up; nothing for staff, and nothing where they did or sit already."""
    if person.is_staff:
        return None
    known = {row.theme_id for row in queries.registrations_of_person(person.id) if row.state in queries.ON_THE_LIST}
    known |= {seat.group.theme_id for seat in queries.seats_of_person(person.id) if seat.state is SeatState.FILLED}
    themes = [theme for theme in queries.open_themes() if theme.id not in known]
    return ("groups/open_now.html", {"rows": [(row, shapes.signing_up(row)) for row in themes]}) if themes else None


@panel("dialogues.theme", order=10)
def at_the_table(theme: Theme) -> Shown | None:
    """The composition of the group in a sentence, and the way to its page."""
    group = queries.find_group(theme)
    if group is None:
        return None
    found = queries.composition(queries.seats(group.id))
    return "groups/of_theme.html", {"theme": theme, "group": group, "composition": found, "labels": labels}
