"""Signing up for a group, and taking that back."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails
from regiodialoog.core.errors import Conflict, Forbidden, Invalid
from regiodialoog.core.events import emit
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.rows import assign, flush, store
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import queries, shapes
from regiodialoog.groups.actions.births import birth_hash, with_year
from regiodialoog.groups.actions.consenting import agree, forget_consents
from regiodialoog.groups.actions.correcting import forget_corrections
from regiodialoog.groups.actions.guard import in_a_draw, may_be_next, no_sealed_draw
from regiodialoog.groups.actions.helping import offered_of
from regiodialoog.groups.actions.households import forget_address
from regiodialoog.groups.actions.may_sit import no_office
from regiodialoog.groups.actions.recruiting import forget_reach
from regiodialoog.groups.births import Born
from regiodialoog.groups.consent import Agreed
from regiodialoog.groups.events import Registered, RegistrationChanged, RegistrationWithdrawn
from regiodialoog.groups.homes import Home
from regiodialoog.groups.models import MET, REGISTRATIONS, Condition, Registration, RegistrationState
from regiodialoog.groups.queries import eligibility
from regiodialoog.groups.waiting import how_filled


def register(
    theme: Theme,
    person: Person,
    *,
    interest_id: int,
    municipality_id: int,
    organisation_id: int | None = None,
    answers: Mapping[str, str] | None = None,
    evenings: Sequence[str] = (),
    help_needed: Sequence[str] = (),
    met: Mapping[Condition, bool] | None = None,
    home: Home | None = None,
    born: Born | None = None,
    agreed: Agreed | None = None,
    tell: bool = True,
) -> Registration:
    """Somebody wants to join. Whoever confirmed the address gets a mail now (``tell``); others when they confirm.
    ``met``: the conditions about which they said something; ``home``: where they live, kept only if the group asks it;
    ``born``: the year of birth that they filled in, of which only ``birth_hash`` is kept; ``agreed``: the text about
    their answers to which they agree.

    Raises Conflict when signing up is closed or the person is on the list already (also as somebody for whom there was
    no place, but whom a draw may still offer one), HoldsOffice where the group asks no office, Invalid for an answer to
    what the composition does not ask and for help that is not offered, Forbidden on behalf of an organisation that
    the person does not represent.
    """
    if not queries.is_open(theme):
        raise Conflict(_("You cannot sign up for this theme now."))
    if queries.seat_of(theme, person.id) is not None:
        raise Conflict(_("You have a place in this group already."))
    group = queries.find_group(theme)
    before = queries.latest_registration(theme, person.id)
    if before is not None and before.state is RegistrationState.NOT_SEATED and _may_be_drawn(before):
        raise Conflict(_("You are on the list already, and a draw can still offer you a place."))
    no_office(group, person)
    if group is not None and eligibility.known_not_to_meet(group, person.id, queries.conditions(group)):
        raise Conflict(_("By what we know you cannot sit in this group. Please call or write to the bureau."))
    _must_represent(person, organisation_id)
    row = Registration(
        theme_id=theme.id,
        person_id=person.id,
        interest_id=interest_id,
        municipality_id=municipality_id,
        organisation_id=organisation_id,
        answers=_only_what_is_asked(theme, answers or {}),
        evenings=sorted(evenings),
        help_needed=offered_of(group, help_needed),
        birth_hash=birth_hash(theme, person, born),
        **_about(theme, met=met or {}, home=home),
    )
    row.theme, row.person = theme, person
    store(row)
    if tell and person.confirmed_at is not None:
        confirm(row)
    if agreed is not None:
        agree(row, agreed)
    emit(Registered(subject_id=theme.id, registration_id=row.id))
    return row


def change_registration(registration: Registration, **facts: Any) -> None:
    """Change what somebody told when they signed up; ``facts`` as ``register`` takes them. With another text than
    before they agree anew.

    Raises Conflict once signing up is over, it was sealed in a draw or decided, Invalid and Forbidden as ``register``
    does.
    """
    theme, person = registration.theme, registration.person
    if registration.state is not RegistrationState.REGISTERED or not queries.is_open(theme):
        raise Conflict(_("You cannot change your registration any more."))
    no_sealed_draw(theme)
    if may_be_next(registration):
        raise Conflict(_("A draw may still offer this person a place, by the answers that were sealed."))
    _must_represent(person, facts.get("organisation_id"))
    agreed, born = facts.pop("agreed", None), facts.pop("born", None)
    facts["answers"] = _only_what_is_asked(theme, facts["answers"])
    facts["evenings"] = sorted(facts["evenings"])
    facts["help_needed"] = offered_of(queries.find_group(theme), facts.get("help_needed", ()))
    facts |= _about(theme, **{name: facts.pop(name) for name in ("met", "home") if name in facts})
    if agreed is not None:
        agree(registration, agreed)
    fields = assign(registration, **facts)
    if fields := with_year(fields, registration, born):
        emit(RegistrationChanged(subject_id=theme.id, registration_id=registration.id, fields=fields))


def confirm(registration: Registration) -> None:
    """Mail somebody that they are on the list: the way to what they told, never the answers themselves."""
    _mail("registered", registration, how_filled=how_filled, shapes=shapes)


def _mail(template: str, registration: Registration, **context: Any) -> None:
    person = registration.person
    mails.post(
        f"emails/groups/{template}.txt",
        address=person.address,
        language=person.language,
        dedupe_key=f"{template}:{registration.id}",
        person_id=person.id,
        person=person,
        theme=registration.theme,
        registration=registration,
        **context,
    )


def withdraw(registration: Registration, *, tell: bool = True) -> None:
    """Take a registration back; its answers are wiped at once, also for which organisation somebody spoke. What stays:
    interest, municipality and that it was taken back, by number. Whoever has an e-mail address gets a mail (``tell``).
    Raises Conflict for somebody who sits in the group."""
    if registration.state is RegistrationState.SEATED:
        raise Conflict(_("You have a place in this group already."))
    REGISTRATIONS.move(registration, RegistrationState.WITHDRAWN)
    registration.decided_at, registration.organisation_id = clock.now(), None
    clear(registration)
    if tell and registration.person.mail_address and registration.person.confirmed_at is not None:
        _mail("withdrawn", registration, is_open=queries.is_open)
    emit(RegistrationWithdrawn(subject_id=registration.theme_id, registration_id=registration.id))


def clear(registration: Registration) -> None:
    """Wipe what somebody answered and what was made of it, where they live, when they could come and with which help,
    to which text they agreed, and why there was no place."""
    registration.cleared_at = registration.cleared_at or clock.now()
    registration.answers, registration.evenings, registration.reason = {}, [], ""
    registration.help_needed, registration.birth_hash = [], ""
    registration.of_age = registration.of_place = registration.no_office = None
    forget_address(registration)
    forget_reach(registration)
    forget_consents(registration)
    forget_corrections(registration)
    flush()


def represented(person: Person) -> set[int]:
    """The organisations for which somebody may speak."""
    held = (Role.REPRESENTATIVE, ScopeKind.ORGANISATION)
    return {g.scope_id for g in person.grants if (g.role, g.scope_kind) == held and g.scope_id is not None}


def _may_be_drawn(registration: Registration) -> bool:
    return in_a_draw(registration) is not None or may_be_next(registration)


def _about(theme: Theme, *, met: Mapping[Condition, bool] | None = None, **told: Home | None) -> dict[str, Any]:
    """As columns: which conditions somebody meets and, where the group asks it and it was ``told``, the address."""
    columns: dict[str, Any] = {MET[condition]: value for condition, value in (met or {}).items()}
    group = queries.find_group(theme)
    if "home" in told and group is not None and group.one_per_household:
        home = told["home"]
        parts = (home.postcode, home.number, home.addition, home.key) if home else ("", "", "", "")
        columns |= dict(zip(("postcode", "house_number", "house_addition", "household_key"), parts, strict=True))
    return columns


def _must_represent(person: Person, organisation_id: int | None) -> None:
    if organisation_id is not None and organisation_id not in represented(person):
        raise Forbidden(_("You are not a representative of this organisation."))


def _only_what_is_asked(theme: Theme, answers: Mapping[str, str]) -> dict[str, str]:
    group = queries.find_group(theme)
    asked = {one.feature: one.values for one in queries.questions(group)} if group else {}
    for feature, value in answers.items():
        if value not in asked.get(feature, ()):
            raise Invalid(_("Choose an answer from the list."))
    return dict(answers)
