"""Turns as the database keeps them: the plain types, shared by statements and turns, and how a row is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import asyncpg
from chatkit.types import (
    ThreadItem,
    UserMessageItem,
)

from professor_lock.ledger import Spending
from professor_lock.timings import TurnTimings
from professor_lock.user import UserContext

TurnKind = Literal["create", "message", "action", "retry", "tool_output", "structured_input"]
Outcome = Literal["answered", "stopped", "interrupted", "failed"]


TIMINGS = TurnTimings()

LEASE_S = 8.0
"""A turn whose process has not renewed it for this long, nor said that it is alive, is dead."""
BELIEVED_S = 60.0
"""A turn that was not renewed for this long is dead also when its process says that it is alive."""
ABSENT_S = 3.0
"""A listener on another process says about every second that it is there; after this long it has gone."""
RECENT_S = 60.0
"""How long a turn that ended while nobody received its end can still be joined by the same request."""


class Renewal(NamedTuple):
    """What a turn's renewal writes: what was said is written again only when it has `changed`.

    `said_seq` is the number of the last event that `partial` holds.
    """

    id: str
    user_id: str
    listeners: int
    changed: bool
    partial: str | None
    said_seq: int


class Received(NamedTuple):
    """A turn whose end was received whole before `at` (`time.monotonic()`)."""

    turn_id: str
    context: UserContext
    at: float


class Renewed(NamedTuple):
    """How a turn stands whose lease holds. `renewed` is False when its row was locked by others in that moment."""

    state: str
    renewed: bool
    listened_elsewhere: bool


def renewed(turn: str) -> str:
    """SQL: whether a row of pp_turns, named so, was renewed in time by its process.

    A database that has just started has heard from nobody: the leases run from its start.
    """
    return f"greatest({turn}.heartbeat_at, pg_postmaster_start_time()) > now() - make_interval(secs => {LEASE_S})"


def held(turn: str) -> str:
    """SQL: whether the lease of a row of pp_turns, named so, holds: it was renewed, or its process is alive."""
    return f"""({renewed(turn)}
           OR {turn}.heartbeat_at > now() - make_interval(secs => {BELIEVED_S})
              AND EXISTS (SELECT FROM pp_workers w
                           WHERE w.worker = {turn}.worker AND w.seen_at > now() - make_interval(secs => {LEASE_S})))"""


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn that asks to begin.

    `item` is the user's message, stored in the same statement that takes the lease; `retried_item_id` the message whose
    answer is to be replaced; `at_most` how many answers this user may have written at the same time, None any number.
    """

    id: str
    kind: TurnKind
    thread_id: str
    request_key: str
    item: ThreadItem | None = None
    retried_item_id: str | None = None
    at_most: int | None = None

    @property
    def files(self) -> list[str]:
        """The ids of the files that come with the message."""
        return [file.id for file in self.item.attachments] if isinstance(self.item, UserMessageItem) else []


@dataclass(frozen=True, slots=True)
class TurnRow:
    """What the database knows of a turn.

    `alive`: its lease holds, by the database's own clock. `recent`: it ended less than a minute ago. `delivered`:
    a listener received its end. `removed_items`: the ids of what a retry's answer has taken the place of. `worker`: the
    process that answers it. `said_seq`: the number of the last event that `partial` holds.
    """

    id: str
    user_id: str
    thread_id: str
    kind: TurnKind
    request_key: str
    retried_item_id: str | None
    state: str
    outcome: Outcome | None
    message: str | None
    allow_retry: bool
    delivered: bool
    first_seq: int
    partial: str | None
    removed_items: list[str] | None
    alive: bool
    listened: bool
    recent: bool
    worker: str
    said_seq: int

    @property
    def over(self) -> bool:
        """Whether it has ended, however."""
        return self.state in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a turn ended: what to tell listeners, and what its row keeps."""

    outcome: Outcome
    message: str | None = None
    allow_retry: bool = False
    usage: str | None = None
    delivered: bool = False
    partial: str | None = None


@dataclass(frozen=True, slots=True)
class StoredEnding:
    """A turn's end as it is to be stored: the row's columns, the items that are left, and what the turn spent."""

    turn: NewTurn
    ending: Ending
    context: UserContext
    items: Sequence[ThreadItem]
    spendings: Sequence[Spending] = ()


COLUMNS = f"""id, user_id, thread_id, kind, request_key, retried_item_id, state, outcome, message, allow_retry,
           delivered, first_seq, partial, removed_items, worker, said_seq, {held("pp_turns")} AS alive,
           listeners > 0
           OR coalesce(remote_listened_at > now() - make_interval(secs => {ABSENT_S}), false) AS listened,
           coalesce(finished_at > now() - make_interval(secs => {RECENT_S}), false) AS recent"""
"""What a `TurnRow` is read from."""
ENDED_COLUMNS = """id, user_id, thread_id, kind, request_key, retried_item_id, state, outcome, message, allow_retry,
             worker, first_seq, partial, usage, delivered, removed_items, started_at, finished_at"""
"""What is kept of a turn in `pp_turns_ended`: all but what only a running one has."""


def turn_of(row: asyncpg.Record | None) -> TurnRow | None:
    """The row that `COLUMNS` gave; None without one."""
    return None if row is None else TurnRow(**dict(row))


INTERRUPTED = "interrupted"
