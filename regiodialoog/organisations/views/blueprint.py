"""One blueprint for reading and managing, so that one name leads to the region."""

from flask import Blueprint

bp = Blueprint("organisations", __name__)
