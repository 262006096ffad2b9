"""StatMuse's answer page: one sentence with a link, and the first table under it. HTML only, there is no API.

Its terms allow personal, non-commercial use, so it is off unless switched on. We read little and robustly: the final
address must still be an answer page, the answer is the first heading, the link always goes along. A page that asks
back, or a player's page it sends us to, is "no direct answer", never an answer.
"""

from __future__ import annotations

import re
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

from professor_lock.betting.facts import StatAnswer, Trends
from professor_lock.settings import StatMuseSettings
from professor_lock.sources.errors import ChangedShape, SourceNotFound
from professor_lock.sources.http import HttpResponse, ProviderClient, raise_for_trouble
from professor_lock.sources.names.leagues import LEAGUES
from professor_lock.sources.names.questions import words_of
from professor_lock.sources.names.text import fold
from professor_lock.sources.search.search_hits import plain

SOURCE = "StatMuse"
MAX_WORDS = 30
MAX_HEADLINE = 400
MAX_ROWS = 14
CHOICE_FORMS = 3
"""A page that asks "which one?" has a form for each choice; an answer page has one or two, for the next question."""

_SEASON = re.compile(r"\b(?:19|20)\d{2}(?:-\d{2})?\b")
_VOID = frozenset(
    {"br", "img", "input", "meta", "link", "hr", "source", "wbr", "area", "base", "col", "embed", "track"}
)
_UNSEEN = frozenset({"script", "style", "svg", "noscript", "template"})


class StatMuse:
    """A source of statistics in words."""

    source = SOURCE
    demo = False

    def __init__(self, client: ProviderClient, settings: StatMuseSettings) -> None:
        self._client = client
        self._base_url = settings.url.rstrip("/")

    async def ask(self, question: str, now: datetime) -> StatAnswer:
        """Its sentence, the table's first row, and the link. SourceNotFound where it has no direct answer."""
        path = ask_path(question)
        if path.endswith("/"):
            raise SourceNotFound(f"{SOURCE} needs a question in words.", source=SOURCE)
        answer = await self._client.get(self._base_url + path, headers={"Accept": "text/html"}, follow_redirects=True)
        if answer.status in (404, 422):
            raise SourceNotFound(f"{SOURCE} cannot answer that.", source=SOURCE)
        raise_for_trouble(answer)
        if "/ask" not in urlsplit(answer.url).path:
            raise SourceNotFound(f"{SOURCE} has no direct answer to that.", source=SOURCE)
        return _read(answer, question, now)

    async def trends(self, question: str, now: datetime) -> Trends | None:
        """Nothing: its pages draw, they do not list."""
        raise SourceNotFound(f"{SOURCE} gives no series of numbers.", source=SOURCE)


def ask_path(question: str) -> str:
    """The page's path: the question in hyphenated words, under its league where it names one.

    >>> ask_path("LeBron James points this season"), ask_path("NFL passing leaders")
    ('/ask/lebron-james-points-this-season', '/nfl/ask/nfl-passing-leaders')
    """
    words = fold(question).split()[:MAX_WORDS]
    asked = set(words_of(question))
    league = next((league.statmuse for league in LEAGUES if league.statmuse and league.key in asked), None)
    return f"/{league}/ask/{'-'.join(words)}" if league else f"/ask/{'-'.join(words)}"


def _read(answer: HttpResponse, question: str, now: datetime) -> StatAnswer:
    page = _Page()
    page.feed(answer.text())
    page.close()
    headline = plain(page.heading, MAX_HEADLINE) or plain(page.description, MAX_HEADLINE)
    if page.forms >= CHOICE_FORMS and not page.rows:
        raise SourceNotFound(f"{SOURCE} asks which of several is meant.", source=SOURCE)
    if not headline or not any(sign.isdigit() for sign in headline + "".join(page.first_row)):
        raise ChangedShape(f"{SOURCE} sent a page without an answer we can read.", source=SOURCE)
    rows = tuple(zip(page.columns, page.first_row, strict=False))[:MAX_ROWS]
    said = _SEASON.search(headline) or _SEASON.search(" ".join(page.first_row))
    return StatAnswer(
        question=question,
        subject=page.subject or "StatMuse",
        headline=headline,
        rows=tuple((label, value) for label, value in rows if label and value),
        season=said[0] if said else "as stated",
        source=SOURCE,
        as_of=now,
        link=answer.url,
    )


class _Page(HTMLParser):
    """Picks the first h1, its first link, the og:description, the number of forms, and the first table's first row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heading = self.description = self.subject = ""
        self.forms = 0
        self.columns: list[str] = []
        self.first_row: list[str] = []
        self.rows = 0
        self._open: list[str] = []
        self._cell = ""
        self._heading_done = self._table_done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("property") == "og:description":
            self.description = given.get("content") or ""
        if tag == "form":
            self.forms += 1
        if tag == "tr" and "table" in self._open:
            self.rows += 1
        if tag in ("td", "th"):
            self._cell = ""
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        if tag in ("td", "th"):
            self._note_cell(tag)
        if tag == "h1" and self.heading.strip():
            self._heading_done = True
        if tag == "table":
            self._table_done = True
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in _UNSEEN for tag in self._open):
            return
        if "h1" in self._open and not self._heading_done:
            self.heading += data
            if "a" in self._open and not self.subject:
                self.subject = plain(data, 80)
        if (
            self._open
            and self._open[-1] in ("td", "th", "a", "span", "div", "p", "b", "strong")
            and "table" in self._open
        ):
            self._cell += data

    def _note_cell(self, tag: str) -> None:
        """Head cells are labels; the cells of the first row below are values. Both keep their place when empty."""
        if self._table_done:
            return
        text = plain(self._cell, 60)
        if tag == "th" and not self.first_row:
            self.columns.append(text)
        elif tag == "td" and len(self.first_row) < len(self.columns):
            self.first_row.append(text)
