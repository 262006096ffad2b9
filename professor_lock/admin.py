"""What operators see and do, over everybody's rows: each look and each act leaves a row in `pp_admin_audit`."""

from __future__ import annotations

import json
from functools import partial
from operator import itemgetter
from typing import Any, ClassVar, Literal, get_args

from professor_lock.db.pools import Pool, on_every
from professor_lock.errors import BadInput
from professor_lock.metrics import CREDITS, NUMBERS
from professor_lock.standing import name_of_hash

Act = Literal["block", "unblock", "lift_limits", "restore_limits", "end_sessions"]
ACTS: tuple[Act, ...] = get_args(Act)
MOST_ANSWER_CHARS = 2_000

SET: dict[Act, str] = {
    "block": "blocked_at = now(), blocked_why = $3",
    "unblock": "blocked_at = NULL, blocked_why = NULL",
    "lift_limits": "limits_lifted_until = now() + interval '1 day'",
    "restore_limits": "limits_lifted_until = NULL",
    "end_sessions": "sessions_from = now()",
}


Row = dict[str, Any]


class Admin:
    """The statements of the admin page, over everybody's rows.

    Where users are spread over several databases, each is asked; rows then have the `shard` they are from, by its
    place among those that this process knows, and sums are over all that answer.
    """

    def __init__(self, shared: Pool) -> None:
        self._db = shared

    AUDIT = "INSERT INTO pp_admin_audit (actor, action, subject, detail) VALUES ($1, $2, $3, $4)"

    async def note(self, actor: str, action: str, subject: str | None = None, detail: str | None = None) -> None:
        """Keep that this operator has looked at, or done, this."""
        await self._db.execute(self.AUDIT, actor, action, subject, detail)

    OVERVIEW: ClassVar[dict[str, str]] = {
        "turns": """
            SELECT right(id, 12) AS reference, user_id, kind, state, started_at, listeners,
                   extract(epoch FROM now() - started_at)::int AS seconds
              FROM pp_turns
             WHERE state IN ('running', 'stopping')
             ORDER BY started_at
             LIMIT 100""",
        "failures": """
            SELECT right(id, 12) AS reference, user_id, kind, outcome, left(message, 500) AS message, finished_at
              FROM (SELECT id, user_id, kind, outcome, message, finished_at FROM pp_turns
                     UNION ALL
                    SELECT id, user_id, kind, outcome, message, finished_at FROM pp_turns_ended) AS t
             WHERE outcome IN ('failed', 'interrupted')
               AND finished_at > now() - interval '1 day'
             ORDER BY finished_at DESC
             LIMIT 50""",
        "latency": """
            SELECT kind, count(*)::int AS turns,
                   round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at))
                         ::numeric, 2)::float AS median_s,
                   round(percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at))
                         ::numeric, 2)::float AS most_s
              FROM (SELECT kind, started_at, finished_at FROM pp_turns
                     UNION ALL
                    SELECT kind, started_at, finished_at FROM pp_turns_ended) AS t
             WHERE finished_at > now() - interval '1 day'
             GROUP BY kind
             ORDER BY turns DESC""",
        "money": """
            SELECT scope,
                   (sum(cost_micros) FILTER (WHERE day = (now() AT TIME ZONE 'UTC')::date))::bigint AS today_micros,
                   sum(cost_micros)::bigint AS month_micros
              FROM pp_spend
             WHERE day >= date_trunc('month', now() AT TIME ZONE 'UTC')::date
             GROUP BY scope
             ORDER BY scope""",
        "jobs": "SELECT name, worker, leased_until FROM pp_jobs ORDER BY name",
        "limits": """
            SELECT key, hits, started_at
              FROM pp_rates
             WHERE started_at > now() - interval '1 minute'
             ORDER BY hits DESC
             LIMIT 20""",
        "tables": """
            SELECT coalesce(pg_partition_root(oid), oid)::regclass::text AS name,
                   sum(greatest(reltuples, 0))::bigint AS rows, sum(pg_total_relation_size(oid))::bigint AS bytes
              FROM pg_class
             WHERE relkind = 'r'
               AND relnamespace = current_schema()::regnamespace
             GROUP BY 1
             ORDER BY bytes DESC""",
    }

    async def overview(self) -> dict[str, Any]:
        """What goes on now, what failed, how long answers took, money, jobs, limits, tables, numbers left out."""
        found = {name: await self._everywhere(query) for name, query in self.OVERVIEW.items()}
        merged = {
            "turns": sorted(found["turns"], key=itemgetter("started_at"))[:100],
            "failures": sorted(found["failures"], key=itemgetter("finished_at"), reverse=True)[:50],
            "money": _summed(found["money"], "scope"),
            "limits": sorted(found["limits"], key=itemgetter("hits"), reverse=True)[:20],
        }
        return found | merged | {"numbers": _numbers(), "credits": _credits()}

    async def _everywhere(self, query: str, *args: object) -> list[Row]:
        databases = self._db.every()
        found = await on_every([partial(one.fetch, query, *args) for one in databases])
        if len(databases) == 1:
            return [dict(row) for row in found[0] or ()]
        return [dict(row) | {"shard": place} for place, rows in enumerate(found, 1) for row in rows or ()]

    USERS = """
        SELECT u.user_id, sum(u.messages)::bigint AS messages, sum(u.tokens)::bigint AS tokens,
               sum(u.cost_micros)::bigint AS cost_micros, sum(u.unpriced_calls)::bigint AS unpriced_calls,
               max(u.day) AS last_day, s.blocked_at, s.blocked_why, s.limits_lifted_until, s.sessions_from
          FROM pp_usage u
          LEFT JOIN pp_standing s ON s.user_id = u.user_id
         WHERE u.day >= date_trunc('month', now() AT TIME ZONE 'UTC')::date
           AND ($1::text IS NULL OR u.user_id = $1)
         GROUP BY u.user_id, s.user_id
         ORDER BY cost_micros DESC, tokens DESC, messages DESC
         LIMIT 100"""

    async def users(self, user_id: str | None = None) -> list[dict[str, Any]]:
        """This month's users, the dearest first; or one of them."""
        rows = await self._everywhere(self.USERS, user_id)
        return sorted(rows, key=itemgetter("cost_micros", "tokens", "messages"), reverse=True)[:100]

    FEEDBACK = """
        SELECT f.kind, f.updated_at, f.user_id, f.thread_id, i.data
          FROM chatkit_feedback f
          JOIN chatkit_thread_items i ON i.thread_id = f.thread_id AND i.id = f.item_id AND i.user_id = f.user_id
         ORDER BY f.updated_at DESC
         LIMIT 50"""

    async def feedback(self) -> list[dict[str, Any]]:
        """The newest thumbs, with the answer that they are about."""
        found = await self._everywhere(self.FEEDBACK)
        rows = sorted(found, key=itemgetter("updated_at"), reverse=True)[:50]
        return [row | {"answer": _text_of(row.pop("data"))} for row in rows]

    TRAIL = "SELECT at, actor, action, subject, detail FROM pp_admin_audit ORDER BY at DESC, id DESC LIMIT 200"

    async def audit(self) -> list[dict[str, Any]]:
        """What operators looked at and did, the newest first."""
        return sorted(await self._everywhere(self.TRAIL), key=itemgetter("at"), reverse=True)[:200]

    # `changes` is one of the constants above; the values of a new row are those of its columns.
    STAND = """
        WITH noted AS (
             INSERT INTO pp_admin_audit (actor, action, subject, detail) VALUES ($1, $4::text, $5, $3::text)),
        stands AS (
             INSERT INTO pp_standing AS s (user_id, blocked_at, blocked_why, limits_lifted_until, sessions_from)
             VALUES ($2, CASE $4 WHEN 'block' THEN now() END, CASE $4 WHEN 'block' THEN $3::text END,
                     CASE $4 WHEN 'lift_limits' THEN now() + interval '1 day' END,
                     CASE $4 WHEN 'end_sessions' THEN now() END)
                 ON CONFLICT (user_id) DO UPDATE
                SET {changes}, updated_at = now())
        SELECT 1"""
    STOP = "UPDATE pp_turns SET state = 'stopping' WHERE user_id = $1 AND state = 'running'"

    FORGET_HASH = "DELETE FROM pp_standing WHERE user_id = $1"

    async def act(self, actor: str, act: str, user_id: str, user_hash: str, why: str | None) -> None:
        """Do it, with its row of the audit in the same statement; a blocked user's answers are stopped. BadInput for
        an act that there is not.
        """
        if act not in ACTS:
            raise BadInput(f"There is no such act; there are {', '.join(ACTS)}.", field="act")
        theirs = self._db.of(user_id)
        await theirs.execute(self.STAND.format(changes=SET[act]), actor, user_id, why, act, user_hash)
        if act == "unblock":  # it is where the user was when their data were deleted
            forget = [partial(one.execute, self.FORGET_HASH, name_of_hash(user_hash)) for one in self._db.every()]
            await on_every(forget)
        if act in ("block", "end_sessions"):
            await theirs.execute(self.STOP, user_id)


