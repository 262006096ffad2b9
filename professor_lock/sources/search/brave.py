"""Web search by Brave: one GET with a token header. Descriptions carry HTML, ages come and go, `web` may be missing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from professor_lock.betting.facts import SearchResult
from professor_lock.settings import BraveSettings
from professor_lock.sources.errors import ChangedShape, KeyRefused, NotConfigured, QuotaExhausted, SourceRefused
from professor_lock.sources.http import HttpResponse, ProviderClient, raise_for_trouble
from professor_lock.sources.reading import Json, Unreadable, mapping, sequence, shaped
from professor_lock.sources.search.search_hits import MAX_HITS, NEWS_TYPES, question_for, read_hits

ENGINE = "Brave"
SETTING = "BRAVE_API_KEY"
PAST_WEEK = "pw"


class Brave:
    """See `sources.search.tavily`: the same shape."""

    engine = ENGINE
    demo = False

    def __init__(self, client: ProviderClient, settings: BraveSettings) -> None:
        if not settings.key:
            raise NotConfigured("Brave is not set up here.", source=ENGINE, setting=SETTING)
        self._client = client
        self._key = settings.key
        self._url = settings.url.rstrip("/") + "/res/v1/web/search"

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        """Up to MAX_HITS hits, best first; news of the past week. Raises the errors of `sources.errors`."""
        params = {"q": question_for(query, search_type), "count": str(MAX_HITS)}
        if search_type in NEWS_TYPES:
            params["freshness"] = PAST_WEEK
        headers = {"X-Subscription-Token": self._key, "Accept": "application/json"}
        answer = await self._client.get(self._url, params=params, headers=headers)
        _raise_for_refusal(answer)
        body = answer.json()
        for hit in shaped(ENGINE, lambda: _read(body, now)):
            yield hit

    def __repr__(self) -> str:
        return f"Brave({self._url!r})"


def _read(body: Json, now: datetime) -> list[SearchResult]:
    web = mapping(body, "the answer").get("web")
    entries = sequence(mapping(web, "web").get("results"), "results") if web is not None else ()
    return read_hits(entries, ENGINE, "description", "page_age", now)


def _raise_for_refusal(answer: HttpResponse) -> None:
    """A bad token is a 422 with a code; a spent plan is a 429 that says quota."""
    if 200 <= answer.status < 300:
        return
    code = _error_code(answer)
    if answer.status in (401, 403) or "TOKEN" in code:
        raise KeyRefused(
            f"{ENGINE} is not available to this server: its operator has been told.", source=ENGINE, setting=SETTING
        )
    if "QUOTA" in code or answer.status == 402:
        raise QuotaExhausted(f"The plan at {ENGINE} is used up for this period.", source=ENGINE)
    if answer.status in (400, 422):
        raise SourceRefused(f"{ENGINE} refused the question.", source=ENGINE)
    raise_for_trouble(answer)


def _error_code(answer: HttpResponse) -> str:
    """`{"error": {"code": "SUBSCRIPTION_TOKEN_INVALID"}}`; empty when the body has none."""
    try:
        error = mapping(mapping(answer.json(), "the answer").get("error"), "the error")
    except (ChangedShape, Unreadable):
        return ""
    return str(error.get("code") or "").upper()
