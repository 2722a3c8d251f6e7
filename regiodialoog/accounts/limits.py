"""How often something may be tried, per network, per e-mail address and per person. Every process counts together.

A hall full of people shares one network, so that limit is wide; what guards one account is counted on that account.
Counted before the request's first statement, so that a refused try is remembered (core.db.separately).
"""

import hashlib
import ipaddress
from collections.abc import Callable

from flask import current_app, request, session
from flask_babel import gettext as _
from limits import RateLimitItem, parse

from regiodialoog.accounts.models import address_key
from regiodialoog.core.errors import TooMany
from regiodialoog.core.security import limiter

NETWORK = parse("100 per 10 minutes")
ADDRESS = parse("5 per 15 minutes")
PERSON = parse("6 per 15 minutes")
DAY = parse("40 per day")
Key = Callable[[], str]


def _network() -> str:
    """Where somebody comes from. Who has one IPv6 address has the 2⁶⁴ beside it as well: those are one network."""
    address = request.remote_addr or ""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


def _address() -> str:
    """The typed address, unreadable: the counters need not know who tries."""
    key = f"{current_app.config['SETTINGS'].signing_key}:{address_key(request.form.get('address', ''))}"
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _person() -> str:
    return str(session.get("_user_id", "")).partition(".")[0]


def _address_or_person() -> str:
    """Who is signed in fills in no address."""
    return _person() or _address()


def _address_or_letter() -> str:
    """Who has no e-mail address is counted by the letter in hand, not together with all others who have none."""
    return _address() if request.form.get("address", "").strip() else f"letter:{session.get('letter', '')}"


Limit = tuple[str, RateLimitItem, Key]
MAILS: Limit = ("mail", ADDRESS, _address)
TRIES: Limit = ("password", ADDRESS, _address)
STEPS: Limit = ("second-step", PERSON, _person)
# three of a million codes are right at any moment: six tries each quarter of an hour would find one within a year
TRIES_A_DAY: Limit = ("password-day", DAY, _address)
STEPS_A_DAY: Limit = ("second-step-day", DAY, _person)
LINKS: Limit = ("link", NETWORK, _network)
VISITS: Limit = ("sign-in", NETWORK, _network)
# a letter's code has 31⁷ forms: 300 tries an hour from the whole world find one of ten thousand letters in a year or so
CODES: tuple[Limit, ...] = (
    ("letter-code", parse("20 per 15 minutes"), _network),
    ("letter-code-day", parse("100 per day"), _network),
    ("letter-code-all", parse("300 per hour"), lambda: "everybody"),
)
LIMITS: dict[str, tuple[Limit, ...]] = {
    "accounts.sign_in": (VISITS, MAILS),
    "accounts.sign_up": (VISITS, MAILS),
    "accounts.sign_in_with_password": (VISITS, TRIES, TRIES_A_DAY),
    "accounts.use_link": (LINKS,),
    "accounts.use_address_link": (LINKS,),
    "accounts.second_factor": (STEPS, STEPS_A_DAY),
    "accounts.set_up_app": (STEPS, STEPS_A_DAY),
    "accounts.forgotten_password": (STEPS, STEPS_A_DAY),
    "accounts.change_address": (("address-change", PERSON, _person), MAILS),
    "groups.sign_up": (VISITS, ("mail", ADDRESS, _address_or_person)),
    "groups.news": (VISITS, ("mail", ADDRESS, _address_or_person)),
    "groups.stop_news": (LINKS,),
    "groups.invitation": (LINKS,),
    "groups.use_code": CODES,
    "polls.use_code": CODES,
    "groups.code_sign_up": (VISITS, ("mail", ADDRESS, _address_or_letter)),
}


def count() -> None:
    """Count this try; raises TooMany (429) when it is one too many."""
    if request.method != "POST" or not limiter.enabled:
        return
    for name, item, key in LIMITS.get(request.endpoint or "", ()):
        if not limiter.hit(item, "accounts", name, key()):
            raise TooMany(_("You tried this very often. Wait a while and try again."), retry_after=item.get_expiry())
