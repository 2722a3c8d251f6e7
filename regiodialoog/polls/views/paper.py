"""At the desk: who voted on paper, and the papers typed in by two people, each for themselves."""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me, unkept, vault
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.forms import SESSION_OVER, Confirm
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups.codes import code_hash
from regiodialoog.groups.views.letters import code_key
from regiodialoog.polls import actions, labels, policy, queries, shapes
from regiodialoog.polls.forms import RanksForm, StrikeCodesForm, StrikeForm, paper_form
from regiodialoog.polls.forms.paper import BACK
from regiodialoog.polls.models import Electorate, PaperBatch, PaperCounting, Poll, PollRoll
from regiodialoog.polls.views.blueprint import POLL, bp
from regiodialoog.polls.views.reading import visible

PAPER = f"{POLL}/papier"
ONE = f"{PAPER}/<int(max=2147483647):batch>"


@bp.route(PAPER, methods=["GET", "POST"])
def paper(slug: str, number: int) -> Response:
    """Every batch, and the button that begins one."""
    found = _counted(slug, number)
    form = Confirm()
    if form.sent():
        made = actions.begin_paper(found, by=me().id)
        return go_to("polls.paper_batch", slug=slug, number=number, batch=made.number)
    batches = [(row, queries.struck(row.id)) for row in queries.paper_batches(found.id)]
    return page("polls/paper.html", form=form, poll=found, batches=batches, url_of=shapes.url_of)


@bp.get(ONE)
def paper_batch(slug: str, number: int, batch: int) -> Response:
    """How far a batch is; what differs only whoever typed sees."""
    found = _counted(slug, number)
    row = queries.paper_batch(found, batch)
    countings = queries.countings(row.id)
    own = _own(row)
    compared = actions.compare(row, vault().open)
    answer = page(
        "polls/paper_batch.html", form=Confirm(), poll=found, batch=row, struck=queries.struck(row.id), own=own,
        countings=countings, compared=compared, may_type=own is not None or len(countings) < 2, labels=labels,
        url_of=shapes.url_of,
    )  # fmt: skip
    return unkept(answer)


@bp.route(f"{ONE}/afstrepen", methods=["GET", "POST"])
def strike(slug: str, number: int, batch: int) -> Response:
    """By name in a group, by the code of the letter elsewhere."""
    found = _counted(slug, number)
    row = _waiting(found, batch)
    by_code = found.electorate is Electorate.CODES
    roll = queries.roll(found.id)
    struck = {line.id for line in roll if line.paper_id == row.id}
    voted = queries.voted(found.id) - struck
    lines = [line for line in roll if line.id not in voted]
    form = StrikeCodesForm(lambda code: _line_of(found, code), voted) if by_code else StrikeForm(lines, struck)
    if form.sent() and _carried_out(row, form, lines, struck):
        count = queries.struck(row.id)
        notice = ngettext("%(num)s person is struck off.", "%(num)s people are struck off.", count)
        return go_to("polls.paper_batch", slug=slug, number=number, batch=batch, notice=notice)
    return page("polls/strike.html", form=form, poll=found, batch=row, by_code=by_code, url_of=shapes.url_of)


@bp.route(f"{ONE}/tellen", methods=["GET", "POST"])
def type_paper(slug: str, number: int, batch: int) -> Response:
    """The next paper, and what this person typed so far."""
    found = _counted(slug, number)
    row, own = _waiting(found, batch), None
    form = paper_form(found)
    moved = form.moved() if isinstance(form, RanksForm) else None
    if moved is None and form.sent():
        votes = form.votes()
        actions.type_paper(row, votes, by=me().id, lock=vault().lock, opened=vault().open)
        return go_to("polls.type_paper", slug=slug, number=number, batch=batch, notice=_("Typed. Now the next paper."))
    own = _own(row)
    papers = actions.typed(own, vault().open) if own is not None else []
    about: dict[str, Any] = {"poll": found, "batch": row, "own": own, "labels": labels, "url_of": shapes.url_of}
    return unkept(page("polls/type_paper.html", form=form, moved=moved, papers=papers, confirm=Confirm(), **about))


