"""The management rooms of the programme: its texts, groups and opgaven, and planning a moment of one."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.adoption.views.manage import plan
from regiodialoog.core.i18n import phrase
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.organisations import queries as organisations
from regiodialoog.programme import actions, policy, queries
from regiodialoog.programme.forms import ChallengeForm, EndForm, GroupForm, MomentForm, ProgrammeForm
from regiodialoog.programme.models import Challenge
from regiodialoog.programme.views.blueprint import bp


@bp.get("/beheer/programma")
def manage() -> Response:
    authorize(policy.may_edit_programme)
    taking = queries.municipalities_by_challenge()
    rows = [(each, len(taking.get(each.id, ()))) for each in queries.challenges(ended=True)]
    total = len(organisations.municipality_names())
    found = queries.find_programme()
    return page("programme/manage.html", programme=found, groups=queries.groups(), rows=rows, total=total)


@bp.route("/beheer/programma/tekst", methods=["GET", "POST"])
def edit_programme() -> Response:
    """Its texts; the first time this makes the programme."""
    found = queries.find_programme()
    authorize(policy.may_edit_programme, found)
    form = ProgrammeForm(obj=found)
    if form.sent():
        given = form.values()
        if found is None:
            actions.set_up_programme(given.pop("title"), **given)
        else:
            actions.change_programme(found, **given)
        return go_to("programme.manage", notice=_("The texts of the programme have been saved."))
    return page("programme/form.html", form=form, title=_("The texts of the programme"), key="programme")


@bp.route("/beheer/programma/groepen/nieuw", methods=["GET", "POST"])
def new_group() -> Response:
    authorize(policy.may_edit_programme)
    form = GroupForm()
    if form.sent():
        given = form.values()
        made = actions.add_group(given.pop("title"), **given)
        return go_to("programme.manage", notice=_("%(name)s has been added.", name=made.title))
    return page("programme/form.html", form=form, title=_("Add a group"), key="new-group")


@bp.route("/beheer/programma/groepen/<slug>", methods=["GET", "POST"])
def edit_group(slug: str) -> Response:
    group = queries.group(slug)
    authorize(policy.may_edit_programme, group)
    form = GroupForm(obj=group)
    if form.sent():
        actions.change_group(group, **form.values())
        return go_to("programme.manage", notice=_("%(name)s has been saved.", name=group.title))
    return page("programme/form.html", form=form, title=_("Edit a group"), kicker=group.title, key=slug)


@bp.route("/beheer/programma/opgaven/nieuw", methods=["GET", "POST"])
def new_challenge() -> Response:
    authorize(policy.may_edit_programme)
    form = ChallengeForm()
    if form.sent():
        given = form.values()
        made = actions.create_challenge(given.pop("group"), given.pop("title"), **given)
        return go_to("programme.challenge", slug=made.slug, notice=_("%(name)s has been added.", name=made.title))
    return page("programme/form.html", form=form, title=_("Add a challenge"), key="new-challenge")


@bp.route("/beheer/programma/opgaven/<slug>", methods=["GET", "POST"])
def edit_challenge(slug: str) -> Response:
    """The texts of an opgave, and all its lines."""
    found = queries.challenge(slug)
    authorize(policy.may_edit_programme, found)
    form = ChallengeForm(obj=found)
    if form.sent():
        actions.change_challenge(found, **form.values())
        return go_to("programme.challenge", slug=slug, notice=_("%(name)s has been saved.", name=found.title))
    title = phrase(_("Edit challenge: %(name)s"), name=found.title)
    return page("programme/form.html", form=form, title=title, key=slug, challenge=found)


@bp.route("/beheer/programma/opgaven/<slug>/beeindigen", methods=["GET", "POST"])
def end_challenge(slug: str) -> Response:
    found = queries.challenge(slug)
    authorize(policy.may_edit_programme, found)
    form = EndForm(obj=found)
    if form.sent():
        actions.end_challenge(found, **form.values())
        return go_to("programme.manage", notice=_("%(name)s is off the programme.", name=found.title))
    return page(
        "programme/form.html", form=form, title=_("Take off the programme"), kicker=found.title, key=f"{slug}-end"
    )


@bp.route("/beheer/programma/opgaven/<slug>/momenten/nieuw", methods=["GET", "POST"])
def new_moment(slug: str) -> Response:
    """Plan a moment of an opgave or of one of its activities."""
    found: Challenge = queries.challenge(slug)
    authorize(policy.may_edit_programme, found)
    form = MomentForm(found)
    if form.sent():
        activity = form.activities.get(form.activity_id.data)
        moment = plan(form)
        actions.link_moment(found, moment, activity=activity)
        return go_to("programme.challenge", slug=slug, anchor=moment.slug, notice=_("The moment has been planned."))
    return page("programme/form.html", form=form, title=_("Plan a moment"), kicker=found.title, key=f"{slug}-moment")
