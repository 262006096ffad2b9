"""Budgets in money, by day and month: of each user, of each tier as a whole, of the whole server.

Before a run what it may cost is reserved, if every budget has room for it beside what is spent and reserved; the ledger
settles it when the run has ended. The check and the reservation are one statement under the budgets' locks, so that
they hold whatever runs in parallel and on however many processes. Days and months are UTC's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from professor_lock.clocks import Now
from professor_lock.db.pool import Database
from professor_lock.errors import RateLimited
from professor_lock.logs import SeldomLog
from professor_lock.metrics import BUDGET_USED, LIMIT_HITS
from professor_lock.person import UserContext, known_tier
from professor_lock.prices import PriceTable
from professor_lock.settings_env import Budget

logger = logging.getLogger("professor_lock.budgets")

INPUT_TOKENS, OUTPUT_TOKENS = 30_000, 2_000
"""What an answer is taken to use before it has begun: about three steps of a conversation of some length."""
WARN_AT = 0.8
"""The share of a tier's or the server's budget from which on the operator is warned."""


@dataclass(frozen=True, slots=True)
class BudgetsOf:
    """The three budgets that bind one tier's user."""

    server: Budget
    tier: Budget
    user: Budget

    @property
    def bind(self) -> bool:
        """Whether any of them is set."""
        return any(
            one is not None for budget in (self.server, self.tier, self.user) for one in (budget.day, budget.month)
        )


class Budgets:
    """Checks and reserves. `lasts_s` is how long a reservation counts when its process dies; `now` is aware."""

    def __init__(
        self,
        shared: Database,
        budgets_of: Callable[[str], BudgetsOf],
        prices: PriceTable,
        *,
        lasts_s: float,
        now: Now,
    ) -> None:
        self._db = shared
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
        row = await self._db.fetchrow(
            self.RESERVE,
            *(context.user_id, turn_id, tier, 0 if cost is None else cost.micros, self._lasts_s, now.date()),
            *(budgets.server.day, budgets.server.month, budgets.tier.day, budgets.tier.month),
            *(budgets.user.day, budgets.user.month),
        )
        assert row is not None
        if row["used"] is not None:
            self._watch(row["used_by"], row["used"], tier)
        if row["refused"] is None:
            return True
        scope, _, period = row["refused"].partition(" ")
        LIMIT_HITS.labels(f"budget {row['refused']}").inc()
        raise self._used_up(scope, period, now, context)

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
        local = first.astimezone(ZoneInfo(context.time_zone))
        at = f"{local:%I:%M %p %Z}".lstrip("0")
        when = at if period == "day" else f"{local:%B} {local.day}, {at}"
        whose = "You have used up your budget" if scope == "user" else "This service has used up its budget"
        span = "today" if period == "day" else "this month"
        wait_s = max(1, int((first - now).total_seconds()))
        return RateLimited(f"{whose} for {span}. It starts anew at {when}.", retry_after_s=wait_s)
