"""One blueprint for reading and managing dialogues."""

from flask import Blueprint

bp = Blueprint("dialogues", __name__)
