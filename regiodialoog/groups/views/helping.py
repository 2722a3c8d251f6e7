"""The room in which the bureau sees with what the people at the table are to be helped, and how many of each."""

from flask import Response

from regiodialoog.core.web.pages import page
from regiodialoog.groups import paid
from regiodialoog.groups.models import Help
from regiodialoog.groups.queries import helping
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import composed

bp.add_app_template_global(paid.in_return)


@bp.get("/beheer/groepen/<slug>/hulp")
def help_needed(slug: str) -> Response:
    theme, group = composed(slug)
    told = helping.seated_sign_ups(group)
    needed = [(kind, [row for row in told if kind in row.help_needed]) for kind in Help]
    shown = [(paid.begun(kind), rows) for kind, rows in needed if rows or kind in group.helps]
    unasked = helping.count_seated(group) - len(told)
    return page("groups/help_needed.html", theme=theme, group=group, needed=shown, unasked=unasked)
