"""The page of a project, and the rooms in which the bureau keeps it."""

from flask import Response, url_for
from flask_babel import gettext as _

from regiodialoog.adoption import labels as moment_labels
from regiodialoog.adoption import queries as adoption
from regiodialoog.adoption.forms import PlanForm
from regiodialoog.adoption.models import MunicipalDecision
from regiodialoog.adoption.views.manage import plan
from regiodialoog.adoption.views.shapes import line_of
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict
from regiodialoog.core.policy import authorize, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.site import is_invented
from regiodialoog.core.web.subjects import Link, names
from regiodialoog.organisations.forms import RowForm
from regiodialoog.organisations.models import Municipality
from regiodialoog.programme import actions, labels, policy, queries
from regiodialoog.programme.forms import CorrectProjectForm, EndForm, JoinForm, MoveProjectForm, ProjectForm
from regiodialoog.programme.forms.projects import next_states
from regiodialoog.programme.models import Project, ProjectParticipation
from regiodialoog.programme.queries.moments import month_of
from regiodialoog.programme.views import shapes
from regiodialoog.programme.views.blueprint import bp
from regiodialoog.programme.views.reading import chosen_year
from regiodialoog.programme.views.subject import of_challenge, of_project
from regiodialoog.proposals.labels import role_of

KEY = "<int(max=2147483647):key>"
Row = tuple[Municipality, ProjectParticipation | None, MunicipalDecision | None]


@bp.get("/projecten/<slug>")
@public
def project(slug: str) -> Response:
    found, today = queries.project(slug), clock.today()
    people = queries.participants([found.id])
    taking = [each for each in people if each.ended_on is None]
    decisions = adoption.counting(adoption.decisions_about_projects(found.id))
    placed = queries.moments_of_project(found.id)
    return page(
        "programme/project.html", project=found, about=of_project(found), notes=None, programme=None,
        proposals=queries.proposals_of_projects([found.id]).get(found.id, ()),
        commissioners=queries.commissioners_of(found.id), period=shapes.period(found.period_start, found.period_end),
        rows=_rows(taking, decisions), taking=len(taking), left=[each for each in people if each.ended_on is not None],
        joined=queries.joined([each.municipality_id for each in taking], decisions),
        table=_table(found, placed), lines=[line_of(each.moment, today) for each in placed],
        moves=queries.project_moves(found.id), moves_to=next_states(found), role_of=role_of, labels=labels,
        moment_labels=moment_labels,
    )  # fmt: skip


def _rows(taking: list[ProjectParticipation], decisions: list[MunicipalDecision]) -> list[Row]:
    """A line per municipality that takes part or decided, in people's order."""
    deciding = {each.municipality_id: each for each in decisions}
    rows: list[Row] = [(each.municipality, each, deciding.pop(each.municipality_id, None)) for each in taking]
    rows += [(each.municipality, None, each) for each in deciding.values()]
    return sorted(rows, key=lambda row: row[0].sort_key)


def _table(found: Project, placed: list[queries.Placed]) -> shapes.TwelveMonths:
    kinds, today = adoption.kinds(), clock.today()
    name = next((kind.name for kind in kinds if kind.slug == "looptijd"), _("Period"))
    years = {month[0] for each in placed if (month := month_of(each.moment))}
    year = chosen_year() or (today.year if today.year in years or not years else max(years))
    spans = [shapes.Span(name, found.period_start, found.period_end)]
    return shapes.twelve_months(year, placed, kinds, spans, known=None, today=today)


@bp.route("/beheer/programma/opgaven/<slug>/projecten/nieuw", methods=["GET", "POST"])
def new_project(slug: str) -> Response:
    """What is added in a demonstration is invented, and says so."""
    challenge = queries.challenge(slug)
    authorize(policy.may_edit_programme, challenge)
    form = ProjectForm()
    if form.sent():
        given = form.values()
        fictitious = is_invented()
        made = actions.create_project(challenge, given.pop("title"), fictitious=fictitious, **given)
        return go_to("programme.project", slug=made.slug, notice=_("%(name)s has been added.", name=made.title))
    title, of = _("Add a project"), of_challenge(challenge)
    return page("programme/project_form.html", form=form, title=title, of=of, key=f"{slug}-project")


@bp.route("/beheer/programma/projecten/<slug>", methods=["GET", "POST"])
def edit_project(slug: str) -> Response:
    found = queries.project(slug)
    authorize(policy.may_edit_programme, found)
    form = ProjectForm(obj=found)
    if form.sent():
        actions.change_project(found, **form.values())
        return _back(found, _("%(name)s has been saved.", name=found.title))
    return _form(found, form, _("Edit this project"), "edit")


@bp.route("/beheer/programma/projecten/<slug>/stap", methods=["GET", "POST"])
def move_project(slug: str) -> Response:
    found = queries.project(slug)
    authorize(policy.may_edit_programme, found)
    if not next_states(found):
        raise Conflict(_("This project has ended. Correct what was written down if it is wrong."))
    form = MoveProjectForm(obj=found)
    if form.sent():
        actions.move_project(found, **form.values())
        return _back(found, _("The step has been written down."))
    return _form(found, form, _("Write down the next step"), "move")


@bp.route("/beheer/programma/projecten/<slug>/verbeteren", methods=["GET", "POST"])
def correct_project(slug: str) -> Response:
    found = queries.project(slug)
    authorize(policy.may_edit_programme, found)
    form = CorrectProjectForm(obj=found)
    if form.sent():
        actions.correct_project(found, **form.values())
        return _back(found, _("The correction stands beside what was there."))
    return _form(found, form, _("Correct a mistake"), "correct")


@bp.route("/beheer/programma/projecten/<slug>/gemeenten/nieuw", methods=["GET", "POST"])
def join_project(slug: str) -> Response:
    found = queries.project(slug)
    authorize(policy.may_edit_programme, found)
    form = JoinForm(found)
    if form.sent():
        actions.join_project(found, **form.values())
        return _back(found, _("It has been added."))
    return _form(found, form, _("Add a municipality"), "join")


@bp.route(f"/beheer/programma/projecten/gemeenten/{KEY}/beeindigen", methods=["GET", "POST"])
def leave_project(key: int) -> Response:
    row = queries.participation(key)
    authorize(policy.may_edit_programme, row)
    form = EndForm(obj=row)
    if form.sent():
        actions.leave_project(row, **form.values())
        return _back(row.project, _("It has been written down."))
    title = _("%(municipality)s no longer takes part", municipality=row.municipality.name)
    return _form(row.project, form, title, f"leave-{key}")


@bp.route("/beheer/programma/projecten/<slug>/momenten/nieuw", methods=["GET", "POST"])
def new_project_moment(slug: str) -> Response:
    found = queries.project(slug)
    authorize(policy.may_edit_programme, found)
    form = PlanForm()
    if form.sent():
        moment = plan(form)
        actions.link_project_moment(found, moment)
        notice = _("The moment has been planned.")
        return go_to("programme.project", slug=slug, anchor=moment.slug, notice=notice)
    return _form(found, form, _("Plan a moment"), "moment")


def _form(found: Project, form: RowForm, title: str, key: str) -> Response:
    of = of_project(found)
    return page("programme/project_form.html", form=form, title=title, of=of, key=f"project-{found.slug}-{key}")


def _back(found: Project, notice: str) -> Response:
    return go_to("programme.project", slug=found.slug, notice=notice)


@names("project")
def project_links(ids: set[int]) -> dict[int, Link]:
    found = queries.by_ids(Project, ids)
    return {row.id: Link(labels.project_name(row), url_for("programme.project", slug=row.slug)) for row in found}
