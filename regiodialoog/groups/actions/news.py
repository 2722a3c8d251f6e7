"""Keeping people informed of a theme: begun by themselves, told by mail when it goes on, over on its day."""

from flask_babel import gettext as _

from regiodialoog.accounts.models import Person
from regiodialoog.core import clock, mails
from regiodialoog.core.db import db
from regiodialoog.core.errors import Conflict
from regiodialoog.core.events import emit
from regiodialoog.core.rows import flush, store
from regiodialoog.core.tidying import tidies
from regiodialoog.dialogues import labels
from regiodialoog.dialogues.models import Theme
from regiodialoog.groups import news_links, queries
from regiodialoog.groups.events import NewsEnd, NewsEnded, NewsTold, NewsWanted
from regiodialoog.groups.models import NewsWish
from regiodialoog.groups.retention import news_until

AT_ONCE = 500
"""So many mails go out in one transaction; the others follow an hour later."""


def keep_informed(theme: Theme, person: Person) -> NewsWish:
    """Somebody wants to hear how a theme goes on; whoever wants it already keeps the day that was promised then.

    Raises Conflict when there is no more news of the theme, or no mail reaches the person.
    """
    until = news_until(theme)
    if until is None or not person.mail_address:
        raise Conflict(_("You cannot be kept informed of this theme by mail."))
    there = queries.news_wish(theme.id, person.id)
    if there is not None:
        return there
    row = NewsWish(theme_id=theme.id, person_id=person.id, until=until, told=queries.how_far(theme))
    row.theme, row.person = theme, person
    store(row)
    emit(NewsWanted(subject_id=theme.id, wish_id=row.id))
    return row


def end_news(wish: NewsWish, how: NewsEnd = NewsEnd.STOPPED) -> None:
    """Nothing of it is kept."""
    event = NewsEnded(subject_id=wish.theme_id, wish_id=wish.id, how=how)
    db.session.delete(wish)
    flush()
    emit(event)


@tidies
def end_what_is_over() -> None:
    for wish in queries.news_wishes_over(clock.today()):
        end_news(wish, NewsEnd.OVER)


@tidies
def tell_news() -> None:
    """A mail to everybody who has not heard how far their theme is."""
    for theme in queries.themes_with_readers():
        far = queries.how_far(theme)
        wishes = queries.readers_to_tell(theme, far, AT_ONCE) if far else ()
        for wish in wishes:
            _mail(wish, theme, far)
            wish.told = far
        flush()
        if wishes:
            emit(NewsTold(subject_id=theme.id, people=len(wishes)))


def _mail(wish: NewsWish, theme: Theme, far: str) -> None:
    person = wish.person
    mails.post(
        "emails/groups/news.txt",
        address=person.address,
        language=person.language,
        dedupe_key=f"news:{wish.nonce}:{far}",
        person_id=person.id,
        secret=True,
        person=person,
        theme=theme,
        wish=wish,
        far=far,
        phase=next((phase for phase in theme.phases if phase.kind.value == far), None),
        labels=labels,
        token=news_links.stop_token(wish),
    )
