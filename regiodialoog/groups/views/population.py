"""The management rooms of the figures of the population, from which demands of a group are started."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.core.errors import NotFound
from regiodialoog.core.policy import authorize
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import actions, policy, queries
from regiodialoog.groups.forms.population import PopulationForm, population_form
from regiodialoog.groups.library import Ready, counted
from regiodialoog.groups.population_file import Read, read_population, template
from regiodialoog.groups.queries.population import places_counted, population
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.organisations import queries as region

ROOM = "/beheer/bevolking"


@bp.get(ROOM)
def population_all() -> Response:
    """The questions whose answers can be counted, and of how many municipalities something is known."""
    authorize(policy.may_compose)
    places = len(region.municipality_names())
    return page("groups/population_all.html", ready=counted().values(), known=places_counted(), places=places)


@bp.route(f"{ROOM}/<question>", methods=["GET", "POST"])
def note_population(question: str) -> Response:
    """A file only fills the form in: nothing is saved before somebody looked at the numbers. ``groep``: the slug of the
    theme from whose group somebody came, and to which they go back."""
    ready, municipalities = _ready(question), region.municipalities()
    theme = _asked_for()
    form = population_form(ready, municipalities, population(ready.key)[ready.key])
    read: Read | None = None
    if form.is_submitted() and form.read.data:
        read = _read(form, ready)
    elif form.sent() and (source := form.source.row) and (day := form.counted_on.data):
        count = actions.note_population(ready, form.numbers(), counted_on=day, source=source)
        said = ngettext("%(num)s number has been saved.", "%(num)s numbers have been saved.", count)
        notice = said if count else _("Nothing was different.")
        if theme is not None:
            return go_to("groups.asked", slug=theme.slug, notice=notice)
        return go_to("groups.population_all", notice=notice)
    shown: dict[str, Any] = {"read": read, "known": len(region.sources()) > 0, "theme": theme}
    return page("groups/population.html", form=form, ready=ready, municipalities=municipalities, **shown)


@bp.get(f"{ROOM}/<question>/sjabloon.csv")
def population_template(question: str) -> Response:
    """A file to fill in, with what is known already; with a byte order mark: spreadsheets then read UTF-8."""
    ready = _ready(question)
    there = {key: row.number for key, row in population(ready.key)[ready.key].items()}
    answer = Response(b"\xef\xbb\xbf" + template(ready, region.municipalities(), there), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="bevolking-{ready.key}.csv"'
    return answer


def _ready(question: str) -> Ready:
    authorize(policy.may_compose)
    found = counted().get(question)
    if found is None:
        raise NotFound
    return found


def _asked_for() -> Theme | None:
    slug = request.args.get("groep", "")
    theme = dialogues.theme(slug) if slug else None
    return theme if theme is not None and queries.find_group(theme) is not None else None


def _read(form: PopulationForm, ready: Ready) -> Read:
    """Fills the form in from its file; tells at the field of the file why it could not."""
    data = form.file.one
    if data is None or form.file.too_large:
        form.file.errors = [form.file.too_large or _("Choose a file first.")]
        return Read()
    read = read_population(data, ready, region.municipalities(), file=f"bevolking-{ready.key}.csv")
    if read.faults:
        count = ngettext(
            "There is %(num)s fault in what you sent.", "There are %(num)s faults in what you sent.", len(read.faults)
        )
        form.file.errors = [f"{count} {_('Nothing was changed.')}"]
        return read
    form.take(read.numbers)
    return read
