"""One blueprint for reading and keeping moments."""

from flask import Blueprint

bp = Blueprint("adoption", __name__)
