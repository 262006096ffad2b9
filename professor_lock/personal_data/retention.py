"""What is older than the operator wants to keep is deleted: a background pass, one process at a time, a page at a time.

Nothing is deleted by default. Each kind of row has its own number of days (`settings.KeepSettings`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from professor_lock.db.background import Jobs, Pace
from professor_lock.db.pool import Database
from professor_lock.settings import KeepSettings

JOB = "retention"
LEASE_S = 120.0
PACE = Pace(every_s=3600.0, first_after_s=90.0)
ROWS = 200
THREADS = 20

OLD_THREADS = """
    SELECT id
      FROM chatkit_threads t
     WHERE updated_at < now() - $1::interval
       AND NOT EXISTS (
           SELECT FROM pp_turns WHERE thread_id = t.id AND user_id = t.user_id AND state IN ('running', 'stopping'))
     LIMIT $2"""
# The thread is looked at again each time: its user may have gone on with it.
OLD_ITEMS = """
    DELETE FROM chatkit_thread_items
     WHERE (thread_id, id) IN (
           SELECT i.thread_id, i.id
             FROM chatkit_thread_items i
             JOIN chatkit_threads t ON t.id = i.thread_id AND t.user_id = i.user_id
            WHERE t.id = ANY ($3::text[])
              AND t.updated_at < now() - $1::interval
            LIMIT $2)"""
EMPTIED_THREADS = """
    DELETE FROM chatkit_threads t
     WHERE id = ANY ($2::text[])
       AND updated_at < now() - $1::interval
       AND NOT EXISTS (SELECT FROM chatkit_thread_items WHERE thread_id = t.id)"""
OLD_FILES = """
    DELETE FROM chatkit_attachments
     WHERE id IN (SELECT id FROM chatkit_attachments WHERE created_at < now() - $1::interval LIMIT $2)"""
# A bet that waits for its result is kept, however old.
OLD_TICKETS = """
    DELETE FROM pp_tickets
     WHERE id IN (
           SELECT t.id
             FROM pp_tickets t
             JOIN pp_ticket_grades g ON g.ticket_id = t.id AND g.user_id = t.user_id AND g.position = -1
            WHERE t.placed_at < now() - $1::interval
            LIMIT $2)"""
OLD_FEEDBACK = """
    DELETE FROM chatkit_feedback
     WHERE (thread_id, item_id) IN (
           SELECT thread_id, item_id FROM chatkit_feedback WHERE updated_at < now() - $1::interval LIMIT $2)"""
OLD_USAGE = """
    DELETE FROM pp_usage
     WHERE (user_id, day) IN (SELECT user_id, day FROM pp_usage WHERE day < current_date - $1::interval LIMIT $2)"""


class Retention:
    """Deletes what is too old, by the operator's days."""

    def __init__(self, shared: Database, keep: KeepSettings, jobs: Jobs) -> None:
        self._db = shared
        self._keep = keep
        self._jobs = jobs

    async def background_pass(self) -> str | None:
        """One pass; what was deleted, in words, None when nothing was."""
        if not self._keep.any or not await self._jobs.take(JOB, LEASE_S):
            return None
        deleted = {"conversations": await self._old_threads(self._keep.threads_days)}
        for name, days, statement in (
            ("files", self._keep.files_days, OLD_FILES),
            ("tickets", self._keep.tickets_days, OLD_TICKETS),
            ("ratings", self._keep.feedback_days, OLD_FEEDBACK),
            ("days of usage", self._keep.usage_days, OLD_USAGE),
        ):
            deleted[name] = await self._all(days, statement)
        told = [f"{count} {name}" for name, count in deleted.items() if count]
        return f"deleted as too old: {', '.join(told)}" if told else None

    async def _all(self, days: int | None, statement: str, *more: Sequence[str]) -> int:
        """Run a statement that deletes a page until it finds no more; how many rows it deleted."""
        total = 0
        while days is not None:
            gone = _count(await self._db.execute(statement, timedelta(days=days), ROWS, *more))
            total += gone
            if gone < ROWS or not await self._jobs.take(JOB, LEASE_S):
                break
        return total

    async def _old_threads(self, days: int | None) -> int:
        """Items before their thread: a long conversation deleted at once would hold its rows for too long."""
        total = 0
        while days is not None and await self._jobs.take(JOB, LEASE_S):
            rows = await self._db.fetch(OLD_THREADS, timedelta(days=days), THREADS)
            ids = [row["id"] for row in rows]
            await self._all(days, OLD_ITEMS, ids)
            gone = _count(await self._db.execute(EMPTIED_THREADS, timedelta(days=days), ids)) if ids else 0
            total += gone
            if gone < THREADS:
                break
        return total


def _count(tag: str) -> int:
    return int(tag.rpartition(" ")[2])
