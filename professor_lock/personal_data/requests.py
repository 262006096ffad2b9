"""Requests for one's own data, and the statements that do them: `pp_data_requests` and a page of each user's table.

A request is a row, so that a process that dies in the middle leaves it for another: a process at work on it holds a
lease. Statements that a user's own request makes carry the owner and run as such; the work in the background carries
the owner too, and runs as the server, which may also unname rows.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from typing import Any, Literal

import asyncpg

from professor_lock.db.ids import new_id
from professor_lock.db.pool import Database
from professor_lock.db.pools import UsersRows, on_every
from professor_lock.errors import NotFound, SourceUnavailable
from professor_lock.limits import window_keys
from professor_lock.personal_data.tables import REQUESTS, OwnedTable
from professor_lock.user import UserContext

Kind = Literal["export", "delete"]

LEASE_S = 60.0
"""How long a request is held without a sign of life; it is renewed with every page of rows."""
ROWS = 200
"""A page: rows of a conversation are a few kB, some a hundred."""
RETRY_S = 10.0
LONGEST_RETRY_S = 600.0


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One request. `user_id` is None once a deletion is done; `sweeps`: how often it has gone through all tables."""

    id: str
    user_id: str | None
    kind: Kind
    state: str
    requested_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None
    size_bytes: int | None
    sweeps: int
    attempts: int
    outcome: Mapping[str, Any]

    @classmethod
    def of(cls, row: asyncpg.Record) -> DataRequest:
        """From a whole row."""
        plain = {one.name: row[one.name] for one in fields(cls)}
        return cls(**{**plain, "outcome": json.loads(row["outcome"])})

    @property
    def owner(self) -> str:
        """Whose it is, while the work on it is not done."""
        assert self.user_id is not None, "a finished deletion is nobody's"
        return self.user_id


class OwnRequests:
    """What a user asks for and is told: each statement carries the owner."""

    def __init__(self, owned: Database, shared: UsersRows) -> None:
        self._db = owned
        self._shared = shared

    # Asking twice is asking once: while one is open, and for an hour after an export was made, it is answered again.
    ASK = """
        WITH open AS (
             SELECT *
               FROM pp_data_requests
              WHERE user_id = $1
                AND kind = $3
                AND (state = 'open' OR (kind = 'export' AND finished_at > now() - interval '1 hour'))
              ORDER BY requested_at DESC
              LIMIT 1),
        made AS (
             INSERT INTO pp_data_requests (user_id, id, kind)
             SELECT $1, $2, $3
              WHERE NOT EXISTS (SELECT FROM open)
                 ON CONFLICT (user_id, kind) WHERE state = 'open' DO NOTHING
             RETURNING *)
        SELECT * FROM open
         UNION ALL
        SELECT * FROM made"""

    async def ask(self, kind: Kind, context: UserContext) -> DataRequest:
        """The caller's open request of a kind, or their export of the last hour; made now, when there is none."""
        while True:
            row = await self._db.fetchrow(self.ASK, context.user_id, new_id("data_request"), kind)
            if row is not None:  # no row: another request of the same moment was first, and is visible now
                return DataRequest.of(row)

    NEWEST = """
        SELECT *
          FROM pp_data_requests
         WHERE user_id = $1
           AND kind = $2
         ORDER BY requested_at DESC, id DESC
         LIMIT 1"""

    async def newest(self, kind: Kind, context: UserContext) -> DataRequest:
        """The caller's newest request of a kind; NotFound when there is none."""
        row = await self._db.fetchrow(self.NEWEST, context.user_id, kind)
        if row is None:
            raise no_request()
        return DataRequest.of(row)

    EXPORTED = """
        SELECT *
          FROM pp_data_requests
         WHERE user_id = $1
           AND id = $2
           AND kind = 'export'
           AND state = 'done'
           AND expires_at > now()"""

    async def exported(self, request_id: str, context: UserContext) -> DataRequest:
        """A finished export of the caller's that is still kept; NotFound otherwise."""
        row = await self._db.fetchrow(self.EXPORTED, context.user_id, request_id)
        if row is None:
            raise NotFound("There is no such export any more. Ask for a new one.")
        return DataRequest.of(row)

    # The user it was of is not in the row any more: who knows the receipt's id, which is random, was given it.
    RECEIPT = """
        SELECT *
          FROM pp_data_requests
         WHERE id = $1
           AND kind = 'delete'
           AND user_id IS NULL"""

    async def receipt(self, request_id: str) -> DataRequest | None:
        """A finished deletion by its id, which names nobody; None when there is none."""
        rows = await on_every([partial(one.fetchrow, self.RECEIPT, request_id) for one in self._shared.every()])
        return next((DataRequest.of(row) for row in rows if row is not None), None)


