"""One blueprint for the pages of groups and the management rooms behind them."""

from flask import Blueprint

bp = Blueprint("groups", __name__)
