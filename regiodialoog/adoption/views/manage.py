"""The rooms in which the bureau keeps moments: planned, held and corrected; and the kinds that there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.adoption import actions, labels, policy, queries
from regiodialoog.adoption.forms import CorrectForm, HoldForm, KindForm, PlanForm, SettleForm
from regiodialoog.adoption.models import LIFE, DecisionMoment, MomentState
from regiodialoog.adoption.views import shapes
from regiodialoog.adoption.views.blueprint import bp
from regiodialoog.adoption.views.reading import title_of
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.organisations.forms import RowForm


@bp.get("/beheer/momenten")
def manage() -> Response:
    """Everything that is still to come or that nobody knows the end of, and the kinds."""
    authorize(policy.may_keep_moments)
    waiting = db.session.scalars(queries.moments(DecisionMoment.state != MomentState.HELD)).all()
    today = clock.today()
    rows = [(shapes.line_of(row, today), LIFE.allows(row.state, MomentState.PLANNED)) for row in waiting]
    return page("adoption/manage.html", rows=rows, kinds=queries.kinds(), labels=labels)


@bp.route("/beheer/momenten/nieuw", methods=["GET", "POST"])
def new_moment() -> Response:
    authorize(policy.may_keep_moments)
    form = PlanForm()
    if form.sent():
        made = plan(form)
        return go_to("adoption.moment", slug=made.slug, notice=_("The moment has been planned."))
    return page("adoption/form.html", form=form, title=_("Plan a moment"), key="new-moment")


def plan(form: PlanForm) -> DecisionMoment:
    """Plan what a form says. What is planned in a demonstration is invented, and says so."""
    given = form.values()
    given.pop("activity_id", None)
    fictitious = bool(current_app.config["SETTINGS"].demo)
    return actions.plan_moment(given.pop("kind"), given.pop("what"), fictitious=fictitious, **given)


@dataclass(frozen=True)
class Step:
    """One thing that can be done to a moment."""

    title: Any
    notice: Any
    form: type[RowForm]
    do: Callable[..., None]
    to: MomentState | None


STEPS = {
    "plannen": Step(
        _l("Give it a date"), _l("The moment is planned."), SettleForm, actions.settle_moment, MomentState.PLANNED
    ),
    "gehouden": Step(
        _l("Write down that it was held"), _l("It has been written down."), HoldForm, actions.hold_moment,
        MomentState.HELD,
    ),
    "verbeteren": Step(
        _l("Correct a mistake"), _l("The correction stands beside what was there."), CorrectForm,
        actions.correct_moment, None,
    ),
}  # fmt: skip


@bp.route(f"/beheer/momenten/<slug>/<any({','.join(STEPS)}):step>", methods=["GET", "POST"])
def keep_moment(slug: str, step: str) -> Response:
    moment, doing = queries.moment(slug), STEPS[step]
    authorize(policy.may_keep_moments, moment)
    if doing.to is not None and not LIFE.allows(moment.state, doing.to):
        raise Conflict(_("This was written down already. Correct it if it is wrong."))
    form = doing.form(obj=moment)
    if form.sent():
        doing.do(moment, **form.values())
        return go_to("adoption.moment", slug=slug, notice=doing.notice)
    return page("adoption/form.html", form=form, title=doing.title, kicker=title_of(moment), key=f"{slug}-{step}")


@bp.route("/beheer/momenten/soorten/nieuw", methods=["GET", "POST"])
def new_kind() -> Response:
    authorize(policy.may_keep_moments)
    form = KindForm()
    if form.sent():
        given = form.values()
        actions.add_kind(given.pop("name"), **given)
        return go_to("adoption.manage", notice=_("It has been added."))
    return page("adoption/form.html", form=form, title=_("Add a kind of moment"), key="new-kind")


@bp.route("/beheer/momenten/soorten/<slug>", methods=["GET", "POST"])
def edit_kind(slug: str) -> Response:
    kind = queries.kind(slug)
    authorize(policy.may_keep_moments, kind)
    form = KindForm(obj=kind)
    if form.sent():
        actions.change_kind(kind, **form.values())
        return go_to("adoption.manage", notice=_("%(name)s has been saved.", name=kind.name))
    return page("adoption/form.html", form=form, title=_("Edit a kind of moment"), kicker=kind.name, key=f"kind-{slug}")
