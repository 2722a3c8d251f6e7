"""With what somebody can be helped to come, to tick."""

from typing import Any

from wtforms import SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget


class HelpField(SelectMultipleField):
    """Of ``Help``; nobody has to tick any."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **bound: Any) -> None:
        super().__init__(label, validators=[Optional()], **bound)

    def begin_with(self, given: list[str]) -> None:
        """What was ticked before, as far as it can still be."""
        choices: Any = self.choices or ()
        there = [choice[0] for choice in choices]
        self.data = [each for each in given if each in there]
