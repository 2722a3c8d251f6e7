"""The blueprint of studies. A study has the public number of its proposal."""

from flask import Blueprint

bp = Blueprint("studies", __name__)

STUDY = "/haalbaarheid/<int(max=2147483647):number>"
MANAGE = "/beheer/haalbaarheid"
KEY = "<int(max=2147483647):key>"
