"""Loads everything a click needs by one statement: thread, card, the slip that the card shows, the user's limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from chatkit.types import ThreadItem, ThreadMetadata

from professor_lock.db.pool import Database
from professor_lock.desk.self_limits import SelfLimits, limits_of
from professor_lock.desk.slip_store import SlipRow, slip_row
from professor_lock.protocol.stored_items import StoreNotFound, item_from_json, stored_id
from professor_lock.store import PostgresStore
from professor_lock.user import OddsFormat, UserContext
from professor_lock.words import Language


@dataclass(frozen=True, slots=True)
class LoadedClick:
    """What a click needs. `card` is None where no item has the id, `slip` is None where the card shows no slip.

    `staked_cents` is the sum of stakes recorded since a given time; 0 where no time was given.
    """

    thread: ThreadMetadata
    card: ThreadItem | None
    slip: SlipRow | None
    limits: SelfLimits
    staked_cents: int = 0
    odds_format: OddsFormat = "american"
    """How the user wants prices written."""
    language: Language | None = None
    """The language that the user has asked for."""

    def by(self, context: UserContext) -> UserContext:
        """`context` with the user's preferences."""
        return replace(context, odds_format=self.odds_format, language=self.language or context.language)


class ClickStore:
    """Loads the clicks of one user. `now` is the present, aware UTC."""

    def __init__(self, database: Database, threads: PostgresStore, now: Callable[[], datetime]) -> None:
        self._db = database
        self._threads = threads
        self._now = now

    LOAD = """
        SELECT t.id, t.title, t.status, t.allowed_image_domains, t.metadata, t.created_at,
               i.data,
               s.id AS slip_id, s.thread_id, s.card, s.version, s.status AS slip_status, s.state, s.ticket_id,
               c.user_id IS NOT NULL AS has_limits,
               c.max_stake_cents, c.daily_stake_cents, c.next_max_stake_cents, c.next_daily_stake_cents, c.next_from,
               c.cool_off_until, c.country, c.stakes, c.day_zone, p.odds_format, p.language,
               (SELECT coalesce(sum(k.stake_cents), 0)::bigint
                  FROM pp_tickets k
                 WHERE k.user_id = $1
                   AND k.placed_at >= $4::timestamptz
                   AND NOT k.demo) AS staked_cents
          FROM chatkit_threads t
          LEFT JOIN chatkit_thread_items i
            ON i.user_id = $1
           AND i.thread_id = t.id
           AND i.id = $3
          LEFT JOIN LATERAL (
               SELECT id, thread_id, card, version, status, state, ticket_id
                 FROM pp_slips
                WHERE user_id = $1
                  AND thread_id = $2
                  AND (card = $3 OR $3 = ANY (former_cards))
                ORDER BY created_at DESC
                LIMIT 1) s ON true
          LEFT JOIN pp_care c
            ON c.user_id = $1
          LEFT JOIN pp_preferences p
            ON p.user_id = $1
         WHERE t.user_id = $1
           AND t.id = $2"""

    async def load(
        self, thread_id: str, card: str, context: UserContext, *, since: datetime | None = None
    ) -> LoadedClick:
        """Load a click on `card` (an item's id) in the caller's own thread; StoreNotFound for any other thread.

        With `since` (aware) the stakes recorded from then on are added up, without those of demo tickets.
        """
        row = await self._db.fetchrow(self.LOAD, context.user_id, stored_id(thread_id), _card_id(card), since)
        if row is None:
            raise StoreNotFound("There is no such thread.")
        slip = None
        if row["slip_id"] is not None:
            slip = slip_row({**row, "id": row["slip_id"], "status": row["slip_status"]})
        return LoadedClick(
            self._threads.thread_from(row),
            None if row["data"] is None else item_from_json(row["data"]),
            slip,
            limits_of(row if row["has_limits"] else None, self._now()),
            row["staked_cents"],
            row["odds_format"] or "american",
            row["language"],
        )


def _card_id(card: str) -> str:
    """The id as Postgres can compare it; "" for one that no card can have."""
    return stored_id(card) if card else ""
