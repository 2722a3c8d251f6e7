"""The small region with kinds of moments of every sort of body."""

import pytest

from regiodialoog.adoption import actions
from regiodialoog.adoption.models import DecidesAs, MomentKind
from tests.organisations.region import Small, bureau, small

__all__ = ["bureau", "small"]


@pytest.fixture
def kinds(small: Small) -> dict[DecidesAs, MomentKind]:
    """One kind per sort of body, by the words of its outcomes."""
    return {each: actions.add_kind(f"Soort {each.value}", decides_as=each) for each in DecidesAs}
