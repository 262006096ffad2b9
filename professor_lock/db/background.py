"""Background jobs: a lease in Postgres so that one process at a time does a job, and the loop that repeats it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from professor_lock.db.pool import Database
from professor_lock.errors import ProfessorLockError
from professor_lock.logs import SeldomLog
from professor_lock.metrics import JOB_DONE_AT, JOB_LAG_S, JOB_PASSES

logger = logging.getLogger("professor_lock.background")


class Jobs:
    """Leases by job name for this process, which is called `worker`. Works through any pooler: needs no session."""

    def __init__(self, shared: Database, worker: str) -> None:
        self._db = shared
        self._worker = worker

    TAKE = """
        INSERT INTO pp_jobs AS j (name, worker, leased_until)
        VALUES ($1, $2, now() + make_interval(secs => $3))
            ON CONFLICT (name) DO UPDATE
           SET worker = excluded.worker, leased_until = excluded.leased_until
         WHERE j.leased_until <= now()
            OR j.worker = excluded.worker
        RETURNING name"""

    async def take(self, name: str, seconds: float) -> bool:
        """Take the job's lease for so many seconds, or renew it; False while another process holds it."""
        return await self._db.fetchrow(self.TAKE, name, self._worker, float(seconds)) is not None

    RELEASE = "UPDATE pp_jobs SET leased_until = now() WHERE name = $1 AND worker = $2"

    async def release(self, name: str) -> None:
        """End this process's lease, so that another process can take the job at once."""
        await self._db.execute(self.RELEASE, name, self._worker)


@dataclass(frozen=True, slots=True)
class Pace:
    """When a background job runs, in seconds: `first_after_s` after the start, then `every_s` after each pass."""

    every_s: float = 300.0
    first_after_s: float = 30.0


class BackgroundLoop:
    """Repeats one job until it is stopped. A pass that fails is logged, and the next one still comes.

    `run` does one pass and returns what to log about it, "" or None for nothing.
    """

    def __init__(self, name: str, run: Callable[[], Awaitable[str | None]], pace: Pace) -> None:
        self._name = name
        self._run = run
        self._pace = pace
        self._log = SeldomLog(logger)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Run passes in the background from now on."""
        self._task = asyncio.create_task(self._repeat(), name=self._name)

    async def stop(self) -> None:
        """Cancel the loop and wait for it. A pass that was under way is done again by the next process."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _repeat(self) -> None:
        await self._wait(self._pace.first_after_s)
        while True:
            outcome = "failed"
            try:
                done = await self._run()
            except ProfessorLockError as error:
                self._log.warning("%s failed and will be tried again: %s", self._name, error)
            except Exception:
                logger.exception("%s failed", self._name)  # a bug is logged with its traceback; the loop goes on
            else:
                outcome = "done"
                JOB_DONE_AT.labels(self._name).set(time.time())
                if done:
                    logger.info("%s: %s", self._name, done)
            JOB_PASSES.labels(self._name, outcome).inc()
            await self._wait(self._pace.every_s)

    async def _wait(self, seconds: float) -> None:
        due = time.monotonic() + seconds
        await asyncio.sleep(seconds)
        JOB_LAG_S.labels(self._name).set(max(0.0, time.monotonic() - due))
