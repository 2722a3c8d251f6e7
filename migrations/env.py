"""Alembic's environment: runs on the connection it is given, or on the one of the settings."""

from alembic import context
from sqlalchemy import Connection, create_engine

from regiodialoog.core.db import Model
from regiodialoog.settings import load_settings


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(load_settings().sqlalchemy_url).begin() as own:
        run(own)
