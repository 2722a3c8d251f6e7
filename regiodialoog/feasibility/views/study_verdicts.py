"""The bureau: preparing a verdict, announcing and publishing one or many at once, and taking an announcement back."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.core import clock
from regiodialoog.core.i18n import format_date
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.feasibility import study_labels as labels
from regiodialoog.feasibility import study_policy as policy
from regiodialoog.feasibility.actions import study_verdict as actions
from regiodialoog.feasibility.forms.study import AnnounceForm, ManyForm, TakeBackForm, VerdictForm
from regiodialoog.feasibility.models.study import CHANGEABLE, Study, StudyVerdict, VerdictState
from regiodialoog.feasibility.queries import study as queries
from regiodialoog.feasibility.study_days import may_publish_on
from regiodialoog.feasibility.views.study_blueprint import MANAGE, bp

Pairs = list[tuple[Study, StudyVerdict]]


@bp.route(f"{MANAGE}/<int(max=2147483647):number>/oordeel", methods=["GET", "POST"])
def verdict(number: int) -> Response:
    found = queries.study(number)
    authorize(policy.may_lead, found)
    last = queries.last_verdict(found.id)
    row = last if last is not None and last.state in CHANGEABLE else None
    form = VerdictForm(row, corrects=(row.number > 1 if row else last is not None))
    if form.sent():
        actions.prepare(found, **form.values())
        notice = _("The verdict has been saved. Nobody else sees it before you announce it.")
        return go_to("studies.lead", number=number, notice=notice)
    title = _("Prepare the verdict")
    return page(
        "feasibility/study_form.html",
        form=form,
        title=title,
        kicker=found.proposal.title,
        key=f"study-verdict-{number}",
    )


@bp.route(f"{MANAGE}/<int(max=2147483647):number>/aankondiging-terug", methods=["GET", "POST"])
def take_back(number: int) -> Response:
    found = queries.study(number)
    authorize(policy.may_lead, found)
    form = TakeBackForm()
    if form.sent():
        actions.take_back(found, **form.values())
        return go_to("studies.lead", number=number, notice=_("The verdict is in preparation again."))
    title = _("Take the announcement back")
    return page(
        "feasibility/study_form.html", form=form, title=title, kicker=found.proposal.title, key=f"study-back-{number}"
    )


@bp.route(f"{MANAGE}/aankondigen", methods=["GET", "POST"])
def announce() -> Response:
    authorize(policy.may_lead)
    pairs = _in_state(*CHANGEABLE)
    form = AnnounceForm([study for study, _row in pairs])
    if form.sent():
        actions.announce(form.chosen, despite_missing=form.despite_missing.data)
        return go_to("studies.manage", notice=_("The verdicts have been announced to those responsible."))
    title = _("Announce verdicts")
    intro = _("Those responsible get a mail now. You can publish from %(day)s.", day=_day())
    return page("feasibility/study_many.html", form=form, title=title, intro=intro, pairs=pairs, labels=labels)


@bp.route(f"{MANAGE}/publiceren", methods=["GET", "POST"])
def publish() -> Response:
    authorize(policy.may_lead)
    now = clock.now()
    pairs = [
        (study, row) for study, row in _in_state(VerdictState.ANNOUNCED) if row.publish_from and row.publish_from <= now
    ]
    form = ManyForm([study for study, _row in pairs])
    if form.sent():
        actions.publish(form.chosen)
        return go_to("studies.manage", notice=_("The verdicts have been published. The authors get a mail."))
    title = _("Publish verdicts")
    intro = _("Everybody reads them from now on. After that a verdict is never changed.")
    return page("feasibility/study_many.html", form=form, title=title, intro=intro, pairs=pairs, labels=labels)


def _in_state(*states: VerdictState) -> Pairs:
    studies = queries.all_studies()
    verdicts = queries.last_verdicts([row.id for row in studies])
    return [(row, verdicts[row.id]) for row in studies if row.id in verdicts and verdicts[row.id].state in states]


def _day() -> str:
    return format_date(may_publish_on(clock.today()))
