"""A draw of neighbours with its result, for whoever tampers with it."""

import copy

import pytest

from tests.engines import draws
from tests.engines.draws import NEIGHBOURS, OUTCOME, Files


@pytest.fixture(scope="session")
def original() -> Files:
    files = draws.made(NEIGHBOURS)
    files.pick_by(OUTCOME)
    return files


@pytest.fixture
def files(original: Files) -> Files:
    return copy.deepcopy(original)
