"""The management room of the numbers of inhabitants, from which places can be shared out."""

from flask import Response
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.organisations import actions, policy, queries
from regiodialoog.organisations.forms.inhabitants import InhabitantsForm, inhabitants_form
from regiodialoog.organisations.inhabitants_file import Read, read_inhabitants
from regiodialoog.organisations.views.blueprint import bp


@bp.route("/beheer/regio/inwoners", methods=["GET", "POST"])
def inhabitants() -> Response:
    """A file only fills the form in: nothing is saved before somebody looked at the numbers."""
    region = queries.region()
    authorize(policy.may_edit_region, region)
    municipalities = queries.municipalities()
    form = inhabitants_form(municipalities, queries.inhabitants())
    read: Read | None = None
    if form.is_submitted() and form.read.data:
        read = _read(form)
    elif form.sent() and (source := form.source.row) and (day := form.counted_on.data):
        count = actions.note_inhabitants(form.numbers(), counted_on=day, source=source)
        said = ngettext("%(num)s number has been saved.", "%(num)s numbers have been saved.", count)
        return go_to("organisations.manage_region", notice=said if count else _("Nothing was different."))
    return page("organisations/manage_inhabitants.html", form=form, read=read, known=len(queries.sources()) > 0)


def _read(form: InhabitantsForm) -> Read:
    """Fills the form in from its file; tells at the field of the file why it could not."""
    data = form.file.one
    if data is None or form.file.too_large:
        form.file.errors = [form.file.too_large or _("Choose a file first.")]
        return Read()
    read = read_inhabitants(data, queries.municipalities())
    if read.faults:
        form.file.errors = [_("The file could not be read. See below what is wrong.")]
        return read
    for key, number in read.numbers.items():
        form[f"number_{key}"].data, form[f"number_{key}"].raw_data = number, None
    return read
