"""Which of a player's lines a trend is held against."""

from __future__ import annotations

from fractions import Fraction

import pytest

from professor_lock.agent.tools.trends import of_stat
from professor_lock.betting.props import PropLine

OFFERED = [
    PropLine("Casey Sample", stat, Fraction(line), (), 3, ())
    for stat, line in [("points", "24.5"), ("points rebounds assists", "38.5"), ("rebounds", "7.5"), ("assists", "6.5")]
]


@pytest.mark.parametrize(
    ("stat", "line"), [("points", "24.5"), ("total rebounds", "7.5"), ("points rebounds assists", "38.5")]
)
def test_a_line_is_of_just_the_stat_that_is_charted(stat: str, line: str) -> None:
    found = of_stat(OFFERED, stat)
    assert found is not None
    assert found.line == Fraction(line)


def test_a_stat_that_nobody_quotes_has_no_line() -> None:
    assert of_stat(OFFERED, "minutes") is None
