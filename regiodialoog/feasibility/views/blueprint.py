"""One blueprint for placement and for the study of what can be done."""

from flask import Blueprint

bp = Blueprint("feasibility", __name__)

OFFER = "/plaatsing/<int(max=2147483647):number>"
"""By the number of the proposal: it is offered once."""
KEY = "<int(max=2147483647):key>"
