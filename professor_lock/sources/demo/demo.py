"""A demo of the outside world: invented games and prices, real past averages, and search hits that say what they are.

For trying the product without keys. Every value carries `demo=True` and a source that begins with DEMO. Nothing here
reads a clock or a random source: a day's slate is the same for everyone whose day it is. Production never builds this.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache

from professor_lock.betting.facts import (
    Event,
    EventStatus,
    SearchResult,
    Series,
    Slate,
    StatAnswer,
    Trends,
)
from professor_lock.sources.demo.facts import COLLEGE_TEAMS, PLAYERS, Player
from professor_lock.sources.demo.prices import SOURCE, margin_of, quotes_of, share
from professor_lock.sources.errors import SourceNotFound
from professor_lock.sources.names.leagues import LEAGUES, League, leagues_by_key
from professor_lock.sources.names.questions import FILLING, words_of
from professor_lock.sources.names.rosters import leagues_mentioned
from professor_lock.sources.names.seasons import is_season_asked
from professor_lock.sources.names.teams import teams_of
from professor_lock.sources.names.text import closest, fold

STATS_SOURCE = "DEMO stats (real past-season figures)"
ENGINE = "DEMO search"
SITE = "the demo's own notes"
NOTE = "DEMO: these games and prices are invented to try the product."
DEMO_LEAGUES = tuple(
    league.key for league in LEAGUES if league.in_demo and (league.key in COLLEGE_TEAMS or teams_of(league.key))
)

FIRST_START = time(19, 0)
LEAD_TIME = timedelta(minutes=30)
"""A demo game never starts sooner than this, so that a slip can be built at any hour."""
READ_EVERY_S = 5
"""A slate is read so often, as if it were a provider's."""
START_OFFSETS_MIN = (0, 0, 30, 60, 90, 150)
GAMES = 6
ALWAYS_TONIGHT = ("Golden State Warriors", "Los Angeles Lakers")

_NICKNAMES = {"steph": "stephen", "wemby": "wembanyama", "sga": "gilgeous"}


class DemoOdds:
    """Tonight's invented games of eight leagues at four invented books."""

    source = SOURCE
    demo = True

    async def fetch_slate(self, league: League, now: datetime, zone: tzinfo) -> Slate:
        """The games of the evening in `zone` around `now`, of some leagues tomorrow's, too, and where prices began.

        SourceNotFound for a league the demo does not play.
        """
        if league.key not in DEMO_LEAGUES:
            titles = ", ".join(leagues_by_key()[key].title for key in DEMO_LEAGUES)
            raise SourceNotFound(f"The demo has no {league.title} games. It has {titles}.", source=SOURCE)
        return _slate(league, now.replace(second=now.second - now.second % READ_EVERY_S, microsecond=0), zone)


@lru_cache(maxsize=8)  # as a provider's answer is kept for a moment, and shown to all who ask in it
def _slate(league: League, now: datetime, zone: tzinfo) -> Slate:
    tonight = tuple(demo_events(league, now, zone))
    events = (*tonight, *tomorrows_events(league, now, zone))
    edge = min(tonight, key=lambda event: abs(margin_of(event, league))).id
    quotes = tuple(quote for event in events for quote in quotes_of(event, league, now, edge=event.id == edge))
    opening = tuple(quote for event in events for quote in quotes_of(event, league, now, opening=True))
    return Slate(league.key, events, quotes, SOURCE, fetched_at=now, demo=True, note=NOTE, opening=opening)


class DemoStats:
    """Season figures of a few well-known players: true, past, and named by their season."""

    source = STATS_SOURCE
    demo = True

    async def ask(self, question: str, now: datetime) -> StatAnswer:
        """The last season we hold of the player the question names; SourceNotFound for anyone else."""
        player = _player_in(question)
        season = player.seasons[-1]
        if not is_season_asked(question, season.name, now):
            raise SourceNotFound(f"The demo has {player.name}'s figures of {season.name} only.", source=STATS_SOURCE)
        rows = (*zip(player.labels, map(_figure, season.figures), strict=True), ("Games", str(player.games)))
        per_game = " per game" if player.averages else ""
        figures = ", ".join(f"{value} {label.lower()}" for label, value in rows[:-1])
        return StatAnswer(
            question=question,
            subject=player.name,
            headline=f"{player.name}, {season.name} regular season: {figures}{per_game} ({player.games} games)",
            rows=rows,
            season=season.name,
            source=STATS_SOURCE,
            as_of=player.ended,
            demo=True,
        )

    async def trends(self, question: str, now: datetime) -> Trends | None:
        """The player's averages season by season; None with fewer than two seasons to compare."""
        player = _player_in(question)
        if len(player.seasons) < 2:
            return None
        by_label = zip(player.labels, zip(*(season.figures for season in player.seasons), strict=True), strict=True)
        return Trends(
            title=f"{player.name}: averages per game by season",
            labels=tuple(season.name for season in player.seasons),
            series=tuple(Series(label, values) for label, values in by_label),
            source=STATS_SOURCE,
            as_of=player.ended,
            demo=True,
            note="Regular seasons. DEMO data: the newest season shown is a past one.",
        )