@bp.post(f"{ONE}/tellen/<int(max=2147483647):place>/weg")
def take_paper_away(slug: str, number: int, batch: int, place: int) -> Response:
    """One that was typed wrong."""
    found = _counted(slug, number)
    own = _mine(_waiting(found, batch))
    _pressed()
    actions.take_away(own, place, lock=vault().lock, opened=vault().open)
    return go_to("polls.type_paper", slug=slug, number=number, batch=batch, notice=_("This paper has been taken away."))


@bp.post(f"{ONE}/klaar")
def paper_done(slug: str, number: int, batch: int) -> Response:
    """All of it was typed; or, sent once more, there is something to mend."""
    found = _counted(slug, number)
    own = _mine(_waiting(found, batch))
    _pressed()
    actions.say_done(own, done=own.done_at is None)
    return go_to("polls.paper_batch", slug=slug, number=number, batch=batch)


@bp.post(f"{ONE}/overnemen")
def take_paper(slug: str, number: int, batch: int) -> Response:
    """Both typed the same: the papers count."""
    found = _counted(slug, number)
    row = _waiting(found, batch)
    _pressed()
    actions.take_paper(row, by=me().id, opened=vault().open)
    notice = _("The votes on paper have been taken over.")
    return go_to("polls.paper_batch", slug=slug, number=number, batch=batch, notice=notice)


@bp.route(f"{ONE}/laten-vallen", methods=["GET", "POST"])
def drop_paper(slug: str, number: int, batch: int) -> Response:
    """Begun by mistake."""
    found = _counted(slug, number)
    row = _waiting(found, batch)
    form = Confirm()
    if form.sent():
        actions.drop_paper(row)
        return go_to("polls.paper", slug=slug, number=number, notice=_("This batch has been dropped."))
    return page("polls/drop_paper.html", form=form, poll=found, batch=row, url_of=shapes.url_of)


def _counted(slug: str, number: int) -> Poll:
    found = visible(slug, number)
    authorize(policy.may_count_paper, found)
    return found


def _pressed() -> None:
    """Raises Conflict for a button of another session."""
    if not Confirm().sent():
        raise Conflict(SESSION_OVER)


def _waiting(poll: Poll, number: int) -> PaperBatch:
    row = queries.paper_batch(poll, number)
    if row.taken_at is not None:
        raise NotFound
    return row


def _own(batch: PaperBatch) -> PaperCounting | None:
    return next((each for each in queries.countings(batch.id) if each.typist_id == me().id), None)


def _mine(batch: PaperBatch) -> PaperCounting:
    own = _own(batch)
    if own is None:
        raise NotFound
    return own


def _carried_out(
    batch: PaperBatch, form: StrikeForm | StrikeCodesForm, lines: list[PollRoll], struck: set[int]
) -> bool:
    """Whether all went well; else the form says why not, and nothing was done."""
    off, back = _meant(form, lines, struck)
    try:
        if back:
            actions.put_back(batch, back)
        if off:
            actions.strike_off(batch, off)
    except Conflict as error:
        form.form_errors.append(error.message)
        return False
    return True


def _line_of(poll: Poll, code: str) -> PollRoll | None:
    found = queries.code_by_hash(code_hash(code, f"poll:{code_key()}"))
    return queries.code_line(poll, found.id) if found is not None and found.poll_id == poll.id else None


def _meant(
    form: StrikeForm | StrikeCodesForm, lines: list[PollRoll], struck: set[int]
) -> tuple[list[PollRoll], list[PollRoll]]:
    """Whom to strike off, and whom to put back."""
    if isinstance(form, StrikeCodesForm):
        return ([], form.found) if form.mode.data == BACK else (form.found, [])
    ticked = set(form.people.data or ())
    return (
        [line for line in lines if line.id in ticked - struck],
        [line for line in lines if line.id in struck - ticked],
    )
