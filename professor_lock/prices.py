"""What models cost: prices by provider, model and day, from a data file that an operator may add to.

Prices are dollars for a million tokens, so that a token at 2.5 is 2.5 millionths of a dollar. A model without a price
has an unknown cost, never one of 0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

PRICES = Path(__file__).parent / "model_prices.json"
SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")
"""The end of a dated model's name: it costs what the name without it costs, unless it has a price of its own."""


@dataclass(frozen=True, slots=True)
class Price:
    """A model's prices from a day on, until the next ones."""

    provider: str
    model: str
    valid_from: date
    input: Decimal
    cached: Decimal
    output: Decimal


@dataclass(frozen=True, slots=True)
class CallCost:
    """What a call cost, in millionths of a dollar. `output` has what was spent on reasoning."""

    input: int
    cached: int
    output: int

    @property
    def micros(self) -> int:
        """All of it."""
        return self.input + self.cached + self.output


class PriceTable:
    """Prices that can be asked for."""

    def __init__(self, prices: Sequence[Price]) -> None:
        self._prices: dict[tuple[str, str], list[Price]] = {}
        for price in sorted(prices, key=lambda one: one.valid_from):
            self._prices.setdefault((price.provider, price.model), []).append(price)

    @classmethod
    def load(cls, *more: Path) -> PriceTable:
        """The table that comes with the server and further files of the same form, whose rows win on the same day.

        Raises ValueError, naming the file, for one that cannot be read.
        """
        return cls([price for path in (PRICES, *more) for price in _read(path)])

    def price(self, provider: str, model: str, day: date) -> Price | None:
        """The price of a model on a day; None when there is none."""
        for name in (model, SNAPSHOT.sub("", model)):
            valid = [one for one in self._prices.get((provider, name), ()) if one.valid_from <= day]
            if valid:
                return valid[-1]
        return None

    def cost(
        self, provider: str, model: str, day: date, *, input_tokens: int, cached_tokens: int, output_tokens: int
    ) -> CallCost | None:
        """What so many tokens cost on a day; the cached ones are among the input's. None where no price is known."""
        price = self.price(provider, model, day)
        if price is None:
            return None
        cached = min(cached_tokens, input_tokens)
        return CallCost(
            _micros(input_tokens - cached, price.input),
            _micros(cached, price.cached),
            _micros(output_tokens, price.output),
        )


def _micros(tokens: int, price: Decimal) -> int:
    return int((tokens * price).to_integral_value(ROUND_HALF_UP))


def _read(path: Path) -> list[Price]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
        return [_price(row) for row in rows]
    except (OSError, ValueError, ArithmeticError, KeyError, TypeError) as error:
        raise ValueError(f"the prices in {path} cannot be read: {type(error).__name__}: {error}") from error


def _price(row: dict[str, Any]) -> Price:
    amounts = [Decimal(row[name]) for name in ("input", "cached", "output")]
    if not all(amount.is_finite() and amount >= 0 for amount in amounts):
        raise ValueError(f"a price of {row['model']} is not an amount")
    return Price(str(row["provider"]), str(row["model"]), date.fromisoformat(row["from"]), *amounts)
