"""What the bureau fills in about channels, letters and whoever comes to the desk; and the code of a letter."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from regiodialoog.core.forms import EditForm, Form, line
from regiodialoog.groups.labels import CHANNELS
from regiodialoog.groups.models import ChannelKind

Choice = tuple[Any, str]
MADE_BY_HAND: Sequence[ChannelKind] = tuple(ChannelKind)


class ChannelForm(Form):
    """A new channel."""

    kind = RadioField(
        _l("What kind of channel is it?"),
        choices=lambda: [(one.value, str(CHANNELS[one])) for one in MADE_BY_HAND],
        validators=[InputRequired()],
    )
    name = line(_l("Name"), description=_l("So that you recognise it, for example: poster in the library of Soest."))


class ChannelNameForm(EditForm):
    name = line(_l("Name"), description=_l("The address and the picture stay the same."))
