"""``regiodialoog init``: the first start of an installation: its region and its first administrator."""

import re

import click
from flask import Flask

from regiodialoog.accounts import actions
from regiodialoog.accounts.events import Registration
from regiodialoog.cli.database import MakeApp, migrate
from regiodialoog.core import mails, outbox
from regiodialoog.core.db import db, transaction
from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.events import Acting, acting_as
from regiodialoog.core.policy import Role, ScopeKind
from regiodialoog.core.text import clean_line
from regiodialoog.organisations import queries as region_queries
from regiodialoog.organisations.actions import set_up_region

INSTALLER = Acting(person_id=None, role="system", channel="init")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")


@click.command()
@click.option("--region", prompt="Name of the region")
@click.option("--name", prompt="Your name (first administrator)")
@click.option("--email", prompt="Your e-mail address")
@click.pass_obj
def init(make_app: MakeApp, region: str, name: str, email: str) -> None:
    """Bring the database up to date, make the region and the first administrator, and check that mail leaves.

    Once only. The sign-in address stands on the screen for when the mail does not come.
    """
    region, name, email = (clean_line(text) for text in (region, name, email))
    if not region or not name or not ADDRESS.fullmatch(email):
        raise Invalid("--region and --name must not be empty, and --email must be an e-mail address")
    app = make_app()
    migrate(app)
    with app.test_request_context(), acting_as(INSTALLER), transaction():
        if region_queries.find_region() is not None:
            raise Conflict("this installation has its region already; people are added by an administrator")
        address = _set_up(region, name, email)
    click.echo(f"Sign in within 15 minutes: {address}")
    _send_mail(app)


def _set_up(region: str, name: str, email: str) -> str:
    set_up_region(region)
    person = actions.register_person(name=name, address=email, how=Registration.LOADED, confirmed=True)
    actions.give_role(person, Role.ADMINISTRATOR, ScopeKind.REGION, by=None, tell=False)
    actions.ask_sign_in(email, language=person.language)
    return mails.link("accounts.use_link", token=actions.sign_in_token_for(person))


def _send_mail(app: Flask) -> None:
    """Send the first mail now, so that a wrong mail server shows today and not when somebody waits for a link."""
    with app.app_context():
        number = outbox.oldest_waiting()
        db.session.rollback()
        if number is None:
            return
        try:
            outbox.send({"message_id": number})
        except (OSError, outbox.MailNotConfigured) as error:
            click.echo(
                f"The mail did not leave ({type(error).__name__}): {error}. Check REGIODIALOOG_MAIL_URL.", err=True
            )
        else:
            click.echo("The mail left.", err=True)
