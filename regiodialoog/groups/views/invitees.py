"""The rooms of the bureau for lists of invitees: made, filled from a file, sent, and followed until they are wiped."""

from collections.abc import Sequence

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts.session import me, unkept, vault
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.uploads import TableForm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.core.web.paging import page_links, page_number
from regiodialoog.dialogues.models import Theme
from regiodialoog.engines.sortition.files import BadFiles
from regiodialoog.engines.strict_json import BadInput
from regiodialoog.groups import labels, queries
from regiodialoog.groups.actions import invitee_files, invitee_letters
from regiodialoog.groups.actions import invitees as actions
from regiodialoog.groups.forms import AnswerByForm, InviteeFilter, InviteeListForm
from regiodialoog.groups.models import InviteeList, InviteeState
from regiodialoog.groups.queries import reminding
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.letters import code_key
from regiodialoog.groups.views.manage import KEY, composed

LISTS = "/beheer/groepen/<slug>/genodigden"
LIST = f"{LISTS}/{KEY}"
MOST_FAULTS = 100
MOST_SHOWN = 100
"""So many lines of each kind of difference are shown, by name; the counts are of all."""


@bp.get(LISTS)
def invitee_lists(slug: str) -> Response:
    """Every list of the theme, with how many are how far."""
    theme, _group = composed(slug)
    lists = queries.invitee_lists(theme.id)
    totals = queries.invitee_totals([row.id for row in lists])
    return page("groups/invitee_lists.html", theme=theme, lists=lists, totals=totals, states=InviteeState)


@bp.route(f"{LISTS}/nieuw", methods=["GET", "POST"])
def new_invitee_list(slug: str) -> Response:
    theme, _group = composed(slug)
    form = InviteeListForm(latest=actions.latest_answer(theme))
    if form.sent():
        row = actions.make_list(theme, **form.values(), by=me().id)
        notice = _("The list is there. Now send the file.")
        return go_to("groups.invitees_file", slug=slug, key=row.id, notice=notice)
    return page("groups/manage_form.html", form=form, title=_("Make a list of invitees"), theme=theme, key="invitees")


@bp.get(LIST)
def invitee_list(slug: str, key: int) -> Response:
    """One list: how many are how far, what can be done, and who stands on it, by pages."""
    theme, row = _listed(slug, key)
    totals = queries.invitee_totals([row.id])[row.id]
    chosen = InviteeFilter(
        formdata=request.args, states=[(state.value, labels.INVITEES[state]) for state in totals if totals[state]]
    )
    given = chosen.stand.data
    state = InviteeState(given) if given in set(InviteeState) else None
    total = totals[state] if state is not None else sum(totals.values())
    found = queries.invitees_page(row.id, state, page_number(), total)
    waiting, by_mail = queries.count_without_letter(row.id)
    return page(
        "groups/invitee_list.html",
        theme=theme,
        row=row,
        totals=totals,
        totals_rows=[[labels.INVITEES[each], count] for each, count in totals.items()],
        chosen=chosen,
        state=state,
        found=found,
        pages=page_links(found.number, found.pages),
        waiting=waiting,
        by_mail=by_mail,
        reminded=reminding.count_reminded(row.id),
        late=actions.is_late(row),
        wiped_on=row.answer_by + actions.INVITEES_KEPT,
        labels=labels,
    )


@bp.route(f"{LIST}/tot", methods=["GET", "POST"])
def edit_invitee_list(slug: str, key: int) -> Response:
    """Another last day to answer, or another reminder."""
    theme, row = _listed(slug, key)
    form = AnswerByForm(obj=row, latest=actions.latest_answer(theme))
    if form.sent():
        actions.change_list(row, **form.values())
        return go_to(
            "groups.invitee_list", slug=slug, key=key, notice=_("The last day and the reminder have been saved.")
        )
    return page(
        "groups/manage_form.html", form=form, title=_("Change the last day and the reminder"), theme=theme, key="tot"
    )


@bp.route(f"{LIST}/bestand", methods=["GET", "POST"])
def invitees_file(slug: str, key: int) -> Response:
    """Send a file; what is not right in it stands below."""
    theme, row = _listed(slug, key)
    form = TableForm()
    faults: Sequence[BadInput] = ()
    if form.sent():
        try:
            kept = actions.compare_invitees(row, form.given(), by=me().id, key=code_key())
        except BadFiles as bad:
            faults = bad.faults
            form.file.errors = [_told(len(faults))]
        else:
            if kept is None:
                notice = _("There are no differences: everybody in this file is known.")
                return go_to("groups.invitee_list", slug=slug, key=key, notice=notice)
            return go_to("groups.take_invitees", slug=slug, key=key, number=kept.number)
    return page(
        "groups/invitees_file.html",
        form=form,
        theme=theme,
        row=row,
        columns=invitee_files.COLUMNS,
        faults=faults[:MOST_FAULTS],
        more=len(faults) - MOST_FAULTS,
    )


