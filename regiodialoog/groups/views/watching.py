"""Who watches a draw: naming a witness, who confirms with an account or with a link, and writing down a check."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts import queries as accounts
from regiodialoog.accounts.session import me
from regiodialoog.core import clock
from regiodialoog.core.errors import Conflict, NotFound
from regiodialoog.core.policy import authorize, current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.groups import actions, draw_shapes, draw_watch, policy
from regiodialoog.groups.actions.watching import NAMED_IN
from regiodialoog.groups.forms.watching import OUTSIDE, CheckForm, NameWitnessForm, WitnessForm
from regiodialoog.groups.models import Draw
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.drawing import DRAW, DRAWS, at_step, seen, step


@bp.route(f"{DRAW}/getuige/aanwijzen", methods=["GET", "POST"])
def name_witness(slug: str, number: int) -> Response:
    """The bureau says who will see how it is decided; another one until somebody confirmed."""
    row = at_step(slug, number, *NAMED_IN)
    if row.witnessed_at is not None:
        raise Conflict(_("This draw does not wait for a witness."))
    people = actions.clerks(row)
    form = NameWitnessForm(clerks=draw_watch.clerk_choices(people, row))
    if form.sent():
        _name(row, form)
        return go_to("groups.draw", slug=slug, number=number, notice=_("The witness has been named."))
    said = draw_watch.witness(row) or _("A witness sees how it is decided, and confirms it. Everybody reads that.")
    return step(row, form, _("Name the witness"), said=said)


def _name(row: Draw, form: NameWitnessForm) -> None:
    if form.who.data == OUTSIDE:
        office, name, address = (field.data or "" for field in (form.office, form.name, form.address))
        actions.name_witness(row, by=me().id, office=office, name=name, address=address)
        return
    clerk = accounts.person(int(form.who.data))
    actions.name_witness(row, by=me().id, office=draw_watch.office(clerk.grants, row), person_id=clerk.id)


@bp.route(f"{DRAW}/getuige", methods=["GET", "POST"])
def witness_draw(slug: str, number: int) -> Response:
    """A clerk confirms; which council, follows from the role."""
    row = seen(slug, number)
    authorize(policy.may_witness, row)
    if not actions.can_be_confirmed(row):
        raise Conflict(_("This draw does not wait for a witness."))
    form = WitnessForm()
    if form.sent():
        role = draw_watch.office(current_actor().grants, row)
        name = me().name if form.show_name.data == "yes" else ""
        actions.witness_draw(row, by=me().id, role=role, shown_name=name)
        return go_to("groups.draw", slug=slug, number=number, notice=_("Your confirmation stands on the page."))
    said = _("You confirm that you saw how this outcome came about: %(outcome)s.", outcome=row.outcome)
    return step(row, form, _("Confirm that you saw how it was decided"), said=said)


@bp.route(f"{DRAWS}/getuige/<token>", methods=["GET", "POST"])
@public
def witness_by_link(slug: str, token: str) -> Response:
    """The page of a witness from outside: the seal to note, and once it was decided a button to confirm."""
    theme = dialogues.theme(slug)
    try:
        found = actions.witness_behind(token)
    except NotFound:
        return page("groups/witness_over.html", theme=theme, status=410)
    row = found.draw
    if row.group.theme_id != theme.id:
        raise NotFound
    confirms = actions.can_be_confirmed(row)
    form = WitnessForm() if confirms else None
    if form is not None and form.sent():
        name = found.name if form.show_name.data == "yes" else ""
        actions.witness_draw(row, by=None, role=found.office, shown_name=name)
        notice = _("Your confirmation stands on the page.")
        return go_to("groups.draw", slug=slug, number=row.number, notice=notice)
    return page(
        "groups/witness.html",
        form=form,
        confirms=confirms,
        theme=theme,
        draw=row,
        witness=found,
        shapes=draw_shapes,
        watch=draw_watch,
    )


@bp.route(f"{DRAW}/controle", methods=["GET", "POST"])
def check_draw(slug: str, number: int) -> Response:
    """A clerk writes down what the program said about the files of a draw."""
    row = seen(slug, number)
    authorize(policy.may_check_draw, row)
    if not row.has_file or row.sealed_at is None:
        raise Conflict(_("There is no file to check."))
    councils = draw_watch.councils(current_actor().grants, row)
    form = CheckForm(councils=councils, since=row.sealed_at.astimezone(clock.AMSTERDAM).date())
    if form.sent():
        place = form.municipality_id.data if "municipality_id" in form else councils[0].id
        facts = {"in_order": form.in_order.data == "yes", "checked_on": form.checked_on.data}
        actions.record_check(row, place, remark=form.remark.data or "", by=me().id, **facts)
        return go_to("groups.draw", slug=slug, number=number, notice=_("What you found stands on the page."))
    said = _("How to run the program stands on the page of the draw. Everybody reads what you write down here.")
    return step(row, form, _("Write down that you checked the draw"), said=said)
