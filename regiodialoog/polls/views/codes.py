"""The rooms of the bureau for letters with a voting code."""

from collections.abc import Sequence

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me, vault
from regiodialoog.core import sheets
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import authorize
from regiodialoog.core.text import fold
from regiodialoog.core.uploads import TableForm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups.actions.invitee_files import COLUMNS
from regiodialoog.groups.views.letters import as_pdf, code_key
from regiodialoog.polls import actions, letters, policy, queries, shapes
from regiodialoog.polls.forms import CodesForm
from regiodialoog.polls.models import Electorate, Poll
from regiodialoog.polls.views.blueprint import POLL, bp
from regiodialoog.polls.views.reading import visible

CODES = f"{POLL}/stemcodes"
BATCH = f"{CODES}/<int(max=2147483647):key>"
MOST_FAULTS = 100


@bp.get(CODES)
def codes(slug: str, number: int) -> Response:
    """Every batch of letters, and how many people could vote by them."""
    found = _of_codes(slug, number)
    batches, total = queries.code_batches(found.id), queries.count_codes(found.id)
    return page("polls/codes.html", poll=found, batches=batches, total=total, url_of=shapes.url_of)


@bp.route(f"{CODES}/nieuw", methods=["GET", "POST"])
def new_codes(slug: str, number: int) -> Response:
    """Letters to nobody in particular: the municipality writes the addresses itself."""
    found = _of_codes(slug, number)
    form = CodesForm(sorted((row.municipality for row in found.theme.municipalities), key=lambda each: each.sort_key))
    if form.sent():
        batch = actions.make_codes(found, **form.values(), by=me().id, key=code_key(), lock=vault().lock)
        notice = _("The letters are ready to be printed.")
        return go_to("polls.code_batch", slug=slug, number=number, key=batch.id, notice=notice)
    return page("polls/new_codes.html", form=form, poll=found, url_of=shapes.url_of)


@bp.route(f"{CODES}/bestand", methods=["GET", "POST"])
def codes_file(slug: str, number: int) -> Response:
    """A file with names and addresses; what is not right in it stands below, and then nothing was made."""
    found = _of_codes(slug, number)
    form, faults = TableForm(), list[BadInput]()
    if form.sent():
        places = {fold(row.municipality.name): row.municipality_id for row in found.theme.municipalities}
        try:
            made = actions.make_codes_for(
                found, form.given(), municipalities=places, by=me().id, key=code_key(), lock=vault().lock
            )
        except BadFiles as bad:
            faults = list(bad.faults)
            form.file.errors = [_told(faults)]
        else:
            count = sum(batch.count for batch in made)
            notice = ngettext(
                "%(num)s letter is ready to be printed.", "%(num)s letters are ready to be printed.", count
            )
            return go_to("polls.codes", slug=slug, number=number, notice=notice)
    shown, more = faults[:MOST_FAULTS], len(faults) - MOST_FAULTS
    columns = [name for name in COLUMNS if name != "e-mail"]
    return page(
        "polls/codes_file.html", form=form, poll=found, columns=columns, faults=shown, more=more, url_of=shapes.url_of
    )


@bp.get(BATCH)
def code_batch(slug: str, number: int, key: int) -> Response:
    """One batch: to be printed, or printed."""
    found = _of_codes(slug, number)
    batch = queries.code_batch(found, key)
    return page("polls/code_batch.html", poll=found, batch=batch, address=letters.short_address(), url_of=shapes.url_of)


@bp.get(f"{BATCH}/brieven.pdf")
def codes_on_paper(slug: str, number: int, key: int) -> Response:
    """The letters, for as long as nobody said that they are printed."""
    found = _of_codes(slug, number)
    batch = queries.code_batch(found, key)
    on_them = vault().open(batch.sealed).split() if batch.sealed else []
    if not on_them:
        raise NotFound
    data = letters.voting_letters(found, on_them, queries.codes_of(batch))
    made = sheets.pdf("letter.typ", data, qr=sheets.qr(letters.short_address()))
    return as_pdf(made, f"stembrieven-{found.number}-{key}")


@bp.route(f"{BATCH}/afgedrukt", methods=["GET", "POST"])
def codes_printed(slug: str, number: int, key: int) -> Response:
    """From then on nobody can read the codes here."""
    found = _of_codes(slug, number)
    batch = queries.code_batch(found, key)
    if batch.printed_at is not None:
        raise NotFound
    form = Confirm()
    if form.sent():
        actions.codes_printed(batch)
        notice = _("The codes are now on paper only.")
        return go_to("polls.code_batch", slug=slug, number=number, key=key, notice=notice)
    said = _("After this nobody can open the letters here again. Are all of them printed well, and is none missing?")
    return _sure(found, form, _("Yes, all letters are printed"), said)


@bp.route(f"{BATCH}/laten-vallen", methods=["GET", "POST"])
def drop_codes(slug: str, number: int, key: int) -> Response:
    """A file with a mistake: its letters are worth nothing from then on."""
    found = _of_codes(slug, number)
    batch = queries.code_batch(found, key)
    form = Confirm()
    if form.sent():
        actions.drop_codes(batch)
        return go_to("polls.codes", slug=slug, number=number, notice=_("The letters have been dropped."))
    said = _("The codes of these letters no longer work, and the names and addresses are wiped. Do not send them.")
    return _sure(found, form, _("Drop these letters"), said)


def _of_codes(slug: str, number: int) -> Poll:
    found = visible(slug, number)
    authorize(policy.may_make_codes, found)
    if found.electorate is not Electorate.CODES:
        raise Conflict(_("In this poll nobody votes with a code."))
    return found


def _sure(poll: Poll, form: Confirm, title: str, said: str) -> Response:
    return page("polls/codes_sure.html", form=form, poll=poll, title=title, said=said, url_of=shapes.url_of)


def _told(faults: Sequence[BadInput]) -> str:
    count = ngettext(
        "There is %(num)s fault in what you sent.", "There are %(num)s faults in what you sent.", len(faults)
    )
    return f"{count} {_('Nothing was changed.')}"
