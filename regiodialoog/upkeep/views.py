"""Work in the background that got stuck, for an administrator."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from regiodialoog.core import clock, jobs
from regiodialoog.core.policy import authorize
from regiodialoog.core.web import menu
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.upkeep import actions, policy, queries
from regiodialoog.upkeep.forms import RetryForm

bp = Blueprint("upkeep", __name__)
menu.add("work", _l("Sending and background work"), "upkeep.work", order=92, rule="upkeep.retry", menu="beheer")


@bp.route("/beheer/verzending", methods=["GET", "POST"])
def work() -> Response:
    """What got stuck, with a button for each job that failed and one for all of them."""
    authorize(policy.may_retry)
    form = RetryForm()
    if form.sent():
        return _retry(form.job.data)
    return page(
        "upkeep/work.html", form=form, stuck=queries.stuck(), failed=queries.failed_count(), says=jobs.SAYS,
        now=clock.now(),
    )  # fmt: skip


def _retry(job: int | None) -> Response:
    if job is not None:
        actions.retry(queries.job(job))
        return go_to("upkeep.work", notice=_("It is tried again now."))
    count = actions.retry_all()
    return go_to("upkeep.work", notice=ngettext("%(num)s job is tried again.", "%(num)s jobs are tried again.", count))
