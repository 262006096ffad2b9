"""The ledger: one row a call of a model, and the sums that limits and budgets look at, in one statement."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from zlib import crc32

import asyncpg

from professor_lock.db.pool import Database
from professor_lock.person import UserContext, known_tier

PARTS = 16
"""Into how many rows a day's sum of the whole server is parted: answers that end at once do not wait for each other."""
MONTHS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class ModelUse:
    """One call of a model, in the order of the ledger's columns. `cost_micros` is None where no price is known."""

    provider: str
    model: str
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    reasoning_tokens: int
    estimated: bool
    cost_micros: int | None


@dataclass(frozen=True, slots=True)
class Spending:
    """What one run of the agent used, and whose reservation it settles."""

    context: UserContext
    turn_id: str
    uses: tuple[ModelUse, ...]
    reserved: bool = False
    at: datetime | None = None
    """When the run ended; set once, so that storing it twice counts it once."""


class Ledger:
    """Writes it. `database` runs the owner's statements, `shared` what belongs to nobody.

    Months that ended more than `keep_days` ago are dropped; None keeps all.
    """

    def __init__(self, database: Database, shared: Database, *, keep_days: int | None = None) -> None:
        self._db = database
        self._shared = shared
        self._keep_days = keep_days

    ADD = """
        WITH given AS (
             SELECT *
               FROM unnest($6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[],
                           $12::boolean[], $13::bigint[])
                    WITH ORDINALITY AS v (provider, model, input, cached, output, reasoning, estimated, cost, call)),
        written AS (
             INSERT INTO pp_usage_events (user_id, at, turn_id, call, tier, provider, model, input_tokens,
                                          cached_tokens, output_tokens, reasoning_tokens, estimated, cost_micros)
             SELECT $1, $3, $2, v.call, $4, v.provider, v.model, v.input, v.cached, v.output, v.reasoning,
                    v.estimated, v.cost
               FROM given v
                 ON CONFLICT DO NOTHING
             RETURNING input_tokens, output_tokens, cost_micros),
        summed AS (
             SELECT sum(input_tokens) AS input, sum(output_tokens) AS output, coalesce(sum(cost_micros), 0) AS cost,
                    count(*) FILTER (WHERE cost_micros IS NULL) AS unpriced
               FROM written
             HAVING count(*) > 0),
        settled AS (
             DELETE FROM pp_reservations WHERE user_id = $1 AND turn_id = $2),
        spent AS (
             INSERT INTO pp_spend AS s (scope, day, part, cost_micros)
             SELECT scope, $5::date, $14::smallint, summed.cost
               FROM summed, unnest(ARRAY['server', 'tier:' || $4]) AS scope
              WHERE summed.cost > 0
                 ON CONFLICT (scope, day, part) DO UPDATE
                SET cost_micros = s.cost_micros + excluded.cost_micros)
        INSERT INTO pp_usage AS u (user_id, day, tokens, input_tokens, output_tokens, cost_micros, unpriced_calls)
        SELECT $1, $5::date, input + output, input, output, cost, unpriced
          FROM summed
            ON CONFLICT (user_id, day) DO UPDATE
           SET tokens = u.tokens + excluded.tokens,
               input_tokens = u.input_tokens + excluded.input_tokens,
               output_tokens = u.output_tokens + excluded.output_tokens,
               cost_micros = u.cost_micros + excluded.cost_micros,
               unpriced_calls = u.unpriced_calls + excluded.unpriced_calls"""

    async def add(self, spending: Spending) -> None:
        """Store it; the same spending again changes nothing. Nothing used and nothing reserved asks nobody."""
        if not spending.uses and not spending.reserved:
            return
        at = spending.at or datetime.now(UTC)
        columns = [list(column) for column in zip(*map(astuple, spending.uses), strict=True)] or [[] for _ in range(8)]
        user, tier = spending.context.user_id, known_tier(spending.context.tier)
        part = crc32(user.encode()) % PARTS
        await self._db.execute(self.ADD, user, spending.turn_id, at, tier, at.date(), *columns, part)

    PARTITIONS = "SELECT pp_make_usage_partitions($1) AS made"
    FORGET = """
        WITH gone AS (DELETE FROM pp_reservations WHERE expires_at < now() - interval '1 hour' RETURNING 1)
        SELECT count(*) AS n FROM gone"""

    async def prepare(self) -> str | None:
        """Make the coming months' partitions, and forget reservations of dead processes: one background pass."""
        made = await self._shared.fetchrow(self.PARTITIONS, MONTHS_AHEAD)
        await self._shared.fetchrow(self.FORGET)
        dropped = await self._drop_old()
        told = [f"{made['made']} months of the ledger prepared"] if made is not None and made["made"] else []
        return ", ".join([*told, *(f"{name} dropped" for name in dropped)]) or None

    MONTHS = """
        SELECT inhrelid::regclass::text AS name
          FROM pg_inherits
         WHERE inhparent = 'pp_usage_events'::regclass
         ORDER BY name"""

    async def _drop_old(self) -> list[str]:
        """Drop the months that are too old; the names of those that are gone.

        While the table is in use nothing waits for this longer than a moment: it comes again.
        """
        if self._keep_days is None:
            return []
        before = datetime.now(UTC) - timedelta(days=self._keep_days)
        dropped = []
        for row in await self._shared.fetch(self.MONTHS):
            month = re.fullmatch(r"pp_usage_events_(\d{4})_(\d{2})", row["name"])
            if month is not None and (int(month[1]), int(month[2])) < (before.year, before.month):
                with suppress(asyncpg.LockNotAvailableError):
                    await self._shared.execute(f"SET LOCAL lock_timeout = '500ms'; DROP TABLE {month[0]}")
                    dropped.append(month[0])
        return dropped
