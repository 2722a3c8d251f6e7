"""The management rooms of who may sit: the conditions and who meets them, who signed up twice, who lives together."""

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.paging import page_links, page_number
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, labels, queries
from regiodialoog.groups.forms import ConditionsForm, MergeForm, TakeApartForm, met_by, met_form
from regiodialoog.groups.models import Registration
from regiodialoog.groups.queries import eligibility
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, composed

PER_PAGE = 25
MOST_PAIRS = 50
CONDITIONS = "/beheer/groepen/<slug>/voorwaarden"
DOUBLES = "/beheer/groepen/<slug>/dubbel"
INVITED = "genodigden"
HOUSEHOLDS = "/beheer/groepen/<slug>/huishoudens"
PAIR = f"{DOUBLES}/<int(max=2147483647):first>/<int(max=2147483647):second>"


@bp.route(CONDITIONS, methods=["GET", "POST"])
def conditions(slug: str) -> Response:
    """Which conditions hold, how many were turned away, and who is known to meet them; those not known come first."""
    theme, group = composed(slug)
    held = queries.conditions(group)
    everybody = request.args.get("wie") == "iedereen"
    unknown = queries.count_on_the_list(group, held, unknown=True) if held else 0
    total = queries.count_on_the_list(group, held, unknown=False)
    invited = eligibility.invited(group) if held else []
    last = max(1, -(-(total if everybody else unknown) // PER_PAGE))
    number = min(page_number(), last)
    start = (number - 1) * PER_PAGE
    rows = queries.on_the_list(group, held, unknown=not everybody, start=start, count=PER_PAGE) if held else []
    asked = [(row, held if everybody else queries.Rules(held).unknown(row)) for row in rows]
    form = met_form(asked, labels.CONDITIONS)
    if form.sent():
        for row, of_whom in asked:
            actions.tell_conditions(row, met_by(form, row, of_whom))
        return go_to("groups.conditions", slug=slug, notice=_("It has been written down."))
    return page(
        "groups/manage_conditions.html",
        form=form,
        theme=theme,
        group=group,
        held=held,
        asked=asked,
        unknown=unknown,
        everybody=everybody,
        invited=invited,
        tabs=_tabs(slug, "iedereen" if everybody else "", unknown, total, invited),
        pages=page_links(number, last),
        turned_away=[(labels.CONDITIONS[each], getattr(group, f"turned_away_{each.value}")) for each in held],
        labels=labels,
    )


def _tabs(
    slug: str, chosen: str, unknown: int, total: int, invited: list[eligibility.Invited]
) -> list[dict[str, object]]:
    here = url_for("groups.conditions", slug=slug)
    all_ = url_for("groups.conditions", slug=slug, wie="iedereen")
    found: list[dict[str, object]] = [
        {"label": _("Not known yet"), "url": here, "current": not chosen, "count": unknown},
        {"label": _("Everybody on the list"), "url": all_, "current": chosen == "iedereen", "count": total},
    ]
    if invited or chosen == INVITED:
        theirs = url_for("groups.conditions_of_invited", slug=slug)
        found.append({"label": _("Invited"), "url": theirs, "current": chosen == INVITED, "count": len(invited)})
    return found


@bp.route(f"{CONDITIONS}/{INVITED}", methods=["GET", "POST"])
def conditions_of_invited(slug: str) -> Response:
    """The same of who came by an invitation, or stands in; those not known come first."""
    theme, group = composed(slug)
    held = queries.conditions(group)
    invited = eligibility.invited(group) if held else []
    last = max(1, -(-len(invited) // PER_PAGE))
    number = min(page_number(), last)
    listed = sorted(invited, key=lambda one: not one.unknown)[(number - 1) * PER_PAGE : number * PER_PAGE]
    asked = [(row, row.conditions) for row in listed]
    form = met_form(asked, labels.CONDITIONS)
    if form.sent():
        for row, of_whom in asked:
            actions.tell_invited(group, row.person, met_by(form, row, of_whom))
        return go_to("groups.conditions_of_invited", slug=slug, notice=_("It has been written down."))
    unknown = queries.count_on_the_list(group, held, unknown=True) if held else 0
    total = queries.count_on_the_list(group, held, unknown=False)
    tabs = _tabs(slug, INVITED, unknown, total, invited)
    pages = page_links(number, last)
    shown = {"form": form, "theme": theme, "asked": asked, "tabs": tabs, "pages": pages, "labels": labels}
    return page("groups/conditions_of_invited.html", **shown)


@bp.route(f"{CONDITIONS}/instellen", methods=["GET", "POST"])
def edit_conditions(slug: str) -> Response:
    theme, group = composed(slug)
    form = ConditionsForm(obj=group)
    if form.sent():
        actions.change_conditions(group, **form.values())
        return go_to("groups.conditions", slug=slug, notice=_("The conditions have been saved."))
    return page("groups/edit_conditions.html", form=form, theme=theme)


@bp.get(DOUBLES)
def doubles(slug: str) -> Response:
    """Pairs that may be one person."""
    theme, group = composed(slug)
    pairs = queries.doubles(group, most=MOST_PAIRS + 1)
    return page(
        "groups/doubles.html",
        theme=theme,
        pairs=[(pair, actions.goes(pair.first, pair.second)) for pair in pairs[:MOST_PAIRS]],
        more=len(pairs) > MOST_PAIRS,
        merged=queries.count_merged(group),
        labels=labels,
    )


@bp.route(f"{PAIR}/samenvoegen", methods=["GET", "POST"])
def merge(slug: str, first: int, second: int) -> Response:
    theme, one, other = _pair(slug, first, second)
    goes = actions.goes(one, other)
    hears = actions.hears(goes, other if goes is one else one)
    form = MergeForm()
    if form.sent():
        actions.merge(one, other, by=me().id, **form.values())
        notice = (
            _("One of the two has been withdrawn. A mail tells about it.")
            if hears.mail_address
            else _("One of the two has been withdrawn. Somebody must call about it.")
        )
        return go_to("groups.doubles", slug=slug, notice=notice)
    return page("groups/merge.html", form=form, theme=theme, first=one, second=other, goes=goes, hears=hears)


@bp.route(f"{PAIR}/twee-mensen", methods=["GET", "POST"])
def keep_apart(slug: str, first: int, second: int) -> Response:
    theme, one, other = _pair(slug, first, second)
    form = Confirm()
    if form.sent():
        actions.keep_apart(one, other, by=me().id)
        return go_to("groups.doubles", slug=slug, notice=_("They stay two people. This pair does not come back."))
    title, what = _("These are two people"), one.person.display_name
    return page("groups/keep_apart.html", form=form, theme=theme, title=title, what=what)


def _pair(slug: str, first: int, second: int) -> tuple[Theme, Registration, Registration]:
    theme, _group = composed(slug)
    one, other = queries.registration(first), queries.registration(second)
    if not one.theme_id == other.theme_id == theme.id or one.id >= other.id:
        raise NotFound
    return theme, one, other


@bp.get(HOUSEHOLDS)
def households(slug: str) -> Response:
    """Addresses with more than one person on the list, and those that were taken apart."""
    theme, group = composed(slug)
    count = queries.count_households(group)
    last = max(1, -(-count // PER_PAGE))
    number = min(page_number(), last)
    return page(
        "groups/households.html",
        theme=theme,
        group=group,
        count=count,
        homes=queries.households(group, start=(number - 1) * PER_PAGE, count=PER_PAGE),
        pages=page_links(number, last),
        splits=queries.splits(group.id),
        without=queries.count_without_address(group),
        labels=labels,
    )


@bp.route(f"{HOUSEHOLDS}/{KEY}/splitsen", methods=["GET", "POST"])
def take_apart(slug: str, key: int) -> Response:
    """``key``: of somebody who lives there."""
    theme, group = composed(slug)
    row = queries.registration(key)
    if row.theme_id != theme.id or not row.household_key:
        raise NotFound
    form = TakeApartForm()
    if form.sent():
        actions.take_apart(group, row, by=me().id, **form.values())
        notice = _("Who lives there can each get a place.")
        return go_to("groups.households", slug=slug, notice=notice)
    there = len(queries.housemates(row))
    said = ngettext("%(num)s person on the list", "%(num)s people on the list", there)
    return page("groups/take_apart.html", form=form, theme=theme, what=row.household_key, said=said)


@bp.route(f"{HOUSEHOLDS}/gesplitst/{KEY}/samen", methods=["GET", "POST"])
def join_again(slug: str, key: int) -> Response:
    theme, group = composed(slug)
    row = queries.split(group.id, key)
    if not row.household_key:
        raise NotFound
    form = Confirm()
    if form.sent():
        actions.join_again(group, row)
        notice = _("At most one of who lives there can get a place again.")
        return go_to("groups.households", slug=slug, notice=notice)
    title, why = _("They form a household after all"), _("Who has a place already keeps it.")
    what = row.household_key
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=what, why=why)
