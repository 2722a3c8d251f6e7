"""One blueprint for reading and managing the programme."""

from flask import Blueprint

bp = Blueprint("programme", __name__)
