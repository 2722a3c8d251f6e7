"""Being kept informed of a theme: asking for it, and stopping it, also without signing in."""

from flask import Response, request, url_for
from flask_babel import gettext as _

from regiodialoog.accounts import actions as accounts
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.session import me
from regiodialoog.core import i18n
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm, Form
from regiodialoog.core.i18n import format_date
from regiodialoog.core.policy import authorize, current_actor, public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.dialogues import queries as dialogues
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import news_links, policy, queries
from regiodialoog.groups.actions import news as actions
from regiodialoog.groups.forms.joining import SignUpForm
from regiodialoog.groups.forms.news import NewsForm, news_form
from regiodialoog.groups.residents import places_of
from regiodialoog.groups.retention import news_until
from regiodialoog.groups.views.blueprint import bp

NEWS = "/themas/<slug>/op-de-hoogte"


@bp.route(NEWS, methods=["GET", "POST"])
@public
def news(slug: str) -> Response:
    """Ask for it, or see that one did and until when."""
    theme = dialogues.theme(slug)
    signed_in = current_actor().is_authenticated
    wish = queries.news_wish(theme.id, current_actor().person_id)
    until = news_until(theme)
    reachable = not signed_in or bool(me().mail_address)
    form: Form = Confirm() if signed_in else news_form(places_of(theme), chosen=_comes_from(theme))
    if wish is None and until is not None and reachable and form.sent():
        if signed_in:
            made = actions.keep_informed(theme, me())
            notice = _("You are kept informed up to and including %(date)s.", date=format_date(made.until))
            return go_to("groups.news", slug=slug, notice=notice)
        if isinstance(form, NewsForm):
            actions.keep_informed(theme, _new_person(theme, form))
        return go_to("accounts.mail_sent")
    return page("groups/news.html", form=form, theme=theme, wish=wish, until=until, reachable=reachable)


def _comes_from(theme: Theme) -> int | None:
    """The municipality of ``gemeente`` in the address, for who could not sign up from there."""
    slug = request.args.get("gemeente", "")
    return next((row.municipality_id for row in theme.municipalities if row.municipality.slug == slug), None)


def _new_person(theme: Theme, form: NewsForm) -> Person:
    """An account for a visitor, to be confirmed by the link in the mail."""
    given, here = form.values(), url_for("groups.news", slug=theme.slug)
    return accounts.sign_up(
        name=given["name"],
        address=given["address"],
        language=i18n.locale(),
        municipality_id=given.get("municipality_id"),
        next_path=here,
        letter="emails/groups/confirm_news.txt",
        theme=theme,
        again=here,
    )


@bp.route(f"{NEWS}/stoppen", methods=["GET", "POST"])
def end_news(slug: str) -> Response:
    authorize(policy.may_end_news)
    theme = dialogues.theme(slug)
    wish = queries.news_wish(theme.id, me().id)
    if wish is None:
        raise NotFound
    authorize(policy.may_end_news, wish)
    form = Confirm()
    if form.sent():
        actions.end_news(wish)
        return go_to("groups.news", slug=slug, notice=_("You get no more mails about this theme."))
    return page("groups/stop_news.html", form=form, theme=theme)


@bp.route("/op-de-hoogte/<token>", methods=["GET", "POST"])
@public
def stop_news(token: str) -> Response:
    """The page behind the link in each mail: one button, because mail scanners follow links; nobody needs to sign
    in."""
    wish = news_links.behind(token)
    if wish is None:
        return page("groups/news_over.html", status=410)
    form, theme = Confirm(), wish.theme
    if form.sent():
        actions.end_news(wish)
        return go_to("groups.news", slug=theme.slug, notice=_("You get no more mails about this theme."))
    return page("groups/stop_news.html", form=form, theme=theme)


def is_news_for_me(theme: Theme) -> bool:
    """Whether whoever reads can ask to be kept informed, and did not."""
    if news_until(theme) is None:
        return False
    if not current_actor().is_authenticated:
        return True
    return bool(me().mail_address) and queries.news_wish(theme.id, me().id) is None


def offer_news(form: SignUpForm, theme: Theme, *, signed_in: bool) -> None:
    """Leave the box in the form for whom it is something new, with the day on which it ends."""
    until = news_until(theme)
    if until is None or (signed_in and not is_news_for_me(theme)):
        del form.keep_informed
        return
    form.keep_informed.description = _(
        "Apart from signing up, until %(date)s. You can stop it earlier.",
        date=format_date(until),
    )


def note_wish(form: SignUpForm, theme: Theme, person: Person) -> None:
    if "keep_informed" in form and form.keep_informed.data:
        actions.keep_informed(theme, person)
