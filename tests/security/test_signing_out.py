"""Signing out ends the session itself, not only the browser's copy of it."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from regiodialoog.accounts import actions
from regiodialoog.accounts.models import EndedSession
from regiodialoog.core import clock
from regiodialoog.core.db import db
from regiodialoog.core.tidying import tidy_up
from tests.accounts.people import PASSWORD, app_code, enrolled, someone, staff
from tests.security.test_sessions import another
from tests.support.client import HouseClient


def test_a_copy_of_a_session_is_worthless_after_signing_out(client: HouseClient, app: Flask) -> None:
    client.submit(f"/inloggen/{actions.sign_in_token_for(someone())}")
    copied = client.get_cookie("regiodialoog")
    assert copied is not None
    thief = another(app)
    thief.set_cookie("regiodialoog", copied.value)
    assert thief.get("/mijn").status_code == 200
    client.submit("/uitloggen")
    assert thief.get("/mijn").status_code == 303


def test_signing_out_leaves_the_phone_signed_in(client: HouseClient, app: Flask) -> None:
    person = someone()
    link = f"/inloggen/{actions.sign_in_token_for(person)}"
    phone = another(app)
    phone.submit(link)
    client.submit(f"/inloggen/{actions.sign_in_token_for(person)}")
    client.submit("/uitloggen")
    assert client.get("/mijn").status_code == 303
    assert phone.get("/mijn").status_code == 200


def test_a_copy_from_before_the_second_step_ends_with_it(client: HouseClient, app: Flask, noon: object) -> None:
    person = staff()
    secret, _codes = enrolled(person)
    client.submit(f"/inloggen/{actions.sign_in_token_for(person)}")
    copied = client.get_cookie("regiodialoog")
    assert copied is not None
    with clock.at(clock.now() + timedelta(minutes=1)):
        given = {"password": PASSWORD, "code": app_code(secret)}
        assert client.submit("/inloggen/tweede-stap", given).status_code == 303
        client.submit("/uitloggen")
        thief = another(app)
        thief.set_cookie("regiodialoog", copied.value)
        assert thief.get("/mijn").status_code == 303


def test_signing_out_in_two_windows_is_no_mistake(client: HouseClient) -> None:
    client.submit(f"/inloggen/{actions.sign_in_token_for(someone())}")
    page = client.get("/uitloggen")
    cookie = client.get_cookie("regiodialoog")
    assert cookie is not None
    assert client.send(page).status_code == 303
    client.set_cookie("regiodialoog", cookie.value)
    assert client.send(page, {"idempotency_key": "het-andere-venster"}).status_code == 303
    assert client.submit("/uitloggen").status_code == 303


def test_the_worker_forgets_sessions_that_are_too_old_anyway(fresh_app: Flask, noon: object) -> None:
    with fresh_app.app_context():
        db.session.add(EndedSession(key="k", until=clock.now() + timedelta(days=14)))
        db.session.commit()
        for days, left in ((13, 1), (15, 0)):
            with clock.at(clock.now() + timedelta(days=days)):
                tidy_up()
                assert db.session.scalar(select(func.count()).select_from(EndedSession)) == left
                db.session.rollback()
