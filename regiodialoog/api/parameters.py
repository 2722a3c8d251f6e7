"""What may stand behind the question mark, and the refusal that names what does not."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from regiodialoog.api.queries import Window
from regiodialoog.api.schemas import Formaat

PAGE = 20
LARGEST_PAGE = 100
LAST_PAGE = 100_000
LONGEST = 100


class BadParameter(Exception):
    """A parameter that is not known or has no good value; ``reason`` is for people."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True)
class Asked:
    """What a listing is asked for."""

    number: int
    size: int
    format: Formaat
    filters: Mapping[str, str]

    @property
    def window(self) -> Window:
        return Window(self.size, self.size * (self.number - 1), dict(self.filters))


def read(filters: Mapping[str, str]) -> Asked:
    """The parameters of a listing. Raises BadParameter, also for a name that nobody knows."""
    only({"pagina", "paginaGrootte", "format", *filters})
    given = request.args.get("format", Formaat.JSON.value)
    if given not in set(Formaat):
        raise BadParameter("format", _("Choose json or csv."))
    return Asked(
        _number("pagina", 1, LAST_PAGE),
        _number("paginaGrootte", PAGE, LARGEST_PAGE),
        Formaat(given),
        {name: _slug(name) for name in filters if name in request.args},
    )


def only(known: set[str]) -> None:
    """Refuse a parameter that is not ``known``, or that is given twice."""
    for name, values in request.args.lists():
        if name not in known:
            raise BadParameter(name[:LONGEST], _("This parameter does not exist here."))
        if len(values) > 1:
            raise BadParameter(name, _("Give this parameter once."))


def _number(name: str, default: int, largest: int) -> int:
    given = request.args.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit() and len(given) <= 6 and 1 <= int(given) <= largest):
        raise BadParameter(name, _("Give a whole number from 1 to %(largest)s.", largest=largest))
    return int(given)


def _slug(name: str) -> str:
    given = request.args[name]
    if not given or len(given) > LONGEST or not all(c.isascii() and (c.isalnum() or c in "-_") for c in given):
        raise BadParameter(name, _("Give the slug of a thing: small letters, digits and hyphens."))
    return given
