"""Writing: drafts that keep themselves, handing in, and what an author does afterwards."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from regiodialoog.accounts import session
from regiodialoog.core.errors import Conflict, NotFound, Outdated
from regiodialoog.core.forms import Confirm, Form
from regiodialoog.core.policy import authorize, current_actor
from regiodialoog.core.web.pages import go_to, htmx, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.proposals import actions, doors, labels, policy, queries
from regiodialoog.proposals.forms import AnswerForm, DraftForm, ProposalForm, SecondOpinionForm, WithdrawForm
from regiodialoog.proposals.models import Proposal, ProposalDraft
from regiodialoog.proposals.views import shapes
from regiodialoog.proposals.views.blueprint import KEY, NUMBER, bp


@bp.get("/mijn/voorstellen")
def mine() -> Response:
    authorize(policy.may_see_own)
    me = session.me()
    drafts, proposals, asked = queries.drafts_of(me.id), queries.of_author(me.id), queries.asked_of(me.id)
    return page("proposals/mine.html", drafts=drafts, proposals=proposals, asked=asked, labels=labels)


@bp.route("/themas/<slug>/voorstellen/nieuw", methods=["GET", "POST"])
def start(slug: str) -> Response:
    """What is asked and what is fixed, before anybody writes."""
    theme = dialogues.theme(slug)
    authorize(policy.may_write, theme)
    form = Confirm()
    if form.sent():
        draft = actions.start_draft(theme, session.me())
        return go_to("proposals.edit_draft", key=draft.id)
    return page("proposals/start.html", form=form, mandate=dialogues.mandate_of(theme), **_how(theme))


@bp.route(f"/voorstellen/concepten/{KEY}", methods=["GET", "POST"])
def edit_draft(key: int) -> Response:
    """Two questions, and one that may wait. htmx keeps what is typed; without it there is a button."""
    authorize(policy.may_see_own)
    draft = _find(key)
    if draft is None:
        return _gone()
    form = DraftForm(obj=draft, represented=policy.represented(current_actor()))
    try:
        sent = form.sent()
    except Outdated:
        if not htmx:
            raise
        return page("proposals/draft.html", fragment="kept", form=form, draft=draft, state="outdated", status=422)
    if sent:
        actions.save_draft(draft, **form.values())
        if htmx:
            form.renew()
            return page("proposals/draft.html", fragment="kept", form=form, draft=draft, state="kept")
        return _kept(draft, form)
    state = "refused" if form.refused else ""
    mandate = dialogues.mandate_of(draft.theme)
    return page("proposals/draft.html", fragment="kept", form=form, draft=draft, state=state, mandate=mandate)


def _kept(draft: ProposalDraft, form: DraftForm) -> Response:
    """On to reading it once more, if that is the button and nothing is missing."""
    if "verder" not in request.form:
        return go_to("proposals.edit_draft", key=draft.id, notice=_("Your draft has been kept."))
    if draft.is_complete:
        return go_to("proposals.review_draft", key=draft.id)
    missing = next(field for field in (form.title, form.summary) if not field.data)
    said = _("Your draft has been kept. Fill in as well: %(what)s", what=missing.label.text)
    return go_to("proposals.edit_draft", key=draft.id, warning=said)


@bp.route(f"/voorstellen/concepten/{KEY}/nalezen", methods=["GET", "POST"])
def review_draft(key: int) -> Response:
    """Read it once more, and hand it in."""
    authorize(policy.may_see_own)
    draft = _find(key)
    if draft is None:
        return _gone()
    form = Confirm()
    may = policy.may_write(current_actor(), draft.theme)
    if form.sent():
        if not may:
            raise Conflict(_("This theme takes no proposals now. Your draft is still here."))
        proposal = actions.submit(draft, fictitious=draft.theme.fictitious)
        said = _("Your proposal has been handed in. It has number %(number)s.", number=proposal.number)
        if session.me().mail_address:
            by_mail = _("We sent you a mail about it.")
            said = f"{said} {by_mail}"
        return _to(proposal, said, onward=None if proposal.text else shapes.tell_why(proposal))
    written = DraftForm(obj=draft)
    asked = [(field.name, field.label.text) for field in (written.title, written.summary)]
    shown: dict[str, Any] = {
        "asked": asked,
        "later": written.text.label.text,
        "may": may,
        "represents": bool(policy.represented(current_actor())),
    }
    return page("proposals/review.html", form=form, draft=draft, **shown, **_how(draft.theme))


@bp.route(f"/voorstellen/concepten/{KEY}/verwijderen", methods=["GET", "POST"])
def remove_draft(key: int) -> Response:
    authorize(policy.may_see_own)
    draft = _find(key)
    if draft is None:
        return _gone()
    form = Confirm()
    if form.sent():
        actions.remove_draft(draft)
        return go_to("proposals.mine", notice=_("Your draft is gone."))
    return page("proposals/remove_draft.html", form=form, draft=draft)


@bp.route(f"/voorstellen/{NUMBER}/bewerken", methods=["GET", "POST"])
def change(number: int) -> Response:
    proposal = queries.proposal(number)
    authorize(policy.may_change, proposal)
    form = ProposalForm(obj=proposal)
    first = not proposal.text
    if form.sent():
        actions.change_proposal(proposal, **form.values())
        thanks = _("Thank you. It stands with your proposal now.")
        changed = _("Your text has been changed. The earlier version stays readable.")
        return _to(proposal, thanks if first and proposal.text else changed)
    if first:
        note = _("You can tell this until the group votes. What you wrote before, you can change here too.")
        return _form(proposal, form, _("Tell why it is needed"), _("Save"), note)
    note = _("Everybody who reads the proposal can see what you change. Once the group votes, the text is fixed.")
    return _form(proposal, form, _("Change your text"), _("Save"), note)


@bp.route(f"/voorstellen/{NUMBER}/intrekken", methods=["GET", "POST"])
def withdraw(number: int) -> Response:
    proposal = queries.proposal(number)
    authorize(policy.may_withdraw, proposal)
    form = WithdrawForm()
    if form.sent():
        actions.withdraw(proposal, **form.values())
        return _to(proposal, _("Your proposal has been withdrawn."))
    note = _("What was public stays public, marked as withdrawn. You cannot undo this.")
    return _form(proposal, form, _("Withdraw your proposal"), _("Withdraw"), note)


@bp.route(f"/voorstellen/{NUMBER}/antwoord", methods=["GET", "POST"])
def answer(number: int) -> Response:
    proposal = queries.proposal(number)
    authorize(policy.may_answer, proposal)
    question = queries.open_question(proposal.id)
    if question is None:
        raise NotFound
    form = AnswerForm()
    if form.sent():
        actions.answer_question(proposal, question, **form.values())
        return _to(proposal, _("Thank you. Your answer has been saved."))
    return _form(proposal, form, _("Answer our question"), _("Send the answer"), question.text)


@bp.route(f"/voorstellen/{NUMBER}/tweede-oordeel", methods=["GET", "POST"])
def ask_second_opinion(number: int) -> Response:
    proposal = queries.proposal(number)
    authorize(policy.may_ask_second_opinion, proposal)
    curation = queries.last_curation(proposal.id)
    if curation is None:
        raise NotFound
    form = SecondOpinionForm()
    if form.sent():
        actions.ask_second_opinion(proposal, curation, **form.values())
        return _to(proposal, _("You asked for a second opinion. Somebody else will look at it."))
    note = _("Another moderator, or the bureau, looks whether the refusal is right. You can ask this once.")
    return _form(proposal, form, _("Ask for a second opinion"), _("Ask"), note)


def _how(theme: Theme) -> dict[str, Any]:
    """What happens with what this reader hands in, and who sees the name."""
    actor = current_actor()
    return {
        "theme": theme,
        "happens": doors.what_happens(actor, theme),
        "freely": policy.writes_freely(actor, theme),
        "inside": policy.is_participant(actor, theme.id),
        "door": doors.door(actor, theme),
    }


def _find(key: int) -> ProposalDraft | None:
    """Of whoever asks; None for one that is somebody else's, was handed in, or never was."""
    try:
        return queries.draft(key, current_actor().person_id)
    except NotFound:
        return None


def _gone() -> Response:
    """Whoever goes back after handing in shall not think that the text is lost."""
    return page("proposals/draft_gone.html", status=404)


def _form(proposal: Proposal, form: Form, title: str, button: str, note: str) -> Response:
    about: dict[str, Any] = {"proposal": proposal, "title": title, "button": button, "note": note, "labels": labels}
    return page("proposals/form.html", form=form, url=shapes.url_of(proposal), **about)


def _to(proposal: Proposal, notice: str, *, onward: tuple[str, str] | None = None) -> Response:
    where: dict[str, Any] = {"number": proposal.number, "slug": proposal.public_slug}
    return go_to("proposals.proposal", notice=notice, onward=onward, **where)
