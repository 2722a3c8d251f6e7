"""With what somebody who signs up wants to be helped to come."""

from collections.abc import Iterable

from flask_babel import gettext as _

from regiodialoog.core.errors import Invalid
from regiodialoog.groups.models import Group


def offered_of(group: Group | None, wanted: Iterable[str]) -> list[str]:
    """In the order of ``Help``, each once. Raises Invalid for help that the group does not offer."""
    offers, asked = [each.value for each in group.helps] if group is not None else [], set(wanted)
    if not asked <= set(offers):
        raise Invalid(_("Choose from the help that this group offers."))
    return [each for each in offers if each in asked]
