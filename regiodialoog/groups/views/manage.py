"""The management rooms of groups: the list, one group, its texts, its plan and its quotas."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import asks_for_a_part, go_to, page
from regiodialoog.core.web.paging import page_links, page_number
from regiodialoog.core.web.shelf import shares_a_part
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.checklist import onward
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, draw_bureau, labels, policy, queries, shapes
from regiodialoog.groups.actions.guard import demands_are_free
from regiodialoog.groups.forms import GroupForm, QuotaForm, RegistrationFilter
from regiodialoog.groups.forms.new_group import new_group_form
from regiodialoog.groups.models import Group, RegistrationState
from regiodialoog.groups.offered import Offered, has_figures, offered
from regiodialoog.groups.population import shares_said, sources_said
from regiodialoog.groups.residents import missed
from regiodialoog.groups.setups import all_setups
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.not_now import not_now
from regiodialoog.groups.wheel import wheel

KEY = "<int(max=2147483647):key>"
LONGEST_NAME = 100


@bp.get("/beheer/groepen")
def manage_all() -> Response:
    """Every theme that runs here, with its group or the way to make one."""
    authorize(policy.may_compose)
    themes = [theme for theme in dialogues.themes() if theme.source_id is None]
    goes_on = {each.id for each in themes if each.is_active and not dialogues.standing(each.phases).is_over}
    return page("groups/manage_all.html", themes=themes, groups=queries.groups_by_theme(), goes_on=goes_on)


@bp.get("/beheer/groepen/<slug>")
@shares_a_part
def manage(slug: str) -> Response:
    """One group: the plan with its gaps, who signed up, the invitations and the draws."""
    theme, group = composed(slug)
    same = {"results": partial(_list, theme)} if asks_for_a_part() else {"room": partial(_room, theme, group)}
    return page("groups/manage.html", fragment="results", same=same, theme=theme, group=group)


def _list(theme: Theme) -> dict[str, Any]:
    return {"theme": theme, "labels": labels, **signed_up(theme, queries.sign_up_counts(theme.id))}


def _room(theme: Theme, group: Group) -> dict[str, Any]:
    counts = queries.sign_up_counts(theme.id)
    seats, held = queries.seats(group.id), queries.draws(group.id)
    composition, joining = queries.composition(seats), shapes.signing_up(theme)
    taken, quotas = composition.total.filled + composition.total.promised, queries.quotas(group.id)
    return {
        "theme": theme,
        "group": group,
        "seats": seats,
        "missed": missed(theme, seats),
        "composition": composition,
        "can_wait_again": not (joining.over or group.sign_up_waits or counts.rows or taken),
        "begun": bool(joining.open or joining.over or counts.rows or taken),
        "waiting": counts.by(_state)[RegistrationState.REGISTERED],
        "to_draw": actions.seats_to_draw(seats),
        "to_assign": actions.seats_to_assign(seats),
        "left": queries.seats_left(group.id),
        "in_draw": draw_bureau.held_places(held),
        "taken_over": queries.suggestions_taken(group.id),
        "quotas": quotas,
        "wheel": wheel(seats),
        "demands": labels.demands(quotas, queries.answers_at_table(group)),
        "asked": queries.asked(group.id),
        "invitations": queries.invitations(group.id),
        "organisations": queries.organisation_invitations(group.id),
        "draws": held,
        "demands_after": draw_bureau.demands_after(held),
        "joining": joining,
        "still_to_tell": queries.still_to_tell(theme.id),
        "labels": labels,
        **signed_up(theme, counts),
    }


def composed(slug: str, *, alone: bool = False) -> tuple[Theme, Group]:
    """The theme and its group, for whoever may compose it. ``alone``: without its municipalities and its dialogue."""
    theme = dialogues.theme_alone(slug) if alone else dialogues.theme(slug)
    authorize(policy.may_compose, theme)
    return theme, queries.group_of(theme)


def signed_up(theme: Theme, counts: queries.SignUpCounts) -> dict[str, Any]:
    """The filter over who signed up, which offers what occurs, and a page of who passes it."""
    states = [(state.value, said) for state, said in labels.REGISTRATIONS.items()]
    chosen = RegistrationFilter(
        formdata=request.args, interests=counts.interests, places=counts.municipalities, states=states
    )
    text, state = (chosen.q.data or "")[:LONGEST_NAME], chosen.stand.data
    wish = queries.SignUpWish(
        theme.id,
        chosen.belang.data or "",
        chosen.gemeente.data or "",
        (RegistrationState(state),) if state in set(RegistrationState) else (),
        text,
    )
    found = queries.sign_ups_page(wish, page_number(), counts)
    searching = bool(text or wish.interest or wish.municipality or state)
    links = page_links(found.number, found.pages, lambda n: _list_url(theme, n, wish))
    texts = queries.texts_agreed_to([row.id for row in found.rows])
    return {"chosen": chosen, "found": found, "texts": texts, "searching": searching, **links}


def _list_url(theme: Theme, number: int, wish: queries.SignUpWish) -> str:
    asked = {"q": wish.text, "belang": wish.interest, "gemeente": wish.municipality, "stand": "".join(wish.states)}
    given: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return url_for("groups.manage", slug=theme.slug, **given, pagina=number, _anchor="aanmeldingen")


def _state(row: Any) -> RegistrationState:
    state: RegistrationState = row.state
    return state


@bp.route("/beheer/groepen/<slug>/tekst", methods=["GET", "POST"])
def edit_group(slug: str) -> Response:
    """Make the group of a theme, or change what stands about it."""
    theme = dialogues.theme(slug)
    authorize(policy.may_compose, theme)
    group = queries.find_group(theme)
    if group is None:
        return _new_group(theme)
    form = GroupForm(obj=group)
    if form.sent():
        actions.change_group(group, **form.values())
        notice = _("What stands about the group has been saved.")
        return go_to("groups.manage", slug=slug, notice=notice, onward=onward(theme))
    title = _("What stands about the group")
    return page("groups/edit_group.html", form=form, title=title, theme=theme, key=f"group-{slug}", made=group)


def _new_group(theme: Theme) -> Response:
    """``opzet``: the key of a setup to begin with."""
    setups = all_setups()
    chosen = setups.get(request.args.get("opzet", ""))
    form = new_group_form(offered(theme, chosen))
    if not form.is_submitted():
        form.title.data = _("Dialogue group %(theme)s", theme=theme.title)
        if chosen is not None:
            form.begin_with(chosen)
    if form.sent():
        group = actions.make_group(theme, fictitious=theme.fictitious, sign_up_waits=True, **form.values())
        notice = " ".join([_("The group has been made. Now make the seat plan."), *_ask(group, form.ticked())])
        return go_to("groups.edit_plan", slug=theme.slug, opzet=chosen.key if chosen else None, notice=notice)
    begins: dict[str, Any] = {"setups": setups.values(), "setup": chosen, "labels": labels}
    about: dict[str, Any] = {"theme": theme, "key": f"group-{theme.slug}", "made": None, "title": _("Make the group")}
    said: dict[str, Any] = {"shares_said": shares_said, "sources_said": sources_said, "has_figures": has_figures}
    return page("groups/new_group.html", form=form, **about, **begins, **said)


def _ask(group: Group, ticked: Sequence[tuple[Offered, bool]]) -> Iterator[str]:
    """Asks what was ticked, and says so."""
    for each, demand in ticked:
        if each.rules is not None:
            found = each.found if demand else None
            actions.begin_asking(group, each.question.feature, each.rules, justification=each.question.why, found=found)
    if ticked:
        names = ", ".join(each.question.feature for each, _demand in ticked)
        yield _("Whoever signs up is asked about: %(features)s.", features=names)


@bp.route("/beheer/groepen/<slug>/samenstelling/nieuw", methods=["GET", "POST"])
def new_quota(slug: str) -> Response:
    theme, group = composed(slug)
    title = _("Add a demand on the composition")
    if held := not_now(theme, title, lambda: demands_are_free(group)):
        return held
    form = QuotaForm(group=group, others=queries.quotas(group.id))
    if form.sent():
        actions.add_quota(group, **form.values())
        return go_to("groups.manage", slug=slug, notice=_("The demand has been added."))
    return page("groups/manage_form.html", form=form, title=title, theme=theme, key="quota", made=group)


@bp.route(f"/beheer/groepen/<slug>/samenstelling/{KEY}", methods=["GET", "POST"])
def edit_quota(slug: str, key: int) -> Response:
    theme, group = composed(slug)
    quota = queries.quota(key)
    if quota.group_id != group.id:
        raise NotFound
    title = _("Change a demand: %(what)s", what=f"{quota.feature}: {quota.value}")
    if held := not_now(theme, title, lambda: demands_are_free(group)):
        return held
    form = QuotaForm(group=group, others=queries.quotas(group.id), obj=quota)
    if quota.feature in queries.asked(group.id):
        form.of_a_question()
    elif not form.is_submitted():
        form.ordinary.data = True
    if form.sent():
        actions.change_quota(quota, **form.values())
        return go_to("groups.manage", slug=slug, notice=_("The demand has been saved."))
    return page("groups/manage_form.html", form=form, title=title, theme=theme, key=f"quota-{key}", made=group)


@bp.route(f"/beheer/groepen/<slug>/samenstelling/{KEY}/weg", methods=["GET", "POST"])
def remove_quota(slug: str, key: int) -> Response:
    theme, group = composed(slug)
    quota = queries.quota(key)
    if quota.group_id != group.id:
        raise NotFound
    title, what = _("Drop this demand"), f"{quota.feature}: {quota.value}"
    if held := not_now(theme, f"{title}: {what}", lambda: demands_are_free(group)):
        return held
    form = Confirm()
    if form.sent():
        actions.remove_quota(quota)
        return go_to("groups.manage", slug=slug, notice=_("The demand has been dropped."))
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=what, why="")
