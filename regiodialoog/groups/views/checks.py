"""What a group asks of a theme before people can sign up."""

from collections.abc import Collection

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.dialogues.checklist import Item, check
from regiodialoog.dialogues.models import Theme
from regiodialoog.dialogues.opening import holds_back, lacking
from regiodialoog.groups import queries
from regiodialoog.groups.residents import missed


@lacking
def cannot_open(theme_ids: Collection[int]) -> set[int]:
    """One query."""
    return {key for key, ready in queries.readiness(theme_ids).items() if not ready.is_whole}


@holds_back
def no_places_or_not_opened(theme: Theme) -> bool:
    """One query."""
    ready = queries.readiness([theme.id])[theme.id]
    return not (ready.places and ready.opened)


@check(order=60)
def group(theme: Theme) -> Item:
    """The group and its seat plan: nobody can sign up before there are places."""
    label, found = _("The group and its places"), queries.find_group(theme)
    if found is None:
        note = _("Nobody can sign up before there is a group with places.")
        return Item(label, False, url_for("groups.edit_group", slug=theme.slug), note)
    seats = queries.seats(found.id)
    whole = len(seats) == found.size
    short = _("The plan has %(seats)s places, the group should have %(size)s.", seats=len(seats), size=found.size)
    notes = ["" if whole else short, missed(theme, seats)]
    url = url_for("groups.manage", slug=theme.slug, _anchor="plan")
    return Item(label, whole, url, " ".join(filter(None, notes)))


@check(order=62)
def questions(theme: Theme) -> Item:
    """Chosen, or explicitly none."""
    label, found = _("The questions for the composition"), queries.find_group(theme)
    choose = _("Choose what you ask of whoever signs up, or say that you ask nothing.")
    if found is None:
        return _after_the_group(theme, label, choose)
    asked = len(queries.questions(found))
    done = bool(asked) or found.asks_nothing
    note = ngettext("%(num)s question", "%(num)s questions", asked) if asked else _("You ask nothing.")
    return Item(label, done, url_for("groups.asked", slug=theme.slug), note if done else choose)


@check(order=64)
def conditions(theme: Theme) -> Item:
    """Decided, also where none holds."""
    label, found = _("Who may join"), queries.find_group(theme)
    decide = _("Decide it before the first person signs up.")
    if found is None:
        return _after_the_group(theme, label, decide)
    done = found.conditions_decided
    url = url_for("groups.conditions" if done else "groups.edit_conditions", slug=theme.slug)
    return Item(label, done, url, "" if done else decide)


@check(order=90)
def opened(theme: Theme) -> Item:
    """Once, by the bureau."""
    label, found = _("Open signing up"), queries.find_group(theme)
    waits = _("Nobody can sign up before you open it. After that it opens and closes by its days.")
    if found is None:
        return _after_the_group(theme, label, waits)
    url = url_for("groups.open_sign_up" if found.sign_up_waits else "groups.manage", slug=theme.slug)
    return Item(label, not found.sign_up_waits, url, waits if found.sign_up_waits else "")


def _after_the_group(theme: Theme, label: str, note: str) -> Item:
    return Item(label, False, url_for("groups.edit_group", slug=theme.slug), note)
