"""The pages of studies, and their places in the menus."""

from flask_babel import lazy_gettext as _l

from regiodialoog.core.web import menu
from regiodialoog.feasibility.views import study_manage, study_read, study_verdicts, study_work
from regiodialoog.feasibility.views.study_blueprint import bp

__all__ = ["bp", "study_manage", "study_read", "study_verdicts", "study_work"]

menu.add("studies", _l("Can it be done?"), "studies.studies", order=12)
menu.add("studies", _l("Studies"), "studies.manage", order=25, rule="feasibility.lead_study", menu="beheer")
