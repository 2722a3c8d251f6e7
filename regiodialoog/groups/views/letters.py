"""The rooms of the bureau for letters with a code, and for whoever comes to the desk."""

from flask import Response, current_app, make_response
from flask_babel import gettext as _

from regiodialoog.accounts.session import me, unkept, vault
from regiodialoog.core import sheets
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import letters, queries
from regiodialoog.groups.actions import letters as actions
from regiodialoog.groups.actions.invitees import INVITEES_KEPT
from regiodialoog.groups.forms.recruiting import LettersForm
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, composed


@bp.get("/beheer/groepen/<slug>/brieven")
def letter_batches(slug: str) -> Response:
    """Every batch: made, signed up, seated."""
    theme, _group = composed(slug)
    return page(
        "groups/letters.html",
        theme=theme,
        batches=queries.batches(theme.id),
        totals=queries.batch_totals(theme.id),
        nothing=queries.BatchTotals(),
    )


@bp.route("/beheer/groepen/<slug>/brieven/nieuw", methods=["GET", "POST"])
def new_letters(slug: str) -> Response:
    theme, _group = composed(slug)
    places = sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)
    form = LettersForm(municipalities=[(each.id, each.name) for each in places])
    form.name.label.text = _("Name of this stack of letters (it does not stand in the letter)")
    if form.sent():
        batch = actions.make_letters(theme, **form.values(), by=me().id, key=code_key(), lock=vault().lock)
        return go_to("groups.letter_batch", slug=slug, key=batch.id, notice=_("The letters are ready to be printed."))
    return page("groups/manage_form.html", form=form, title=_("Make letters with a code"), theme=theme, key="letters")


@bp.get(f"/beheer/groepen/<slug>/brieven/{KEY}")
def letter_batch(slug: str, key: int) -> Response:
    """One batch: to be printed, or printed."""
    theme, _group = composed(slug)
    batch = queries.batch(theme, key)
    count = queries.batch_totals(theme.id).get(batch.id, queries.BatchTotals())
    return page(
        "groups/letter_batch.html",
        theme=theme,
        batch=batch,
        count=count,
        address=letters.address_of(batch.channel),
        listed=queries.list_of_channel(batch.channel_id),
    )


@bp.get(f"/beheer/groepen/<slug>/brieven/{KEY}/brieven.pdf")
def letters_on_paper(slug: str, key: int) -> Response:
    """The letters, for as long as nobody said that they are printed."""
    theme, group = composed(slug)
    batch = queries.batch(theme, key)
    codes = vault().open(batch.sealed).split() if batch.sealed else []
    if not codes:
        raise NotFound
    listed = queries.list_of_channel(batch.channel_id)
    addressed = None
    if listed is not None:
        to = queries.addressees(batch.id)
        codes = [code for n, code in enumerate(codes, 1) if n in to]  # not who said no in the meantime
        lines = [to[n].lines for n in sorted(to)]
        addressed = letters.Addressed(lines, listed.answer_by, listed.answer_by + INVITEES_KEPT)
        if not codes:
            raise NotFound
    leads_to = letters.address_of(batch.channel)
    data = letters.invitation(theme, group, leads_to, codes, addressed)
    return as_pdf(sheets.pdf("letter.typ", data, qr=sheets.qr(leads_to)), f"brieven-{key}")


@bp.route(f"/beheer/groepen/<slug>/brieven/{KEY}/afgedrukt", methods=["GET", "POST"])
def letters_printed(slug: str, key: int) -> Response:
    """From then on nobody can read the codes here."""
    theme, _group = composed(slug)
    batch = queries.batch(theme, key)
    if batch.printed_at is not None:
        raise NotFound
    form = Confirm()
    if form.sent():
        actions.printed(batch)
        notice = _("The codes are now on paper only.")
        return go_to("groups.letter_batch", slug=slug, key=key, notice=notice)
    why = _("After this nobody can open the letters here again. Are all of them printed well, and is none missing?")
    title = _("Yes, all letters are printed")
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=batch.channel.name, why=why)


def code_key() -> str:
    """The installation's key, with which codes are hashed."""
    key: str = current_app.config["SETTINGS"].signing_key
    return key


def as_pdf(made: bytes, name: str) -> Response:
    """With a secret in it: no browser keeps a copy of its own."""
    answer = make_response(made)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return unkept(answer)
