"""Which channel brought a visitor here: its code is in the session from the short address to the registration. Nothing
else is kept of the way."""

from flask import session

from regiodialoog.groups import queries
from regiodialoog.groups.actions import recruiting
from regiodialoog.groups.models import Channel, Registration

VIA = "via"


def remember(channel: Channel) -> None:
    session[VIA] = channel.code


def note(registration: Registration) -> None:
    """Write down by which channel somebody came who just signed up on the site."""
    code = session.get(VIA, "")
    channel = queries.channel_by_code(code) if code else None
    if channel is not None and channel.theme_id == registration.theme_id:
        session.pop(VIA)
        recruiting.came(registration, channel=channel)
