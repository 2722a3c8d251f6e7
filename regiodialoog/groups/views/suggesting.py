"""Filling the open places in one sitting: a suggestion, what to change in it, and taking it over."""

from collections.abc import Mapping

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, labels, queries, shapes
from regiodialoog.groups.forms import chosen, take_form
from regiodialoog.groups.models import Group, Registration, RegistrationState, SeatState, Suggestion
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import composed
from regiodialoog.groups.views.manage_seats import about
from regiodialoog.groups.wheel import STATES, wheel, with_choice

SUGGESTIONS = "/beheer/groepen/<slug>/indeling"


@bp.route(SUGGESTIONS, methods=["GET", "POST"])
def suggest(slug: str) -> Response:
    """Ask for a suggestion: who best takes which open place."""
    theme, group = composed(slug)
    form = Confirm()
    if form.sent():
        row = actions.suggest(group, by=me().id)
        return go_to("groups.take_suggestion", slug=slug, number=row.number)
    seats = queries.seats(group.id)
    return page(
        "groups/suggest.html",
        form=form,
        theme=theme,
        open_seats=len(actions.seats_to_assign(seats)),
        by_lot=len(actions.seats_to_draw(seats)),
        waiting=queries.count_registrations(theme.id, RegistrationState.REGISTERED),
        joining=shapes.signing_up(theme),
    )


@bp.route(f"{SUGGESTIONS}/<int(max=2147483647):number>", methods=["GET", "POST"])
def take_suggestion(slug: str, number: int) -> Response:
    """See the suggestion, change it where one knows better, and take it over. While the worker computes it, its block
    "progress" is asked for again and again; when that is done the whole page is loaded anew."""
    theme, group = composed(slug)
    row = queries.suggestion(theme, number)
    if row.is_awaited:
        late = clock.now() > row.asked_at + actions.USUAL
        return page("groups/suggestion_awaited.html", fragment="progress", theme=theme, row=row, late=late)
    if row.taken_at is not None:
        return _loaded_anew(_taken(theme, group, row))
    plan = queries.seats(group.id)
    seats = [seat for seat in actions.seats_to_assign(plan) if str(seat.id) in row.others]
    ids = [*row.seats.values(), *(one for seat in seats for one in row.others[str(seat.id)])]
    people = queries.registrations_by_id(ids)
    choices = {
        seat.id: [
            (one, _told(people[one]))
            for one in (row.seats.get(str(seat.id)), *row.others[str(seat.id)])
            if one in people
        ]
        for seat in seats
    }
    start = {seat.id: row.seats[str(seat.id)] for seat in seats if row.seats.get(str(seat.id)) in people}
    quotas = queries.quotas(group.id)
    seated = queries.answers_at_table(group)

    def met(taken: Mapping[int, int | None]) -> list[labels.Demand]:
        chosen_ones = [people[one].answers for one in taken.values() if one in people]
        return labels.demands(quotas, [*seated, *chosen_ones], later=queries.still_to_fill(plan) - len(seats))

    def lacking(taken: Mapping[int, int | None]) -> list[str]:
        return [now.said for now, first in zip(met(taken), met(start), strict=True) if now.lacks > first.lacks]

    form = take_form([(seat.id, labels.seat_name(seat)) for seat in seats], choices, start, lacking)
    if form.is_submitted() and form.look.data:
        form.validate()  # what is wrong with it shows, and nothing is taken over
    elif form.sent():
        count = actions.take_suggestion(row, chosen(form), reason=form.reason.data or "", by=me().id)
        notice = ngettext("%(num)s person gets a place and a mail.", "%(num)s people get a place and a mail.", count)
        return go_to("groups.manage", slug=slug, notice=notice)
    now = chosen(form)
    shown = page(
        "groups/take_suggestion.html",
        form=form,
        theme=theme,
        row=row,
        seats=seats,
        wheel=(table := wheel(plan, {seat_id for seat_id, one in now.items() if one in people})),
        said=with_choice(table),
        states=STATES,
        demands=met(now),
        labels=labels,
    )
    return _loaded_anew(shown)


def _taken(theme: Theme, group: Group, row: Suggestion) -> Response:
    """What was made of a suggestion. Raises Conflict when it is sent again."""
    if Confirm().is_submitted():
        raise Conflict(_("This suggestion was taken over already."))
    plan = queries.seats(group.id)
    here = [seat for seat in (*plan, *queries.seats_left(group.id)) if str(seat.id) in row.others]
    return page(
        "groups/suggestion_taken.html",
        theme=theme,
        row=row,
        here=here,
        filled=sum(seat.state is SeatState.FILLED for seat in here),
        wheel=wheel(plan),
        said=labels.filled_sentence(queries.composition(plan)),
        labels=labels,
    )


def _loaded_anew(shown: Response) -> Response:
    """For whoever looked on while it was computed."""
    shown.headers["HX-Refresh"] = "true"  # an ordinary reader knows nothing of this header
    return shown


def _told(row: Registration) -> str:
    said = [f"{row.person.display_name}, {row.municipality.name}"]
    if detail := about(row.organisation.name if row.organisation else None, row, state=False):
        said.append(detail)
    if row.evenings:
        said.append(str(ngettext("%(num)s evening", "%(num)s evenings", len(row.evenings))))
    return " · ".join(said)
