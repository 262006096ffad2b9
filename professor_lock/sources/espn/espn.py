"""The public data behind ESPN's site: scoreboard with one book's odds, injuries, news. No key; named as source.

Nothing about them is guaranteed: paths move, and 403, 429 and HTML bodies all mean "unavailable". Player pages are in
`sources.espn.players`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from professor_lock.betting.facts import Event, EventStatus, GameScore, InjuryReport, Quote, SearchResult, Slate
from professor_lock.errors import SourceUnavailable
from professor_lock.settings import EspnSettings
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.espn.injuries import read_injuries
from professor_lock.sources.espn.odds import read_quotes
from professor_lock.sources.espn.scoreboard import Game, read_scoreboard
from professor_lock.sources.http import ProviderClient, raise_for_trouble
from professor_lock.sources.names.leagues import League
from professor_lock.sources.reading import Json, mapping, sequence, shaped
from professor_lock.sources.search.search_hits import read_hits
from professor_lock.timings import SourceTimings
from professor_lock.zones import EASTERN, NIGHT

SOURCE = "ESPN"
LIMIT = 300
"""Games asked for at once: a full college basketball Saturday has about 170."""
MOST = 1000
"""Games asked for over several weeks."""
PAGE_SIZES = frozenset({25, 50, 100, 200, 300, 500})
"""Lengths at which a list may be one page of a longer one."""
MOST_SPANS = 60
"""Lists asked for at most to put the results of one span of days together."""
GAME_PAGES = 6
"""Games whose own page is asked for the prices that the scoreboard does not have: those that begin next."""
BOARD_NOTE = "ESPN shows the prices of one book and not when they were set."

"""ESPN's day is US Eastern; until six in the morning "tonight" is still the evening before."""
_OPEN = (EventStatus.SCHEDULED, EventStatus.LIVE)


