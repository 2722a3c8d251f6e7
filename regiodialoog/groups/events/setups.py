"""What happens to the ways to set a group up that the bureau kept."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@happening("groups.setup_kept", subject="group_setup", says=N_("The way in which a group was set up was kept"))
@dataclass(frozen=True, kw_only=True)
class SetupKept(Event):
    """``group_id``: of which group."""

    group_id: int


@happening("groups.setup_changed", subject="group_setup", says=N_("The text of a kept setup was changed"))
@dataclass(frozen=True, kw_only=True)
class SetupChanged(Event):
    """``fields``: the names of what changed, never the texts."""

    fields: tuple[str, ...]


@happening("groups.setup_removed", subject="group_setup", says=N_("A kept setup was removed"))
@dataclass(frozen=True, kw_only=True)
class SetupRemoved(Event):
    pass
