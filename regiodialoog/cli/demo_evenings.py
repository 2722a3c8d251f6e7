"""The evenings of an invented group: planned, and who came to those that are over, with minutes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from regiodialoog.core import clock
from regiodialoog.core.clock import AMSTERDAM
from regiodialoog.dialogues.models import Theme
from regiodialoog.meetings import actions as meetings
from regiodialoog.meetings.models import Meeting, Presence
from regiodialoog.meetings.queries import attendance_list

EVENINGS = (
    ("Kennismaken", "Wie zijn wij, wat vragen de raden, en wat staat al vast?"),
    ("Wat is er aan de hand?", "Wat merken mensen ervan, en wat weten wij al?"),
    ("Ideeën", "Iedereen schrijft op wat er anders kan."),
    ("Voorstellen", "Van ideeën maken wij voorstellen: wie kan het doen, en wat kost het ongeveer?"),
    ("Kiezen", "Welke voorstellen komen in het advies, en waarom?"),
    ("Advies", "De groep leest het hele advies nog een keer en stelt het vast."),
)
PLACES = (
    ("Dorpshuis in Soest (fictief)", "Verzonnen plein 1, Soest"),
    ("Bibliotheek in Amersfoort (fictief)", "Verzonnen straat 12, Amersfoort"),
    ("Buurthuis in Baarn (fictief)", "Verzonnen laan 3, Baarn"),
)
FIRST = """Fictief verslag.

De groep maakte kennis en las de opdracht van de raden. Er waren vragen over wat al vaststaat. Het bureau zoekt die uit.

Afspraak: iedereen let de komende twee weken op water in de eigen straat."""
SECOND = """Fictief verslag.

De groep keek naar foto's van straten na een bui. Veel mensen noemen dezelfde plekken. Er is verschil tussen dorpen en \
wijken in de stad.

Afspraak: de volgende keer schrijven wij ideeën op."""
MINUTES = (FIRST, SECOND, "Fictief concept.\n\nEr zijn 31 ideeën opgeschreven. Een paar lijken op elkaar.")


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of that day in Amsterdam."""
    return datetime.combine(day, time(hour, minute), tzinfo=AMSTERDAM)


def plan(theme: Theme, *, first: date) -> list[Meeting]:
    """One every two weeks, on a Tuesday, in turn at three places."""
    tuesday = first + timedelta(days=(1 - first.weekday()) % 7)
    found = []
    with clock.at(min(at(first - timedelta(days=14)), clock.now())):
        for n, (title, about) in enumerate(EVENINGS):
            place, address = PLACES[n % len(PLACES)]
            day = tuesday + timedelta(weeks=2 * n)
            row = meetings.plan_meeting(
                theme,
                title,
                starts_at=at(day, 19, 30),
                ends_at=at(day, 21, 30),
                about=about,
                place=place,
                address=address,
                access_note="Er is een lift en een ringleiding. Een tolk kan, als u dat een week vooraf zegt.",
                online_note="Kunt u niet komen? Bel de gespreksleider, dan luistert u mee.",
            )
            found.append(row)
    return found


def hold(planned: Sequence[Meeting]) -> None:
    """Who came to what is over, with minutes; those of the latest evening are still a concept."""
    past = [row for row in planned if row.ends_at < clock.now()]
    for n, row in enumerate(past):
        with clock.at(row.ends_at + timedelta(hours=1)):
            lines = attendance_list(row)
            away = {m: Presence.EXCUSED if (m + n) % 2 else Presence.ABSENT for m in (3 * n + 1, 5 * n + 7)}
            meetings.note_attendance(row, {line.person.id: away.get(m, Presence.CAME) for m, line in enumerate(lines)})
            minutes = meetings.write_minutes(row, MINUTES[min(n, len(MINUTES) - 1)])
        if row is not past[-1]:
            with clock.at(row.ends_at + timedelta(days=5)):
                meetings.publish_minutes(minutes)
