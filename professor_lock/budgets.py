"""Budgets in money, by day and month: of each user, of each tier as a whole, of the whole server.

Before a run what it may cost is reserved, if every budget has room for it beside what is spent and reserved; the ledger
settles it when the run has ended. The check and the reservation are one statement under the budgets' locks, so that
they hold whatever runs in parallel and on however many processes. Days and months are UTC's.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from professor_lock.clocks import Now
from professor_lock.db.pool import Database
from professor_lock.errors import RateLimited
from professor_lock.logs import SeldomLog
from professor_lock.metrics import BUDGET_USED, LIMIT_HITS
from professor_lock.prices import PriceTable
from professor_lock.settings_env import Budget
from professor_lock.user import UserContext, known_tier
from professor_lock.widgets.format import when, zone

logger = logging.getLogger("professor_lock.budgets")

INPUT_TOKENS, OUTPUT_TOKENS = 30_000, 2_000
"""What an answer is taken to use before it has begun: about three steps of a conversation of some length."""
USED_UP = {
    (True, "day"): "You have used up your budget for today.",
    (True, "month"): "You have used up your budget for this month.",
    (False, "day"): "This service has used up its budget for today.",
    (False, "month"): "This service has used up its budget for this month.",
}
"""By whether it is the user's own budget, and by its period."""
WARN_AT = 0.8
"""The share of a tier's or the server's budget from which on the operator is warned."""


