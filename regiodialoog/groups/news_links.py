"""The link that stops the mails about a theme: signed, the same in each of them, good as long as they come."""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from regiodialoog.groups import queries
from regiodialoog.groups.models import NewsWish


def stop_token(wish: NewsWish) -> str:
    return _signer().dumps([wish.id, wish.nonce])


def behind(token: str) -> NewsWish | None:
    """The wish that a link stops; None when it has ended, or the link is not ours."""
    try:
        number, nonce = _signer().loads(token)
    except (BadData, TypeError, ValueError):
        return None
    return queries.news_wish_by_link(number, nonce)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SETTINGS"].signing_key, salt="stop-news/1")