def _summed(rows: list[Row], by: str) -> list[Row]:
    """One row for each value of a column, the other numbers added up; None is nothing."""
    sums: dict[Any, Row] = {}
    for row in rows:
        row.pop("shard", None)
        there = sums.setdefault(row[by], dict.fromkeys(row) | {by: row[by]})
        for name, value in row.items():
            if name != by and value is not None:
                there[name] = (there[name] or 0) + value
    return sorted(sums.values(), key=itemgetter(by))


def _numbers() -> list[dict[str, Any]]:
    """How many numbers of this process's answers were found to be what, since it began."""
    counts: dict[str, float] = {}
    for family in NUMBERS.collect():
        for sample in family.samples:
            if sample.name.endswith("_total"):
                counts[sample.labels["state"]] = counts.get(sample.labels["state"], 0) + sample.value
    return [{"state": state, "numbers": int(count)} for state, count in sorted(counts.items())]


def _credits() -> list[dict[str, Any]]:
    """The credits that sources last said were left, to this process."""
    samples = [sample for family in CREDITS.collect() for sample in family.samples]
    return [{"source": sample.labels["source"], "credits": int(sample.value)} for sample in samples]


def _text_of(data: str) -> str:
    """The words of an item as it is stored; "" for one without."""
    content = json.loads(data).get("content")
    parts = content if isinstance(content, list) else []
    return "\n".join(str(part.get("text", "")) for part in parts if isinstance(part, dict))[:MOST_ANSWER_CHARS]
