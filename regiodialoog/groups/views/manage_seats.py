"""The management rooms of seats: add, change, take away, give to somebody, offer, and end."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.paging import page_links, page_number
from regiodialoog.core.web.shelf import shares_a_part
from regiodialoog.dialogues.checklist import onward
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, labels, queries, reach
from regiodialoog.groups.actions.guard import not_in_draw
from regiodialoog.groups.forms import AssignForm, EndSeatForm, InviteForm, NameFilter, SeatForm
from regiodialoog.groups.models import Group, Seat, SeatState
from regiodialoog.groups.queries import SignUp, SignUpWish
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, LONGEST_NAME, composed
from regiodialoog.groups.views.not_now import not_now
from regiodialoog.groups.views.reading import joining
from regiodialoog.groups.views.standing import deputy_name, free
from regiodialoog.groups.wheel import wheel
from regiodialoog.organisations import queries as region
from regiodialoog.organisations.models import Interest, Municipality


def seat_to_change(slug: str, key: int) -> tuple[Theme, Group, Seat]:
    """A seat of this very group."""
    theme, group = composed(slug)
    return theme, group, _seat(group, key)


def _seat(group: Group, key: int) -> Seat:
    seat = queries.seat(key)
    if seat.group_id != group.id:
        raise NotFound
    return seat


def _choices(theme: Theme, seat: Seat | None = None) -> dict[str, Any]:
    interests = {each.id: each.name for each in region.interests()}
    if seat is not None:
        interests.setdefault(seat.interest_id, seat.interest.name)
    places = sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)
    return {"interests": list(interests.items()), "municipalities": [(each.id, each.name) for each in places]}


@bp.route("/beheer/groepen/<slug>/plekken/nieuw", methods=["GET", "POST"])
def new_seat(slug: str) -> Response:
    theme, group = composed(slug)
    form = SeatForm(**_choices(theme))
    if form.sent():
        given = form.values()
        (interest,) = region.by_ids(Interest, [given["interest_id"]])
        found = region.by_ids(Municipality, [given["municipality_id"]] if given["municipality_id"] else ())
        actions.add_seat(group, interest, next(iter(found), None), filling=given["filling"])
        return go_to("groups.manage", slug=slug, notice=_("The place has been added."), onward=onward(theme))
    return page("groups/manage_form.html", form=form, title=_("Add a place"), theme=theme, key="seat", made=group)


@bp.route(f"/beheer/groepen/<slug>/plekken/{KEY}", methods=["GET", "POST"])
def edit_seat(slug: str, key: int) -> Response:
    theme, group, seat = seat_to_change(slug, key)
    title = _("Change the place: %(name)s", name=labels.seat_name(seat))
    if held := not_now(theme, title, lambda: not_in_draw(seat)):
        return held
    form = SeatForm(obj=seat, **_choices(theme, seat))
    if form.sent():
        actions.change_seat(seat, **form.values())
        notice = _("This place has been saved: %(name)s.", name=labels.seat_name(seat))
        return go_to("groups.manage", slug=slug, notice=notice)
    return page("groups/manage_form.html", form=form, title=title, theme=theme, key=f"seat-{key}", made=group)


@bp.route(f"/beheer/groepen/<slug>/plekken/{KEY}/weg", methods=["GET", "POST"])
def remove_seat(slug: str, key: int) -> Response:
    theme, _group, seat = seat_to_change(slug, key)
    title, what = _("Take this place away"), labels.seat_name(seat)
    if held := not_now(theme, f"{title}: {what}", lambda: not_in_draw(seat)):
        return held
    form = Confirm()
    if form.sent():
        actions.remove_seat(seat)
        return go_to("groups.manage", slug=slug, notice=_("The place has been taken away."))
    why = _("An open place can be taken out of the plan.")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=what, why=why)


@bp.route(f"/beheer/groepen/<slug>/plekken/{KEY}/indelen", methods=["GET", "POST"])
@shares_a_part
def assign(slug: str, key: int) -> Response:
    """Give an open seat to one of those who signed up for it: a page of them, or who has the name that is asked for."""
    theme, group = composed(slug, alone=True)
    plan = queries.seats(group.id)
    seat = _seat(group, key)  # known by now, with what it stands for
    if held := not_now(theme, f"{_('Assign somebody')}: {labels.seat_name(seat)}", lambda: not_in_draw(seat)):
        return held
    search = NameFilter(formdata=request.args)
    wish = queries.placeable(seat, text=(search.q.data or "")[:LONGEST_NAME])
    found = queries.sign_ups_page(wish, page_number())
    form = AssignForm(lost=lambda number: _lost(theme, group, seat, number))
    rows = _with_chosen(found.rows, wish, form.registration_id.data)
    form.registration_id.choices = [(row.id, f"{row.name}, {row.municipality}") for row in rows]
    if form.sent():
        actions.assign_seat(seat, queries.registration(form.registration_id.data), by=me().id)
        name = next(row.name for row in rows if row.id == form.registration_id.data)
        return go_to("groups.manage", slug=slug, notice=_("%(name)s has a place and gets a mail.", name=name))
    return page(
        "groups/manage_assign.html",
        form=form,
        wheel=wheel(plan),
        composition=queries.composition(plan),
        demands=labels.demands(
            queries.quotas(group.id), queries.answers_at_table(group), later=queries.still_to_fill(plan)
        ),
        theme=theme,
        seat=seat,
        hints={row.id: about(row.organisation, row) for row in rows},
        labels=labels,
        search=search,
        searching=bool(wish.text),
        found=found,
        joining=joining(theme),
        **page_links(found.number, found.pages),
    )


def _lost(theme: Theme, group: Group, seat: Seat, number: int) -> list[str]:
    """The demands that can be met no more once this place is given to who is behind a registration, in words."""
    quotas, rules = queries.quotas(group.id), queries.rules(group)
    chosen = queries.registration(number)
    if not any(quota.minimum for quota in quotas):
        return []
    who = reach.Somebody(chosen.interest_id, chosen.municipality_id, chosen.answers)
    can = [row for row in queries.waiting(theme.id) if rules.allows(row) and row.id != number]
    waiting = [reach.Somebody(row.interest_id, row.municipality_id, dict(row.answers)) for row in can]
    places = [(one.interest_id, one.municipality_id) for one in queries.seats(group.id) if one.state is SeatState.OPEN]
    here = seat.interest_id, seat.municipality_id
    if here not in places:
        return []
    seated = queries.answers_at_table(group)
    return labels.lost(reach.lost(quotas, seated, places, [*waiting, who], place=here, person=who))


def _with_chosen(rows: Sequence[SignUp], wish: SignUpWish, chosen: int | None) -> list[SignUp]:
    """Whoever was chosen stays on the page, though others came or went in between."""
    known = {row.id for row in rows}
    other = queries.one_of(wish, chosen) if chosen and chosen not in known else None
    return [*rows, *([other] if other else [])]


def about(organisation: str | None, row: Any, *, state: bool = True) -> str:
    """What the bureau sees beside a name: on whose behalf, the answers, and where it stands."""
    said = [organisation] if organisation else []
    said += [f"{feature}: {value}" for feature, value in row.answers.items()]
    return "; ".join([*said, *([str(labels.REGISTRATIONS[row.state])] if state else [])])


@bp.route(f"/beheer/groepen/<slug>/plekken/{KEY}/uitnodigen", methods=["GET", "POST"])
def invite(slug: str, key: int) -> Response:
    """Offer an open seat to somebody by mail."""
    theme, _group, seat = seat_to_change(slug, key)
    if held := not_now(theme, f"{_('Invite somebody')}: {labels.seat_name(seat)}", lambda: not_in_draw(seat)):
        return held
    form = InviteForm(organisations=[(row[0], row[2]) for row in region.organisation_names()])
    if form.sent():
        sent = actions.invite(seat, by=me().id, **form.values())
        return go_to("groups.manage", slug=slug, notice=_("%(name)s gets a mail with the invitation.", name=sent.name))
    return page("groups/manage_invite.html", form=form, theme=theme, seat=seat, labels=labels)


@bp.route(f"/beheer/groepen/<slug>/plekken/{KEY}/vrijmaken", methods=["GET", "POST"])
def end_seat(slug: str, key: int) -> Response:
    """Somebody leaves: write down why; a new open place takes the place of this one."""
    theme, _group, seat = seat_to_change(slug, key)
    form = EndSeatForm(deputy=deputy_name(seat))
    if form.sent():
        taken = free(seat, form)
        notice = _("The deputy has the place now.") if taken else _("The place is open again.")
        return go_to("groups.manage", slug=slug, notice=notice)
    return page("groups/manage_reason.html", form=form, theme=theme, title=_("Free this place"), what=_who(seat))


def _who(seat: Seat) -> str:
    name = labels.seat_name(seat)
    return f"{name}: {seat.person.display_name}" if seat.person else name
