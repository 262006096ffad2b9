"""The SQL of a turn's beginning: taking the lease on a thread, or what the turn meets instead.

The rule itself is `pp_begin_turn` in the schema: one call, decided under locks, because a single statement that waits
for a lock judges by what was there before it waited. Accepted means that lease, message and the thread's touch are
durable together. `pp_start_turn` calls it and does on the same way what else a message needs: it counts it against the
user's limits and reads preferences, thread and newest items. So a turn begins with one round trip.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import asyncpg
from chatkit.types import ThreadMetadata

from professor_lock.db.clock import AtEarliest
from professor_lock.db.ids import as_utc
from professor_lock.db.pool import Database
from professor_lock.errors import Forbidden, NotFound
from professor_lock.limits import WINDOW_S, OverQuota, Quota
from professor_lock.protocol.stored_items import StoreNotFound, item_arguments, stored_id
from professor_lock.turns.records import COLUMNS, RECENT_S, NewTurn, TurnRow, turn_of
from professor_lock.user import OddsFormat, UserContext
from professor_lock.words import Language

REPEATED_S = 5.0
"""A message that is the same as the one sent so shortly before it in its thread was sent twice by accident."""

NEWEST_ITEMS = 100
"""How many of a thread's newest items come with the beginning of a turn that answers a message in it."""

Verdict = Literal["begun", "again", "joined", "blocked", "full"]


@dataclass(frozen=True, slots=True)
class Opening:
    """What was read when a turn began; `language` is the user's own choice, None without one.

    `messages_today` is the user's count with this one, None where it was not counted; `thread` the thread's columns,
    None where the caller had it; `items` its newest items as stored, newest first, None where they were not read.
    """

    odds_format: OddsFormat
    language: Language | None
    messages_today: int | None = None
    thread: Mapping[str, Any] | None = None
    items: list[str] | None = None
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """What became of a turn that asked to begin.

    `begun`: it runs. `again`: it runs in `thread_id`, for the message that an earlier turn of the same request left
    there after `before_seq` and did not answer. `joined`: `turn_id` answers the same request. `blocked`: `turn_id` is
    being answered in the thread. `full`: as many of the user's answers are being written as may be. `counted`: the
    minute's sends were counted, and are not to be again.
    """

    verdict: Verdict
    turn_id: str | None = None
    thread_id: str | None = None
    before_seq: int | None = None
    opening: Opening | None = None
    counted: bool = True


class TurnBeginnings:
    """Statements that begin turns, as the user sees the database. `worker` names this process in the rows."""

    def __init__(self, owned: Database, worker: str) -> None:
        self._owned = owned
        self._worker = worker

    BEGIN = """
        SELECT *
          FROM pp_start_turn($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                             $20, $21, $22, $23, $24, $25, $26, $27)"""

    async def begin(
        self,
        turn: NewTurn,
        context: UserContext,
        new_thread: ThreadMetadata | None = None,
        *,
        came_at: AtEarliest | None = None,
        quota: Quota | None = None,
        opens: bool = False,
    ) -> Beginning:
        """Take the lease on the turn's thread, which is `new_thread` where it is to be made; or say what it met.

        `came_at` is when its request came, None for now: what answered the same request and was not delivered before
        is its answer.
        `quota` is what it is counted against; `opens` reads the thread and, for a message, its newest items.
        NotFound when the thread or one of the message's files is not the user's, Forbidden when an opened thread takes
        no messages, OverQuota when a limit is reached. None of it holds then.
        """
        item = (None, None, None, None, None) if turn.item is None else item_arguments(turn.item)
        made = (None, None) if new_thread is None else (as_utc(new_thread.created_at), new_thread.title)
        thread_id = stored_id(turn.thread_id)
        try:
            row = await self._owned.fetchrow(
                self.BEGIN,
                *(context.user_id, turn.id, turn.kind, turn.request_key, self._worker, thread_id, *made),
                *(turn.retried_item_id, turn.at_most, turn.files, *item, RECENT_S, REPEATED_S, came_at),
                *_quota_arguments(quota),
                *(opens, NEWEST_ITEMS if opens and turn.kind == "message" else None),
            )
        except (asyncpg.UniqueViolationError, asyncpg.ForeignKeyViolationError):
            # Another program's turn, or a thread deleted in the same moment: nothing of it holds, it can ask again.
            return Beginning("blocked", counted=False)
        assert row is not None
        verdict = row["verdict"]
        if verdict in ("too_many", "used_up"):
            raise OverQuota((row["wait_s"] or 1) if verdict == "too_many" else None)
        if verdict == "no_thread":
            raise StoreNotFound("There is no such thread.")
        if verdict == "no_files":
            raise NotFound("There is no such attachment.")
        if verdict == "closed":
            raise closed_thread(json.loads(row["thread_status"])["type"])
        return Beginning(verdict, row["met_turn"], row["in_thread"], row["before_seq"], _opening_of(row))

    SAME_REQUEST = f"""
        SELECT {COLUMNS}
          FROM pp_turns
         WHERE user_id = $1
           AND request_key = $2
           AND (state IN ('running', 'stopping')
                OR id IN (SELECT id FROM pp_turn_of_request($1, $2, $3, $4, $5)))
         ORDER BY first_seq DESC
         LIMIT 1"""

    async def same_request(
        self, request_key: str, context: UserContext, came_at: AtEarliest | None = None
    ) -> TurnRow | None:
        """The turn that the same request has begun, and that `begin` would meet."""
        given = (context.user_id, request_key, RECENT_S, REPEATED_S, came_at)
        return turn_of(await self._owned.fetchrow(self.SAME_REQUEST, *given))

    IN_PLACES = f"""
        SELECT {COLUMNS}
          FROM pp_turns
         WHERE user_id = $1
           AND slot <= $2
           AND state IN ('running', 'stopping')"""

    async def in_places(self, at_most: int, context: UserContext) -> list[TurnRow]:
        """The user's turns that take one of their places for answers at the same time."""
        rows = await self._owned.fetch(self.IN_PLACES, context.user_id, at_most)
        return [turn for row in rows if (turn := turn_of(row)) is not None]


def closed_thread(status: str) -> Forbidden:
    """The refusal of a message in a thread of this status."""
    return Forbidden(f"This conversation is {status} and takes no new messages.")


def _quota_arguments(quota: Quota | None) -> tuple[object, ...]:
    if quota is None:
        return (None,) * 6
    return (quota.sends_key, quota.sends, float(WINDOW_S), quota.day, quota.messages, quota.tokens)


def _opening_of(row: asyncpg.Record) -> Opening:
    thread = None
    if row["thread_status"] is not None:
        columns = {"title": "title", "status": "status", "allowed_image_domains": "domains", "metadata": "metadata"}
        thread = {name: row[f"thread_{column}"] for name, column in columns.items()}
        thread |= {"id": row["in_thread"], "created_at": row["thread_created_at"]}
    items = None if row["newest"] is None else row["newest"][:NEWEST_ITEMS]
    return Opening(
        row["prefers"] or "american", row["speaks"], row["messages_today"], thread, items, bool(row["has_more"])
    )
