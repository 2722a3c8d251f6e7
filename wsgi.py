"""For a WSGI server: ``gunicorn wsgi:app``."""

from regiodialoog.app import create_app

app = create_app()
