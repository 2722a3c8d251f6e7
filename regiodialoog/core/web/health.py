"""For machines that watch machines: /health says the process lives, /ready that it can serve."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from regiodialoog.core.db import db
from regiodialoog.core.policy import public
from regiodialoog.core.resources import resource_dir

if TYPE_CHECKING:
    from alembic.config import Config  # migrations are rare: every other start does without that library

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
def health() -> Response:
    return jsonify(status="ok")


@bp.get("/ready")
@public
def ready() -> tuple[Response, int]:
    """503 until the database answers and stands at the newest migration."""
    try:
        db.session.execute(text("SELECT 1"))
        at_head = schema_is_current()
    except DBAPIError:
        return jsonify(status="no database"), 503
    return (jsonify(status="ok"), 200) if at_head else (jsonify(status="migrations are waiting"), 503)


def schema_is_current() -> bool:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(alembic_config())
    found = MigrationContext.configure(db.session.connection()).get_current_heads()
    return set(found) == set(script.get_heads())


def alembic_config() -> "Config":
    """Alembic's configuration, without an ini file: the migrations are wherever this copy keeps them."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resource_dir("migrations")).replace("%", "%%"))
    return config
