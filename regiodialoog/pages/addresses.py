"""Where the pages of the region and the agenda are, for pages that point to many of them at once."""

from urllib.parse import quote

from regiodialoog.organisations.models import Body, Interest, Municipality, Named, Organisation

_PLACES: dict[type[Named], str] = {
    Municipality: "/gemeenten/",
    Organisation: "/organisaties/",
    Body: "/overleggen#",
    Interest: "/gemeenten#",
}


def of(kind: type[Named], slug: str) -> str:
    """The page of a municipality or organisation; the place on a page of a body or interest."""
    return _PLACES[kind] + quote(slug)


def part(slug: str) -> str:
    return f"/agenda/{quote(slug)}"


def theme(slug: str) -> str:
    return f"/agenda/themas/{quote(slug)}"


def action(slug: str, theme_slug: str) -> str:
    """An action stands on the page of its theme; one that spans a whole part stands on the agenda itself."""
    page = theme(theme_slug) if theme_slug else "/agenda"
    return f"{page}#{quote(slug)}"
