"""Work that one process at a time does: a row in Postgres is the lease. Works through any pooler, needs no session."""

from __future__ import annotations

from pp_database import Database


class Jobs:
    """Leases by name for this process, which calls itself `worker`."""

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
        """Have the job for so long, unless another process has it. Taking it again renews it."""
        return await self._db.fetchrow(self.TAKE, name, self._worker, float(seconds)) is not None

    RELEASE = "UPDATE pp_jobs SET leased_until = now() WHERE name = $1 AND worker = $2"

    async def release(self, name: str) -> None:
        """Let others have it."""
        await self._db.execute(self.RELEASE, name, self._worker)
