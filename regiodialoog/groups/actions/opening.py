"""Opening the signing up of a group, and saying that it asks no questions."""

from flask_babel import gettext as _

from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush
from regiodialoog.groups import queries
from regiodialoog.groups.actions.composition import change_group
from regiodialoog.groups.actions.guard import one_at_a_time
from regiodialoog.groups.events import SignUpOpened
from regiodialoog.groups.models import Group


def open_sign_up(group: Group) -> None:
    """From now on the days, the councils and the plan say whether people can sign up. Raises Conflict when it does not
    wait."""
    one_at_a_time(group)
    if not group.sign_up_waits:
        raise Conflict(_("Signing up has been opened already."))
    group.sign_up_waits = False
    flush()
    emit(SignUpOpened(subject_id=group.theme_id, group_id=group.id))


def ask_nothing(group: Group) -> None:
    """The bureau says that whoever signs up gets no question for the composition. Raises Conflict when there is one."""
    if queries.questions(group):
        raise Conflict(_("There are questions already. Drop them first."))
    change_group(group, asks_nothing=True)
