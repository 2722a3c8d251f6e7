"""Being kept informed ends with an account, and stands in one's own data."""

from typing import Any

from regiodialoog.accounts.events import PersonErased
from regiodialoog.accounts.models import Person
from regiodialoog.accounts.own_data import own_data
from regiodialoog.core.events import Told, listens
from regiodialoog.groups import queries
from regiodialoog.groups.actions import news
from regiodialoog.groups.events import NewsEnd


@listens(PersonErased)
def forget_wishes(told: Told) -> None:
    for wish in queries.news_wishes_of(told.event.subject_id):
        news.end_news(wish, NewsEnd.LEFT)


@own_data("news")
def own_wishes(person: Person) -> list[dict[str, Any]]:
    return [
        {"theme": row.theme.title, "since": row.since.isoformat(), "until": row.until.isoformat()}
        for row in queries.news_wishes_of(person.id)
    ]
