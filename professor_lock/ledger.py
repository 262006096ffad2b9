"""The ledger: one row a call of a model, and the sums that limits and budgets look at, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from professor_lock.clocks import Now
from professor_lock.db.partitions import drop_ended
from professor_lock.db.pool import Database
from professor_lock.user import UserContext, known_tier

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
    at: datetime
    """When the run ended (aware): storing it twice counts it once."""
    reserved: bool = False


def counting_sql(first: int) -> str:
    """SQL after WITH that counts spendings, of one user or of many; `first` is the number of its first value.

    Its values are what `counting_arguments` gives. A call that is in the ledger already is not counted again. Rows of
    several answers are locked in one order, those of users before those of the server: nothing waits in a circle.
    """
    (users, turns, at, tiers, calls, providers, models, given, cached, said, reasoned, estimated, costs, *settled) = (
        f"${first + place}" for place in range(15)
    )
    return f"""uses AS (
             SELECT *
               FROM unnest({users}::text[], {turns}::text[], {at}::timestamptz[], {tiers}::text[], {calls}::smallint[],
                           {providers}::text[], {models}::text[], {given}::bigint[], {cached}::bigint[],
                           {said}::bigint[], {reasoned}::bigint[], {estimated}::boolean[], {costs}::bigint[])
                    AS v (user_id, turn_id, at, tier, call, provider, model, input, cached, output, reasoning,
                          estimated, cost)),
        written AS (
             INSERT INTO pp_usage_events (user_id, at, turn_id, call, tier, provider, model, input_tokens,
                                          cached_tokens, output_tokens, reasoning_tokens, estimated, cost_micros)
             SELECT user_id, at, turn_id, call, tier, provider, model, input, cached, output, reasoning, estimated, cost
               FROM uses
                 ON CONFLICT DO NOTHING
             RETURNING user_id, tier, (at AT TIME ZONE 'UTC')::date AS day, input_tokens, output_tokens, cost_micros),
        used AS (
             INSERT INTO pp_usage AS u (user_id, day, tokens, input_tokens, output_tokens, cost_micros, unpriced_calls)
             SELECT user_id, day, sum(input_tokens + output_tokens), sum(input_tokens), sum(output_tokens),
                    coalesce(sum(cost_micros), 0), count(*) FILTER (WHERE cost_micros IS NULL)
               FROM written
              GROUP BY user_id, day
              ORDER BY user_id, day
                 ON CONFLICT (user_id, day) DO UPDATE
                SET tokens = u.tokens + excluded.tokens,
                    input_tokens = u.input_tokens + excluded.input_tokens,
                    output_tokens = u.output_tokens + excluded.output_tokens,
                    cost_micros = u.cost_micros + excluded.cost_micros,
                    unpriced_calls = u.unpriced_calls + excluded.unpriced_calls
             RETURNING 1),
        spent AS (
             INSERT INTO pp_spend AS s (scope, day, part, cost_micros)
             SELECT scope, day, part, sum(cost_micros)
               FROM (SELECT scope, day, (abs(hashtext(user_id)::bigint) % {PARTS})::smallint AS part, cost_micros
                       FROM written, unnest(ARRAY['server', 'tier:' || tier]) AS scope
                      WHERE cost_micros > 0) AS costs
              WHERE (SELECT count(*) FROM used) > 0
              GROUP BY scope, day, part
              ORDER BY scope, day, part
                 ON CONFLICT (scope, day, part) DO UPDATE
                SET cost_micros = s.cost_micros + excluded.cost_micros),
        settled AS (
             DELETE FROM pp_reservations r
              USING unnest({settled[0]}::text[], {settled[1]}::text[]) AS v (user_id, turn_id)
              WHERE r.user_id = v.user_id
                AND r.turn_id = v.turn_id)"""  # noqa: S608 - pieced together from the numbers of values


def counting_arguments(spendings: Sequence[Spending]) -> list[list[object]]:
    """The values of `counting_sql`, in its order."""
    rows: list[tuple[object, ...]] = []
    for one in spendings:
        at, tier = one.at, known_tier(one.context.tier)
        for call, use in enumerate(one.uses, 1):
            rows.append((one.context.user_id, one.turn_id, at, tier, call, *_columns(use)))
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(13)]
    reserved = [one for one in spendings if one.reserved]
    return [*columns, [one.context.user_id for one in reserved], [one.turn_id for one in reserved]]


def _columns(use: ModelUse) -> tuple[object, ...]:
    """Its fields in their order, without the deep copies that `dataclasses.astuple` makes."""
    return (
        *(use.provider, use.model, use.input_tokens, use.cached_tokens, use.output_tokens, use.reasoning_tokens),
        *(use.estimated, use.cost_micros),
    )


class Ledger:
    """Writes it. `database` runs the owner's statements, `shared` what belongs to nobody.

    Months that ended more than `keep_days` ago are dropped; None keeps all.
    """

    def __init__(self, database: Database, shared: Database, *, now: Now, keep_days: int | None = None) -> None:
        self._db = database
        self._shared = shared
        self._now = now
        self._keep_days = keep_days

    # $1 is the owner, as whom the statement runs.
    ADD = f"""
        WITH {counting_sql(2)}
        SELECT count(*) FROM used WHERE $1::text <> ''"""  # noqa: S608 - pieced together from constants

    async def add(self, spending: Spending) -> None:
        """Store it; the same spending again changes nothing. Nothing used and nothing reserved asks nobody."""
        if not spending.uses and not spending.reserved:
            return
        await self._db.execute(self.ADD, spending.context.user_id, *counting_arguments([spending]))

    PARTITIONS = "SELECT pp_make_usage_partitions($1) AS made"
    FORGET = """
        WITH gone AS (DELETE FROM pp_reservations WHERE expires_at < now() - interval '1 hour' RETURNING 1)
        SELECT count(*) AS n FROM gone"""

    async def prepare(self) -> str | None:
        """Make the coming months' partitions, and forget reservations of dead processes: one background pass."""
        made = await self._shared.fetchrow(self.PARTITIONS, MONTHS_AHEAD)
        await self._shared.fetchrow(self.FORGET)
        dropped = []
        if self._keep_days is not None:
            oldest = self._now() - timedelta(days=self._keep_days)
            dropped = await drop_ended(self._shared, "pp_usage_events", oldest)
        told = [f"{made['made']} months of the ledger prepared"] if made is not None and made["made"] else []
        return ", ".join([*told, *(f"{name} dropped" for name in dropped)]) or None
