"""Where a message leads after a form."""

from typing import Any

from flask import Flask, get_flashed_messages

from regiodialoog.core.web.pages import go_to

HOME, HELP = ("Naar voren", "/#hier"), ("Hulp", "/hulp")


def told() -> list[Any]:
    return list(get_flashed_messages())


def test_a_message_never_leads_to_the_page_it_stands_on(app: Flask) -> None:
    with app.test_request_context():
        go_to("pages.home", notice="Opgeslagen.", onward=HOME)
        assert told() == ["Opgeslagen."]
    with app.test_request_context():
        go_to("pages.home", notice="Opgeslagen.", onward=HELP)
        assert told() == [{"text": "Opgeslagen.", "place": "", "onward": HELP}]


def test_a_warning_leads_to_what_it_is_about(app: Flask) -> None:
    with app.test_request_context():
        go_to("pages.home", notice="Opgeslagen.", warning="Klopt dit?", onward=HELP, mend=HOME)
        assert [said["onward"] for said in told()] == [HELP, HOME]
