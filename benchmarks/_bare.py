"""The bare list: one Flask view, one select of the same rows, one flat template that sends as many bytes.

``python -m benchmarks._bare serve --port N`` with BARE_URL (database), BARE_BYTES (size of the page) and the settings
of the product, whose gunicorn it uses.
"""

import os

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import create_engine, text
from sqlalchemy.pool import QueuePool

from regiodialoog.cli.main import regiodialoog
from regiodialoog.settings import Settings

ROWS = """
SELECT a.id, a.part_id, a.theme_id, a.parent_id, a.slug, a.title
FROM agenda_actions a JOIN agenda_parts p ON a.part_id = p.id LEFT JOIN agenda_themes t ON a.theme_id = t.id
WHERE a.ended_on IS NULL ORDER BY p.number, t.number IS NOT NULL, t.number, a.position, a.id
"""
PAGE = (
    "<!doctype html><html lang=nl><title>Agenda</title><ul>"
    "{% for _id, _part, _theme, _parent, slug, title in rows %}"
    '<li id="{{ slug }}"><a href="/agenda#{{ slug }}">{{ title }}</a>{{ pad }}</li>'
    "{% endfor %}</ul>{{ rest }}</html>"
)


def bare_app(_settings: Settings | None = None) -> Flask:
    app = Flask("bare")
    app.jinja_loader = DictLoader({"list.html": PAGE})
    engine = create_engine(os.environ["BARE_URL"], poolclass=QueuePool)
    wanted = int(os.environ["BARE_BYTES"])
    filling = {"pad": "", "rest": ""}

    def render() -> str:
        with engine.connect() as connection:
            return render_template("list.html", rows=connection.execute(text(ROWS)).all(), **filling)

    @app.get("/health")
    def health() -> str:
        return "ok"

    @app.get("/bare")
    def bare() -> str:
        return render()

    with app.app_context():
        short = wanted - len(render().encode())
        with engine.connect() as connection:
            count = len(connection.execute(text(ROWS)).all())
        filling |= {"pad": "." * (short // count), "rest": "." * (short % count)}
        engine.dispose()
    return app


if __name__ == "__main__":
    regiodialoog(obj=bare_app)