@bp.route(f"{LIST}/bestand/<int(max=2147483647):number>", methods=["GET", "POST"])
def take_invitees(slug: str, key: int, number: int) -> Response:
    """What a file has beside the list, and the button that takes it over."""
    theme, row = _listed(slug, key)
    kept = queries.invitee_import(row, number)
    form = Confirm()
    if form.sent():
        found = actions.take_invitees(kept, by=me().id, key=code_key())
        new = ngettext("%(num)s invitee was added", "%(num)s invitees were added", len(found.new))
        changed = ngettext("%(num)s was changed", "%(num)s were changed", len(found.changed))
        notice = _("%(new)s, %(changed)s.", new=new, changed=changed)
        return go_to("groups.invitee_list", slug=slug, key=key, notice=notice)
    found = actions.differences(row, actions.rows_of(kept), key=code_key())
    answer = page(
        "groups/take_invitees.html",
        form=form,
        theme=theme,
        row=row,
        file=kept,
        found=found,
        places={each.municipality_id: each.municipality.name for each in theme.municipalities},
        most=MOST_SHOWN,
        ignored=kept.rows.get("ignored", []),
    )
    return unkept(answer)


@bp.route(f"{LIST}/brieven", methods=["GET", "POST"])
def letters_for_list(slug: str, key: int) -> Response:
    """A letter for everybody who has none and got no mail."""
    _theme, row = _listed(slug, key)
    waiting, _by_mail = queries.count_without_letter(row.id)
    if not waiting or actions.is_late(row):
        raise NotFound
    form = Confirm()
    if form.sent():
        made = invitee_letters.make_list_letters(row, by=me().id, key=code_key(), lock=vault().lock)
        notice = ngettext("%(num)s letter is ready to be printed.", "%(num)s letters are ready to be printed.", made)
        return go_to("groups.letter_batches", slug=slug, notice=notice)
    why = _("Each letter has the name, the address and a code of its own. They stand with the letters, to be printed.")
    title = ngettext("Make %(num)s letter", "Make %(num)s letters", waiting)
    return _sure(form, title, row, what=row.channel.name, why=why)


@bp.route(f"{LIST}/mails", methods=["GET", "POST"])
def mails_for_list(slug: str, key: int) -> Response:
    """A mail for who has an e-mail address; not more at once than the page can wait for."""
    _theme, row = _listed(slug, key)
    _waiting, by_mail = queries.count_without_letter(row.id)
    if not by_mail or actions.is_late(row):
        raise NotFound
    form = Confirm()
    if form.sent():
        sent = invitee_letters.mail_list(row, by=me().id, key=code_key())
        notice = ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", sent)
        return go_to("groups.invitee_list", slug=slug, key=key, notice=notice)
    count = min(by_mail, invitee_letters.MAILS_AT_ONCE)
    why = _("At most %(most)s at once. Who gets a mail gets no letter.", most=invitee_letters.MAILS_AT_ONCE)
    title = ngettext("Send %(num)s mail", "Send %(num)s mails", count)
    return _sure(form, title, row, what=row.channel.name, why=why)


@bp.get(f"{LIST}/genodigden.csv")
def invitees_csv(slug: str, key: int) -> Response:
    """Everybody on the list, with how far they are."""
    _theme, row = _listed(slug, key)
    states = {state.value: str(said) for state, said in labels.INVITEES.items()}
    data = invitee_files.write_invitees(queries.all_invitees(row.id), states)
    answer = Response(b"\xef\xbb\xbf" + data, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="genodigden-{key}.csv"'
    return unkept(answer)


@bp.route(f"{LIST}/<int(max=2147483647):invitee>/niet", methods=["GET", "POST"])
def decline_for(slug: str, key: int, invitee: int) -> Response:
    """Somebody calls to say that they do not join, or that they do not want to be on a list."""
    _theme, row = _listed(slug, key)
    found = queries.invitee(row, invitee)
    if found.cleared_at is not None:
        raise NotFound
    form = Confirm()
    if form.sent():
        actions.decline_invitee(found)
        notice = _("They do not join. Their name and address have been wiped.")
        return go_to("groups.invitee_list", slug=slug, key=key, notice=notice)
    why = _("Only if they ask for it themselves. Name and address are wiped at once. They are not invited again.")
    title = _("They do not join: wipe name and address")
    return _sure(form, title, row, what=found.name, why=why)


def _listed(slug: str, key: int) -> tuple[Theme, InviteeList]:
    theme, _group = composed(slug)
    return theme, queries.invitee_list(theme, key)


def _sure(form: Confirm, title: str, row: InviteeList, *, what: str, why: str) -> Response:
    theme = row.channel.theme
    back = url_for("groups.invitee_list", slug=theme.slug, key=row.id)
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=what, why=why, back=back)


def _told(faults: int) -> str:
    count = ngettext("There is %(num)s fault in what you sent.", "There are %(num)s faults in what you sent.", faults)
    return f"{count} {_('Nothing was changed.')}"
