"""The decision calendar: every moment of a year, for people and for their own calendar program."""

from flask import Response, current_app, request, url_for

from regiodialoog.adoption import queries as adoption
from regiodialoog.adoption.models import DecisionMoment
from regiodialoog.adoption.views.shapes import line_of
from regiodialoog.core import clock
from regiodialoog.core.dates import Precision
from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import page
from regiodialoog.organisations import queries as organisations
from regiodialoog.programme import queries
from regiodialoog.programme.forms import CalendarFilter
from regiodialoog.programme.views import ics, shapes
from regiodialoog.programme.views.blueprint import bp
from regiodialoog.programme.views.reading import chosen_year


@bp.get("/termijnagenda")
@public
def calendar() -> Response:
    who, kinds, today = organisations.municipality_names(), adoption.kinds(), clock.today()
    chosen = CalendarFilter(who, kinds, (), formdata=request.args)
    place, kind = chosen.chosen("gemeente"), chosen.chosen("soort")
    year, found = queries.calendar(chosen_year(), today=today, municipality=place, kind=kind)
    chosen.jaar.choices = [(str(each), str(each)) for each in sorted({*found.years, year}, reverse=True)]
    chosen.jaar.data = str(year)

    def written(rows: queries.Rows) -> list[tuple[object, object]]:
        return [(line_of(each.moment, today), each.challenge) for each in rows]

    names = shapes.month_names()
    return page(
        "programme/calendar.html", fragment="results", chosen=chosen, year=year, total=found.total,
        months=[(names[month - 1], written(rows)) for month, rows in found.months],
        between=written(found.between), undated=written(found.undated),
        feed=url_for("programme.feed", gemeente=place or None, soort=kind or None),
    )  # fmt: skip


@bp.get("/termijnagenda.ics")
@public
def feed() -> Response:
    """Every moment of which the day is known, as whole days. Raises NotFound for a filter that is not there."""
    place, kind = request.args.get("gemeente", ""), request.args.get("soort", "")
    if place and place not in {each[1] for each in organisations.municipality_names()}:
        raise NotFound
    if kind and kind not in {each.slug for each in adoption.kinds()}:
        raise NotFound
    rows = queries.in_calendar(
        DecisionMoment.when_precision == Precision.DAY,  # type: ignore[attr-defined]
        municipality=place, kind=kind,
    )  # fmt: skip
    base = str(current_app.config["SETTINGS"].base_url).rstrip("/")
    response = Response(ics.written(rows, base), mimetype="text/calendar")
    response.headers["Cache-Control"] = "public, no-cache"
    return response
