"""Sending the plan and the demands of a group back as files."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from regiodialoog.core.forms import Form
from regiodialoog.core.uploads import UploadField


class PlanFilesForm(Form):
    """One file or both; ``given()`` are their bytes, None for one that was not sent."""

    plan = UploadField(_l("The plan"), required=False, description=_l("The file plekken.csv, as you changed it."))
    demands = UploadField(
        _l("The demands on the composition"), required=False, description=_l("The file eisen.csv, as you changed it.")
    )

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not self.plan.sent and not self.demands.sent:
            self.plan.errors, valid = [_("Choose at least one file.")], False
        return valid

    def given(self) -> dict[str, bytes | None]:
        return {"plan": self.plan.one, "demands": self.demands.one}
