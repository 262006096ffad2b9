"""Which database each user's rows are in, as this process knows it: asked once a user, forgotten when they are moved.

docs/decisions/0012-shards.md says why what is remembered may be believed, and for how long.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from professor_lock.db.failures import UserElsewhere
from professor_lock.db.pool import Database, PostgresPool
from professor_lock.db.sharding.tables import any_rows
from professor_lock.errors import SourceUnavailable
from professor_lock.logs import SeldomLog
from professor_lock.timings import ShardTimings

logger = logging.getLogger("professor_lock.shards")

MAX_REMEMBERED = 200_000
"""Users; about 300 bytes each."""

FIND = "SELECT shard, epoch, step FROM pp_user_shards WHERE user_digest = $1"
ASSIGN = """
    WITH chosen AS (
         SELECT number
           FROM pp_shards
          WHERE number = ANY ($2::int[])
          ORDER BY users, number
          LIMIT 1),
    made AS (
         INSERT INTO pp_user_shards (user_digest, shard)
         SELECT $1, number FROM chosen
             ON CONFLICT (user_digest) DO NOTHING
         RETURNING shard),
    counted AS (
         UPDATE pp_shards s
            SET users = users + 1
           FROM made
          WHERE s.number = made.shard)
    SELECT shard FROM made"""


def digest_of(user_id: str, mark: str) -> str:
    """The user's key in the directory and in the fences; `mark` is the home's."""
    return hashlib.sha256(f"{mark}:{user_id}".encode()).hexdigest()


@dataclass(eq=False, slots=True)
class Route:
    """Where a user's rows are. `as_of`: the steady second at which that was certain, once it is forgotten."""

    digest: str
    shard: int
    epoch: int
    as_of: float


class Directory:
    """The directory in the `home` database, whose mark is `mark`. `takes`: the shards where new users are put.

    `own_tables` are the tables in which the home may have rows of users from before there were shards.
    """

    def __init__(  # noqa: PLR0917  all are of one directory
        self,
        home: PostgresPool,
        home_number: int,
        mark: str,
        takes: Sequence[int],
        own_tables: Sequence[str],
        timings: ShardTimings,
        steady: Callable[[], float],
    ) -> None:
        self._home = home
        self._home_number = home_number
        self._mark = mark
        self._takes = list(takes)
        self._has_rows = any_rows(own_tables, "WHERE user_id = $1")
        self._timings = timings
        self._steady = steady
        self._known: dict[str, Route] = {}
        self._seen = 0
        self._polled_at = float("-inf")
        self._log = SeldomLog(logger)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Look once, and then again and again in the background."""
        row = await self._home.fetchrow(self.NEWEST)
        assert row is not None
        self._seen = row["epoch"]
        await self.poll()
        self._task = asyncio.create_task(self._poll_forever(), name="moved users")

    async def stop(self) -> None:
        """End the background task."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def route(self, user_id: str, *, wait: bool = True) -> Route:
        """Where the user's statements go. Waits while the user is being moved; UserElsewhere when that takes long.

        Without `wait` it is where they went before the move, while that goes on.
        """
        digest = digest_of(user_id, self._mark)
        known = self._known.get(digest)
        if known is not None and self._steady() - self._polled_at <= self._timings.fresh_s:
            return known
        return await self._look_up(user_id, digest, wait=wait)

    async def confirm(self, route: Route, user_id: str) -> None:
        """SourceUnavailable unless what was read by this route was the user's until now."""
        since = self._polled_at if self._known.get(route.digest) is route else route.as_of
        if self._steady() - since <= self._timings.fresh_s:
            return
        now = await self._look_up(user_id, route.digest)
        if (now.shard, now.epoch) != (route.shard, route.epoch):
            raise UserElsewhere(draining=False)

    def forget(self, route: Route) -> None:
        """Ask again: a shard has refused what was sent by this route."""
        if self._known.get(route.digest) is route:
            self._remove(route.digest)

    async def _look_up(self, user_id: str, digest: str, *, wait: bool = True) -> Route:
        deadline = self._steady() + self._timings.patience_s
        while True:
            seen, began = self._seen, self._steady()
            row = await self._home.fetchrow(FIND, digest)
            if row is None:
                await assign(
                    self._home, self._has_rows, user_id, digest, home_number=self._home_number, takes=self._takes
                )
                continue
            if row["step"] == "closed" and not wait:
                return Route(digest, row["shard"], row["epoch"], began)
            if row["step"] != "closed":
                route = Route(digest, row["shard"], row["epoch"], began)
                if self._seen == seen:  # else a look has come between, and what it forgot may be this
                    if len(self._known) >= MAX_REMEMBERED:
                        self._known.clear()
                    self._known[digest] = route
                return route
            if self._steady() > deadline:
                raise UserElsewhere(draining=False)
            await asyncio.sleep(self._timings.look_s)

    NEWEST = "SELECT coalesce(max(epoch), 0) AS epoch FROM pp_user_shards WHERE epoch > 0"
    POLL = "SELECT user_digest, epoch FROM pp_user_shards WHERE epoch > $1 ORDER BY epoch"

    async def poll(self) -> None:
        """Forget whom it brings, and believe the rest from now on again."""
        began = self._steady()
        for row in await self._home.reserved().fetch(self.POLL, self._seen):
            self._remove(row["user_digest"])
            self._seen = row["epoch"]
        self._polled_at = began

    def _remove(self, digest: str) -> None:
        route = self._known.pop(digest, None)
        if route is not None:
            route.as_of = max(route.as_of, self._polled_at)

    async def _poll_forever(self) -> None:
        while True:
            await asyncio.sleep(self._timings.poll_s)
            try:
                async with asyncio.timeout(self._timings.fresh_s):
                    await self.poll()
            except (SourceUnavailable, TimeoutError) as error:
                self._log.warning("moved users cannot be looked for: %s", str(error) or "no answer in time")
            except Exception:  # until the next look users are looked up one by one
                logger.exception("looking for moved users failed")


async def assign(
    home: Database, has_rows: str, user_id: str, digest: str, *, home_number: int, takes: Sequence[int]
) -> None:
    """Put a user whom the directory does not know where their rows are, or else where the fewest users are."""
    row = await home.fetchrow(has_rows, user_id)
    stays = row is not None and bool(row[0])
    await home.fetchrow(ASSIGN, digest, [home_number] if stays else list(takes))
