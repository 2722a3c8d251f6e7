"""What a group asks of a theme before people can sign up."""

from collections.abc import Collection

from flask import url_for
from flask_babel import gettext as _

from regiodialoog.dialogues.checklist import Item, check
from regiodialoog.dialogues.models import Theme
from regiodialoog.dialogues.opening import lacking
from regiodialoog.groups import queries
from regiodialoog.groups.residents import missed


@lacking
def councils_or_places(theme_ids: Collection[int]) -> set[int]:
    """One query."""
    return {key for key, ready in queries.readiness(theme_ids).items() if not ready.is_whole}


@check(order=60)
def group(theme: Theme) -> Item:
    """The group and its seat plan: nobody can sign up before there are places."""
    label, found = _("The group and its places"), queries.find_group(theme)
    if found is None:
        note = _("Nobody can sign up before there is a group with places.")
        return Item(label, False, url_for("groups.edit_group", slug=theme.slug), note)
    seats = queries.seats(found.id)
    whole = len(seats) == found.size
    short = _("The plan has %(seats)s places, the group should have %(size)s.", seats=len(seats), size=found.size)
    notes = ["" if whole else short, missed(theme, seats)]
    url = url_for("groups.manage", slug=theme.slug, _anchor="plan")
    return Item(label, whole, url, " ".join(filter(None, notes)))
