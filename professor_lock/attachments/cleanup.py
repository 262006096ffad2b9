"""The background pass over files: deletes those that were never sent, and the bytes of files whose rows are gone."""

from __future__ import annotations

from collections.abc import Sequence

from professor_lock.attachments.storage import FileStorage
from professor_lock.attachments.store import UPLOADING_S
from professor_lock.db.background import Jobs, Pace
from professor_lock.db.pool import Database

JOB = "files"
PACE = Pace(every_s=300.0, first_after_s=30.0)
LEASE_S = 280.0
UNSENT_FOR_S = 86_400


class FileSweep:
    """Sweeps every few minutes, one process at a time."""

    def __init__(self, forgotten: ForgottenFiles, storage: FileStorage, jobs: Jobs) -> None:
        self._forgotten = forgotten
        self._storage = storage
        self._jobs = jobs

    async def run(self) -> int | None:
        """One pass; of how many files the bytes were removed. None when another process is at it."""
        if not await self._jobs.take(JOB, LEASE_S):
            return None
        removed = 0
        try:
            while await self._forgotten.drop_unsent() == BATCH:
                pass
            while ids := await self._forgotten.removed():
                await self._storage.remove(ids)
                await self._forgotten.forget(ids)
                removed += len(ids)
                if not await self._jobs.take(JOB, LEASE_S):
                    break  # so slow that another process has taken over: it goes on from here
            await self._storage.tidy()
        finally:
            await self._jobs.release(JOB)
        return removed

    async def background_pass(self) -> str | None:
        """One pass; what to log of it, None when no file was removed."""
        removed = await self.run()
        return f"{removed} files removed" if removed else None


BATCH = 200


class ForgottenFiles:
    """Across people, for the background pass: what nobody sent, and whose bytes are to go."""

    def __init__(self, shared: Database) -> None:
        self._db = shared

    DROP_UNSENT = """
        DELETE FROM chatkit_attachments
         WHERE id IN (
               SELECT id
                 FROM chatkit_attachments
                WHERE thread_id IS NULL
                  AND created_at < now() - make_interval(
                        secs => CASE WHEN uploaded_at IS NULL THEN $1::float8 ELSE $2::float8 END)
                ORDER BY created_at
                LIMIT $3
                  FOR UPDATE SKIP LOCKED)
           AND thread_id IS NULL
        RETURNING id"""

    async def drop_unsent(self) -> int:
        """Forget some files that were announced and never came, or came and were never sent; how many."""
        rows = await self._db.fetch(self.DROP_UNSENT, float(UPLOADING_S), float(UNSENT_FOR_S), BATCH)
        return len(rows)

    # Not before an upload that was under way when its file was deleted has come to its end, too.
    REMOVED = """
        SELECT id
          FROM pp_removed_files
         WHERE removed_at < now() - make_interval(secs => $1)
         ORDER BY removed_at
         LIMIT $2"""

    async def removed(self) -> list[str]:
        """Some of the ids whose bytes are to be removed for good."""
        return [row["id"] for row in await self._db.fetch(self.REMOVED, float(UPLOADING_S), BATCH)]

    FORGET = "DELETE FROM pp_removed_files WHERE id = ANY ($1::text[])"

    async def forget(self, ids: Sequence[str]) -> None:
        """Their bytes are gone."""
        await self._db.execute(self.FORGET, list(ids))
