"""The demonstration as an application in this process, everybody who may come in, and what each of them finds."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from flask import Flask

from tests.house.people import EVERYBODY, come_in
from tests.house.walking import Answer, as_it_is, planted_demo, walked_once
from tests.support.client import HouseClient

Walks = Callable[..., list[Answer]]


@pytest.fixture
def demo(demo_app: Flask) -> Iterator[Flask]:
    """The demonstration, with a reset of a second factor under way, and everything a test does rolled back."""
    with as_it_is(demo_app):
        yield demo_app


@pytest.fixture
def planted(demo_app: Flask) -> Iterator[Flask]:
    """The same with a word of its own in everything that is not for everybody, as everybody walked through it."""
    with planted_demo(demo_app):
        yield demo_app


@pytest.fixture
def come_in_as(demo_app: Flask) -> Callable[[str], HouseClient]:
    """``come_in_as("clerk")``: a browser in which such a person is signed in (one of EVERYBODY); asks for ``demo`` or
    ``planted``."""
    return partial(come_in, demo_app)


@pytest.fixture(scope="session")
def walks(demo_app: Flask, meeting_place: Path) -> Walks:
    """``walks("clerk")``: what this person finds behind every address; ``walks("visitor", "en")`` in English.

    Walked once per test run, by the process that needs it first. Ask for it before ``demo`` or ``planted`` is open.
    """
    return cache(partial(walked_once, demo_app, meeting_place))


@pytest.fixture(scope="session")
def readers(walks: Walks) -> dict[str, list[Answer]]:
    """What everybody found behind every address that answers GET. From the last to the first: another process that
    begins with the first then seldom waits for us, nor we for it."""
    return {who: walks(who) for who in reversed(EVERYBODY)}
