"""The room in which the bureau corrects a registration after the seal, with a reason."""

from flask import Response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me
from regiodialoog.core.errors import NotFound
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import queries
from regiodialoog.groups.actions import correcting as actions
from regiodialoog.groups.evenings import evenings
from regiodialoog.groups.forms.correcting import CorrectionForm, correction_form
from regiodialoog.groups.models import Registration
from regiodialoog.groups.paid import to_tick
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, composed


@bp.route(f"/beheer/groepen/<slug>/balie/{KEY}/verbeteren", methods=["GET", "POST"])
def correct_registration(slug: str, key: int) -> Response:
    theme, group = composed(slug)
    row = queries.registration(key)
    if row.theme_id != theme.id or not actions.can_be_corrected(row):
        raise NotFound
    form = _form(row)
    if form.sent():
        actions.correct_registration(row, by=me().id, **form.facts())
        return go_to("groups.desk_receipt", slug=slug, key=key, notice=_("It was corrected. They get a message."))
    sealed = any(draw.sealed_at is not None for draw in queries.draws(group.id))
    return page("groups/correct_registration.html", form=form, theme=theme, row=row, sealed=sealed)


def _form(row: Registration) -> CorrectionForm:
    person, arrival, group = row.person, queries.arrival(row.id), queries.group_of(row.theme)
    return correction_form(
        name=None if person.is_staff else person.name,
        phone=None if person.mail_address else (arrival.phone if arrival else ""),
        questions=queries.questions(group),
        evenings=evenings(row.theme),
        offered=to_tick(group),
        given=row,
    )
