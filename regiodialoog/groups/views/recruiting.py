"""Channels: their short addresses for everybody, and the rooms of the bureau in which they are made and counted."""

from flask import Response, make_response, redirect, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from regiodialoog.accounts.credentials import qr_svg
from regiodialoog.core import sheets
from regiodialoog.core.errors import NotFound
from regiodialoog.core.forms import Confirm
from regiodialoog.core.policy import public
from regiodialoog.core.web.pages import go_to, page
from regiodialoog.groups import codes, labels, queries
from regiodialoog.groups.actions import recruiting
from regiodialoog.groups.forms.recruiting import ChannelForm, ChannelNameForm
from regiodialoog.groups.letters import address_of
from regiodialoog.groups.models import ChannelKind
from regiodialoog.groups.views import came
from regiodialoog.groups.views.blueprint import bp
from regiodialoog.groups.views.manage import KEY, composed


@bp.get("/m/<code>")
@public
def channel_address(code: str) -> Response:
    """The address on a poster or in a letter. It leads on to signing up, which also says what happens when that is
    over; from a letter first to its code."""
    found = queries.channel_by_code(codes.plain(code))
    if found is None:
        raise NotFound
    came.remember(found)
    if found.kind is ChannelKind.LETTERS and queries.is_open(found.theme):
        return redirect(url_for("groups.use_code"))  # type: ignore[return-value]
    return redirect(url_for("groups.sign_up", slug=found.theme.slug))  # type: ignore[return-value]


@bp.get("/beheer/groepen/<slug>/kanalen")
def channels(slug: str) -> Response:
    """Every channel of the theme with its totals; those off the list below."""
    theme, group = composed(slug)
    rows, found = queries.channels(theme.id), queries.reached(theme.id, queries.conditions(group))
    places = sorted((row.municipality for row in theme.municipalities), key=lambda each: each.sort_key)
    return page(
        "groups/channels.html",
        theme=theme,
        channels=rows,
        totals=found.by_channel,
        places=[(place.name, found.by_municipality.get(place.id, queries.Totals())) for place in places],
        several=found.by_municipality.get(None, queries.Totals()),
        nothing=queries.Totals(),
        by_address=queries.BY_ADDRESS,
        receipts=len(queries.receipts_to_print(theme.id)),
        labels=labels,
    )


@bp.route("/beheer/groepen/<slug>/kanalen/nieuw", methods=["GET", "POST"])
def new_channel(slug: str) -> Response:
    theme, _group = composed(slug)
    form = ChannelForm()
    if form.sent():
        given = form.values()
        row = recruiting.make_channel(theme, kind=ChannelKind(given["kind"]), name=given["name"])
        notice = _("The channel is there. Use its address or its picture.")
        return go_to("groups.channel", slug=slug, key=row.id, notice=notice)
    return page("groups/manage_form.html", form=form, title=_("Add a channel"), theme=theme, key="channel")


@bp.route(f"/beheer/groepen/<slug>/kanalen/{KEY}", methods=["GET", "POST"])
def channel(slug: str, key: int) -> Response:
    """The address and picture of one channel, its totals and its name."""
    theme, group = composed(slug)
    found = queries.channel(theme, key)
    form = ChannelNameForm(obj=found)
    if form.sent():
        recruiting.change_channel(found, **form.values())
        return go_to("groups.channel", slug=slug, key=key, notice=_("The name has been changed."))
    return page(
        "groups/channel.html",
        form=form,
        theme=theme,
        channel=found,
        address=address_of(found),
        picture=Markup(qr_svg(address_of(found))),  # noqa: S704 - drawn by segno from an encoded address
        totals=queries.reached(theme.id, queries.conditions(group)).by_channel.get(found.id, queries.Totals()),
        labels=labels,
    )


@bp.get(f"/beheer/groepen/<slug>/kanalen/{KEY}/qr.svg")
def channel_picture(slug: str, key: int) -> Response:
    """The address as a picture, for whoever makes the poster."""
    theme, _group = composed(slug)
    found = queries.channel(theme, key)
    answer = make_response(sheets.qr(address_of(found)))
    answer.headers["Content-Type"] = "image/svg+xml"
    answer.headers["Content-Disposition"] = f'attachment; filename="qr-{found.code}.svg"'
    return answer


@bp.route(f"/beheer/groepen/<slug>/kanalen/{KEY}/schakelen", methods=["GET", "POST"])
def switch_channel(slug: str, key: int) -> Response:
    """Off the list, or on it again."""
    theme, _group = composed(slug)
    found = queries.channel(theme, key)
    form, is_on = Confirm(), found.hidden_at is None
    if form.sent():
        recruiting.switch_channel(found, on=not is_on)
        notice = _("The channel is off the list. Its address still works.") if is_on else _("The channel is back.")
        return go_to("groups.channels", slug=slug, notice=notice)
    title = _("Take this channel off the list") if is_on else _("Put this channel on the list again")
    why = _("Its address and its picture go on working, and what it brought stays counted.") if is_on else ""
    return page("groups/manage_sure.html", form=form, title=title, theme=theme, what=found.name, why=why)
