"""Turns the hits of every search engine into one form: title, safe link, short quotation, and a date if there is one.

Titles and snippets are written by strangers. They are cut to size and freed of markup here, and stay data to quote:
nothing in them is ever an instruction.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from professor_lock.betting.facts import SearchResult
from professor_lock.sources.reading import UNPRINTABLE, Json, Unreadable, mapping, text

MAX_TITLE = 160
MAX_SNIPPET = 320
MAX_URL = 2000
MAX_QUERY = 380
"""Both engines refuse much longer questions (400 letters)."""
MAX_HITS = 8

_TAGS = re.compile(r"<[^<>]{0,200}>")
_MARKDOWN = re.compile(r"\*\*|__|`+|^#+\s|(?<=\s)#+\s", re.MULTILINE)
NEWS_TYPES = frozenset({"news", "injury", "injuries"})


def question_for(query: str, search_type: str) -> str:
    """The words to search for: an injury search asks for the injury report where the words do not."""
    words = " ".join(query.split())
    if search_type.startswith("injur") and "injur" not in words.casefold():
        words = f"{words} injury report"
    return words[:MAX_QUERY]


def read_hits(
    entries: Sequence[Json], engine: str, snippet_key: str, date_key: str, now: datetime
) -> list[SearchResult]:
    """The first MAX_HITS hits that can be read, in the engine's order; Unreadable when there are some and none can."""
    hits: list[SearchResult] = []
    for entry in entries:
        try:
            hits.append(_hit(entry, engine, snippet_key, date_key, now))
        except Unreadable:
            continue
    if entries and not hits:
        raise Unreadable("not one hit is what it should be")
    return hits[:MAX_HITS]


def plain(text_: Json, limit: int) -> str:
    """One line of plain text at most `limit` letters long, cut at a word.

    >>> plain("<strong>Nuggets</strong> &amp; Suns\\n\\n## Tonight", 40)
    'Nuggets & Suns Tonight'
    """
    if not isinstance(text_, str):
        return ""
    bare = html.unescape(_TAGS.sub("", text_[: 20 * limit]))
    line = " ".join(UNPRINTABLE.sub(" ", _MARKDOWN.sub("", _TAGS.sub("", bare))).split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def published(value: Json) -> datetime | None:
    """A hit's date in either of the two ways they are written; None for anything else. Without an offset it is UTC.

    >>> published("Sat, 09 May 2026 12:00:00 GMT").isoformat(), published("2024-03-27T15:31:02").isoformat()
    ('2026-05-09T12:00:00+00:00', '2024-03-27T15:31:02+00:00')
    """
    if not isinstance(value, str) or len(value) > 64:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(value.strip())
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def _hit(entry: Json, engine: str, snippet_key: str, date_key: str, now: datetime) -> SearchResult:
    hit = mapping(entry, "a hit")
    url = text(hit.get("url"), "link", limit=MAX_URL)
    site = _site(url)
    return SearchResult(
        title=plain(hit.get("title"), MAX_TITLE) or site,
        url=url,
        snippet=plain(hit.get(snippet_key), MAX_SNIPPET),
        source=site,
        engine=engine,
        fetched_at=now,
        published_at=published(hit.get(date_key)),
    )


def _site(url: str) -> str:
    """The host without "www."; Unreadable for a link that is not one of the web."""
    try:
        split = urlsplit(url)
        host = split.hostname
    except ValueError as error:
        raise Unreadable("a link is not one") from error
    if split.scheme not in ("http", "https") or not host or UNPRINTABLE.search(url) or " " in url:
        raise Unreadable("a link is not one of the web")
    return host.removeprefix("www.")
