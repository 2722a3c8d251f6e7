"""What stands in the mails about groups."""

from tests.accounts.people import mails_to


def link_of(address: str) -> str:
    """The token in the newest invitation to an address."""
    body = mails_to(address)[-1].body
    return body.rpartition("/uitnodiging/")[2].split()[0]
