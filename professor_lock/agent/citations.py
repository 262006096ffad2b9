"""Which sources an answer stands on: those of its cards always, a web page only where the answer names it.

Decided by code from what the tools were given, never by the model: a link that no source gave cannot be cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from chatkit.types import URLSource

from professor_lock.betting.facts import SearchResult
from professor_lock.untrusted_text import TITLE_LIMIT, one_line, safe_url

MAX_SOURCES = 8
MIN_NAME_LETTERS = 4


@dataclass(frozen=True, slots=True)
class _Cited:
    source: URLSource
    names: tuple[str, ...]
    """Cited only in a text that has one of these words; without any, always."""


class Citations:
    """The sources of one run, each cited once, in the order in which they were used."""

    def __init__(self) -> None:
        self._waiting: dict[str, _Cited] = {}
        self._done: set[str] = set()

    def add(self, title: str, url: str | None) -> None:
        """A source whose figures a card shows. One without a link that a person may open is not cited."""
        self._add(title, url, ())

    def add_page(self, page: SearchResult) -> None:
        """A page that was found: cited where the answer names its site, its title or its address."""
        host = (urlsplit(page.url).hostname or "").removeprefix("www.")
        label = host.split(".")[-2] if host.count(".") else host
        names = [host, page.title, page.url, *([label] if len(label) >= MIN_NAME_LETTERS else [])]
        self._add(page.title or host, page.url, tuple(name for name in names if name))

    def take(self, text: str) -> list[URLSource]:
        """The sources of this answer; each is given once."""
        found = [url for url, cited in self._waiting.items() if _fits(cited, text)][:MAX_SOURCES]
        self._done.update(found)
        return [self._waiting.pop(url).source for url in found]

    def _add(self, title: str, url: str | None, names: tuple[str, ...]) -> None:
        safe = safe_url(url)
        if safe is not None and safe not in self._done:
            self._waiting.setdefault(safe, _Cited(URLSource(url=safe, title=one_line(title, TITLE_LIMIT)), names))


def _fits(cited: _Cited, text: str) -> bool:
    names = "|".join(re.escape(name) for name in cited.names)
    return not names or re.search(rf"(?<!\w)(?:{names})(?!\w)", text, re.IGNORECASE) is not None
