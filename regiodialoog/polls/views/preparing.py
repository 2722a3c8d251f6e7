"""Preparing a poll, and approving what somebody else prepared."""

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.polls import actions, examples, labels, policy, queries, shapes
from regiodialoog.polls.forms import ApproveForm, ReasonForm, poll_form, vote_form
from regiodialoog.polls.models.secret import LAYERS
from regiodialoog.polls.views.blueprint import POLL, bp
from regiodialoog.polls.views.reading import done_already, visible
from regiodialoog.polls.ways import BY_KIND, BY_SLUG, WAYS


@bp.get("/themas/<slug>/stemmingen/nieuw")
def ways(slug: str) -> Response:
    """Which ways to choose there are, each with what comes of a small example."""
    theme = dialogues.theme(slug)
    authorize(policy.may_prepare, theme)
    return page("polls/ways.html", theme=theme, poll=None, ways=WAYS, examples=examples.all_of_them())


@bp.route("/themas/<slug>/stemmingen/nieuw/<way>", methods=["GET", "POST"])
def new(slug: str, way: str) -> Response:
    theme = dialogues.theme(slug)
    authorize(policy.may_prepare, theme)
    if way not in BY_SLUG:
        raise NotFound
    form = poll_form(BY_SLUG[way], queries.proposals_to_choose(theme.id))
    if form.sent():
        made = actions.prepare(theme, by=current_actor().person_id, fictitious=theme.fictitious, **form.values())
        notice = _("The poll has been prepared. Somebody else has to approve it now.")
        return go_to("polls.poll", slug=slug, number=made.number, notice=notice)
    title = _("Prepare a poll")
    return page("polls/prepare.html", form=form, theme=theme, title=title, poll=None, way=BY_SLUG[way], keys=())


@bp.route(f"{POLL}/bewerken", methods=["GET", "POST"])
def edit(slug: str, number: int) -> Response:
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    way = BY_KIND[found.kind]
    form = poll_form(way, queries.proposals_to_choose(found.theme_id), obj=found)
    keys = queries.keys(found.id)
    if form.sent():
        actions.change_poll(found, by=current_actor().person_id, **form.values())
        gone = _("It is no longer secret: the keys that were made do not work any more.")
        saved = _("The poll has been saved.")
        notice = saved if found.secret or not keys else f"{saved} {gone}"
        return go_to("polls.poll", slug=slug, number=number, notice=notice)
    title = _("Change the poll")
    return page("polls/prepare.html", form=form, theme=found.theme, title=title, poll=found, way=way, keys=keys)


@bp.get(f"{POLL}/voorbeeld")
def preview(slug: str, number: int) -> Response:
    """The page on which people vote, as they will see it; nothing can be sent from here."""
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    form = vote_form(found, {})
    return page("polls/preview.html", form=form, poll=found, moved=None, labels=labels, url_of=shapes.url_of)


@bp.route(f"{POLL}/goedkeuren", methods=["GET", "POST"])
def approve(slug: str, number: int) -> Response:
    """Shows all that is fixed from now on, with the button that fixes it."""
    found = visible(slug, number)
    if request.method == "GET" and found.is_public:
        authorize(policy.may_prepare, found.theme)
        return done_already(found)
    authorize(policy.may_approve, found)
    form = ApproveForm(obj=found)
    if form.sent():
        actions.approve(found, by=current_actor().person_id)
        return go_to("polls.poll", slug=slug, number=number, notice=_("The poll has been approved."))
    keys = queries.keys(found.id) if found.secret else ()
    if found.secret and len(keys) < len(LAYERS):
        said = _("First two people each make a key.")
        return go_to("polls.poll", slug=slug, number=number, warning=said)
    size = queries.expected_size(found)
    return page("polls/approve.html", keys=keys, form=form, poll=found, size=size, labels=labels, url_of=shapes.url_of)


@bp.route(f"{POLL}/laten-vallen", methods=["GET", "POST"])
def drop(slug: str, number: int) -> Response:
    found = visible(slug, number)
    authorize(policy.may_prepare, found.theme)
    form = ReasonForm()
    if form.sent():
        actions.drop(found, by=current_actor().person_id, **form.values())
        return go_to("polls.polls", slug=slug, notice=_("The poll has been dropped."))
    said = _("Nobody saw this poll yet. It stays in the list of those who prepare polls, with your reason.")
    return page("polls/reason.html", form=form, poll=found, title=_("Drop this poll"), said=said, url_of=shapes.url_of)
