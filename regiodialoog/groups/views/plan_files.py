"""The plan, the demands and who waits as files; and a changed plan back, after a look at the differences."""

from collections.abc import Sequence

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups import actions, differences, labels, queries
from regiodialoog.groups.actions import plan_files
from regiodialoog.groups.forms import PlanFilesForm
from regiodialoog.groups.queries.plan_files import candidates, plan_import
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import composed

FILES = "/beheer/groepen/<slug>/bestanden"
MOST_FAULTS = 100
"""So many faults are shown; who mends these finds the others next."""


@bp.route(FILES, methods=["GET", "POST"])
def files(slug: str) -> Response:
    """Download what there is, and send back what was changed."""
    theme, group = composed(slug)
    form = PlanFilesForm()
    faults: Sequence[BadInput] = ()
    if form.sent():
        try:
            row = actions.compare(group, **form.given(), by=me().id)
        except BadFiles as bad:
            faults = bad.faults
            _tell(form, faults)
        else:
            if row is None:
                return go_to(
                    "groups.files", slug=slug, notice=_("There are no differences: nothing needs to be changed.")
                )
            return go_to("groups.take_files", slug=slug, number=row.number)
    return page(
        "groups/files.html",
        form=form,
        theme=theme,
        fillings={key.value: said for key, said in labels.FILLINGS.items()},
        faults=faults[:MOST_FAULTS],
        more=len(faults) - MOST_FAULTS,
    )


def _tell(form: PlanFilesForm, faults: Sequence[BadInput]) -> None:
    """At the field of the first file with a fault; the faults themselves stand below."""
    count = ngettext(
        "There is %(num)s fault in what you sent.", "There are %(num)s faults in what you sent.", len(faults)
    )
    nothing = _("Nothing was changed.")
    field = form.plan if faults[0].file == plan_files.PLAN_FILE else form.demands
    field.errors = [f"{count} {nothing}"]


@bp.get(f"{FILES}/{plan_files.PLAN_FILE}")
def plan_file(slug: str) -> Response:
    _theme, group = composed(slug)
    return _csv(plan_files.write_plan(queries.seats(group.id)), plan_files.PLAN_FILE)


@bp.get(f"{FILES}/{plan_files.QUOTAS_FILE}")
def demands_file(slug: str) -> Response:
    _theme, group = composed(slug)
    return _csv(plan_files.write_demands(queries.quotas(group.id), size=group.size), plan_files.QUOTAS_FILE)


@bp.get(f"{FILES}/aanmeldingen.csv")
def candidates_file(slug: str) -> Response:
    """Who waits, by number: no name and no address."""
    theme, group = composed(slug)
    rows = plan_files.write_candidates(candidates(theme.id), queries.quotas(group.id))
    return _csv(rows, "aanmeldingen.csv")


@bp.route(f"{FILES}/<int(max=2147483647):number>", methods=["GET", "POST"])
def take_files(slug: str, number: int) -> Response:
    """What the files would change, and the button that does it."""
    theme, group = composed(slug)
    row = plan_import(theme, number)
    form = Confirm()
    if form.sent():
        actions.take_import(row, by=me().id)
        return go_to(
            "groups.manage", slug=slug, anchor="plan", notice=_("The plan and the demands are as in your files.")
        )
    parts = differences.parts(row, queries.seats(group.id), queries.quotas(group.id))
    return page(
        "groups/take_files.html", form=form, theme=theme, row=row, parts=parts, back=url_for("groups.files", slug=slug)
    )


def _csv(data: bytes, name: str) -> Response:
    """With a byte order mark: spreadsheets then read UTF-8."""
    answer = Response(b"\xef\xbb\xbf" + data, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
