"""What the sources last said, kept in Postgres for all processes of a deployment. Answers belong to nobody.

A row holds an answer, how long it is good, and until when the process that is asking anew has the right to. Times of
answers are the asking process's, times of claims the database's, so that no two processes' clocks are compared there.
"""

from __future__ import annotations

import time

from professor_lock.db.pool import Database
from professor_lock.sources.cache.shared import Life, StoredEntry

PRUNE_EVERY_S = 600.0


class SharedCacheStore:
    """`sources.cache.shared.Answers` on Postgres: each step is one statement, so it works through any pooler."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._prune_at = time.monotonic() + PRUNE_EVERY_S

    LOAD = """
        SELECT body, fetched_at, fresh_until, usable_until, expires_at
          FROM pp_answers
         WHERE key = $1
           AND body IS NOT NULL"""

    async def load(self, key: str) -> StoredEntry | None:
        """The last answer kept, however old; None when there is none."""
        row = await self._db.fetchrow(self.LOAD, key)
        if row is None:
            return None
        at = row["fetched_at"]
        life = Life(row["fresh_until"] - at, row["usable_until"] - at, row["expires_at"] - at)
        return StoredEntry(row["body"], at, life)

    # An answer that was fetched before the one kept, by a slower process, changes nothing.
    SAVE = """
        INSERT INTO pp_answers AS a (key, source, body, fetched_at, fresh_until, usable_until, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (key) DO UPDATE
           SET body = excluded.body,
               fetched_at = excluded.fetched_at,
               fresh_until = excluded.fresh_until,
               usable_until = excluded.usable_until,
               expires_at = excluded.expires_at,
               claimed_until = NULL
         WHERE a.fetched_at IS NULL
            OR a.fetched_at <= excluded.fetched_at"""

    async def save(self, key: str, source: str, kept: StoredEntry) -> None:
        """Keep an answer and let go of the claim; now and then those nobody may be shown any more are forgotten."""
        at, life = kept.fetched_at, kept.life
        ends = (at + life.fresh, at + life.usable, at + life.last_resort)
        await self._db.execute(self.SAVE, key, source, kept.body, at, *ends)
        if time.monotonic() >= self._prune_at:
            self._prune_at = time.monotonic() + PRUNE_EVERY_S
            await self.prune()

    CLAIM = """
        INSERT INTO pp_answers AS a (key, source, expires_at, claimed_until)
        VALUES ($1, $2, now() + interval '1 hour', now() + make_interval(secs => $3))
            ON CONFLICT (key) DO UPDATE
           SET claimed_until = excluded.claimed_until
         WHERE a.claimed_until IS NULL
            OR a.claimed_until <= now()
        RETURNING key"""

    async def claim(self, key: str, source: str, seconds: float) -> bool:
        """Take the right to ask the source for so long; False while another process has it."""
        return await self._db.fetchrow(self.CLAIM, key, source, float(seconds)) is not None

    RELEASE = "UPDATE pp_answers SET claimed_until = NULL WHERE key = $1"

    async def release(self, key: str) -> None:
        """Give the right back without an answer."""
        await self._db.execute(self.RELEASE, key)

    PRUNE = "DELETE FROM pp_answers WHERE expires_at < now() AND coalesce(claimed_until, '-infinity') < now()"

    async def prune(self) -> None:
        """Forget what is too old even for when a source fails."""
        await self._db.execute(self.PRUNE)
