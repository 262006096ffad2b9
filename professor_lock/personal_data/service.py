"""Export and deletion of a user's data: asked for in a request, done in the background, resumed after a kill.

A deletion goes through all tables twice. What a turn, a count of tokens or another tab writes while the first pass
runs is found by the second, which comes when all of them must have ended.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass

from professor_lock.attachments.storage import Chunks, FileStorage
from professor_lock.db.background import Jobs
from professor_lock.errors import BadInput, NotFound, ProfessorLockError, SourceUnavailable
from professor_lock.personal_data.export import MIME_TYPE, Export
from professor_lock.personal_data.links import ExportLinks
from professor_lock.personal_data.requests import DataRequest, LeaseLost, OpenRequests, OwnRequests, OwnRows, no_request
from professor_lock.personal_data.tables import TABLES, OwnedTable
from professor_lock.standing import name_of_hash
from professor_lock.timings import DataTimings
from professor_lock.user import UserContext

logger = logging.getLogger("professor_lock.personal_data")

KEEP_EXPORT_S = 86_400.0
CONFIRMATION = "delete my data"
"""What the body of a deletion has to say: nobody sends it by mistake."""
JOB = "outdated exports"
JOB_LEASE_S = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A request as its user is told of it; `url` is where a finished export is fetched."""

    request: DataRequest
    url: str | None = None


