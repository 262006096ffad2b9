"""The background pass over files: what was never sent is forgotten, and the bytes of what is gone are removed."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from pp_attachment_rows import BATCH, ForgottenFiles
from pp_attachment_storage import FileStorage
from pp_errors import ProfessorLockError
from pp_jobs import Jobs

logger = logging.getLogger("professor_lock.attachments")

JOB = "files"
EVERY_S = 300.0
FIRST_AFTER_S = 30.0
LEASE_S = 280.0


class FileSweep:
    """Sweeps every few minutes, one process at a time."""

    def __init__(self, forgotten: ForgottenFiles, storage: FileStorage, jobs: Jobs) -> None:
        self._forgotten = forgotten
        self._storage = storage
        self._jobs = jobs
        self._loop: asyncio.Task[None] | None = None

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

    def start(self, every_s: float = EVERY_S, first_after_s: float = FIRST_AFTER_S) -> None:
        """Sweep in the background from now on."""
        self._loop = asyncio.create_task(self._keep_sweeping(every_s, first_after_s), name="sweeping files")

    async def stop(self) -> None:
        """End the background pass; what it was in the middle of is done again next time."""
        if self._loop is not None:
            self._loop.cancel()
            with suppress(asyncio.CancelledError):
                await self._loop

    async def _keep_sweeping(self, every_s: float, first_after_s: float) -> None:
        await asyncio.sleep(first_after_s)
        while True:
            try:
                removed = await self.run()
            except ProfessorLockError as error:
                logger.warning("sweeping files failed and will be tried again: %s", error)
            except Exception:
                logger.exception("sweeping files failed")  # a bug is loud, and the next pass still comes
            else:
                if removed:
                    logger.info("files removed", extra={"files": removed})
            await asyncio.sleep(every_s)
