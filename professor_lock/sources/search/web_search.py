"""Several search engines at once: what they find is given on as it arrives, each page once, and failures by name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from professor_lock.betting.facts import SearchResult
from professor_lock.errors import SourceUnavailable
from professor_lock.sources.contracts import SearchEngine
from professor_lock.sources.errors import NotConfigured
from professor_lock.sources.search import tavily
from professor_lock.sources.search.search_hits import NEWS_TYPES
from professor_lock.timings import SourceTimings

NO_ENGINE = "Web search is not set up here."


@dataclass(frozen=True, slots=True)
class EngineFailed:
    """One engine of a search gave up; the others go on."""

    engine: str
    message: str


_Arrival = tuple[SearchEngine, SearchResult | EngineFailed | None]
"""Who, and what it found; None when it has ended."""


class WebSearch:
    """Several engines at once; what they find is given on as it arrives."""

    def __init__(
        self,
        engines: Sequence[SearchEngine],
        reporters: Sequence[SearchEngine] = (),
        forecasters: Sequence[SearchEngine] = (),
        *,
        timings: SourceTimings | None = None,
    ) -> None:
        """`reporters` are asked for news and injuries only, `forecasters` for weather, with the engines or alone."""
        self._engines = tuple(engines)
        self._reporters = tuple(reporters)
        self._forecasters = tuple(forecasters)
        self._report_first_s = (timings or SourceTimings()).report_first_s

    @property
    def engines(self) -> tuple[str, ...]:
        """The names of the engines that search the whole web."""
        return tuple(engine.engine for engine in self._engines)

    def engines_for(self, search_type: str) -> tuple[str, ...]:
        """The names of all that will be asked for this type, to show before the first answer."""
        return tuple(engine.engine for engine in self._asked(search_type))

    def _specialists(self, search_type: str) -> tuple[SearchEngine, ...]:
        if search_type == "weather":
            return self._forecasters
        return self._reporters if search_type in NEWS_TYPES else ()

    def _said_first(self, search_type: str) -> tuple[SearchEngine, ...]:
        """Those whose word comes before the web's: who is hurt is in the injury report, what blows in the forecast."""
        return () if search_type == "news" else self._specialists(search_type)

    def _asked(self, search_type: str) -> tuple[SearchEngine, ...]:
        return (*self._specialists(search_type), *self._engines)

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncGenerator[SearchResult | EngineFailed]:
        """Hits of all engines in the order they arrive, each page once; EngineFailed for each engine that gives up.

        In a search for injuries the injury report's come first, in one for the weather the forecast, unless they keep
        the others waiting.
        Raises NotConfigured before the first hit when there is none to ask.
        """
        engines = self._asked(search_type)
        if not engines:
            raise NotConfigured(NO_ENGINE, source="web search", setting=tavily.SETTING)
        arrived: asyncio.Queue[_Arrival] = asyncio.Queue()
        tasks = [asyncio.create_task(_pump(engine, query, search_type, now, arrived)) for engine in engines]
        seen: set[str] = set()
        try:
            async for found in _in_order(arrived, engines, self._said_first(search_type), self._report_first_s):
                if isinstance(found, EngineFailed) or _is_new(found, seen):
                    yield found
            await asyncio.gather(*tasks)  # a bug in an engine is raised here, not swallowed
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task


async def _in_order(
    arrived: asyncio.Queue[_Arrival],
    engines: Sequence[SearchEngine],
    before: Sequence[SearchEngine],
    before_s: float,
) -> AsyncGenerator[SearchResult | EngineFailed]:
    """What arrives until every engine has ended; hits of others wait `before_s` at most for those of `before`."""
    running, awaited, waiting = set(engines), set(before), list[SearchResult | EngineFailed]()
    patience = asyncio.get_running_loop().time() + before_s
    while running:
        try:
            async with asyncio.timeout_at(patience if awaited else None):
                engine, found = await arrived.get()
        except TimeoutError:
            awaited.clear()
        else:
            if found is None:
                running.discard(engine)
                awaited.discard(engine)
            elif awaited and engine not in before:
                waiting.append(found)
            else:
                yield found
        while waiting and not awaited:
            yield waiting.pop(0)


async def _pump(
    engine: SearchEngine, query: str, search_type: str, now: datetime, arrived: asyncio.Queue[_Arrival]
) -> None:
    try:
        async for result in engine.search(query, search_type, now):
            arrived.put_nowait((engine, result))
    except SourceUnavailable as error:
        arrived.put_nowait((engine, EngineFailed(engine.engine, str(error))))
    finally:
        arrived.put_nowait((engine, None))


def _is_new(result: SearchResult, seen: set[str]) -> bool:
    """Is this page not among those given already? Scheme, "www.", a trailing slash and the fragment do not matter."""
    page = result.url.split("#")[0].rstrip("/").casefold()
    page = page.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    if page in seen:
        return False
    seen.add(page)
    return True
