"""One blueprint for everything about polls."""

from flask import Blueprint

bp = Blueprint("polls", __name__)

POLL = "/themas/<slug>/stemmingen/<int(max=2147483647):number>"
FOR = "namens/<int(max=2147483647):key>"
ADVICE = "/themas/<slug>/advies"