class OpenRequests:
    """The work on requests, one process at a time on each. `worker` names this process.

    `by_user` runs statements of one user each ($1) as the server's own login, `shared` has everybody's rows.
    """

    def __init__(self, by_user: Database, shared: UsersRows, worker: str) -> None:
        self._db = by_user
        self._shared = shared
        self._worker = worker

    TAKE = """
        UPDATE pp_data_requests
           SET worker = $1,
               leased_until = now() + make_interval(secs => $2),
               attempts = attempts + 1
         WHERE id = (
               SELECT id
                 FROM pp_data_requests
                WHERE state = 'open'
                  AND leased_until <= now()
                ORDER BY requested_at
                LIMIT 1
                  FOR UPDATE SKIP LOCKED)
        RETURNING *"""

    async def take(self) -> DataRequest | None:
        """An open request that nobody works on and that is due, now held by this process; None when there is none."""
        away: SourceUnavailable | None = None
        for database in self._shared.every():
            try:
                row = await database.fetchrow(self.TAKE, self._worker, LEASE_S)
            except SourceUnavailable as error:
                away = error
                continue
            if row is not None:
                return DataRequest.of(row)
        if away is not None:
            raise away
        return None

    RENEW = """
        UPDATE pp_data_requests
           SET leased_until = now() + make_interval(secs => $3)
         WHERE user_id = $1
           AND id = $2
           AND state = 'open'
           AND worker = $4
        RETURNING id"""

    async def renew(self, request: DataRequest) -> None:
        """Go on holding it. LeaseLost when another process has taken it over, or its row is gone."""
        if await self._db.fetchrow(self.RENEW, request.owner, request.id, LEASE_S, self._worker) is None:
            raise LeaseLost(request.id)

    LATER = """
        UPDATE pp_data_requests
           SET leased_until = now() + make_interval(secs => $3), sweeps = $4, attempts = 0
         WHERE user_id = $1
           AND id = $2
           AND worker = $5"""

    async def later(self, request: DataRequest, seconds: float, *, sweeps: int) -> None:
        """Let go of it until so many seconds have passed."""
        await self._db.execute(self.LATER, request.owner, request.id, seconds, sweeps, self._worker)

    AGAIN = """
        UPDATE pp_data_requests
           SET leased_until = now() + make_interval(secs => $3), outcome = $4
         WHERE user_id = $1
           AND id = $2
           AND worker = $5"""

    async def again(self, request: DataRequest, reason: str) -> None:
        """Let go of it after a failure: it is tried again, after longer and longer waits."""
        wait_s = min(LONGEST_RETRY_S, RETRY_S * 2 ** min(request.attempts, 10))
        outcome = json.dumps({**request.outcome, "failed": reason})
        await self._db.execute(self.AGAIN, request.owner, request.id, wait_s, outcome, self._worker)

    EXPORTED = """
        UPDATE pp_data_requests
           SET state = 'done',
               finished_at = now(),
               expires_at = now() + make_interval(secs => $3),
               size_bytes = $4,
               outcome = $5
         WHERE user_id = $1
           AND id = $2
           AND state = 'open'
           AND worker = $6
        RETURNING id"""

    async def exported(self, request: DataRequest, size_bytes: int, keep_s: float, outcome: Mapping[str, Any]) -> None:
        """Note that an export can be fetched for so many seconds. LeaseLost as in `renew`."""
        row = await self._db.fetchrow(
            self.EXPORTED, request.owner, request.id, keep_s, size_bytes, json.dumps(outcome), self._worker
        )
        if row is None:
            raise LeaseLost(request.id)

    COUNTED = """
        UPDATE pp_data_requests
           SET outcome = $3, leased_until = now() + make_interval(secs => $4)
         WHERE user_id = $1
           AND id = $2
           AND state = 'open'
           AND worker = $5
        RETURNING id"""

    async def counted(self, request: DataRequest, outcome: Mapping[str, Any]) -> None:
        """Keep what was deleted so far, and go on holding the request. LeaseLost as in `renew`."""
        outcome_json = json.dumps(outcome)
        row = await self._db.fetchrow(self.COUNTED, request.owner, request.id, outcome_json, LEASE_S, self._worker)
        if row is None:
            raise LeaseLost(request.id)

    DELETED = """
        UPDATE pp_data_requests
           SET state = 'done', finished_at = now(), user_id = NULL
         WHERE user_id = $1
           AND id = $2
           AND worker = $3"""

    async def deleted(self, request: DataRequest) -> None:
        """Turn a request to delete into its receipt, which names nobody."""
        await self._db.execute(self.DELETED, request.owner, request.id, self._worker)

    OUTDATED = """
        SELECT *
          FROM pp_data_requests
         WHERE kind = 'export'
           AND state = 'done'
           AND expires_at <= now()
         ORDER BY expires_at
         LIMIT $1"""

    async def outdated(self) -> list[DataRequest]:
        """Some exports whose time is over."""
        found = await on_every([partial(one.fetch, self.OUTDATED, ROWS) for one in self._shared.every()])
        return [DataRequest.of(row) for rows in found for row in rows or ()]

    EXPORTS_OF = "SELECT id FROM pp_data_requests WHERE user_id = $1 AND kind = 'export'"

    async def exports_of(self, user_id: str) -> list[str]:
        """The ids of a user's exports, finished or not."""
        return [row["id"] for row in await self._db.fetch(self.EXPORTS_OF, user_id)]

    FORGET = "DELETE FROM pp_data_requests WHERE user_id = $1 AND id = ANY ($2::text[]) AND kind = 'export'"

    async def forget(self, user_id: str, ids: list[str]) -> None:
        """Exports whose file is gone."""
        await self._db.execute(self.FORGET, user_id, ids)


