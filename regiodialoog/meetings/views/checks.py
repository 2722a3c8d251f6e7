"""What meetings ask of a theme before people can sign up."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.dialogues.checklist import Item, check
from regiodialoog.dialogues.models import Theme
from regiodialoog.meetings import queries


@check(order=70)
def meetings(theme: Theme) -> Item:
    """Whoever signs up should know the days first."""
    count = len(queries.meetings_of(theme))
    note = ngettext("%(num)s meeting is planned", "%(num)s meetings are planned", count)
    if not count:
        note = _("Whoever signs up wants to know the days first.")
    return Item(_("The meetings"), count > 0, url_for("meetings.manage", slug=theme.slug), note)