class DemoSearch:
    """A search that finds the demo's own notes on the leagues and teams that are named, `pace_s` apart, and says so."""

    engine = ENGINE
    demo = True

    def __init__(self, *, pace_s: float = 0.15) -> None:
        self._pace_s = pace_s

    async def search(self, query: str, search_type: str, now: datetime) -> AsyncIterator[SearchResult]:
        """One hit that says that the web was not searched, then tonight's games of the leagues named."""
        yield _note("DEMO: the web was not searched", "The demo answers from its own notes alone.", now)
        for key in leagues_mentioned(query)[:1]:
            for event in demo_events(leagues_by_key()[key], now, UTC) if key in DEMO_LEAGUES else ():
                if _names(event, query):
                    await asyncio.sleep(self._pace_s)
                    said = "Invented for the demo. The board has its prices, the report its injuries."
                    yield _note(f"DEMO: {event.name}", said, now)


def _names(event: Event, query: str) -> bool:
    words = set(fold(query).split())
    return any(fold(name).split()[-1] in words for name in (event.away, event.home))


def _note(title: str, snippet: str, now: datetime) -> SearchResult:
    return SearchResult(
        title=title,
        url=f"demo:{fold(title)}",  # no page: it is shown as words
        snippet=snippet,
        source=SITE,
        engine=ENGINE,
        fetched_at=now,
        demo=True,
    )


def demo_events(league: League, now: datetime, zone: tzinfo) -> Iterator[Event]:
    """The six games of the evening."""
    local = now.astimezone(zone)
    day = local.date().isoformat()
    first = _first_start(local)
    for number, (away, home) in enumerate(_pairings(league.key, day)):
        yield Event(
            id=f"demo-{league.key}-{day}-{number}",
            league=league.key,
            away=away,
            home=home,
            starts_at=(first + timedelta(minutes=START_OFFSETS_MIN[number])).astimezone(UTC),
            status=EventStatus.SCHEDULED,
            source=SOURCE,
        )


def tomorrows_events(league: League, now: datetime, zone: tzinfo) -> Iterator[Event]:
    """Games of tomorrow's evening between all teams that rest tonight, so that every team has a game."""
    tonight = list(demo_events(league, now, zone))
    busy = {name for event in tonight for name in (event.away, event.home)}
    day = f"after {now.astimezone(zone).date().isoformat()}"
    resting = [name for name in team_names(league.key) if name not in busy]
    mixed = sorted(resting, key=lambda name: share(day, league.key, name))
    evening = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), FIRST_START, tzinfo=zone)
    for number, (away, home) in enumerate(zip(mixed[::2], mixed[1::2], strict=False)):
        starts_at = (evening + timedelta(minutes=START_OFFSETS_MIN[number % GAMES])).astimezone(UTC)
        yield Event(
            id=f"demo-{league.key}-{day.replace(' ', '-')}-{number}",
            league=league.key,
            away=away,
            home=home,
            starts_at=starts_at,
            status=EventStatus.SCHEDULED,
            source=SOURCE,
        )


def team_names(league: str) -> list[str]:
    """The teams that the demo plays with."""
    return list(COLLEGE_TEAMS.get(league, ())) or [team.name for team in teams_of(league)]


def _first_start(local: datetime) -> datetime:
    """Seven in the evening; later that night the next full hour that leaves time to build a slip."""
    evening = datetime.combine(local.date(), FIRST_START, tzinfo=local.tzinfo)
    soonest = local + LEAD_TIME
    if soonest <= evening:
        return evening
    return soonest.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _pairings(league: str, day: str) -> list[tuple[str, str]]:
    """Who visits whom on that day: a shuffle by hash, the two everyone asks about first."""
    names = team_names(league)
    fixed = [ALWAYS_TONIGHT] if league == "nba" else []
    rest = sorted((name for name in names if name not in ALWAYS_TONIGHT), key=lambda name: share(day, league, name))
    return [*fixed, *zip(rest[::2], rest[1::2], strict=False)][:GAMES]


def _player_in(question: str) -> Player:
    """The one player the question names. A lone surname counts only where no other name stands beside it.

    "Curry's points" is Stephen Curry; "Seth Curry" is another player, who is not in the demo.
    """
    words = [_NICKNAMES.get(word, word) for word in words_of(question)]
    names = {player: fold(player.name).split() for player in PLAYERS}
    found = [player for player, name in names.items() if f" {' '.join(name)} " in f" {' '.join(words)} "]
    if not found:
        parts = {part for name in names.values() for part in name}
        spelt = [word if word in parts | FILLING else next(iter(closest(word, parts)), word) for word in words]
        found = [player for player, name in names.items() if _named_alone(name, spelt)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(player.name for player in found or PLAYERS)
    raise SourceNotFound(f"The demo has season figures for {known} only.", source=STATS_SOURCE)


def _named_alone(name: list[str], words: list[str]) -> bool:
    """Does a part of the name stand in the text with nothing beside it but the rest of the name or filling words?"""
    beside = {*name, *FILLING, ""}
    padded = ["", *words, ""]
    return any(
        word in name and padded[at - 1] in beside and padded[at + 1] in beside
        for at, word in enumerate(padded[1:-1], start=1)
    )


def _figure(value: float) -> str:
    """5250 -> "5,250", 25.7 -> "25.7", a batting average 0.31 -> ".310"."""
    if 0 < value < 1:
        return f"{value:.3f}".removeprefix("0")
    return f"{value:,}" if isinstance(value, int) else f"{value:.1f}"
