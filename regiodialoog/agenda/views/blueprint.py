"""One blueprint for reading and managing the agenda."""

from flask import Blueprint

bp = Blueprint("agenda", __name__)
