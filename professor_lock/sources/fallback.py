"""Several sources of one value, the preferred first: the next is called when the one before has failed or is slow.

An earlier source stays preferred while its call runs: the value of a later one only waits ready. A source that answers
in time is the only one that is called.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from professor_lock.errors import SourceUnavailable
from professor_lock.sources.http import BUDGET_S, TIMEOUT_S

NEXT_AFTER_S = TIMEOUT_S
"""Seconds before the next source is called beside a slow one: the time of one attempt."""
TOTAL_S = BUDGET_S
"""Seconds for all sources together: as many as the first may take by itself."""

S = TypeVar("S")
T = TypeVar("T")


async def first_answer(
    sources: Sequence[S], ask: Callable[[S], Awaitable[T]], *, next_after_s: float, total_s: float
) -> tuple[T, SourceUnavailable | None] | SourceUnavailable | None:
    """The value of the first source that has one, with the first failure among those before it.

    When none has: the first failure, as it is the one that matters most, or None without sources. `next_after_s` is
    how long a source may take before the next is asked beside it. Once the first has failed the others have until
    `total_s` after the beginning.
    """
    end = asyncio.get_running_loop().time() + total_s
    tasks: list[asyncio.Task[T]] = []
    for n, source in enumerate(sources):
        before = tasks[-1] if tasks else None
        tasks.append(asyncio.create_task(_ask(source, ask, before, n * next_after_s)))
    failed: SourceUnavailable | None = None
    try:
        for n, task in enumerate(tasks):
            limit = asyncio.timeout_at(end if n else None)
            try:
                async with limit:
                    return await task, failed
            except SourceUnavailable as error:
                failed = failed or error
            except TimeoutError:
                if not limit.expired():
                    raise
                break
        return failed
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _ask(source: S, ask: Callable[[S], Awaitable[T]], before: asyncio.Task[T] | None, patience_s: float) -> T:
    if before is not None:
        done, _ = await asyncio.wait([before], timeout=patience_s)
        if done and before.exception() is None:
            return before.result()
    return await ask(source)