class Espn:
    """Scores, injuries, news, and a board of odds where no odds feed is configured."""

    source = SOURCE
    demo = False

    def __init__(self, client: ProviderClient, settings: EspnSettings, *, timings: SourceTimings | None = None) -> None:
        self._client = client
        self._game_page_s = (timings or SourceTimings()).game_page_s
        self._site_url = settings.site_url.rstrip("/")

    async def fetch_slate(self, league: League, now: datetime, zone: tzinfo) -> Slate:
        """Tonight's games (this week's in football and soccer) that are not over, with one book's prices, or none."""
        day = None if league.sport.by_week else (now.astimezone(EASTERN) - NIGHT).date()
        games = [game for game in await self._scoreboard(league, day, now) if game.event.status in _OPEN]
        quotes = [quote for game in games for quote in read_quotes(game.event, game.competition.get("odds"), now)]
        quotes += await self._quotes_of_pages(league, _without_prices(games, quotes), now)
        return Slate(
            league=league.key,
            events=tuple(game.event for game in games),
            quotes=tuple(quotes),
            source=SOURCE,
            fetched_at=now,
            link=_page(league, "scoreboard"),
            note=BOARD_NOTE if quotes else "ESPN shows no prices for these games now.",
        )

    async def fetch_game_odds(self, event: Event, league: League, now: datetime) -> tuple[Quote, ...]:
        """The prices on a game's own page, of one book; none for games that are over, which have none there."""
        body = await self._get(league, "summary", {"event": event.id})
        page = shaped(SOURCE, lambda: mapping(body, "the answer"))
        return tuple(read_quotes(event, page.get("pickcenter") or page.get("odds"), now))

    async def _quotes_of_pages(self, league: League, events: Sequence[Event], now: datetime) -> list[Quote]:
        pages = await asyncio.gather(*(self._quotes_of_page(event, league, now) for event in events))
        return [quote for page in pages for quote in page]

    async def _quotes_of_page(self, event: Event, league: League, now: datetime) -> tuple[Quote, ...]:
        """A page that fails, or takes its time, leaves its game without a price, which is what it had."""
        try:
            async with asyncio.timeout(self._game_page_s):
                return await self.fetch_game_odds(event, league, now)
        except (SourceUnavailable, TimeoutError):
            return ()

    async def fetch_scores(
        self, league: League, now: datetime, day: date | None = None, zone: tzinfo = EASTERN
    ) -> tuple[GameScore, ...]:
        """The scores of a day (US Eastern), or of what ESPN calls current."""
        return tuple(game.score for game in await self._scoreboard(league, day, now))

    async def fetch_results(self, league: League, since: date, until: date, now: datetime) -> tuple[GameScore, ...]:
        """The games that ended on these days (US Eastern, both included).

        ESPN may answer a long list with its first page alone, whatever was asked for. A list as long as a page is
        therefore asked for again in two halves, down to single days. SourceNotFound when a day alone would be cut.
        """
        games: dict[str, Game] = {}
        spans = [(since, until)]
        for asked in range(1, MOST_SPANS + 1):
            first, last = spans.pop()
            found = await self._scoreboard(league, first, now, last)
            if len(found) < MOST and (len(found) not in PAGE_SIZES or first == last):
                games |= {game.event.id: game for game in found}
            elif first == last:
                raise SourceNotFound(f"{SOURCE} lists too many {league.title} games on {first}.", source=SOURCE)
            else:
                middle = first + (last - first) // 2
                spans += [(middle + timedelta(days=1), last), (first, middle)]
            if not spans:
                break
            if asked == MOST_SPANS:
                raise SourceNotFound(
                    f"{SOURCE} lists too many {league.title} games to go back that far.", source=SOURCE
                )
        ended = (game.score for game in games.values() if game.event.status is EventStatus.FINAL)
        return tuple(sorted(ended, key=lambda score: (score.event.starts_at, score.event.id)))

    async def fetch_injuries(self, league: League, now: datetime) -> InjuryReport:
        """Everyone listed as hurt or doubtful in the league."""
        body = await self._get(league, "injuries", {})
        link = _page(league, "injuries")
        return shaped(SOURCE, lambda: read_injuries(body, league.key, source=SOURCE, link=link, now=now))

    async def fetch_news(self, league: League, now: datetime) -> list[SearchResult]:
        """The league's headlines, newest first; betting tips among them are the site's, not ours."""
        body = await self._get(league, "news", {"limit": "20"})
        return shaped(SOURCE, lambda: _read_news(body, now))

    async def _scoreboard(
        self, league: League, day: date | None, now: datetime, until: date | None = None
    ) -> list[Game]:
        params = {"limit": str(MOST if until else LIMIT)}
        if day:
            params["dates"] = f"{day:%Y%m%d}" + (f"-{until:%Y%m%d}" if until else "")
        if league.espn_group is not None:
            params["groups"] = league.espn_group
        body = await self._get(league, "scoreboard", params)
        link = _page(league, "scoreboard")
        return shaped(SOURCE, lambda: read_scoreboard(body, league.key, source=SOURCE, link=link, now=now))

    async def _get(self, league: League, what: str, params: Mapping[str, str]) -> Json:
        if league.espn is None:
            raise SourceNotFound(f"{SOURCE} does not carry {league.title}.", source=SOURCE)
        answer = await self._client.get(f"{self._site_url}/apis/site/v2/sports/{league.espn}/{what}", params=params)
        if answer.status == 404:
            raise SourceNotFound(f"{SOURCE} has no {what} for {league.title}.", source=SOURCE)
        raise_for_trouble(answer)
        return answer.json()


def _without_prices(games: Sequence[Game], quotes: Sequence[Quote]) -> list[Event]:
    priced = {quote.event.id for quote in quotes}
    open_to_bets = [game.event for game in games if game.event.status is EventStatus.SCHEDULED]
    return [event for event in open_to_bets if event.id not in priced][:GAME_PAGES]


def _page(league: League, what: str) -> str:
    return f"https://www.espn.com/{league.espn_slug}/{what}"


def _read_news(body: Json, now: datetime) -> list[SearchResult]:
    entries = []
    for item in sequence(mapping(body, "the answer").get("articles"), "articles"):
        article = mapping(item, "an article")
        web = _inner(_inner(article, "links"), "web")
        entries.append({**article, "title": article.get("headline"), "url": web.get("href")})
    hits = read_hits(entries, SOURCE, "description", "published", now)
    return sorted(hits, key=lambda hit: (hit.published_at is not None, hit.published_at or now), reverse=True)


def _inner(item: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    inner = item.get(key)
    return inner if isinstance(inner, dict) else {}
