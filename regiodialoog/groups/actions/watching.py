"""Who watches a draw: a witness who is named for it and confirms it, the clerks of the councils that take part, who
hear of its seal, its outcome and its end, and what they found when they checked its files."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from regiodialoog.accounts import queries as accounts
from regiodialoog.accounts.credentials import new_token, token_hash
from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.i18n import DEFAULT
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.rows import flush, store
from regiodialoog.core.tidying import tidies
from regiodialoog.groups.events import DrawChecked, DrawWitnessed, DrawWitnessNamed, of_draw
from regiodialoog.groups.models import Draw, DrawCheck, DrawState, DrawWitness
from regiodialoog.groups.queries import watching

LINK_DAYS = timedelta(days=30)
"""How long the links of a witness from outside are good: after the moment of the outcome, and after it was typed in."""
DECIDED = (DrawState.PICKED, DrawState.ANNOUNCED)
NAMED_IN = (DrawState.PREPARED, DrawState.SEALED, *DECIDED)


def clerks(draw: Draw) -> list[Person]:
    """The clerks of the councils that take part in the theme of a draw, each once."""
    places = [row.municipality_id for row in draw.group.theme.municipalities]
    found = (accounts.holders(Role.CLERK, ScopeKind.MUNICIPALITY, place) for place in places)
    return list({person.id: person for each in found for person in each}.values())


def name_witness(
    draw: Draw,
    *,
    office: str,
    by: int | None,
    person_id: int | None = None,
    name: str = "",
    address: str = "",
    tell: bool = True,
) -> DrawWitness:
    """Name who will see how a draw is decided: a clerk (``person_id``), or somebody from outside by name and address.
    They hear of it at the seal, or at once when that was before. Whoever was named earlier is no witness any more, and
    hears that if they heard the other.

    Raises Conflict once somebody confirmed or the draw is over, Invalid when somebody from outside cannot be reached.
    """
    db.session.refresh(draw, ["state", "version"], with_for_update=True)
    if draw.state not in NAMED_IN or draw.witnessed_at is not None:
        raise Conflict(_("This draw does not wait for a witness."))
    if person_id is None and not (name and mails.reaches(address)):
        raise Invalid(_("Fill in a name and an e-mail address."))
    told = tell and draw.state is not DrawState.PREPARED
    row = draw.witness or DrawWitness(draw_id=draw.id, office=office)
    if told and draw.witness is not None and (row.person_id, row.address) != (person_id, "" if person_id else address):
        _tell_replaced(row)
    row.person_id, row.office, row.named_by, row.named_at = person_id, office, by, clock.now()
    row.name, row.address = ("", "") if person_id else (name, address)
    row.token_hash = row.again_hash = row.good_until = None
    if draw.witness is None:
        row.draw = draw
        store(row)
    flush()
    emit(DrawWitnessNamed(**of_draw(draw)), text=office)
    if told:
        _tell_witness(row)
    return row


def witness_behind(text: str) -> DrawWitness:
    """The witness behind a link. Raises NotFound for one that was never sent, or is not good any more."""
    return watching.witness_by_hash(token_hash(text), clock.today())


def can_be_confirmed(draw: Draw) -> bool:
    return draw.state in DECIDED and bool(draw.seal) and draw.witnessed_at is None


def witness_draw(draw: Draw, *, by: int | None, role: str, shown_name: str = "") -> None:
    """A witness confirms to have seen how the outcome came about. ``by``: the clerk who does, None for who came with a
    link; ``role``: in what function, as people read it; ``shown_name``: their name, if they agree that people read it.

    Raises Conflict before the draw was picked or when somebody did already.
    """
    db.session.refresh(draw, ["state", "version", "witnessed_at"], with_for_update=True)
    if draw.state not in DECIDED or draw.witnessed_at is not None:
        raise Conflict(_("This draw does not wait for a witness."))
    row = draw.witness
    if row is None:
        row = DrawWitness(draw_id=draw.id, person_id=by, office=role)
        row.draw = draw
        store(row)
    draw.witnessed_by, draw.witnessed_at, draw.witness_role = by, clock.now(), role
    row.confirmed_at, row.shown_name = clock.now(), shown_name
    row.name = row.address = ""
    flush()
    emit(DrawWitnessed(**of_draw(draw)))


def record_check(
    draw: Draw, municipality_id: int, *, in_order: bool, checked_on: date, remark: str = "", by: int | None
) -> DrawCheck:
    """Write down that a council's clerk ran the program on the files of a draw, and what it said.

    Raises Conflict while there are no files, Invalid for a day before the seal or to come, or for a fault without a
    word about it.
    """
    if not draw.has_file or draw.sealed_at is None:
        raise Conflict(_("There is no file to check."))
    if not draw.sealed_at.astimezone(clock.AMSTERDAM).date() <= checked_on <= clock.today():
        raise Invalid(_("Choose a day from the seal until today."))
    if not in_order and not remark.strip():
        raise Invalid(_("Say what was wrong."))
    row = DrawCheck(
        draw_id=draw.id,
        municipality_id=municipality_id,
        person_id=by,
        in_order=in_order,
        with_result=draw.state in DECIDED,
        remark=remark.strip(),
        checked_on=checked_on,
    )
    store(row)
    event = DrawChecked(
        **of_draw(draw), municipality_id=municipality_id, in_order=in_order, with_result=row.with_result
    )
    emit(event, text=row.remark, author=by)
    return row


def tell_of_seal(draw: Draw) -> None:
    for clerk in clerks(draw):
        _mail_clerk("draw_to_watch", draw, clerk, is_witness=_is_witness(draw, clerk))
    if draw.witness is not None and draw.witness.address:
        _tell_witness(draw.witness)


def tell_of_pick(draw: Draw) -> None:
    """The witness, or while nobody is named every clerk, to confirm; every clerk to check the files."""
    for clerk in clerks(draw):
        _mail_clerk("draw_to_confirm", draw, clerk, confirms=draw.witness is None or _is_witness(draw, clerk))
    if draw.witness is not None and draw.witness.address:
        _tell_witness(draw.witness)


def tell_of_end(draw: Draw) -> None:
    for clerk in clerks(draw):
        _mail_clerk("draw_abandoned", draw, clerk, takes_part=False)
    if draw.witness is not None and draw.witness.address:
        _mail_outsider("draw_abandoned", draw.witness, takes_part=False)
        _let_go(draw.witness)


def hide_name(row: DrawWitness) -> None:
    """Only the office is read from now on."""
    row.shown_name = ""
    flush()


def forget_witness(draw: Draw) -> None:
    """Of a draw that was never sealed: who was named had not heard of it."""
    if draw.witness is not None:
        _let_go(draw.witness)


@tidies
def forget_witnesses() -> None:
    """Who from outside did not confirm is not kept longer than their links; the office stays."""
    for row in watching.witnesses_to_forget(clock.today()):
        _let_go(row)


def _let_go(row: DrawWitness) -> None:
    row.name = row.address = ""
    row.token_hash = row.again_hash = row.good_until = None
    flush()


def _is_witness(draw: Draw, person: Person) -> bool:
    return draw.witness is not None and draw.witness.person_id == person.id


def _tell_witness(row: DrawWitness) -> None:
    """How it stands now: to come and watch, or to confirm. Somebody from outside gets a link of their own."""
    draw, decided = row.draw, row.draw.state in DECIDED
    if row.person_id is not None:
        person = accounts.person(row.person_id)
        if decided:
            _mail_clerk("draw_to_confirm", draw, person, confirms=True)
        else:
            _mail_clerk("draw_to_watch", draw, person, is_witness=True)
        return
    text, now = new_token(), clock.now()
    if decided:
        row.again_hash = token_hash(text)
    else:
        row.token_hash = token_hash(text)
    row.good_until = (max(draw.opens_at or now, now) + LINK_DAYS).astimezone(clock.AMSTERDAM).date()
    flush()
    _mail_outsider("draw_witness", row, decided=decided, token=text)


def _tell_replaced(row: DrawWitness) -> None:
    for clerk in clerks(row.draw):
        if clerk.id == row.person_id:
            _mail_clerk("draw_witness_over", row.draw, clerk, by_link=False, named_at=row.named_at.isoformat())
    if row.address:
        _mail_outsider("draw_witness_over", row, by_link=True)


def _mail_outsider(template: str, row: DrawWitness, **about: Any) -> None:
    mails.post(
        f"emails/groups/{template}.txt",
        address=row.address,
        language=DEFAULT,
        dedupe_key=f"{template}:{row.draw_id}:outside:{row.named_at.isoformat()}:{row.draw.state.value}",
        secret="token" in about,
        person=row,
        theme=row.draw.group.theme,
        draw=row.draw,
        witness=row,
        **about,
    )


def _mail_clerk(template: str, draw: Draw, person: Person, **about: Any) -> None:
    """Once for each person and step; a second time to who was named as the witness after the first."""
    if not mails.reaches(person.address):
        return
    named = "witness:" if about.get("is_witness") or (about.get("confirms") and _is_witness(draw, person)) else ""
    named += about.get("named_at", "")
    mails.post(
        f"emails/groups/{template}.txt",
        address=person.address,
        language=person.language,
        dedupe_key=f"{template}:{draw.id}:clerk:{named}{person.id}",
        person_id=person.id,
        person=person,
        theme=draw.group.theme,
        draw=draw,
        **about,
    )
