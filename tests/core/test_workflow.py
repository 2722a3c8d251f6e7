"""States are tables."""

import enum
from dataclasses import dataclass

import pytest

from regiodialoog.core.errors import Conflict, Invalid
from regiodialoog.core.workflow import Workflow


class Light(enum.StrEnum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


@dataclass
class Lamp:
    state: Light = Light.RED


LIGHTS = Workflow(
    {Light.RED: {Light.GREEN, Light.BROKEN}, Light.GREEN: {Light.RED}, Light.BROKEN: set()}, reasoned={Light.BROKEN}
)


def test_a_move_in_the_table_is_made() -> None:
    lamp = Lamp()
    assert LIGHTS.move(lamp, Light.GREEN) is Light.RED
    assert lamp.state is Light.GREEN


def test_a_move_outside_the_table_is_refused_and_changes_nothing() -> None:
    lamp = Lamp(Light.BROKEN)
    with pytest.raises(Conflict):
        LIGHTS.move(lamp, Light.RED)
    assert lamp.state is Light.BROKEN


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_no_verdict_without_a_reason(reason: str) -> None:
    lamp = Lamp()
    with pytest.raises(Invalid):
        LIGHTS.move(lamp, Light.BROKEN, reason=reason)
    assert lamp.state is Light.RED


def test_a_table_that_forgets_a_state_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves out"):
        Workflow({Light.RED: {Light.RED}})
    with pytest.raises(ValueError, match="without a row"):
        Workflow({Light.RED: {Light.GREEN}})
