"""Calculations with a user's own numbers."""

from __future__ import annotations

from typing import Any

import pytest

from professor_lock.agent.tools.value import Numbers, explanation
from professor_lock.errors import BadInput


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"prices": ["-110", "+150"]}, "prices", "made with one price"),
        ({"prices": []}, "prices", "Which price"),
        ({"prices": ["-0.85"]}, "prices", "Malay or Indonesian odds"),
        ({"probability_percent": 155}, "probability_percent", "from 0 to 100 percent"),
        ({"probability_percent": float("nan")}, "probability_percent", "from 0 to 100 percent"),
        ({"probability_percent": float("inf")}, "probability_percent", "from 0 to 100 percent"),
        ({"push_probability": 1.5}, "push_probability", "not a probability"),
        ({"amount": 0}, "amount", "more than $0"),
    ],
)
@pytest.mark.parametrize("calculation", ["expected_value", "kelly"])
def test_a_calculation_with_a_number_that_is_none_says_which(
    calculation: Any, more: dict[str, Any], field: str | None, said: str
) -> None:
    numbers = {"prices": ["-110"], "amount": 1000, "probability_percent": 55} | more
    with pytest.raises(BadInput) as refused:
        explanation(calculation, Numbers(**numbers), "american")
    assert said in str(refused.value)
    assert refused.value.field == field
