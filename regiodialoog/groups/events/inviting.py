"""What happens to lists of invitees: with numbers, never a name or an address."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@dataclass(frozen=True, kw_only=True)
class _OfList(Event):
    list_id: int


@happening("groups.invitee_list_made", subject="theme", says=N_("A list of invitees was made"))
@dataclass(frozen=True, kw_only=True)
class InviteeListMade(_OfList):
    pass


@happening("groups.invitee_list_changed", subject="theme", says=N_("A list of invitees was changed"))
@dataclass(frozen=True, kw_only=True)
class InviteeListChanged(_OfList):
    """``fields``: the names of what changed."""

    fields: tuple[str, ...]


@happening("groups.invitees_compared", subject="theme", says=N_("A file with invitees was compared with the list"))
@dataclass(frozen=True, kw_only=True)
class InviteesCompared(_OfList):
    import_id: int


@happening("groups.invitees_imported", subject="theme", says=N_("A file with invitees was taken over"))
@dataclass(frozen=True, kw_only=True)
class InviteesImported(_OfList):
    import_id: int
    added: int
    changed: int


@happening("groups.invitees_mailed", subject="theme", says=N_("Invitees got an e-mail"))
@dataclass(frozen=True, kw_only=True)
class InviteesMailed(_OfList):
    batch_id: int
    mails: int


@happening("groups.invitee_opened", subject="theme", says=N_("An invitee used the code of a letter for the first time"))
@dataclass(frozen=True, kw_only=True)
class InviteeOpened(_OfList):
    invitee_id: int


@happening("groups.invitee_declined", subject="theme", says=N_("An invitee does not join"))
@dataclass(frozen=True, kw_only=True)
class InviteeDeclined(_OfList):
    invitee_id: int


@happening("groups.invitees_forgotten", subject="theme", says=N_("Names and addresses of invitees were wiped"))
@dataclass(frozen=True, kw_only=True)
class InviteesForgotten(_OfList):
    """``invitees``: of how many; 0 where a file was wiped that was not taken over."""

    invitees: int


@happening("groups.invitees_reminded", subject="theme", says=N_("Invitees got a reminder by e-mail"))
@dataclass(frozen=True, kw_only=True)
class InviteesReminded(_OfList):
    mails: int
