"""The front page and the pages that a site of the government owes its visitors."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, Response, current_app, make_response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from regiodialoog.core import clock
from regiodialoog.core.policy import authorize, current_actor, may_open_management, public
from regiodialoog.core.web import menu
from regiodialoog.core.web.pages import page
from regiodialoog.core.web.privacy import kept_records
from regiodialoog.core.web.site import CurrentSite
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries as groups
from regiodialoog.groups.models import SeatState
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.models import Municipality
from regiodialoog.pages import addresses, queries, writing
from regiodialoog.pages.answers import ANSWERS
from regiodialoog.pages.forms import StyleFilter, StyleForm

bp = Blueprint("pages", __name__)
site = CurrentSite()
ASSESSED_ON = date(2026, 11, 23)
VALID_FOR = timedelta(days=180)

menu.add("home", _l("Home"), "pages.home", order=0)
menu.add("help", _l("Help and explanation"), "pages.help_page", order=90)
menu.add("style", _l("Style guide"), "pages.style", order=95, rule="beheer.open", menu="beheer")


@bp.get("/")
@public
def home() -> Response:
    region = organisations.find_region()
    open_themes, signed_up = _joining()
    return page(
        "pages/home.html",
        region=region,
        numbers=queries.numbers(),
        open_themes=open_themes,
        signed_up=signed_up,
        way=writing.way(),
        parts=queries.current_parts(),
        areas=_areas(_taking_part()),
        view_box=(region.map_view_box if region else "") or "0 0 800 544",
        credit=region.map_credit if region else "",
    )


def _joining() -> tuple[list[Theme], list[Theme]]:
    """The themes for whose group this reader can sign up, and those that take sign-ups where they did already."""
    themes, person_id = groups.open_themes(), current_actor().person_id
    if person_id is None or not themes:
        return themes, []
    known = {row.theme_id for row in groups.registrations_of_person(person_id) if row.state in groups.OPEN}
    known |= {seat.group.theme_id for seat in groups.seats_of_person(person_id) if seat.state is SeatState.FILLED}
    return [row for row in themes if row.id not in known], [row for row in themes if row.id in known]


@bp.get("/hulp")
@public
def help_page() -> Response:
    return page("pages/help.html", answers=ANSWERS)


@bp.get("/toegankelijkheid")
@public
def accessibility() -> Response:
    return page("pages/accessibility.html", assessed_on=ASSESSED_ON)


@bp.get("/privacy")
@public
def privacy() -> Response:
    settings = current_app.config["SETTINGS"]
    return page("pages/privacy.html", records=kept_records(), session_days=max(1, settings.session_hours // 24))


@bp.get("/beheer/stijl")
def style() -> Response:
    authorize(may_open_management)
    form = StyleForm(formdata=MultiDict({"email": "geen adres", "amount": "99999999999"}))
    form.validate()
    form.csrf_token.errors = []  # nothing was sent; only the invented answers are wrong
    return page("pages/style.html", form=form, chosen=StyleFilter(formdata=None), day=ASSESSED_ON)


@bp.get("/.well-known/security.txt")
@public
def security_txt() -> Response:
    """RFC 9116. The date of expiry is that of a day, so that the file changes once a day at most."""
    settings = current_app.config["SETTINGS"]
    base = settings.base_url.rstrip("/")
    contact = settings.security_contact or (f"mailto:{site.email}" if site.email else f"{base}/hulp")
    expires = datetime.combine(clock.today() + VALID_FOR, datetime.min.time(), UTC)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {base}/.well-known/security.txt",
    ]
    return _plain(lines)


@bp.get("/robots.txt")
@public
def robots_txt() -> Response:
    """A demonstration is not to be found instead of the region's own site."""
    hidden = ["/"] if current_app.config["SETTINGS"].demo else ["/beheer", "/mijn", "/zoeken", "/inloggen"]
    return _plain(["User-agent: *", *(f"Disallow: {path}" for path in hidden)])


def _plain(lines: list[str]) -> Response:
    response = make_response("\n".join(lines) + "\n")
    response.content_type = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _areas(notes: Mapping[str, str] | None = None) -> list[dict[str, object]]:
    """The municipalities as ``ui.municipality_map`` wants them; those without an outline stand in the list only."""
    return [
        {
            "slug": row.slug,
            "name": row.name,
            "d": row.d,
            "label_x": row.label_x or 0,
            "label_y": row.label_y or 0,
            "url": addresses.of(Municipality, row.slug),
            "note": (notes or {}).get(row.slug, ""),
            "on": True,
        }
        for row in queries.outlines()
    ]


def _taking_part() -> dict[str, str]:
    """In how many themes each municipality takes part, in words."""
    shares = queries.shares()
    return {
        slug: _("Takes part in %(count)s of the %(total)s themes", count=count, total=shares.themes)
        for slug, count in shares.by_municipality.items()
    }
