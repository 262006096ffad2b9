"""The shared cache in Postgres, for all processes of a deployment. Its rows hold public data and have no owner.

A row holds a value, how long it may be used, and until when one process has the claim to fetch a new one. Times of
values are those of the process that fetched them, times of claims the database's: no two clocks are compared. With a
broker, processes that wait for an entry are told when it is stored; the entry itself is always read from its row.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime

from professor_lock.broker.sealed import SealedBroker
from professor_lock.clocks import Seconds
from professor_lock.db.pool import Database
from professor_lock.sources.cache.shared import Life, StoredEntry

PRUNE_EVERY_S = 600.0


class SharedCacheStore:
    """`sources.cache.shared.CacheStore` on Postgres: each step is one statement, so it works through any pooler."""

    def __init__(self, database: Database, steady: Seconds, broker: SealedBroker | None = None) -> None:
        self._db = database
        self._broker = broker
        self._channel = "" if broker is None else broker.channel("cache entries")
        self._steady = steady
        self._prune_at = steady() + PRUNE_EVERY_S

    LOAD = """
        SELECT body, fetched_at, fresh_until, usable_until, expires_at
          FROM pp_answers
         WHERE key = $1
           AND body IS NOT NULL"""

    async def load(self, key: str) -> StoredEntry | None:
        """The stored entry of any age; None when there is none."""
        row = await self._db.fetchrow(self.LOAD, key)
        if row is None:
            return None
        at = row["fetched_at"]
        life = Life(row["fresh_until"] - at, row["usable_until"] - at, row["expires_at"] - at)
        return StoredEntry(row["body"], at, life)

    # A slower process must not replace an entry by one that was fetched before it.
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

    async def save(self, key: str, source: str, entry: StoredEntry) -> None:
        """Store an entry and give up the claim; every `PRUNE_EVERY_S` seconds expired entries are deleted."""
        at, life = entry.fetched_at, entry.life
        ends = (at + life.fresh, at + life.usable, at + life.last_resort)
        await self._db.execute(self.SAVE, key, source, entry.body, at, *ends)
        self._tell(key)
        if self._steady() >= self._prune_at:
            self._prune_at = self._steady() + PRUNE_EVERY_S
            await self.prune()

    CLAIM = """
        INSERT INTO pp_answers AS a (key, source, expires_at, claimed_until)
        VALUES ($1, $2, now() + interval '1 hour', now() + make_interval(secs => $3))
            ON CONFLICT (key) DO UPDATE
           SET claimed_until = excluded.claimed_until
         WHERE (a.claimed_until IS NULL OR a.claimed_until <= now())
           AND (a.fetched_at IS NULL OR a.fetched_at <= $4::timestamptz)
        RETURNING claimed_until"""

    async def claim(self, key: str, source: str, seconds: float, seen: datetime | None) -> datetime | None:
        """Claim the call to the source for that many seconds; until when, by the database's clock.

        None while another process has the claim, and when an entry newer than `seen` has been stored.
        """
        row = await self._db.fetchrow(self.CLAIM, key, source, float(seconds), seen)
        return None if row is None else row["claimed_until"]

    # A claim that has run out may be another process's by now.
    RELEASE = "UPDATE pp_answers SET claimed_until = NULL WHERE key = $1 AND claimed_until = $2"

    async def release(self, key: str, until: datetime) -> None:
        """Give up the claim that lasts so long, without storing anything."""
        await self._db.execute(self.RELEASE, key, until)
        self._tell(key)

    async def wait(self, key: str, seconds: float) -> None:
        """Until a broker says that another process has stored the entry or given up its claim; at most so long."""
        if self._broker is None or not self._broker.connected:
            await asyncio.sleep(seconds)
            return
        told = asyncio.Event()
        subscription = self._broker.subscribe(self._channel, lambda said: told.set() if said == key.encode() else None)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await told.wait()
        finally:
            subscription.close()

    def _tell(self, key: str) -> None:
        if self._broker is not None:
            self._broker.publish(self._channel, key.encode())

    PRUNE = "DELETE FROM pp_answers WHERE expires_at < now() AND coalesce(claimed_until, '-infinity') < now()"

    async def prune(self) -> None:
        """Delete entries that are too old even for a source that fails."""
        await self._db.execute(self.PRUNE)
