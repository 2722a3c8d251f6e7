"""Which work to try again."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from regiodialoog.core.forms import Form, SmallNumberField


class RetryForm(Form):
    """The value of the button that was pressed: the number of a job, or nothing for all that failed."""

    job = SmallNumberField(_l("Job"), validators=[Optional()])