@dataclass(frozen=True, slots=True)
class BudgetsOf:
    """The three budgets that bind one tier's user."""

    server: Budget
    tier: Budget
    user: Budget

    @property
    def of_many(self) -> dict[str, int | None]:
        """Those that many users share, by name, in the order in which they are looked at."""
        return {
            "server day": self.server.day,
            "server month": self.server.month,
            "tier day": self.tier.day,
            "tier month": self.tier.month,
        }

    @property
    def bind(self) -> bool:
        """Whether any of them is set."""
        return any(
            one is not None for budget in (self.server, self.tier, self.user) for one in (budget.day, budget.month)
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be reserved."""

    user_id: str
    turn_id: str
    tier: str
    cost_micros: int
    today: date


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Which budget has no room, None when all have; and which of those of many is used most, to what share."""

    refused: str | None
    used_by: str | None
    used: float


class Several(Protocol):
    """The databases of users who are spread over several."""

    def every(self) -> Sequence[Database]: ...

    def alone(self, *names: str) -> AbstractAsyncContextManager[None]: ...


class Budgets:
    """Checks and reserves. `lasts_s` is how long a reservation counts when its process dies; `now` is aware.

    `shared` runs statements of one user ($1). Where users are spread over `several` databases, what the server and
    tiers spend is the sum over all of them.
    """

    def __init__(
        self,
        shared: Database,
        budgets_of: Callable[[str], BudgetsOf],
        prices: PriceTable,
        *,
        lasts_s: float,
        now: Now,
        several: Several | None = None,
    ) -> None:
        self._db = shared
        self._several = several
        self._budgets_of = budgets_of
        self._prices = prices
        self._lasts_s = lasts_s
        self._now = now
        self._log = SeldomLog(logger, every_s=600.0)

    RESERVE = """
        SELECT refused, used, used_by
          FROM pp_reserve($1, $2, $3, $4, $5, $6::date, $7, $8, $9, $10, $11, $12)"""

    async def reserve(self, context: UserContext, turn_id: str, provider: str, model: str) -> bool:
        """Reserve what an answer may cost; False, without a statement, where no budget binds.

        RateLimited, naming when the budget starts anew, when there is no room for it.
        """
        tier = known_tier(context.tier)
        budgets = self._budgets_of(tier)
        if not budgets.bind:
            return False
        now = self._now()
        cost = self._prices.cost(
            provider, model, now.date(), input_tokens=INPUT_TOKENS, cached_tokens=0, output_tokens=OUTPUT_TOKENS
        )
        if cost is None:
            self._log.warning("no price is known of %s at %s: budgets do not count its answers", model, provider)
        asked = _Asked(context.user_id, turn_id, tier, 0 if cost is None else cost.micros, now.date())
        if self._several is not None and any(limit is not None for limit in budgets.of_many.values()):
            verdict = await self._reserve_over(self._several, asked, budgets)
        else:
            verdict = await self._reserve(asked, budgets)
        if verdict.used_by is not None:
            self._watch(verdict.used_by, verdict.used, tier)
        if verdict.refused is None:
            return True
        scope, _, period = verdict.refused.partition(" ")
        LIMIT_HITS.labels(f"budget {verdict.refused}").inc()
        raise self._used_up(scope, period, now, context)

    async def _reserve(self, asked: _Asked, budgets: BudgetsOf) -> _Verdict:
        """By one statement in the user's database."""
        row = await self._db.fetchrow(
            self.RESERVE,
            *(asked.user_id, asked.turn_id, asked.tier, asked.cost_micros, self._lasts_s, asked.today),
            *(budgets.server.day, budgets.server.month, budgets.tier.day, budgets.tier.month),
            *(budgets.user.day, budgets.user.month),
        )
        assert row is not None
        return _Verdict(row["refused"], row["used_by"], row["used"] or 0.0)

    # Spent and reserved in one look: an answer that ends in this moment is in one of them.
    SUMS = """
        SELECT held.everybodys + coalesce(sum(s.cost_micros) FILTER (WHERE s.scope = 'server' AND s.day = $2), 0)
                   AS "server day",
               held.everybodys + coalesce(sum(s.cost_micros) FILTER (WHERE s.scope = 'server'), 0) AS "server month",
               held.tiers + coalesce(sum(s.cost_micros) FILTER (WHERE s.scope <> 'server' AND s.day = $2), 0)
                   AS "tier day",
               held.tiers + coalesce(sum(s.cost_micros) FILTER (WHERE s.scope <> 'server'), 0) AS "tier month"
          FROM (SELECT coalesce(sum(cost_micros), 0) AS everybodys,
                       coalesce(sum(cost_micros) FILTER (WHERE tier = $1), 0) AS tiers
                  FROM pp_reservations
                 WHERE expires_at > now()) held
          LEFT JOIN pp_spend s
            ON s.scope IN ('server', 'tier:' || $1)
           AND s.day BETWEEN date_trunc('month', $2::date::timestamp)::date AND $2
         GROUP BY held.everybodys, held.tiers"""

    async def _reserve_over(self, several: Several, asked: _Asked, budgets: BudgetsOf) -> _Verdict:
        """The same over several databases, one reservation at a time in the whole deployment.

        SourceUnavailable when one of them is away: what was spent there is not known then.
        """
        used, used_by = 0.0, None
        async with several.alone("budget server", f"budget tier {asked.tier}"):
            found = await asyncio.gather(*(one.fetchrow(self.SUMS, asked.tier, asked.today) for one in several.every()))
            for name, limit in budgets.of_many.items():
                if limit is None:
                    continue
                total = sum(int(row[name]) for row in found if row is not None) + asked.cost_micros
                if total / max(limit, 1) > used:
                    used, used_by = total / max(limit, 1), name
                if total > limit:
                    return _Verdict(name, used_by, used)
            verdict = await self._reserve(asked, BudgetsOf(Budget(), Budget(), budgets.user))
        return _Verdict(verdict.refused, used_by, used)

    def _watch(self, used_by: str, used: float, tier: str) -> None:
        scope, _, period = used_by.partition(" ")
        name = "server" if scope == "server" else f"tier {tier}"
        BUDGET_USED.labels(name, period).set(used)
        if used >= WARN_AT:
            self._log.warning("the budget of the %s for the %s is used to %s", name, period, f"{int(used * 20) * 5} %")

    @staticmethod
    def _used_up(scope: str, period: str, now: datetime, context: UserContext) -> RateLimited:
        today = datetime.combine(now.date(), datetime.min.time(), UTC)
        first = (
            today + timedelta(days=1) if period == "day" else (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        )
        seen = first if period == "day" else now
        at = when(first, zone(context.time_zone), seen, words=context.words)
        wait_s = max(1, int((first - now).total_seconds()))
        return RateLimited(f"{USED_UP[scope == 'user', period]} It starts anew at {at}.", retry_after_s=wait_s)
