"""The background pass over files: what was never sent is forgotten, and the bytes of what is gone are removed."""

from __future__ import annotations

from professor_lock.attachments.storage import FileStorage
from professor_lock.attachments.store import BATCH, ForgottenFiles
from professor_lock.db.background import Jobs, Pace

JOB = "files"
PACE = Pace(every_s=300.0, first_after_s=30.0)
LEASE_S = 280.0


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
