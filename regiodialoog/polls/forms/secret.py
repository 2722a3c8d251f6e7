"""Secret polls: the receipt of a vote, a key that one writes down, and the key with which the box is opened."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadData, URLSafeSerializer
from wtforms import Field, HiddenField, StringField
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from regiodialoog.core.forms import Form, text
from regiodialoog.polls import sealing
from regiodialoog.polls.actions import new_half
from regiodialoog.polls.models import Poll

OWN, HALVES = "own_half", "halves"


def receipt_fields() -> dict[str, Field]:
    """What the form of a secret vote has besides the vote: both halves of its receipts. That of the site is signed for
    this person, so that nobody can give their ballot the receipt of another."""
    own = StringField(
        _l("Your own part of the receipt"),
        validators=[
            InputRequired(),
            Regexp(r"^[A-Za-z0-9]{4,12}\Z", message=_l("Use 4 to 12 letters or figures, without spaces.")),
        ],
        description=_l("You may change this into letters or figures of your own. Nobody else then has your receipt."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    return {OWN: own, HALVES: HiddenField()}


def offer_receipt(form: Form, poll: Poll, voter: int | str) -> None:
    """Fill in both halves, unless the form has them already."""
    if not form[OWN].data and not form.is_submitted():
        form[OWN].data = new_half()[:4]
    if _halves(form, poll, voter) is None:
        given = {"person": voter, "halves": [new_half() for _question in poll.questions]}
        form[HALVES].data = _signer(poll).dumps(given)


def receipts(form: Form, poll: Poll, voter: int | str) -> Mapping[int, str]:
    """The receipt of the answer to each question, by its id; none when the half of the site is not this person's."""
    halves = _halves(form, poll, voter)
    if halves is None:
        return {}
    own = (form[OWN].data or "").upper()
    return {question.id: f"{half}-{own}" for question, half in zip(poll.questions, halves, strict=True)}


def _halves(form: Form, poll: Poll, voter: int | str) -> list[str] | None:
    try:
        given = _signer(poll).loads(form[HALVES].data or "")
    except BadData:
        return None
    halves: list[str] = given["halves"]
    return halves if given["person"] == voter and len(halves) == len(poll.questions) else None


class KeyForm(Form):
    """A new key, of which only the public half and a proof that it was written down come back."""

    proof = HiddenField()
    last = StringField(
        _l("Copy the last four characters of the key"),
        validators=[InputRequired(), Length(max=20)],
        description=_l("So you know that you have it in front of you."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    written = ""
    public_key = ""

    def __init__(self, poll: Poll, holder_id: int) -> None:
        super().__init__()
        self.signer = _signer(poll, holder_id)

    def offer(self) -> None:
        """Make a new key, to be shown with this form; the private half is in ``written`` and nowhere else."""
        self.written, public = sealing.new_key()
        salt = new_half()
        given = {"public": public, "salt": salt, "last": _digest(salt, sealing.last_group(self.written))}
        self.proof.data = self.signer.dumps(given)
        self.last.data = ""

    def validate_last(self, field: Field) -> None:
        try:
            given = self.signer.loads(self.proof.data or "")
        except BadData as error:
            raise ValidationError(_("This page is too old. Here is another key.")) from error
        if not hmac.compare_digest(given["last"], _digest(given["salt"], (field.data or "").strip().upper())):
            raise ValidationError(
                _("These were not the last four characters. Here is another key: write this one down.")
            )
        self.public_key = given["public"]


class BoxForm(Form):
    """``key``: as its holder wrote it down."""

    key = text(_l("Your key"), limit=200, rows=3, description=_l("The 14 groups of 4 characters that you keep."))


def _digest(salt: str, last: str) -> str:
    return hashlib.sha256(f"{salt} {last}".encode()).hexdigest()


def _signer(poll: Poll, holder_id: int | None = None) -> Any:
    """Of the receipts of a poll, or of a key of it for one holder: what is signed for one is no use to another."""
    about = f"poll-receipt/1/{poll.id}" if holder_id is None else f"poll-key/2/{poll.id}/{holder_id}"
    return URLSafeSerializer(current_app.config["SETTINGS"].signing_key, salt=about)
