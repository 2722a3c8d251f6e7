"""What all who look at pages share."""

from pathlib import Path

import pytest

from tests.house.conftest import readers, walks
from tests.support.browser import Kinds

__all__ = ["readers", "walks"]


@pytest.fixture(scope="session")
def kinds(meeting_place: Path) -> Kinds:
    """The kinds of page that anybody met in this test run: they meet many of the same."""
    return Kinds(meeting_place / "kinds")
