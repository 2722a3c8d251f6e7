"""The questions that the composition asks of whoever signs up: from the library or one's own, and how many of whom."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, draw_bureau, labels, queries
from regiodialoog.groups.actions.guard import demands_are_free
from regiodialoog.groups.asking import from_data
from regiodialoog.groups.forms import AskForm, shares_form
from regiodialoog.groups.library import about, library
from regiodialoog.groups.models import Asked, RegistrationState
from regiodialoog.groups.started import is_older, known_of
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, composed
from regiodialoog.groups.views.not_now import not_now


@bp.get("/beheer/groepen/<slug>/vragen")
def asked(slug: str) -> Response:
    """What is asked, and what the library has."""
    theme, group = composed(slug)
    demands = queries.quotas(group.id)
    rows = queries.asked(group.id)
    features = {quota.feature for quota in demands}
    ready = [one for one in library().values() if one.feature not in features]
    shown: dict[str, Any] = {"rows": rows.values(), "demands": demands, "ready": ready, "rules_of": queries.rules_of}
    found = known_of(theme, list(rows.values()))
    shown["older"] = {name for name, row in rows.items() if is_older(row, found.get(name))}
    shown["demands_after"] = draw_bureau.demands_after(queries.draws(group.id))
    return page("groups/asked.html", theme=theme, group=group, labels=labels, **shown)


@bp.route("/beheer/groepen/<slug>/vragen/nieuw", methods=["GET", "POST"])
def new_question(slug: str) -> Response:
    """``uit``: the key of a question of the library to begin with."""
    theme, group = composed(slug)
    title = _("Ask something of whoever signs up")
    if held := not_now(theme, title, lambda: demands_are_free(group)):
        return held
    ready = library().get(request.args.get("uit", ""))
    start: dict[str, Any] = {}
    if ready is not None:
        start = {"feature": ready.feature, "source": ready.source, "justification": ready.why}
        start["lines"] = "\n".join(ready.lines)
    form = AskForm(from_age=theme.min_age or 0, data=start)
    if form.sent():
        row = actions.ask(group, form.feature.data or "", form.rules, justification=form.justification.data or "")
        notice = " ".join([_("The question has been added. Now say how many of whom should sit at the table."),
                           *_said_nothing(theme)])  # fmt: skip
        return go_to("groups.spread_question", slug=slug, key=row.id, notice=notice)
    return page("groups/manage_form.html", form=form, title=title, theme=theme, key=f"vraag-{slug}", made=group)


def _said_nothing(theme: Theme) -> list[str]:
    """Of whom there is no answer to a question that is new."""
    count = queries.count_registrations(theme.id, RegistrationState.REGISTERED)
    if not count:
        return []
    said = ngettext(
        "%(num)s person signed up before and has no answer to it. They count for none of its demands.",
        "%(num)s people signed up before and have no answer to it. They count for none of its demands.",
        count,
    )
    return [said]


@bp.route(f"/beheer/groepen/<slug>/vragen/{KEY}", methods=["GET", "POST"])
def edit_question(slug: str, key: int) -> Response:
    theme, row = _question(slug, key)
    title = _("Change the question about %(feature)s", feature=row.feature)
    if held := not_now(theme, title, lambda: demands_are_free(row.group)):
        return held
    rules = from_data(row.source, row.rules, row.year)
    start = {"feature": row.feature, "source": row.source, "lines": rules.as_text(), "year": row.year}
    form = AskForm(from_age=theme.min_age or 0, data={**start, "justification": row.why, "ordinary": True})
    del form.feature
    if form.sent():
        actions.change_asked(row, form.rules, justification=form.justification.data or "")
        return go_to("groups.asked", slug=slug, notice=_("The question has been saved."))
    return page("groups/manage_form.html", form=form, title=title, theme=theme, key=f"vraag-{key}", made=row.group)


@bp.route(f"/beheer/groepen/<slug>/vragen/{KEY}/aandelen", methods=["GET", "POST"])
def spread_question(slug: str, key: int) -> Response:
    """Demands by the shares of the population, which begin with the figures where there are any."""
    theme, row = _question(slug, key)
    title = _("How many of whom? %(feature)s", feature=row.feature)
    if held := not_now(theme, title, lambda: demands_are_free(row.group)):
        return held
    rules, found = queries.rules_of(row), known_of(theme, [row]).get(row.feature)
    demands = {quota.value: quota for quota in queries.quotas(row.group_id) if quota.feature == row.feature}
    form = shares_form(rules.values, found=found, reasons={key: each.justification for key, each in demands.items()})
    if form.sent():
        actions.spread(row, form.shares(), reasons=form.reasons(), people=found.people if found else None)
        return go_to("groups.asked", slug=slug, notice=_("The demands have been worked out from the shares."))
    shown: dict[str, Any] = {"found": found, "ready": about(row.feature), "older": is_older(row, found)}
    return page("groups/spread.html", form=form, theme=theme, row=row, made=row.group, **shown)


@bp.route(f"/beheer/groepen/<slug>/vragen/{KEY}/weg", methods=["GET", "POST"])
def drop_question(slug: str, key: int) -> Response:
    theme, row = _question(slug, key)
    title = _("Drop this question")
    if held := not_now(theme, f"{title}: {row.feature}", lambda: demands_are_free(row.group)):
        return held
    form = Confirm()
    if form.sent():
        actions.stop_asking(row)
        return go_to("groups.asked", slug=slug, notice=_("The question has been dropped."))
    why = _("Its demands go with it. Answers that people gave stay in their registrations, and are not used.")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=row.feature, why=why)


def _question(slug: str, key: int) -> tuple[Theme, Asked]:
    theme, group = composed(slug)
    row = queries.question(key)
    if row.group_id != group.id:
        raise NotFound
    return theme, row
