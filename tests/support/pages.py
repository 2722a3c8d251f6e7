"""The page checker, the query counter and the browser's checks under one name."""

from tests.support.browser import NARROW, SMALLEST, WIDE, axe_faults, check_accessible
from tests.support.database import count_queries
from tests.support.html import check_page, problems, validate

__all__ = [
    "NARROW",
    "SMALLEST",
    "WIDE",
    "axe_faults",
    "check_accessible",
    "check_page",
    "count_queries",
    "problems",
    "validate",
]
