"""The SQL that notes when the ends of turns were received: one as its user sees the database, many across users."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from professor_lock.db.clock import AtLatest, EachAtLatest
from professor_lock.db.failures import UserElsewhere
from professor_lock.db.pool import Database, PostgresPool
from professor_lock.db.pools import on_every
from professor_lock.turns.records import Received
from professor_lock.turns.store_end import Parted


class TurnDeliveries:
    """Statements that note deliveries."""

    def __init__(self, owned: Database, across_users: Parted) -> None:
        self._owned = owned
        self._across_users = across_users

    NOTE = """
        UPDATE pp_turns
           SET delivered = true, delivered_at = CASE WHEN delivered THEN delivered_at ELSE $3 END
         WHERE user_id = $1
           AND id = $2
           AND state IN ('done', 'failed')
        RETURNING coalesce(delivered_at, finished_at) AS at"""

    async def note(self, received: Received) -> datetime | None:
        """Note one, unless it was noted before.

        When it counts as delivered, by the database's clock; None when the turn is gone, or has not ended.
        """
        row = await self._owned.fetchrow(self.NOTE, received.context.user_id, received.turn_id, AtLatest(received.at))
        return None if row is None else row["at"]

    # Across users. A row that another statement has locked in this moment is left out rather than waited for: two
    # statements over several rows could wait for each other. It is noted alone.
    NOTE_MANY = """
        WITH given AS (
             SELECT *
               FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS v (id, user_id, at)),
        free AS MATERIALIZED (
             SELECT t.id
               FROM given
               JOIN pp_turns t ON t.id = given.id AND t.user_id = given.user_id
              WHERE t.state IN ('done', 'failed')
                FOR NO KEY UPDATE OF t SKIP LOCKED)
        UPDATE pp_turns t
           SET delivered = true, delivered_at = CASE WHEN t.delivered THEN t.delivered_at ELSE given.at END
          FROM free
          JOIN given ON given.id = free.id
         WHERE t.id = free.id
        RETURNING t.id, coalesce(t.delivered_at, t.finished_at) AS at"""

    async def note_many(self, received: Sequence[Received]) -> dict[str, datetime]:
        """Note many in one statement; the same by turn. What is missing is to be noted alone."""
        parts = await self._across_users.parted([one.context.user_id for one in received])
        found = await on_every(
            [partial(self._note_many, database, [received[place] for place in places]) for database, places in parts]
        )
        return {turn_id: at for some in found for turn_id, at in (some or {}).items()}

    async def _note_many(self, database: PostgresPool, received: Sequence[Received]) -> dict[str, datetime]:
        turns, users = [one.turn_id for one in received], [one.context.user_id for one in received]
        moments = EachAtLatest(tuple(one.at for one in received))
        try:
            rows = await database.fetch(self.NOTE_MANY, turns, users, moments)
        except UserElsewhere:  # one of them is being moved to another database: alone, each is noted where it is
            return {}
        return {row["id"]: row["at"] for row in rows}
