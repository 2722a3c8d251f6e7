"""What members fill in about themselves and their deputies, and what a deputy answers."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from regiodialoog.core.forms import Form, email, person_name, text


class DeputyForm(Form):
    """Who is asked to stand in."""

    name = person_name(_l("Name of your deputy"))
    address = email(_l("E-mail address of your deputy"), description=_l("They get a mail in which they say yes or no."))


class DeclareForm(Form):
    declared = text(
        _l("What should the group know of you?"),
        required=False,
        limit=500,
        rows=4,
        description=_l("For instance: I work for a firm that builds cycle paths. Leave it empty to take it back."),
    )


class NameForm(Form):
    shown = BooleanField(
        _l("Everybody may read my name"),
        description=_l("On the public page of the group, beside what you sit at the table for. Nowhere else."),
    )


class LeavingForm(Form):
    """With which somebody's seat comes free: the deputy, if there is one, can take it over."""

    hand_over = BooleanField("")

    def __init__(self, *, deputy: str = "") -> None:
        super().__init__()
        if deputy:
            self.hand_over.label.text = _("The deputy, %(name)s, takes this place for good", name=deputy)
        else:
            del self.hand_over
