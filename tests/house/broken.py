"""Views that keep or break the rules of the house, for the tests that watch the hook refuse them."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, session
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from regiodialoog.core import forms
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid, NotFound, TooMany
from regiodialoog.core.events import Event, emit, happening
from regiodialoog.core.policy import authorize, is_signed_in, public
from regiodialoog.organisations.models import Interest

bp = Blueprint("broken", __name__, url_prefix="/proef")


@happening("house_test.added", subject="interest")
@dataclass(frozen=True, kw_only=True)
class Added(Event):
    """A test wrote a row."""


class Word(forms.Form):
    word = forms.line(_l("Name"))


def add(word: str, *, tell: bool = True) -> Interest:
    last = db.session.scalar(select(func.coalesce(func.max(Interest.position), 0))) or 0
    row = Interest(slug=f"{word}-{last + 1}", name=word, position=last + 1)
    db.session.add(row)
    db.session.flush()
    if tell:
        emit(Added(subject_id=row.id))
    return row


def shown(form: Word) -> Response:
    fields = "".join(str(field()) for field in form)
    return make_response(f"<form method=post>{fields}</form>", 422 if form.refused else 200)


def done(where: str = "/proef/klaar") -> Response:
    answer = make_response("", 303)
    answer.headers["Location"] = where
    return answer


@bp.get("/zonder-recht")
def without_right() -> str:
    return "geheim"


@bp.get("/openbaar")
@public
def open_to_all() -> str:
    return "openbaar"


@bp.get("/voor-mensen")
def for_people() -> str:
    authorize(is_signed_in)
    return "alleen voor mensen"


@bp.get("/lezen-schrijft")
@public
def reading_writes() -> str:
    add("gelezen")
    return "gelezen"


@bp.get("/lezen-vertelt")
@public
def reading_tells() -> str:
    emit(Added(subject_id=1))
    return "gelezen"


@bp.post("/zonder-formulier")
@public
def without_form() -> Response:
    add("zonder formulier")
    return done()


@bp.route("/zwijgt", methods=["GET", "POST"])
@public
def tells_nobody() -> Response:
    form = Word()
    if form.sent():
        session["kept"] = "ja"
        add(form.word.data or "", tell=False)
        return done()
    return shown(form)


@bp.route("/goed", methods=["GET", "POST"])
@public
def good() -> Response:
    form = Word()
    if form.sent():
        session["kept"] = "ja"
        row = add(form.word.data or "")
        return done(f"/proef/{row.id}")
    return shown(form)


@bp.route("/valt-om", methods=["GET", "POST"])
@public
def falls_over() -> Response:
    form = Word()
    if form.sent():
        session["kept"] = "ja"
        add(form.word.data or "")
        raise RuntimeError("halfway")
    return shown(form)


@bp.route("/dubbel", methods=["GET", "POST"])
@public
def breaks_a_key() -> Response:
    form = Word()
    if form.sent():
        first = add(form.word.data or "")
        db.session.add(Interest(slug=first.slug, name="dubbel", position=99))
        session["kept"] = "ja"
        return done()
    return shown(form)


REFUSALS = {404: NotFound, 409: Conflict, 422: Invalid, 429: TooMany}


@bp.get("/weiger/<int:status>")
@public
def refuse(status: int) -> str:
    raise REFUSALS[status]("Dit gaat niet.")
