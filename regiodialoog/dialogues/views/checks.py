"""What dialogues themselves ask of a theme before it can run."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from regiodialoog.accounts import queries as people
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.dialogues import queries, shapes
from regiodialoog.dialogues.checklist import Item, check
from regiodialoog.dialogues.models import Theme


@check(order=10)
def texts(theme: Theme) -> Item:
    done = bool(theme.summary and theme.question and theme.goal)
    note = "" if done else _("Write what it is about, the question and what should be reached.")
    return Item(_("The texts of the theme"), done, url_for("dialogues.edit_theme", slug=theme.slug), note)


@check(order=20)
def municipalities(theme: Theme) -> Item:
    count = len(theme.municipalities)
    note = ngettext("%(num)s municipality takes part", "%(num)s municipalities take part", count)
    url = url_for("dialogues.edit_municipalities", slug=theme.slug)
    return Item(_("The municipalities that take part"), count > 0, url, note)


@check(order=30)
def dates(theme: Theme) -> Item:
    missing = [kind for kind in queries.phases_of(theme) if queries.phase_of(theme, kind) is None]
    note = ngettext("%(num)s phase has no days yet", "%(num)s phases have no days yet", len(missing)) if missing else ""
    return Item(_("The days of every phase"), not missing, url_for("dialogues.edit_phases", slug=theme.slug), note)


@check(order=40)
def mandate(theme: Theme) -> Item:
    found = queries.mandate_of(theme)
    note = _("Councils decide on a text: the question, what is fixed, the conditions and what is done with it.")
    url = url_for("dialogues.edit_mandate", slug=theme.slug)
    return Item(_("The assignment of the councils"), found is not None, url, "" if found is not None else note)


@check(order=50)
def councils(theme: Theme) -> Item:
    found = queries.mandate_of(theme)
    answers = queries.answers(theme, queries.agreements_of(found) if found is not None else ())
    agreed, total = shapes.agreed(answers), len(answers)
    note = shapes.agreed_sentence(agreed, total)
    if agreed < total or not total:
        note += ". " + _("Nobody can sign up before all of them did.")
    url = url_for("dialogues.manage_theme", slug=theme.slug, _anchor="raden")
    return Item(_("The councils agree"), 0 < agreed == total, url, note, takes_weeks=True)


@check(order=80)
def moderators(theme: Theme) -> Item:
    """Every page of the theme promises that somebody looks."""
    grants = people.grants_over(Role.MODERATOR, ScopeKind.THEME, theme.id)
    note = ", ".join(people.names({grant.person_id for grant in grants}).values())
    url = url_for("dialogues.moderators", slug=theme.slug)
    waits = _("What people hand in stays lying until you choose somebody.")
    return Item(_("Who moderates this theme"), bool(grants), url, note or waits)
