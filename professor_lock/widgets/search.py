"""A web search as a card that fills while it runs: status, results with their sites and dates, sources that failed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import PrivateAttr
from typing_extensions import TypedDict

from professor_lock.betting.facts import SearchResult
from professor_lock.errors import BadInput
from professor_lock.untrusted_text import NAME_LIMIT, SENTENCE_LIMIT, TITLE_LIMIT, markdown_link, one_line, safe_url
from professor_lock.widgets.base import BuiltWidget
from professor_lock.widgets.format import DEFAULT_TIMEZONE, clock, month_day, site_of, zone
from professor_lock.widgets.input import SearchHit, hit_of
from professor_lock.words import ENGLISH, Words
from professor_lock.words.sentences import sentence

MAX_RESULTS = 20
SNIPPET_LIMIT = 320

State = Literal["running", "done", "failed"]


class SearchRow(TypedDict):
    """One result. `title` is Markdown: a link, or the words alone where the address is not to be clicked."""

    id: str
    site: str
    date: str
    title: str
    snippet: str


class SearchView(TypedDict):
    """What `search_progress.widget` shows."""

    query: str
    kind: str
    state: State
    status: str
    results: list[SearchRow]
    more: str
    failures: list[str]
    footer: str
    demo: bool


class SearchProgressWidget(BuiltWidget):
    """A search card. Stream it, then change it and update it as often as there is news.

    `add_result`, `set_status`, `complete` and `fail` change this object and return it.
    """

    _query: str = PrivateAttr(default="")
    _kind: str = PrivateAttr(default="")
    _zone: tzinfo = PrivateAttr(default=ZoneInfo("UTC"))
    _status: str = PrivateAttr(default="")
    _done: bool = PrivateAttr(default=False)
    _hits: dict[str, SearchHit] = PrivateAttr(default_factory=dict)
    _failures: dict[str, str] = PrivateAttr(default_factory=dict)
    _words: Words = PrivateAttr(default=ENGLISH)

    @classmethod
    def start(cls, query: str, kind: str, where: tzinfo, words: Words = ENGLISH) -> Self:
        """The card of a search that has just begun."""
        built = cls(type="Basic")
        built._query, built._kind, built._zone = one_line(query, TITLE_LIMIT), one_line(kind), where
        built._words = words
        return built._refresh()

    def add_result(self, result: SearchResult | Mapping[str, Any] | None = None, /, **fields: Any) -> Self:
        """One more result: a `SearchResult`, a mapping, or fields: title, url, snippet, source, engine, published_at,
        fetched_at, demo. The same address again changes nothing. BadInput names a field that is wrong."""
        if isinstance(result, SearchResult):
            hit = SearchHit.model_construct(**{name: getattr(result, name) for name in SearchHit.model_fields})
        else:
            hit = hit_of({**(result or {}), **fields})
        self._hits.setdefault(hit.url, hit)
        return self._refresh()

    def set_status(self, text: str) -> Self:
        """What is going on right now: "Searching Tavily"."""
        self._status = one_line(text, TITLE_LIMIT)
        return self._refresh()

    def complete(self, text: str | None = None, *, beside: str = "") -> Self:
        """The search is over; without `text` the status says how many results there are, or that there are none.

        `beside` is a sentence after that: what could not be asked at all.
        """
        self._done = True
        self._status = one_line(text, TITLE_LIMIT) if text else ""
        if beside:
            self._status = f"{self._status_text().rstrip('.')}. {one_line(beside, SENTENCE_LIMIT)}"
        return self._refresh()

    def fail(self, engine: str, reason: str) -> Self:
        """A source that could not be asked, and why. The others go on."""
        self._failures[one_line(engine)] = one_line(reason, SENTENCE_LIMIT)
        return self._refresh()

    def _refresh(self) -> Self:
        words = self._words
        self.refill("search_progress", self._view(words), self._text(), words=words.section("search"))
        return self

    def _view(self, words: Words) -> SearchView:
        hits = list(self._hits.values())[:MAX_RESULTS]
        left_out = len(self._hits) - len(hits)
        return SearchView(
            query=self._query,
            kind=words(f"search.kind_{self._kind}") if words.knows(f"search.kind_{self._kind}") else self._kind,
            state=self._state(),
            status=self._status_text(words),
            results=[_row(number, hit, self._zone, words) for number, hit in enumerate(hits)],
            more=words("search.more", n=left_out) if left_out else "",
            failures=[
                words("search.failed", engine=engine, reason=sentence(reason, words))
                for engine, reason in self._failures.items()
            ],
            footer=self._footer(words),
            demo=any(hit.demo for hit in hits),
        )

    def _state(self) -> State:
        if not self._done:
            return "running"
        return "failed" if self._failures and not self._hits else "done"

    def _status_text(self, words: Words = ENGLISH) -> str:
        if self._status:
            return sentence(self._status, words)
        if not self._done:
            return words("search.searching")
        count = len(self._hits)
        if count:
            return words("search.results", n=count)
        return words("search.all_failed" if self._failures else "search.nothing")

    def _footer(self, words: Words = ENGLISH) -> str:
        engines = sorted({one_line(hit.engine) for hit in self._hits.values() if hit.engine})
        times = [hit.fetched_at for hit in self._hits.values() if hit.fetched_at]
        found = words("search.found_by", engines=", ".join(engines)) if engines else ""
        read = words("search.read", time=clock(max(times), self._zone, words=words)) if times else ""
        return ", ".join(part for part in (found, read) if part)

    def _text(self) -> str:
        head = f"Web search ({self._kind}): {self._query} | {self._status_text()}"
        lines = [head]
        for number, hit in enumerate(list(self._hits.values())[:MAX_RESULTS]):
            date = f", published {_date(hit.published_at, self._zone)}" if hit.published_at else ""
            title, snippet = one_line(hit.title, TITLE_LIMIT), one_line(hit.snippet, SNIPPET_LIMIT)
            lines.append(f"{number + 1}. {title} ({_site(hit)}{date}) {safe_url(hit.url) or ''} {snippet}".rstrip())
        lines += [f"{engine} failed: {reason}" for engine, reason in self._failures.items()]
        lines += [part for part in (self._footer(), self._demo_text()) if part]
        return "\n".join(lines)

    def _demo_text(self) -> str:
        return "DEMO DATA, not real results" if any(hit.demo for hit in self._hits.values()) else ""


def create_search_progress_widget(
    query: str,
    search_type: str = "general",
    *,
    timezone: str | tzinfo = DEFAULT_TIMEZONE,
    words: Words = ENGLISH,
) -> SearchProgressWidget:
    """The card of a search that begins now; dates in `timezone`. `search_type` is shown as it is: "general", "news"."""
    if not query.strip():
        raise BadInput("There is nothing to search for.", field="query")
    return SearchProgressWidget.start(query, search_type, zone(timezone), words)


def _row(number: int, hit: SearchHit, where: tzinfo, words: Words) -> SearchRow:
    return SearchRow(
        id=f"result-{number + 1}",
        site=_site(hit, words),
        date=_date(hit.published_at, where, words) if hit.published_at else "",
        title=markdown_link(one_line(hit.title or hit.url, TITLE_LIMIT), hit.url),
        snippet=one_line(hit.snippet, SNIPPET_LIMIT),
    )


def _site(hit: SearchHit, words: Words = ENGLISH) -> str:
    return one_line(hit.source or site_of(hit.url) or words("search.unknown_site"), NAME_LIMIT // 2)


def _date(at: datetime, where: tzinfo, words: Words = ENGLISH) -> str:
    local = at.astimezone(where)
    return f"{month_day(local, words)}{'' if words.language != 'en' else ','} {local.year}"