class OwnRows:
    """A user's rows of any table in `tables`, for the work in the background. Table names are this package's own."""

    def __init__(self, by_user: Database) -> None:
        """`by_user` runs statements of one user each ($1) as the server's own login."""
        self._db = by_user

    async def pages(self, table: OwnedTable, user_id: str) -> AsyncGenerator[list[asyncpg.Record], None]:
        """All of a user's rows of a table, a page at a time, in the order of its key."""
        key = ", ".join(table.key)
        after: tuple[Any, ...] = ()
        while True:
            # The values of a key are compared as they came from the database: types are the columns' own.
            beyond = f"AND ({key}) > ({', '.join(f'${n}' for n in range(3, 3 + len(after)))})" if after else ""
            rows = await self._db.fetch(
                f"SELECT * FROM {table.name} WHERE user_id = $1 {beyond} ORDER BY {key} LIMIT $2",  # noqa: S608 - names of `tables` only
                *(user_id, ROWS, *after),
            )
            if rows:
                yield rows
            if len(rows) < ROWS:
                return
            after = tuple(rows[-1][column] for column in table.key)

    async def delete_some(self, table: OwnedTable, user_id: str, spare: str) -> int:
        """Delete a page of a user's rows, all but the one with the id `spare`; how many."""
        but = "AND id <> $3" if table.name == REQUESTS else "AND $3 <> ''"
        tag = await self._db.execute(
            f"""
            DELETE FROM {table.name}
             WHERE user_id = $1
               AND ctid = ANY (ARRAY(SELECT ctid FROM {table.name} WHERE user_id = $1 {but} LIMIT $2))""",  # noqa: S608 - names of `tables` only
            *(user_id, ROWS, spare),
        )
        return int(tag.rpartition(" ")[2])

    async def unname(self, table: OwnedTable, user_id: str) -> int:
        """Keep a user's rows under a name that was made up now and means nobody; how many."""
        tag = await self._db.execute(
            f"UPDATE {table.name} SET user_id = $2 WHERE user_id = $1",  # noqa: S608 - names of `tables` only
            *(user_id, f"deleted_{secrets.token_hex(16)}"),
        )
        return int(tag.rpartition(" ")[2])

    KEEP_BLOCK = """
        INSERT INTO pp_standing (user_id, blocked_at)
        SELECT $2, blocked_at
          FROM pp_standing
         WHERE user_id = $1
           AND blocked_at IS NOT NULL
            ON CONFLICT (user_id) DO NOTHING"""

    async def keep_block(self, user_id: str, name: str) -> None:
        """Keep that a user is blocked, if they are, under another name."""
        await self._db.execute(self.KEEP_BLOCK, user_id, name)

    STOP_TURNS = """
        UPDATE pp_turns
           SET state = 'stopping'
         WHERE user_id = $1
           AND state = 'running'"""

    async def stop_turns(self, user_id: str) -> None:
        """Mark a user's running turns for their processes to stop."""
        await self._db.execute(self.STOP_TURNS, user_id)

    RUNNING = """
        SELECT count(*) AS turns
          FROM pp_turns
         WHERE user_id = $1
           AND state IN ('running', 'stopping')"""

    async def running_turns(self, user_id: str) -> int:
        """How many turns of a user's are not over yet."""
        row = await self._db.fetchrow(self.RUNNING, user_id)
        assert row is not None
        return int(row["turns"])

    WINDOWS = "DELETE FROM pp_rates WHERE $1::text <> '' AND key = ANY ($2::text[])"

    async def forget_windows(self, user_id: str) -> None:
        """Forget a user's hits in the running minutes: their keys name the user."""
        await self._db.execute(self.WINDOWS, user_id, window_keys(user_id))


class LeaseLost(Exception):
    """Another process works on the request now: this one must stop."""


def no_request() -> NotFound:
    """Not there and another user's, in the same words."""
    return NotFound("There is no such request.")