class PersonalData:
    """What users may ask about their own data, and the background work on it."""

    def __init__(
        self,
        own: OwnRequests,
        work: OpenRequests,
        rows: OwnRows,
        *,
        storage: FileStorage,
        links: ExportLinks,
        jobs: Jobs,
        user_hash: Callable[[str], str],
        timings: DataTimings,
    ) -> None:
        self._own = own
        self._work = work
        self._rows = rows
        self._storage = storage
        self._export = Export(rows, storage)
        self.links = links
        self._jobs = jobs
        self._user_hash = user_hash
        self._timings = timings
        self._working: asyncio.Task[None] | None = None

    # What a user asks

    async def ask_export(self, context: UserContext) -> Answer:
        """Begin an export, go on with the one that is being made, or have the one of the last hour."""
        request = await self._own.ask("export", context)
        self._begin()
        return Answer(request)

    async def newest_export(self, context: UserContext) -> Answer:
        """The caller's newest export, with its link once it is made; NotFound when none was asked for."""
        request = await self._own.newest("export", context)
        if request.state != "done" or request.expires_at is None:
            return Answer(request)
        return Answer(request, self.links.make(context.user_id, request.id, request.expires_at, context.server_url))

    async def open_export(self, request_id: str, context: UserContext) -> tuple[DataRequest, Chunks]:
        """A finished export and its bytes. NotFound when it is not the caller's, or kept no longer."""
        request = await self._own.exported(request_id, context)
        return request, await self._storage.open(request.id)

    async def ask_deletion(self, confirmation: object, context: UserContext) -> Answer:
        """Begin to delete all that there is of the caller's. BadInput unless they say so in as many words."""
        if confirmation != CONFIRMATION:
            raise BadInput(
                f'Deleting everything cannot be undone: send {{"confirm": "{CONFIRMATION}"}}.', field="confirm"
            )
        request = await self._own.ask("delete", context)
        self._begin()
        return Answer(request)

    async def deletion(self, request_id: str, context: UserContext | None) -> Answer:
        """A deletion by its id: while it runs only its user is told, then every caller with the id of the receipt."""
        if context is not None:
            with suppress(NotFound):
                request = await self._own.newest("delete", context)
                if request.id == request_id:
                    return Answer(request)
        # Last: one that was done in this moment is no longer its user's, and there by its id alone.
        receipt = await self._own.receipt(request_id)
        if receipt is not None:
            return Answer(receipt)
        raise no_request()

    # The work

    def _begin(self) -> None:
        """Work now rather than at the next pass. A failure is for that pass, too: nothing waits for this one."""
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work_now(), name="personal data")

    async def _work_now(self) -> None:
        try:
            await self.background_pass()
        except ProfessorLockError as error:
            logger.warning("a request for personal data will be tried again: %s", error)
        except Exception:
            logger.exception("a request for personal data failed")

    async def close(self) -> None:
        """Stop working: another process, or the next start, goes on."""
        if self._working is not None:
            self._working.cancel()
            with suppress(asyncio.CancelledError):
                await self._working

    async def background_pass(self) -> str | None:
        """Do what is due; in words for the log, None when nothing was."""
        done = 0
        while (request := await self._work.take()) is not None:
            try:
                await (self._make_export(request) if request.kind == "export" else self._delete(request))
                done += 1
            except LeaseLost:
                logger.info("another process has taken over a request for personal data")
            except SourceUnavailable as error:
                logger.warning("a request for personal data waits: %s", error)
                await self._work.again(request, str(error))
            except Exception:
                await self._work.again(request, "Something went wrong on our side.")
                raise
        forgotten = await self._forget_outdated()
        return f"{done} requests worked on, {forgotten} old exports removed" if done or forgotten else None

    async def _make_export(self, request: DataRequest) -> None:
        body, index = await self._export.write(request.owner, lambda: self._work.renew(request))
        with body:
            size = body.seek(0, 2)
            await self._storage.remove([request.id])  # what an attempt that was cut off has left
            await self._storage.put(request.id, body, size, MIME_TYPE)
        outcome = {"rows": index["rows"], "files": len(index["files"])}
        try:
            await self._work.exported(request, size, KEEP_EXPORT_S, outcome)
        except LeaseLost:
            if request.id not in await self._work.exports_of(request.owner):  # deleted with all else of the user's
                await self._storage.remove([request.id])
            raise
        await self._forget(
            request.owner, [one for one in await self._work.exports_of(request.owner) if one != request.id]
        )

    async def _delete(self, request: DataRequest) -> None:
        """One pass through everything; the receipt after the second."""
        counts: dict[str, int] = dict(request.outcome.get("rows", {}))
        await self._stop_turns(request)
        await self._remove_exports(request)
        for table in TABLES:
            await self._empty(table, request, counts)
        await self._rows.forget_windows(request.owner)
        if request.sweeps == 0:
            await self._work.later(request, self._timings.settle_s, sweeps=1)
            return
        await self._work.deleted(request)
        logger.info("all data of a user was deleted", extra={"receipt": request.id, "rows": sum(counts.values())})

    async def _empty(self, table: OwnedTable, request: DataRequest, counts: dict[str, int]) -> None:
        """Delete or unname a user's rows of a table, and the bytes of their files, a page at a time."""
        while True:
            if table.fate == "unnamed":
                gone = await self._rows.unname(table, request.owner)
            else:
                if table.fate == "hashed":
                    await self._rows.keep_block(request.owner, name_of_hash(self._user_hash(request.owner)))
                if table.name == "chatkit_attachments":
                    await self._remove_files(table, request.owner)
                gone = await self._rows.delete_some(table, request.owner, request.id)
            if gone:
                counts[table.exported_as] = counts.get(table.exported_as, 0) + gone
            await self._work.counted(request, {"rows": counts})
            if not gone or table.fate == "unnamed":
                return

    async def _remove_files(self, table: OwnedTable, user_id: str) -> None:
        """Remove the bytes before the rows that name them: what is cut off here is found again by its rows."""
        async with aclosing(self._rows.pages(table, user_id)) as pages:
            async for rows in pages:
                await self._storage.remove([row["id"] for row in rows])

    async def _remove_exports(self, request: DataRequest) -> None:
        await self._forget(request.owner, await self._work.exports_of(request.owner))

    async def _forget(self, user_id: str, exports: list[str]) -> None:
        """Remove exports: the zips first, so that none is left whose row is gone."""
        await self._storage.remove(exports)
        await self._work.forget(user_id, exports)

    async def _stop_turns(self, request: DataRequest) -> None:
        """Give running answers a moment to end; one that does not ends when it finds its thread gone."""
        await self._rows.stop_turns(request.owner)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timings.stop_wait_s):
                while await self._rows.running_turns(request.owner):  # noqa: ASYNC110 - they end elsewhere
                    await asyncio.sleep(self._timings.look_s)

    async def _forget_outdated(self) -> int:
        if not await self._jobs.take(JOB, JOB_LEASE_S):
            return 0
        forgotten = 0
        while outdated := await self._work.outdated():
            for one in outdated:
                await self._forget(one.owner, [one.id])
            forgotten += len(outdated)
        return forgotten
