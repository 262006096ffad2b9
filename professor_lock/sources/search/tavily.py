"""Web search by Tavily: one POST with a bearer key. Its general results carry no dates, its news results do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from professor_lock.betting.facts import SearchResult
from professor_lock.settings import TavilySettings
from professor_lock.sources.errors import KeyRefused, NotConfigured, QuotaExhausted
from professor_lock.sources.http import HttpResponse, ProviderClient, raise_for_trouble
from professor_lock.sources.reading import Json, mapping, sequence, shaped
from professor_lock.sources.search.search_hits import MAX_HITS, NEWS_TYPES, question_for, read_hits

ENGINE = "Tavily"
SETTING = "TAVILY_API_KEY"

_PLAN_LIMIT, _PAID_LIMIT = 432, 433
"""Its own statuses for a plan or a budget that is used up."""


class Tavily:
    """`client` should allow a few seconds more than for other sources: Tavily reads the pages it finds."""

    engine = ENGINE
    demo = False

    def __init__(self, client: ProviderClient, settings: TavilySettings) -> None:
        if not settings.key:
            raise NotConfigured("Tavily is not set up here.", source=ENGINE, setting=SETTING)
        self._client = client
        self._key = settings.key
        self._url = settings.url.rstrip("/") + "/search"

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        """Up to MAX_HITS hits, best first; none is a fine answer. Raises the errors of `sources.errors`."""
        body = {
            "query": question_for(query, search_type),
            "topic": "news" if search_type in NEWS_TYPES else "general",
            "search_depth": "basic",
            "max_results": MAX_HITS,
        }
        answer = await self._client.post_json(self._url, body=body, headers={"Authorization": f"Bearer {self._key}"})
        _raise_for_refusal(answer)
        body = answer.json()
        for hit in shaped(ENGINE, lambda: _read(body, now)):
            yield hit

    def __repr__(self) -> str:
        return f"Tavily({self._url!r})"


def _read(body: Json, now: datetime) -> list[SearchResult]:
    entries = sequence(mapping(body, "the answer").get("results"), "results")
    return read_hits(entries, ENGINE, "content", "published_date", now)


def _raise_for_refusal(answer: HttpResponse) -> None:
    if answer.status in (401, 403):
        raise KeyRefused(
            f"{ENGINE} is not available to this server: its operator has been told.", source=ENGINE, setting=SETTING
        )
    if answer.status in (_PLAN_LIMIT, _PAID_LIMIT):
        raise QuotaExhausted(f"The plan at {ENGINE} is used up for this period.", source=ENGINE)
    raise_for_trouble(answer)
