"""The questions that the help page answers, so that the search page finds them too."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Answer:
    """``key`` is its place on the page; ``url`` with the name of that page: where to go on, if anywhere."""

    key: str
    question: Any
    text: Any
    url: str = ""
    link: Any = ""


ANSWERS = (
    Answer(
        "meedoen",
        _l("How do I join a group?"),
        _l(
            "Choose a theme for which you can sign up, and fill in the form. You get a mail with a link; with that you"
            " have signed up. When signing up is over you hear whether there is a place for you."
        ),
        "/dialogen",
        _l("See all dialogues"),
    ),
    Answer(
        "voorstel-indienen",
        _l("How do I hand in an idea or a proposal?"),
        _l(
            "Sign up for the group of a theme. With many themes you can write down your idea at once, on the page of"
            " the theme or on your own page; a moderator then looks first. With other themes only people with a place"
            " in the group write proposals. The page of the theme says which it is, and until when."
        ),
        "/voorstellen",
        _l("See where you can write a proposal now"),
    ),
    Answer(
        "inloggen",
        _l("Signing in does not work"),
        _l(
            "You need no password. We send a link to your e-mail address. It works for 15 minutes, also on another"
            " device. Is there no e-mail? Look in the folder for unwanted mail, or call us."
        ),
    ),
    Answer(
        "account",
        _l("Do I need an account?"),
        _l("No. You can read everything that is public without an account."),
    ),
    Answer(
        "voorlezen",
        _l("Having a page read aloud"),
        _l(
            "On pages with much text there is a button “Read aloud”. Your own device then reads the page. Nothing is"
            " sent to others."
        ),
    ),
    Answer(
        "letters",
        _l("Larger letters"),
        _l(
            "Press Ctrl and + at the same time, or on a Mac Cmd and +. On a phone: spread two fingers. The page stays"
            " readable."
        ),
    ),
    Answer(
        "taal",
        _l("Another language"),
        _l(
            "At the top of each page you choose another language. The documents of the municipalities themselves are"
            " in Dutch."
        ),
    ),
)  # fmt: skip
