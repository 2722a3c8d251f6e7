"""One blueprint for reading and running meetings."""

from flask import Blueprint

bp = Blueprint("meetings", __name__)
