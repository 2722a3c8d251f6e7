"""Draws: a page that everybody can follow, and the steps of the bureau and the witness."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.forms import Confirm, Form
from regiodialoog.core.policy import authorize, can, current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.engines.trail import canonical
from regiodialoog.groups import actions, draw_bureau, draw_shapes, draw_watch, labels, policy, queries, shapes, written
from regiodialoog.groups.actions.doubles import undecided
from regiodialoog.groups.actions.guard import no_draw_goes_on
from regiodialoog.groups.forms import AbandonForm, OutcomeForm, RepeatDrawForm, SealForm
from regiodialoog.groups.models import Draw, DrawState, Group, Registration
from regiodialoog.groups.retention import days_of_file
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import composed
from regiodialoog.groups.views.not_now import before_its_moment, not_now
from regiodialoog.groups.waiting import fits

DRAWS = "/themas/<slug>/loting"
Barred = dict[str, list[str]]
DRAW = f"{DRAWS}/<int(max=2147483647):number>"


@bp.get(DRAWS)
@public
def draws(slug: str) -> Response:
    """Every draw of a theme: those that everybody can follow, and for the bureau also what is being prepared."""
    theme = dialogues.theme(slug)
    group = queries.group_of(theme)
    rows = [row for row in queries.draws(group.id) if can("groups.see_draw", row)]
    seats = queries.seats(group.id)
    return page(
        "groups/draws.html",
        theme=theme,
        rows=rows,
        shapes=draw_shapes,
        to_draw=len(actions.seats_to_draw(seats)),
        goes_on=queries.draw_goes_on(group.id),
    )


@bp.route(f"{DRAWS}/voorbereiden", methods=["GET", "POST"])
def prepare_draw(slug: str) -> Response:
    """Freeze who can be drawn; another time only with a reason."""
    theme, group = composed(slug)
    if held := not_now(theme, _("Prepare a draw"), lambda: no_draw_goes_on(group)):
        return held
    form: Form = RepeatDrawForm() if queries.draws(group.id) else Confirm()
    if form.sent():
        row = actions.prepare_draw(group, by=me().id, **form.values())
        return go_to("groups.draw", slug=slug, number=row.number)
    seats = actions.seats_to_draw(queries.seats(group.id))
    waiting = len(queries.without_a_place(theme.id))
    pool = actions.can_be_drawn(group, seats)
    unknown = _unknown(actions.count_unknown(group, pool), slug)
    left_out = actions.left_out(group, seats)
    return page(
        "groups/draw_prepare.html",
        form=form,
        theme=theme,
        seats=seats,
        waiting=waiting,
        takes_part=draw_bureau.takes_part(len(pool), left_out),
        unasked=left_out[-1],
        joining=shapes.signing_up(theme),
        unknown=unknown,
        twice=_twice(group, pool, slug),
        for_nobody=[
            seat for seat in seats if not any(fits([(seat.interest_id, seat.municipality_id)], row) for row in pool)
        ],
        labels=labels,
    )


@bp.get(DRAW)
def draw(slug: str, number: int) -> Response:
    """One draw, whatever it is at. While the worker computes, its block "progress" is asked for again and again; when
    that is done the whole page is loaded anew."""
    row = seen(slug, number)
    entries = queries.draw_entries(row.id) if can("groups.compose") else []
    own = draw_shapes.own_chance(row, row.group.theme, current_actor().person_id)
    answer = page(
        "groups/draw.html",
        fragment="progress",
        draw=row,
        theme=row.group.theme,
        own=own,
        causes=draw_shapes.own_causes(row, own.code) if own and not own.withdrew else [],
        entries=entries,
        todo=draw_shapes.todo(current_actor(), row, entries),
        shapes=draw_shapes,
        watch=draw_watch,
        labels=labels,
        program_sha256=written.program()[1],
        gets_file=can("groups.get_draw_file", row) and row.has_file,
        answers=draw_shapes.answers(row, queries.offers(row.id)),
        stale=_is_stale(row),
    )
    if row.state is not DrawState.PREPARING:
        answer.headers["HX-Refresh"] = "true"  # an ordinary reader knows nothing of this header
    return answer


def _is_stale(row: Draw) -> bool:
    """For the bureau, of a draw that waits for its seal."""
    if row.state is not DrawState.PREPARED or not can("groups.compose"):
        return False
    seats = actions.seats_to_draw(queries.seats(row.group_id))
    return actions.is_stale(row, seats, actions.can_be_drawn(row.group, seats))


@bp.get(f"{DRAW}/draw.json")
def draw_file(slug: str, number: int) -> Response:
    """The sealed file, as ``regiodialoog verify`` and tools/verify.py read it; once it was withdrawn, for everybody
    what says so."""
    row = seen(slug, number)
    if row.seal and not row.has_file:
        return download(canonical(actions.in_its_place(row)).decode(), "draw.json")
    authorize(policy.may_get_draw_file, row)
    if not row.has_file:
        raise NotFound
    return download(row.file, "draw.json")


@bp.get(f"{DRAW}/result.json")
def draw_result(slug: str, number: int) -> Response:
    """What the ticket yielded, by codes."""
    row = seen(slug, number)
    authorize(policy.may_get_draw_file, row)
    if "persons" not in row.result or not row.has_file:
        raise NotFound
    result = {name: value for name, value in row.result.items() if name != "seats"}
    return download(canonical(result).decode(), "result.json")


@bp.route(f"{DRAW}/verzegelen", methods=["GET", "POST"])
def seal_draw(slug: str, number: int) -> Response:
    row = at_step(slug, number, DrawState.PREPARED)
    barred = draw_shapes.barred(row)
    form = SealForm(barred=bool(barred), days=partial(days_of_file, row.group.theme_id))
    if form.sent():
        try:
            actions.seal_draw(row, **form.values())
        except actions.NotKnown as error:
            raise actions.NotKnown(_to_conditions(error.message, slug)) from error
        notice = _("The draw has been sealed. Everybody can follow it from now on.")
        return go_to("groups.draw", slug=slug, number=number, notice=notice)
    seats = actions.seats_to_draw(queries.seats(row.group_id))
    pool = actions.can_be_drawn(row.group, seats)
    warned = [_unknown(actions.count_unknown(row.group, pool), slug), _twice(row.group, pool, slug)]
    if row.group.one_per_household:
        warned.append(draw_bureau.without_address(sum(not each.household_key for each in pool)))
    return page(
        "groups/draw_step.html",
        form=form,
        draw=row,
        title=_("Seal this draw"),
        said=_about_witness(row),
        warned=[said for said in warned if said],
        kind="primary",
        barred=barred,
        joining=shapes.signing_up(row.group.theme),
        stale=actions.is_stale(row, seats, pool),
        shapes=draw_shapes,
    )


def _about_witness(row: Draw) -> Markup:
    said = draw_watch.witness(row) or _("No witness has been named yet.")
    link = Markup('{} {} <a class="nl-link" href="{}">{}</a>')
    url = draw_shapes.url_of(row, "groups.name_witness")
    return link.format(_("Witness:"), said, url, _("Name the witness"))


def _unknown(count: int, slug: str) -> str:
    if not count:
        return ""
    said = ngettext(
        "Of %(num)s person in this draw or in the group it is not known whether they meet the conditions. The draw"
        " cannot be sealed before that.",
        "Of %(num)s people in this draw or in the group it is not known whether they meet the conditions. The draw"
        " cannot be sealed before that.",
        count,
    )
    return _to_conditions(said, slug)


def _twice(group: Group, pool: Sequence[Registration], slug: str) -> Markup | str:
    said = draw_bureau.twice(*undecided(group, pool))
    return said and _with_way(said, url_for("groups.doubles", slug=slug), _("See who signed up twice"))


def _with_way(said: str, url: str, words: str) -> Markup:
    return Markup('{} <a class="nl-link" href="{}">{}</a>').format(said, url, words)


def _to_conditions(said: str, slug: str) -> Markup:
    return _with_way(said, url_for("groups.conditions", slug=slug), _("Say who meets the conditions"))


@bp.route(f"{DRAW}/uitslag", methods=["GET", "POST"])
def type_outcome(slug: str, number: int) -> Response:
    row = at_step(slug, number, DrawState.SEALED)
    if early := before_its_moment(row.group.theme, _("Type in the outcome"), row):
        return early
    form = OutcomeForm()
    if form.sent():
        picked = actions.type_outcome(row, by=me().id, **form.values())
        where: dict[str, Any] = {"slug": slug, "number": number}
        if picked:
            notice = _("Two people typed in the same outcome: the draw is decided.")
            return go_to("groups.draw", **where, notice=notice)
        if len(queries.draw_entries(row.id)) > 1:
            differs = _(
                "This is not what the other one typed in. Nothing is decided. Look together at the source again."
            )
            return go_to("groups.draw", **where, warning=differs)
        notice = _("Written down. Now somebody else of the bureau types in the outcome.")
        return go_to("groups.draw", **where, notice=notice)
    said = _("This decides: %(source)s.", source=row.source)
    return step(row, form, _("Type in the outcome"), said=said)


@bp.route(f"{DRAW}/afbreken", methods=["GET", "POST"])
def abandon_draw(slug: str, number: int) -> Response:
    row = at_step(slug, number, DrawState.PREPARING, DrawState.PREPARED, DrawState.SEALED)
    form = AbandonForm()
    if form.sent():
        actions.abandon_draw(row, **form.values())
        return go_to("groups.draw", slug=slug, number=number, notice=_("The draw does not go on."))
    said = _("Nobody's place changes. The draw stays in the list, with your reason.")
    return step(row, form, _("Let go of this draw"), said=said, kind="danger")


def seen(slug: str, number: int) -> Draw:
    row = queries.draw(dialogues.theme(slug), number)
    authorize(policy.may_see_draw, row)
    return row


def at_step(slug: str, number: int, *states: DrawState) -> Draw:
    """A draw at one of these steps. Raises Conflict for another."""
    theme, _group = composed(slug)
    row = queries.draw(theme, number)
    if row.state not in states:
        raise Conflict(_("This draw is at another step now. Look at its page."))
    return row


def step(
    row: Draw, form: Form, title: str, *, said: str = "", kind: str = "primary", barred: Barred | None = None
) -> Response:
    return page(
        "groups/draw_step.html",
        form=form,
        draw=row,
        title=title,
        said=said,
        warned=[],
        kind=kind,
        barred=barred,
        joining=None,
        stale=False,
        shapes=draw_shapes,
    )


def download(text: str, name: str) -> Response:
    answer = Response(text, mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
