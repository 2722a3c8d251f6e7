"""Forms of a dialogue and its rounds."""

from typing import Any

from flask_babel import lazy_gettext as _l

from regiodialoog.core.dates import FuzzyDate, parse_fuzzy
from regiodialoog.core.forms import line, text
from regiodialoog.organisations import queries as organisations
from regiodialoog.organisations.forms import FuzzyField, LinesField, RowForm, TicksField
from regiodialoog.organisations.models import Interest


class DialogueForm(RowForm):
    title = line(_l("Name of the dialogue"))
    description = text(_l("In short: what happens in this dialogue?"), rows=4)
    purpose = text(_l("What is it for?"), rows=4)
    interests = TicksField(_l("Interests that sit at the table"))
    composition = line(_l("What the composition is called"), required=False)
    composition_note = text(_l("How the groups are put together"), required=False, rows=3)
    kickoff = FuzzyField(_l("Kick-off"), description=_l("As people say it, such as mei 2026 or 4 mei 2026."))
    kickoff_with = line(_l("Kick-off with whom"), required=False)
    kickoff_note = text(_l("What happens at the kick-off"), required=False, rows=3)
    preparation = text(_l("How it is prepared"), required=False, rows=3)
    duration = line(_l("How long it takes"), required=False)
    phasing = text(_l("Why it goes in parts"), required=False, rows=3)
    distinction = text(_l("What makes it special"), required=False, rows=3)
    involved = LinesField(_l("Who helps with the agenda that follows"))
    outcome = line(_l("Where the results come"), required=False)
    afterwards = text(_l("What is done with the proposals afterwards"), required=False, rows=3)

    def __init__(self, *, obj: Any = None) -> None:
        super().__init__(obj=obj)
        names = {each.id: each.name for each in organisations.interests()}
        kept = {each.id: each.name for each in obj.interests if each.id not in names} if obj is not None else {}
        self.interests.choices = list((names | kept).items())
        if obj is None and not self.is_submitted():
            self.interests.data = list(names)

    def values(self) -> dict[str, Any]:
        given = super().values()
        given["interests"] = list(organisations.by_ids(Interest, given["interests"]))
        given["kickoff"] = fuzzy(given["kickoff"])
        return given


class RoundForm(RowForm):
    start = FuzzyField(_l("When does this round begin?"), description=_l("As people say it, such as najaar 2026."))
    start_note = text(_l("What belongs to that"), required=False, rows=3)
    theme_origin = text(_l("How the themes are found"), required=False, rows=3)
    chosen_by = line(_l("Who chooses them"), required=False)
    chosen_in = FuzzyField(_l("When they are chosen"))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {name: fuzzy(given[name]) for name in ("start", "chosen_in")}


def fuzzy(words: str) -> FuzzyDate | None:
    return parse_fuzzy(words) if words else None
