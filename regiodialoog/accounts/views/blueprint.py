"""The blueprint that the views of this feature share."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
