"""The cost of a run of the agent: a row of the ledger for each call, metrics, and a sum for the turn's log line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from professor_lock.agent.model_work import ModelCall
from professor_lock.budgets import Budgets
from professor_lock.clocks import Now
from professor_lock.ledger import ModelUse, Spending
from professor_lock.metrics import COST, MODEL_CALLS, TOKENS, UNPRICED
from professor_lock.model.language_model import LanguageModel
from professor_lock.prices import PriceTable
from professor_lock.server.token_counts import TokenCounts
from professor_lock.user import UserContext


class RunCosts:
    """Reserves before a run what it may cost, and counts after it what it did cost. `now` is aware."""

    def __init__(
        self,
        tokens: TokenCounts,
        prices: PriceTable,
        budgets: Budgets | None = None,
        *,
        now: Now,
    ) -> None:
        self._tokens = tokens
        self._prices = prices
        self._budgets = budgets
        self._now = now

    async def reserve(self, context: UserContext, turn_id: str, model: LanguageModel) -> bool:
        """Whether anything was reserved; RateLimited where a budget has no room."""
        if self._budgets is None:
            return False
        return await self._budgets.reserve(context, turn_id, model.provider, model.name)

    async def settle(
        self,
        context: UserContext,
        turn_id: str,
        model: LanguageModel,
        calls: Sequence[ModelCall],
        *,
        reserved: bool,
        later: Callable[[Spending], None] | None = None,
    ) -> dict[str, int]:
        """Count these calls and end the reservation; what they came to, for the turn's log line.

        `later` takes what is to be counted where something else does it: a turn's end, in the statement that stores it.
        """
        at = self._now()
        for call in calls:
            _count(model, call)
        uses = [self._use(model, call, at) for call in calls if call.input_tokens or call.output_tokens]
        spending = Spending(context, turn_id, tuple(uses), at, reserved)
        if later is None:
            await self._tokens.add(spending)
        elif uses or reserved:
            later(spending)
        line = {
            "model_calls": len(calls),
            "input_tokens": sum(call.input_tokens for call in calls),
            "cached_tokens": sum(call.cached_tokens for call in calls),
            "output_tokens": sum(call.output_tokens for call in calls),
            "reasoning_tokens": sum(call.reasoning_tokens for call in calls),
        }
        costs = [use.cost_micros for use in uses]
        known = [cost for cost in costs if cost is not None]
        return line | {"cost_micros": sum(known)} if known and len(known) == len(costs) else line

    def _use(self, model: LanguageModel, call: ModelCall, at: datetime) -> ModelUse:
        cached = min(call.cached_tokens, call.input_tokens)
        reasoning = min(call.reasoning_tokens, call.output_tokens)
        cost = self._prices.cost(
            model.provider,
            model.name,
            at.date(),
            input_tokens=call.input_tokens,
            cached_tokens=cached,
            output_tokens=call.output_tokens,
        )
        if cost is None:
            UNPRICED.labels(model.name).inc()
        else:
            COST.labels(model.name, "input").inc(cost.input)
            COST.labels(model.name, "cached").inc(cost.cached)
            COST.labels(model.name, "output").inc(cost.output)
        return ModelUse(
            model.provider,
            model.name,
            call.input_tokens,
            cached,
            call.output_tokens,
            reasoning,
            call.estimated,
            None if cost is None else cost.micros,
        )


def _count(model: LanguageModel, call: ModelCall) -> None:
    """Count a call in the metrics, also one that has no tokens: the demo model's, one that was cut off at once."""
    cached = min(call.cached_tokens, call.input_tokens)
    reasoning = min(call.reasoning_tokens, call.output_tokens)
    MODEL_CALLS.labels(model.name, "finished" if call.finished else "cut off").inc()
    TOKENS.labels(model.name, "input").inc(call.input_tokens - cached)
    TOKENS.labels(model.name, "cached").inc(cached)
    TOKENS.labels(model.name, "output").inc(call.output_tokens - reasoning)
    TOKENS.labels(model.name, "reasoning").inc(reasoning)
