"""The two keys of a secret poll, before it is approved."""

from flask_babel import gettext as _
from sqlalchemy import delete

from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.rows import hold, store
from regiodialoog.polls import queries
from regiodialoog.polls.events import KeyMade, KeysDropped
from regiodialoog.polls.models import Poll, PollKey, PollState


def make_key(poll: Poll, *, public_key: str, by: int) -> PollKey:
    """Somebody holds one of the two keys from now on; its private half was shown to them alone.

    Raises Conflict once the poll was approved or both keys are there, Invalid for whoever holds one already.
    """
    _must_be_prepared(poll)
    keys = queries.keys(poll.id)
    if any(key.holder_id == by for key in keys):
        raise Invalid(_("You hold a key of this poll already. Somebody else has to hold the other one."))
    if any(key.public_key == public_key for key in keys):
        raise Invalid(_("This key is held by somebody else already. Make another one."))
    if len(keys) == 2:
        raise Conflict(_("Both keys of this poll have been made."))
    key = PollKey(poll_id=poll.id, layer=len(keys), holder_id=by, public_key=public_key)
    store(key)
    emit(KeyMade(subject_id=poll.id, layer=key.layer))
    return key


def drop_keys(poll: Poll) -> None:
    """Keys that were lost before the approval are made anew, by two people again."""
    _must_be_prepared(poll)
    let_keys_go(poll)


def let_keys_go(poll: Poll) -> None:
    """For who looked whether that may be."""
    db.session.execute(delete(PollKey).where(PollKey.poll_id == poll.id))
    emit(KeysDropped(subject_id=poll.id))


def _must_be_prepared(poll: Poll) -> None:
    """Nobody approves it while its keys are made or dropped. Raises Conflict."""
    hold(poll)
    if poll.state is not PollState.PREPARED or not poll.secret:
        raise Conflict(_("Keys are made before a secret poll is approved."))
