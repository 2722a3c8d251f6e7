"""The small region with one dialogue in it, and the loaded one."""

from dataclasses import dataclass
from datetime import date, timedelta

from regiodialoog.core import clock
from regiodialoog.dialogues import actions
from regiodialoog.dialogues.forms import suggested_days
from regiodialoog.dialogues.models import Dialogue, Mandate, PhaseKind, Round, Theme
from tests.conftest import NOON
from tests.organisations.region import Small, bureau, loaded, loaded_app, small
from tests.support.laid import laid

__all__ = ["Talk", "bureau", "in_phase", "loaded", "loaded_app", "small", "talk"]


@dataclass
class Talk:
    """A dialogue with one round and one theme, in which two of the three municipalities take part."""

    region: Small
    dialogue: Dialogue
    round: Round
    theme: Theme

    def mandate(self) -> Mandate:
        return actions.write_mandate(
            self.theme, "Waar moeten de fietspaden komen?", fixed=["De brug blijft."], outcome="De raden besluiten."
        )

    def all_agree(self) -> Mandate:
        made = self.mandate()
        for row in self.theme.municipalities:
            actions.record_agreement(made, row.municipality, agreed_on=clock.today())
        return made


def laid_talk(small: Small) -> Talk:
    """A dialogue in the small region."""
    dialogue = actions.create_dialogue(
        "Regiodialoog Test", description="Drie gemeenten praten.", purpose="Samen verder."
    )
    in_round = actions.add_round(dialogue)
    theme = actions.create_theme(
        in_round,
        "Fietspaden",
        question="Waar moeten ze komen?",
        municipalities={small.places[0]: "", small.places[1]: "alleen buiten"},
    )
    return Talk(small, dialogue, in_round, theme)


talk = laid(laid_talk, noon=NOON, on=small)


def in_phase(theme: Theme, kind: PhaseKind, *, today: date | None = None) -> None:
    """Plan the usual phases so that this one began a week ago."""
    usual = suggested_days(today or clock.today())
    back = usual[kind][0] - (today or clock.today()) + timedelta(weeks=1)
    actions.plan_phases(theme, {each: (first - back, last - back) for each, (first, last) in usual.items()})
