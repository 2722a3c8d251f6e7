"""Links by mail: good once, on any device; for fifteen minutes, or longer where one only confirms a new account."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, or_, update

from regiodialoog.accounts import queries
from regiodialoog.accounts.credentials import new_token, token_hash
from regiodialoog.accounts.models import Person, Purpose, SignInToken, address_key
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import NotFound
from regiodialoog.core.tidying import tidies

LIFETIME = timedelta(minutes=15)


def issue(
    purpose: Purpose, address: str, *, person_id: int | None = None, next_path: str = "", lifetime: timedelta = LIFETIME
) -> tuple[str, str]:
    """Make a token. Returns its text, which is stored nowhere, and its mark."""
    text = new_token()
    row = SignInToken(
        token_hash=token_hash(text),
        purpose=purpose,
        person_id=person_id,
        address=address,
        next_path=next_path[:500],
        expires_at=clock.now() + lifetime,
    )
    db.session.add(row)
    db.session.flush()
    return text, row.mark


def spend(text: str, purpose: Purpose) -> SignInToken:
    """Use a token up. Of two at once, one wins. Raises NotFound when it no longer works."""
    token = queries.token(token_hash(text), purpose)
    mine = (SignInToken.id == token.id) & SignInToken.used_at.is_(None)
    if db.session.scalar(update(SignInToken).where(mine).values(used_at=clock.now()).returning(SignInToken.id)) is None:
        raise NotFound
    return token


def use_up(person: Person) -> None:
    """Make the links worthless that were made for somebody, or sent to their address for whoever lives there."""
    by_address = SignInToken.person_id.is_(None) & (SignInToken.address == person.address_key)
    theirs = or_(SignInToken.person_id == person.id, by_address)
    db.session.execute(update(SignInToken).where(theirs, SignInToken.used_at.is_(None)).values(used_at=clock.now()))


def use_up_confirmations(person: Person) -> None:
    """Make every link worthless that was made for this person alone: one of them did what it was for."""
    mine = SignInToken.person_id == person.id, SignInToken.used_at.is_(None), SignInToken.purpose == Purpose.SIGN_IN
    db.session.execute(update(SignInToken).where(*mine).values(used_at=clock.now()))


def ask_sign_in(address: str, *, language: str, next_path: str = "") -> None:
    """Mail a link to whoever lives at an address; to a stranger, how to make an account.

    Both cost the same work and look the same from outside, so that nobody learns who has an account.
    """
    people = queries.at_address(address)
    text, mark = issue(Purpose.SIGN_IN, address_key(address), next_path=next_path)
    mails.post(
        "emails/accounts/sign_in.txt" if people else "emails/accounts/no_account.txt",
        address=people[0].address if people else address,
        language=_language(people, language),
        dedupe_key=f"sign-in:{mark}",
        person_id=people[0].id if len(people) == 1 else None,
        secret=True,
        token=text,
        people=people,
    )


def sign_in_token_for(person: Person, *, next_path: str = "") -> str:
    """A token for the console: the first administrator, a demo person. The caller shows it; it is mailed to nobody."""
    return issue(Purpose.SIGN_IN, address_key(person.address), person_id=person.id, next_path=next_path)[0]


def _language(people: Sequence[Person], otherwise: str) -> str:
    return people[0].language if people else otherwise


@tidies
def forget_tokens() -> None:
    """Links that no longer work are kept for a day, to say so kindly, and then removed."""
    db.session.execute(delete(SignInToken).where(SignInToken.expires_at < clock.now() - timedelta(days=1)))
