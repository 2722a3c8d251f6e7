"""Letters with a personal code: made, printed once, and used for one registration."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries
from regiodialoog.groups.actions.recruiting import make_channel
from regiodialoog.groups.codes import code_hash, new_letter_code
from regiodialoog.groups.events import CodeRenewed, LettersMade, LettersPrinted
from regiodialoog.groups.models import Channel, ChannelKind, Letter, LetterBatch, Registration

Lock = Callable[[str], str]
"""Encrypts with the installation's key what it must be able to read back for a while."""


def make_letters(
    theme: Theme, *, name: str, municipality_id: int | None, count: int, by: int | None, key: str, lock: Lock
) -> LetterBatch:
    """So many letters, as a channel of their own. ``key``: that of the hashes of their codes."""
    channel = make_channel(theme, kind=ChannelKind.LETTERS, name=name)
    codes = new_codes(count)
    return make_batch(channel, codes, municipality_id=municipality_id, by=by, key=key, sealed=lock(" ".join(codes)))


def make_letter_for(registration: Registration, channel: Channel, *, by: int | None, key: str, lock: Lock) -> Letter:
    """A code for somebody who signed up at the desk, to look at it later and to withdraw."""
    place, (code,) = registration.municipality_id, new_codes(1)
    made = make_batch(channel, [code], municipality_id=place, by=by, key=key, sealed=lock(code), used_by=registration)
    letter = queries.letter_of(registration.id)
    if letter is None or letter.batch_id != made.id:
        raise Conflict
    return letter


def new_codes(count: int) -> list[str]:
    """So many different ones."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        codes[new_letter_code()] = None
    return list(codes)


def make_batch(
    channel: Channel,
    codes: Sequence[str],
    *,
    municipality_id: int | None = None,
    by: int | None,
    key: str,
    sealed: str,
    used_by: Registration | None = None,
) -> LetterBatch:
    """A letter for each code, in their order. ``sealed``: the codes, locked; empty when they go by e-mail at once."""
    batch = LetterBatch(
        channel_id=channel.id,
        municipality_id=municipality_id,
        count=len(codes),
        made_by=by,
        sealed=sealed,
        by_mail=not sealed,
        printed_at=None if sealed else clock.now(),
    )
    batch.channel = channel
    store(batch)
    used = used_by.id if used_by is not None else None
    db.session.add_all(
        Letter(batch_id=batch.id, number=n, code_hash=code_hash(code, key), registration_id=used)
        for n, code in enumerate(codes, 1)
    )
    flush()
    emit(LettersMade(subject_id=channel.theme_id, channel_id=channel.id, batch_id=batch.id, letters=len(codes)))
    return batch


def printed(batch: LetterBatch) -> None:
    """The letters are on paper: nobody can read their codes here any more. Raises Conflict the second time."""
    if batch.printed_at is not None:
        raise Conflict(_("These letters have been printed already."))
    batch.sealed, batch.printed_at = "", clock.now()
    flush()
    emit(LettersPrinted(subject_id=batch.channel.theme_id, channel_id=batch.channel_id, batch_id=batch.id))


def use(letter: Letter, registration: Registration) -> None:
    """A code is good for one registration. Raises Conflict when somebody used it, also at this very moment."""
    db.session.refresh(letter, ["registration_id", "code_hash"], with_for_update=True)
    if letter.registration_id is not None or letter.code_hash is None:
        raise Conflict(_("Somebody signed up with this code already."))
    letter.registration_id = registration.id
    flush()


def renew(letter: Letter, *, key: str) -> str:
    """Another code for somebody who lost theirs: the old one opens nothing any more. Returns it, to be printed at
    once: it is stored nowhere. Raises Conflict when nobody signed up with the letter, or it is still to be printed."""
    registration = letter.registration
    if registration is None or letter.code_hash is None or letter.batch.printed_at is None:
        raise Conflict
    code = new_letter_code()
    letter.code_hash, letter.again_hash = code_hash(code, key), None
    flush()
    emit(CodeRenewed(subject_id=registration.theme_id, letter_id=letter.id))
    return code


def opens(letter: Letter) -> Person | None:
    """Whose account a used code opens: of somebody who has no e-mail address, so no other way in, and no role that
    asks for a second step. Nobody's else."""
    person = letter.registration.person if letter.registration is not None else None
    if person is None or person.erased_at is not None or person.mail_address or person.is_staff:
        return None
    return person


def let_go(person_id: int, *, again: bool) -> None:
    """Somebody's account was removed: their code opens nothing any more, or (``again``) can be used anew, because the
    address that they gave was never confirmed."""
    for letter in queries.letters_of_person(person_id):
        if again:
            letter.registration_id = None
        else:
            letter.code_hash = letter.again_hash = None
    flush()
