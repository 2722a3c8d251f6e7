"""The management rooms of dialogues and rounds."""

from flask import Response, request
from flask_babel import gettext as _
from markupsafe import escape

from regiodialoog.core.forms import LINE
from regiodialoog.core.i18n import content, phrase
from regiodialoog.core.policy import authorize
from regiodialoog.core.text import clean_line
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import actions, policy, queries, shapes
from regiodialoog.dialogues.forms import DialogueForm, RoundForm, ThemeForm
from regiodialoog.dialogues.views.blueprint import bp

ROUND = "/beheer/dialogen/<slug>/rondes/<int(max=2147483647):number>"


@bp.get("/beheer/dialogen")
def manage() -> Response:
    authorize(policy.may_edit_dialogues)
    found = queries.dialogues()
    rounds = queries.rounds(*(row.id for row in found))
    blocks = shapes.blocks(found, rounds, queries.themes())
    return page("dialogues/manage.html", blocks=sorted(blocks, key=lambda block: block.age))


@bp.route("/beheer/dialogen/nieuw", methods=["GET", "POST"])
def new_dialogue() -> Response:
    """Made with its first round, so that a theme can follow at once."""
    authorize(policy.may_edit_dialogues)
    form = DialogueForm()
    if form.sent():
        made = actions.create_dialogue(**form.values())
        actions.add_round(made)
        return go_to(
            "dialogues.new_theme", slug=made.slug, number=1,
            notice=_("%(name)s has been made, with its first round. Now add a theme.", name=made.title),
        )  # fmt: skip
    return page("dialogues/manage_form.html", form=form, title=_("Make a dialogue"), key="new-dialogue")


@bp.route("/beheer/dialogen/<slug>/tekst", methods=["GET", "POST"])
def edit_dialogue(slug: str) -> Response:
    found = queries.dialogue(slug)
    authorize(policy.may_edit_dialogues, found)
    form = DialogueForm(obj=found)
    if form.sent():
        actions.change_dialogue(found, **form.values())
        notice = _("%(name)s has been saved.", name=found.title)
        return go_to("dialogues.dialogue", slug=found.slug, notice=notice)
    title = phrase(_("Edit dialogue: %(name)s"), name=found.title)
    return page("dialogues/manage_form.html", form=form, title=title, key=found.slug)


@bp.route("/beheer/dialogen/<slug>/rondes/nieuw", methods=["GET", "POST"])
def new_round(slug: str) -> Response:
    found = queries.dialogue(slug)
    authorize(policy.may_edit_dialogues, found)
    form = RoundForm()
    if form.sent():
        made = actions.add_round(found, **form.values())
        return go_to("dialogues.manage", notice=_("Round %(number)s has been added.", number=made.number))
    title = phrase(_("Add a round to %(name)s"), name=found.title)
    return page("dialogues/manage_form.html", form=form, title=title, key=f"{found.slug}-round")


@bp.route(ROUND, methods=["GET", "POST"])
def edit_round(slug: str, number: int) -> Response:
    row = queries.round_of(slug, number)
    authorize(policy.may_edit_dialogues, row)
    form = RoundForm(obj=row)
    if form.sent():
        actions.change_round(row, **form.values())
        notice = _("Round %(number)s has been saved.", number=row.number)
        return go_to("dialogues.dialogue", slug=slug, notice=notice, anchor=row.slug)
    title = escape(_("Edit round %(number)s of %(name)s")) % {"number": row.number, "name": content(row.dialogue.title)}
    return page("dialogues/manage_form.html", form=form, title=title, key=row.slug)


@bp.route(f"{ROUND}/themas/nieuw", methods=["GET", "POST"])
def new_theme(slug: str, number: int) -> Response:
    row = queries.round_of(slug, number)
    authorize(policy.may_edit_dialogues, row)
    form = ThemeForm()
    if not form.is_submitted():
        form.title.data = clean_line(request.args.get("titel", ""))[:LINE]
    if form.sent():
        made = actions.create_theme(row, **form.values())
        notice = _("%(name)s has been added. This is what is still to be done.", name=made.title)
        return go_to("dialogues.manage_theme", slug=made.slug, notice=notice)
    title = phrase(_("Add a theme to %(name)s"), name=row.dialogue.title)
    note = (
        _("What you save here is public at once"),
        _("Everybody can then read the title, the texts and which municipalities take part. There is no draft. Nobody "
          "can sign up before the days, the councils and the places are there."),
    )  # fmt: skip
    return page("dialogues/manage_form.html", form=form, title=title, key=f"{row.slug}-theme", note=note)
